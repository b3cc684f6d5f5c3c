//! A second person agrees or refuses; whoever plans may stop what was not agreed to.

use xinqiao_access::{Act, Permit, Purpose, act};
use xinqiao_kernel::id::RescoreId;
use xinqiao_store::rescores::{Decision, RescoreRow};

use super::plan::LONGEST;
use super::{resource, stage};
use crate::audit::done;
use crate::notify::Second;
use crate::{App, AppError, Caller, Result};

/// What somebody decides about a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The second results are put beside the first.
    Approve,
    /// They are not; the try is forgotten.
    Refuse,
    /// Whoever plans does not go on with it; the try is forgotten.
    Stop,
}

impl Verdict {
    /// The verdict of a word in an address.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "approve" => Some(Self::Approve),
            "refuse" => Some(Self::Refuse),
            "stop" => Some(Self::Stop),
            _ => None,
        }
    }

    const fn stage(self) -> &'static str {
        match self {
            Self::Approve => stage::APPLYING,
            Self::Refuse => stage::REFUSED,
            Self::Stop => stage::STOPPED,
        }
    }
}

impl App {
    /// Decides about a plan; the same decision twice is one.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right (also for agreeing to the own plan), `Conflict` `rescore_stage` when it is
    /// past that step and `rescore_nothing` when no result differs, `Invalid` on `note`: refusing needs a reason.
    pub async fn decide_rescore(&self, caller: &Caller, id: RescoreId, verdict: Verdict, note: &str) -> Result<()> {
        let row = self.inner.db.rescore_place(id).await?.ok_or(AppError::NotFound)?;
        let at = resource(&row);
        match verdict {
            Verdict::Approve | Verdict::Refuse => {
                let permit = self.permit::<act::ApproveRescore>(caller, &at, Purpose::Administration).await?;
                self.decide_about(&permit, caller, &row, verdict, note).await
            }
            Verdict::Stop => {
                let permit = self.permit::<act::PlanRescore>(caller, &at, Purpose::Screening).await?;
                self.decide_about(&permit, caller, &row, verdict, note).await
            }
        }
    }

    async fn decide_about<A: Act>(
        &self,
        permit: &Permit<A>,
        caller: &Caller,
        row: &RescoreRow,
        verdict: Verdict,
        note: &str,
    ) -> Result<()> {
        let note = Some(note.trim()).filter(|note| !note.is_empty());
        if note.is_some_and(|note| LONGEST < note.chars().count()) || (verdict == Verdict::Refuse && note.is_none()) {
            return Err(AppError::field("note", "fault-rescore-note", ""));
        }
        if row.decided.is_some_and(|(by, _)| by == caller.account()) && is_after(&row.stage, verdict) {
            return Ok(());
        }
        let may = match verdict {
            Verdict::Approve | Verdict::Refuse => row.stage == stage::COUNTED,
            Verdict::Stop => [stage::COUNTING, stage::COUNTED].contains(&row.stage.as_str()),
        };
        if !may {
            return Err(AppError::conflict("rescore_stage"));
        }
        // what the new version cannot count has no second result
        if verdict == Verdict::Approve && row.people.unwrap_or(0) == 0 {
            return Err(AppError::conflict("rescore_nothing"));
        }
        let now = self.now();
        let decision = Decision { from: &row.stage, to: verdict.stage(), by: caller.account(), note };
        let mut tx = self.inner.db.begin().await?;
        if !tx.decide_rescore(row.id, &decision, now).await? {
            return Err(AppError::conflict("rescore_stage"));
        }
        if verdict != Verdict::Approve {
            tx.drop_results(row.id).await?;
        }
        tx.audit(&done(self, permit, "rescore", Some(row.id.uuid()), verdict.stage()), now).await?;
        self.answer_second(&mut tx, (row.planned_by, caller.account()), (Second::Rescore(row.id), 1)).await?;
        Ok(tx.commit().await?)
    }
}

/// Does a plan stand where a verdict leads?
fn is_after(known: &str, verdict: Verdict) -> bool {
    known == verdict.stage() || (verdict == Verdict::Approve && known == stage::APPLIED)
}
