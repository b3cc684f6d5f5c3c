//! The program looks for events that ought to be reviewed: confirmed red warnings and justified emergencies that no warning preceded.

use jiff::SignedDuration;
use uuid::Uuid;
use xinqiao_kernel::id::{MissedReviewId, StepId};
use xinqiao_store::missed::{FoundEvent, Search};
use xinqiao_warnings::quality::missed::{Actor, Cause, Facts, Opening};

use super::record::Beginning;
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Events that are looked at between two readings.
const BATCH: u32 = 100;
/// Readings of one job, of each kind.
const BATCHES: usize = 50;

impl App {
    /// Opens a review of each event of the last days that has none; how many. Doing it twice opens none twice.
    pub async fn find_missed(&self) -> Result<usize> {
        let mut opened = 0;
        for cause in [Cause::Warning, Cause::Emergency] {
            let now = self.now();
            let rules = self.review_rules()?;
            let days = |days: i64| SignedDuration::from_hours(24 * days);
            let mut search =
                Search { after: (now - days(rules.scan_days), Uuid::nil()), until: now, look_back: days(rules.look_back_days) };
            for _ in 0..BATCHES {
                let found = match cause {
                    Cause::Warning => self.inner.db.red_without_review(search, BATCH).await?,
                    Cause::Emergency | Cause::Hand => self.inner.db.emergencies_without_review(search, BATCH).await?,
                };
                let Some(last) = found.last() else { break };
                search.after = (last.at, last.id);
                for event in &found {
                    match self.open_of(cause, event).await {
                        Ok(true) => opened += 1,
                        Ok(false) => {}
                        Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                        // one damaged record must not keep the others waiting
                        Err(fault) => tracing::error!(event.id = %event.id, error = %fault, "a review could not be opened"),
                    }
                }
            }
        }
        Ok(opened)
    }

    async fn open_of(&self, cause: Cause, found: &FoundEvent) -> Result<bool> {
        let mut facts = Facts { emergency: found.reason.clone(), ..Facts::default() };
        let mut event_at = found.at;
        if cause == Cause::Warning {
            let signals = self.inner.db.facts_of_warning(found.id).await?;
            // what came first is the event; what is looked for lies before it
            event_at = signals.first().map_or(event_at, |signal| signal.raised_at);
            let kinds = signals.iter().flat_map(|signal| signal.kinds.split_whitespace());
            facts.risk = kinds.map(|kind| kind.split(':').next().unwrap_or(kind).to_owned()).collect();
            facts.sources = signals.iter().map(|signal| signal.source.clone()).collect();
        }
        let Some(event) = self.review_rules()?.event_of(&facts) else { return Ok(false) };
        let involved = self.involved(Some(found.person), event_at).await?;
        let Some(owner) = self.first_reviewer(&found.place, &involved).await? else {
            return Err(AppError::broken(format!("nobody at or above {} can review", found.place)));
        };
        let now = self.now();
        let opening = Opening { place: found.place.clone(), event: event.code.clone(), cause, event_at, owner };
        let by = (StepId::new(self.ids(), now), Actor::System);
        let id = MissedReviewId::new(self.ids(), now);
        let new = Beginning { id, person: Some(found.person), source: Some(found.id), opening, by, note: None };
        let change = self.begun(&new)?;
        let row = self.missed_row(&new, &change)?;
        let detail = format!("opened event={}", row.event);
        let audit = by_system(self, "review_missed", &row.place, row.person, "missed_review", id.uuid(), detail);
        self.keep_missed(&row, &change, audit, None).await
    }
}
