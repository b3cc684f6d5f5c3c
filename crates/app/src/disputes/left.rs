//! Leavers: what an account that ended, or has no role over the place any more, still owes of disputes goes to somebody who is there.

use xinqiao_disputes::dispute::pass_on;
use xinqiao_disputes::{Owner, Refusal, StepId};
use xinqiao_kernel::id::{AccountId, DisputeId};

use super::fold::{folded, people, refused};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Disputes that one sweep passes on at most; the next one goes on.
const MOST: u32 = 200;

impl App {
    /// Gives what accounts that are gone still owe of disputes to the nearest mediator; how many. Where nobody is there it stays, moves up when it is
    /// late, and the next sweep asks again.
    pub async fn sweep_disputes_left(&self) -> Result<usize> {
        let mut moved = 0;
        for left in self.inner.db.disputes_left(self.day(self.now()), MOST).await? {
            let id = DisputeId::from_uuid(left.id);
            match self.pass_dispute_on(id, left.account).await {
                Ok(true) => moved += 1,
                Ok(false) | Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                Err(fault) => {
                    tracing::error!(dispute.id = %id, error = %fault, "a dispute could not be given to somebody who is there")
                }
            }
        }
        Ok(moved)
    }

    async fn pass_dispute_on(&self, id: DisputeId, gone: AccountId) -> Result<bool> {
        let now = self.now();
        let Some(row) = self.inner.db.dispute_place(id).await? else { return Ok(false) };
        let loaded = folded(row, self.inner.db.dispute_steps_for_sweep(id).await?)?;
        let mediators = self.mediators(&loaded.row.place, now).await?;
        let there: Vec<Owner> = mediators.into_iter().map(|one| Owner { account: one.account, place: one.place }).collect();
        let change = match pass_on(&loaded.dispute, StepId::new(self.ids(), now), now, gone, &there) {
            Ok(change) => change,
            Err(Refusal::Missing | Refusal::OutOfTurn | Refusal::Ended) => return Ok(false),
            Err(other) => return Err(refused(other)),
        };
        let place = &loaded.row.place;
        let row = |person| by_system(self, "escalate", place, person, "dispute", id.uuid(), "left");
        let about = people(&change.now);
        let audit: Vec<_> =
            if about.is_empty() { vec![row(None)] } else { about.into_iter().map(|person| row(Some(person))).collect() };
        self.save_dispute_step(&loaded, &change, None, &audit).await?;
        Ok(true)
    }
}
