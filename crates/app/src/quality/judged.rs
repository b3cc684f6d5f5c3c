//! Reading how right the risk model was.

use jiff::Timestamp;
use xinqiao_access::act;

use super::Quarter;
use super::report::ModelReport;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Reports that can be chosen from.
const MOST: u32 = 40;

/// A report that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelReportAt {
    pub model: String,
    pub quarter: Quarter,
    pub at: Timestamp,
}

/// What of the model is seen.
#[derive(Debug, Clone)]
pub struct ModelQuality {
    /// the version that is in force now
    pub in_force: String,
    /// the latest quarter first
    pub reports: Vec<ModelReportAt>,
    pub shown: Option<(ModelReportAt, ModelReport)>,
    /// the first day on which a quarter is judged next
    pub next: (Quarter, jiff::civil::Date),
    /// from how many persons on a count is shown
    pub floor: u64,
    /// names of the places that the report compares, by path
    pub areas: Vec<(String, String)>,
}

impl App {
    /// How right the levels were, by quarter and version; the latest where none is asked for.
    ///
    /// Errors: `NotFound` for those whose scope is not the whole jurisdiction, `Denied` without the right, `Invalid` on field `quarter` for a
    /// report that is not there.
    pub async fn model_quality(&self, caller: &Caller, wish: Option<(&str, Quarter)>) -> Result<ModelQuality> {
        let permit = self.whole_permit::<act::ReadQuality>(caller).await?;
        let quarters = self.counted_quarters()?;
        let from = quarters.last().copied().ok_or_else(|| AppError::broken("no quarter before this one"))?;
        let latest = quarters.first().copied().unwrap_or(from);
        let mut reports = Vec::new();
        let mut bodies = Vec::new();
        for row in self.inner.db.model_reports(&permit, &from.to_string(), MOST).await? {
            let Ok(quarter) = row.quarter.parse::<Quarter>() else { continue };
            reports.push(ModelReportAt { model: row.model, quarter, at: row.at });
            bodies.push(row.body);
        }
        let at = match wish {
            Some((model, quarter)) => {
                let found = reports.iter().position(|report| report.model == model && report.quarter == quarter);
                Some(found.ok_or_else(|| AppError::field("quarter", "fault-quarter", quarter.to_string()))?)
            }
            None => (!reports.is_empty()).then_some(0),
        };
        let shown = match at.and_then(|at| Some((reports.get(at)?.clone(), bodies.get(at)?))) {
            Some((report, body)) => Some((report, ModelReport::parse(body)?)),
            None => None,
        };
        let mut areas = Vec::new();
        for label in
            shown.iter().flat_map(|(_, report)| &report.fairness).filter(|line| line.by == "area").flat_map(|line| &line.groups)
        {
            if let Some(path) = &label.label {
                let name = match path.parse() {
                    Ok(place) => self.place_name(&place).await?,
                    Err(_) => path.clone(),
                };
                areas.push((path.clone(), name));
            }
        }
        let what = shown.as_ref().map_or_else(|| "none".to_owned(), |(report, _)| format!("{} {}", report.model, report.quarter));
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "model_quality", None, what), self.now()).await?;
        tx.commit().await?;
        let next = (latest.after(), self.counted_on(latest.after())?);
        Ok(ModelQuality { in_force: self.model_version()?, reports, shown, next, floor: self.floor_of_rules()?, areas })
    }
}
