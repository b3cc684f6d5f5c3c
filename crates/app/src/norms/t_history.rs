//! The history of somebody who took an instrument also in its adaptive form: T of every sheet by the bank, with the error of each.

use jiff::Timestamp;
use xinqiao_factor::{Measured, band};
use xinqiao_store::assessment::KeptResponse;

use super::history::{HistoryPoint, ScoreHistory, odd};
use crate::Result;
use crate::adaptive::KeptEstimate;
use crate::assessment::KeptOutcome;

/// T of θ from −4 to 4, the grid on which θ is estimated.
const RANGE: [f64; 2] = [10.0, 90.0];

/// T of all sheets that the latest bank estimated, both forms on one scale. `None` where none of them is adaptive: then the score itself is told.
///
/// No change is told between two T: both are drawn towards the mean of the calibration (docs/irt.md).
pub(super) fn t_history(
    sheets: &[KeptResponse],
    (instrument, version): (&str, &str),
    level: f64,
) -> Result<Option<ScoreHistory>> {
    let mut found: Vec<(Timestamp, KeptEstimate)> = Vec::with_capacity(sheets.len());
    for sheet in sheets.iter().filter(|sheet| sheet.version == version) {
        let outcome = KeptOutcome::parse(&sheet.outcome)?;
        if let Some(estimate) = outcome.estimate.filter(|_| outcome.valid && outcome.complete) {
            found.push((sheet.answered_at, estimate));
        }
    }
    let Some(bank) = found.last().map(|(_, estimate)| estimate.bank.clone()) else { return Ok(None) };
    found.retain(|(_, estimate)| estimate.bank == bank);
    if !found.iter().any(|(_, estimate)| estimate.form.is_adaptive()) {
        return Ok(None);
    }
    let mut points = Vec::with_capacity(found.len());
    for (at, estimate) in &found {
        let score = (10.0 * estimate.t()).round() / 10.0;
        let band = band(score, estimate.t_error(), level).map_err(odd)?;
        let measured = Some(Measured { score, band, since_first: None, since_last: None });
        points.push(HistoryPoint { at: *at, score, measured });
    }
    Ok(Some(ScoreHistory {
        name: String::new(),
        instrument: instrument.to_owned(),
        version: version.to_owned(),
        score: "t".to_owned(),
        bank: Some(bank),
        range: Some(RANGE),
        left_out: sheets.len() - points.len(),
        points,
        norms: Vec::new(),
        error: None,
        again: Vec::new(),
    }))
}
