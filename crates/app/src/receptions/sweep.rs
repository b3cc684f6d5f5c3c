//! The sweep: what is late at a reception moves one level up, and whoever owes it then is told once.

use xinqiao_disputes::reception::silence;
use xinqiao_disputes::{Owner, Refusal, StepId};
use xinqiao_store::receptions::ReceptionRow;

use super::fold::{folded, refused};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Receptions that one sweep moves at most; the next one goes on.
const MOST: u32 = 200;
/// Debts of one reception: each may be late at once.
const DEBTS: usize = 2;

impl App {
    /// Moves what is late at receptions one level up; how many times were missed. Sweeping twice moves each missed time once.
    pub async fn sweep_receptions(&self) -> Result<usize> {
        let mut moved = 0;
        for row in self.inner.db.late_receptions(self.now(), MOST).await? {
            let id = row.id;
            match self.move_reception_up(row).await {
                Ok(count) => moved += count,
                // somebody acted on it at this very moment
                Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged reception must not keep the others waiting
                Err(fault) => tracing::error!(reception.id = %id, error = %fault, "a reception could not be moved"),
            }
        }
        Ok(moved)
    }

    async fn move_reception_up(&self, row: ReceptionRow) -> Result<usize> {
        let now = self.now();
        let steps = self.inner.db.reception_steps_for_sweep(row.id).await?;
        let mut loaded = folded(row, steps)?;
        let mut candidates: Vec<Owner> = Vec::new();
        for one in self.receivers_over(&loaded.row.place, now).await? {
            candidates.push(Owner { account: one.account, place: one.place });
        }
        let mut moved = 0;
        for _ in 0..DEBTS {
            let change = match silence(&loaded.reception, StepId::new(self.ids(), now), now, &candidates, &self.dispute_times()?)
            {
                Ok(change) => change,
                Err(Refusal::NotDue { .. } | Refusal::Ended) => break,
                Err(other) => return Err(refused(other)),
            };
            let person = loaded.row.state.person;
            let detail = format!("silences={}", change.now.silences());
            let audit = by_system(self, "escalate", &loaded.row.place, person, "reception", loaded.row.id.uuid(), detail);
            self.save_reception_step(&loaded, &change, None, audit).await?;
            loaded.row.state.version += 1;
            loaded.reception = change.now;
            moved += 1;
        }
        Ok(moved)
    }
}
