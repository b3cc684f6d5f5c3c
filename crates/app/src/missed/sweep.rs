//! The sweep: a review that is late moves one level up, and whoever owes it then is told once.

use xinqiao_kernel::Owner;
use xinqiao_kernel::id::StepId;
use xinqiao_store::missed::MissedRow;
use xinqiao_warnings::quality::missed::{MissedRefusal, silence};

use super::fold::{folded, refused};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Reviews that one sweep moves at most; the next one goes on.
const MOST: u32 = 200;

impl App {
    /// Moves reviews that are late; how many. Sweeping twice moves each missed time once.
    pub async fn sweep_missed(&self) -> Result<usize> {
        let mut moved = 0;
        for row in self.inner.db.late_missed(self.now(), MOST).await? {
            let id = row.id;
            match self.move_missed_up(row).await {
                Ok(true) => moved += 1,
                // somebody acted on it at this very moment
                Ok(false) | Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged review must not keep the others waiting
                Err(fault) => tracing::error!(review.id = %id, error = %fault, "a review could not be moved"),
            }
        }
        Ok(moved)
    }

    async fn move_missed_up(&self, row: MissedRow) -> Result<bool> {
        let now = self.now();
        let events = self.inner.db.missed_events_for_sweep(row.id).await?;
        let loaded = folded(row, events)?;
        let place = &loaded.row.place;
        let there = self.reviewers(place, now).await?;
        let mut candidates: Vec<Owner> = Vec::new();
        // of one place whoever is on duty first
        for owner in self.on_duty(&there, place, now).await? {
            candidates.push(Owner { account: owner.account, place: owner.place });
        }
        candidates.extend(there.into_iter().map(|one| Owner { account: one.account, place: one.place }));
        let by = (StepId::new(self.ids(), now), now);
        let change = match silence(&loaded.review, by, &candidates, self.review_rules()?, &self.review_clock()?) {
            Ok(change) => change,
            Err(MissedRefusal::NotDue { .. } | MissedRefusal::Ended) => return Ok(false),
            Err(other) => return Err(refused(other)),
        };
        let detail = format!("silences={}", change.now.silences());
        let (person, id) = (loaded.row.person, loaded.row.id.uuid());
        let audit = by_system(self, "escalate", place, person, "missed_review", id, detail);
        self.save_missed_step(&loaded, &change, None, audit).await?;
        Ok(true)
    }
}
