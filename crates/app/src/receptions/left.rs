//! Leavers: what an account that ended, or has no role over the place any more, still owes at receptions goes to somebody who is there.

use xinqiao_disputes::reception::pass_on;
use xinqiao_disputes::{Owner, Refusal, StepId};
use xinqiao_kernel::id::{AccountId, ReceptionId};

use super::fold::{folded, refused};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Receptions that one sweep passes on at most; the next one goes on.
const MOST: u32 = 200;

impl App {
    /// Gives what accounts that are gone still owe at receptions to the nearest who works on them; how many. Where nobody is there it stays, moves up
    /// when it is late, and the next sweep asks again.
    pub async fn sweep_receptions_left(&self) -> Result<usize> {
        let mut moved = 0;
        for left in self.inner.db.receptions_left(self.day(self.now()), MOST).await? {
            let id = ReceptionId::from_uuid(left.id);
            match self.pass_reception_on(id, left.account).await {
                Ok(true) => moved += 1,
                Ok(false) | Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                Err(fault) => {
                    tracing::error!(reception.id = %id, error = %fault, "a reception could not be given to somebody who is there")
                }
            }
        }
        Ok(moved)
    }

    async fn pass_reception_on(&self, id: ReceptionId, gone: AccountId) -> Result<bool> {
        let now = self.now();
        let Some(row) = self.inner.db.reception_place(id).await? else { return Ok(false) };
        let loaded = folded(row, self.inner.db.reception_steps_for_sweep(id).await?)?;
        let there = self.receivers_over(&loaded.row.place, now).await?;
        let there: Vec<Owner> = there.into_iter().map(|one| Owner { account: one.account, place: one.place }).collect();
        let change = match pass_on(&loaded.reception, StepId::new(self.ids(), now), now, gone, &there) {
            Ok(change) => change,
            Err(Refusal::Missing | Refusal::OutOfTurn) => return Ok(false),
            Err(other) => return Err(refused(other)),
        };
        let row = &loaded.row;
        let audit = by_system(self, "escalate", &row.place, row.state.person, "reception", id.uuid(), "left");
        self.save_reception_step(&loaded, &change, None, audit).await?;
        Ok(true)
    }
}
