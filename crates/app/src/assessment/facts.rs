//! What the warning rules may look at, filled from a kept outcome.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act, Permit};
use xinqiao_kernel::place::PlacePath;
use xinqiao_warnings::rule::When;
use xinqiao_warnings::{BandHit, Code, CriticalHit, DecisionHit, Facts, PreviousScore, RuleSet, ScoreValue};

use super::KeptOutcome;
use crate::{App, AppError, Result};

fn code(text: &str) -> Result<Code> {
    text.parse().map_err(|fault| AppError::Broken { what: format!("{text:?} is no code"), source: Some(Box::new(fault)) })
}

/// Does any rule compare this instrument with earlier sheets?
pub(crate) fn looks_back(rules: &RuleSet, instrument: &Code) -> bool {
    rules.signals().iter().any(|rule| rule.speaks_of(instrument) && matches!(rule.when, When::Worsening { .. }))
}

impl App {
    /// The facts of one sheet; `previous` are earlier outcomes with their instants.
    pub(crate) fn facts(
        &self,
        instrument: (&str, &str),
        outcome: &KeptOutcome,
        on: Date,
        previous: &[(KeptOutcome, Timestamp)],
        asked_for_contact: bool,
    ) -> Result<Facts> {
        let mut facts = Facts {
            instrument: code(instrument.0)?,
            version: code(instrument.1)?,
            on,
            critical: Vec::new(),
            bands: Vec::new(),
            decisions: Vec::new(),
            scores: Vec::new(),
            previous: Vec::new(),
            asked_for_contact,
        };
        for hit in &outcome.critical {
            let unknown = |what: &str| AppError::broken(format!("a critical item has an unknown {what}"));
            facts.critical.push(CriticalHit {
                item: code(&hit.item)?,
                // options are whole numbers (docs/packs.md)
                value: hit.value.round() as i64,
                kind: hit.kind.parse().map_err(|_| unknown("kind"))?,
                strength: hit.strength.parse().map_err(|_| unknown("strength"))?,
            });
        }
        for (score, (band, attention)) in &outcome.bands {
            facts.bands.push(BandHit { score: code(score)?, band: code(band)?, attention: *attention });
        }
        for (decision, level) in &outcome.decisions {
            facts.decisions.push(DecisionHit { code: code(decision)?, level: code(level)? });
        }
        for (score, value) in &outcome.scores {
            facts.scores.push(ScoreValue { code: code(score)?, value: *value });
        }
        for (earlier, at) in previous {
            for (score, value) in &earlier.scores {
                facts.previous.push(PreviousScore { code: code(score)?, value: *value, on: self.day(*at) });
            }
        }
        Ok(facts)
    }

    /// Earlier outcomes of a person, if any rule of the person's place looks back at them.
    pub(crate) async fn previous<A: Act>(
        &self,
        permit: &Permit<A>,
        (person, place): (xinqiao_kernel::id::PersonId, &PlacePath),
        instrument: &str,
        before: Timestamp,
    ) -> Result<Vec<(KeptOutcome, Timestamp)>> {
        if !looks_back(self.rules_for(place), &code(instrument)?) {
            return Ok(Vec::new());
        }
        let rows = self.inner.db.previous_outcomes(permit, person, instrument, before).await?;
        let mut earlier = rows.into_iter().map(|(text, at)| Ok((KeptOutcome::parse(&text)?, at))).collect::<Result<Vec<_>>>()?;
        // what was put aside is no yardstick
        earlier.retain(|(outcome, _)| outcome.valid);
        Ok(earlier)
    }
}
