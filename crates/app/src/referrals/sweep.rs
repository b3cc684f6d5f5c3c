//! Silence: whatever is late goes back to the sender or one level up. It finds the same referrals from facts alone, whether a job was lost or not.

use xinqiao_referrals::{Owner, ReferralId, Refusal, StepId, silence};

use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Referrals that one sweep moves at most; the next one goes on.
const MOST: u32 = 200;
/// Debts of one referral: each may be late at once.
const DEBTS: usize = 3;

impl App {
    /// Records what was not heard in time; how many referrals moved. Sweeping twice records each missed time once.
    pub async fn sweep_referrals(&self) -> Result<usize> {
        let mut moved = 0;
        for id in self.inner.db.late_referrals(self.now(), MOST).await? {
            match self.silence_of(id).await {
                Ok(true) => moved += 1,
                // somebody acted on it at this very moment, or nothing of it can be read any more
                Ok(false) | Err(AppError::Conflict { .. } | AppError::NotFound) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged referral must not keep the others waiting
                Err(fault) => {
                    tracing::error!(referral.id = %id, error = %fault, "silence about a referral could not be recorded")
                }
            }
        }
        Ok(moved)
    }

    async fn silence_of(&self, id: ReferralId) -> Result<bool> {
        let now = self.now();
        let (mut row, mut referral) = self.referral_of_program(id).await?;
        let mut above: Vec<Owner> = self.officers_over(&row.from_place).await?;
        above.extend(self.officers_over(&row.state.to_place).await?);
        let mut moved = false;
        for _ in 0..DEBTS {
            let step = StepId::new(self.ids(), now);
            let change = match silence(&referral, step, now, &above, &self.referral_time()?) {
                Ok(change) => change,
                Err(Refusal::NotDue { .. } | Refusal::Ended) => break,
                Err(other) => return Err(super::fold::damaged("silence about a referral", other)),
            };
            let detail = format!("silences={}", change.referral.silences());
            let audit = by_system(self, "escalate", &row.place, Some(row.person), "referral", id.uuid(), detail);
            self.save_by_program(&row, &change, audit).await?;
            row.state.version += 1;
            referral = change.referral;
            moved = true;
        }
        Ok(moved)
    }

    /// Duty officers of a place and of those above it.
    pub(crate) async fn officers_over(&self, place: &xinqiao_kernel::place::PlacePath) -> Result<Vec<Owner>> {
        let now = self.now();
        let found = self.on_duty(&self.candidates(place, now).await?, place, now).await?;
        Ok(found.into_iter().map(|owner| Owner { account: owner.account, place: owner.place }).collect())
    }
}
