//! The sweep: a step of a dispute that is late moves one level up, and whoever owes it then is told once.

use xinqiao_disputes::dispute::silence;
use xinqiao_disputes::{Owner, Refusal, StepId};
use xinqiao_store::disputes::DisputeRow;

use super::fold::{folded, people, refused};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Disputes that one sweep moves at most; the next one goes on.
const MOST: u32 = 200;

impl App {
    /// Moves steps of disputes that are late; how many. Sweeping twice moves each missed time once.
    pub async fn sweep_disputes(&self) -> Result<usize> {
        let mut moved = 0;
        for row in self.inner.db.late_disputes(self.now(), MOST).await? {
            let id = row.id;
            match self.move_up(row).await {
                Ok(true) => moved += 1,
                // somebody acted on it at this very moment
                Ok(false) | Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged dispute must not keep the others waiting
                Err(fault) => tracing::error!(dispute.id = %id, error = %fault, "a dispute could not be moved"),
            }
        }
        Ok(moved)
    }

    async fn move_up(&self, row: DisputeRow) -> Result<bool> {
        let now = self.now();
        let steps = self.inner.db.dispute_steps_for_sweep(row.id).await?;
        let loaded = folded(row, steps)?;
        let mediators = self.mediators(&loaded.row.place, now).await?;
        let candidates: Vec<Owner> = mediators.into_iter().map(|one| Owner { account: one.account, place: one.place }).collect();
        let change = match silence(&loaded.dispute, StepId::new(self.ids(), now), now, &candidates, &self.dispute_times()?) {
            Ok(change) => change,
            Err(Refusal::NotDue { .. } | Refusal::Ended) => return Ok(false),
            Err(other) => return Err(refused(other)),
        };
        let detail = format!("silences={}", change.now.silences());
        let place = &loaded.row.place;
        let row = |person| by_system(self, "escalate", place, person, "dispute", loaded.row.id.uuid(), detail.clone());
        let about = people(&change.now);
        let audit: Vec<_> =
            if about.is_empty() { vec![row(None)] } else { about.into_iter().map(|person| row(Some(person))).collect() };
        self.save_dispute_step(&loaded, &change, None, &audit).await?;
        Ok(true)
    }
}
