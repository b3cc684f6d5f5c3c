//! Leavers: a step that an account owes that is not there any more goes to somebody who is.

use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::{Owner, Referral, ReferralId, Refusal, StepId, pass_on};
use xinqiao_store::referrals::ReferralRow;

use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Referrals that one sweep passes on at most; the next one goes on.
const MOST: u32 = 200;

impl App {
    /// Gives steps of referrals that accounts owe that are gone to somebody who is there; how many. Where nobody is there it stays, goes on when it
    /// is late, and the next sweep asks again.
    pub async fn sweep_referrals_left(&self) -> Result<usize> {
        let mut moved = 0;
        for left in self.inner.db.referrals_left(self.day(self.now()), MOST).await? {
            let id = ReferralId::from_uuid(left.id);
            match self.pass_referral_on(id, left.account).await {
                Ok(true) => moved += 1,
                Ok(false) | Err(AppError::Conflict { .. } | AppError::NotFound) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                Err(fault) => {
                    tracing::error!(referral.id = %id, error = %fault, "a referral could not be given to somebody who is there")
                }
            }
        }
        Ok(moved)
    }

    async fn pass_referral_on(&self, id: ReferralId, gone: AccountId) -> Result<bool> {
        let now = self.now();
        let (row, referral) = self.referral_of_program(id).await?;
        let there = self.heirs(&row, &referral).await?;
        let change = match pass_on(&referral, StepId::new(self.ids(), now), now, gone, &there) {
            Ok(change) => change,
            Err(Refusal::Missing | Refusal::OutOfTurn | Refusal::Ended) => return Ok(false),
            Err(other) => return Err(super::fold::damaged("a referral of somebody who left", other)),
        };
        let audit = by_system(self, "escalate", &row.place, Some(row.person), "referral", id.uuid(), "left");
        self.save_by_program(&row, &change, audit).await?;
        Ok(true)
    }

    /// Who may owe the step instead: of the receiver's steps the others of the desk, then who is on duty there; of the sender's who is on duty where it
    /// was sent. Nobody of the other side.
    async fn heirs(&self, row: &ReferralRow, referral: &Referral) -> Result<Vec<Owner>> {
        let state = referral.state().word();
        let of_receiver = matches!(state, "sent" | "accepted" | "begun");
        let mut found: Vec<Owner> = Vec::new();
        if let (true, Some(desk)) = (of_receiver, row.state.receiver) {
            let members = self.inner.db.receiver_members(desk).await?;
            for member in members {
                let account = member.account;
                let known = self.inner.db.account(account).await?;
                if known.is_some_and(|known| known.disabled_at.is_none()) {
                    found.push(Owner { account, place: row.state.to_place.clone() });
                }
            }
        }
        let place = if of_receiver { &row.state.to_place } else { &row.from_place };
        let other_side = if of_receiver { row.from } else { row.state.to };
        found.extend(self.officers_over(place).await?);
        found.retain(|one| one.account != other_side);
        Ok(found)
    }
}
