//! What a person sees of referrals about them, and how they take their consent back.

use jiff::Timestamp;
use xinqiao_kernel::id::PersonId;
use xinqiao_referrals::event::Act;
use xinqiao_referrals::{Basis, Code, ReferralId, StepId, revoke};
use xinqiao_store::referrals::ReferralRow;

use super::fold::{Loaded, refused};
use crate::audit::done;
use crate::consent::About;
use crate::{App, AppError, Caller, Result};

/// The reason of the pack that holds at any time.
const WITHDRAWN: &str = "consent_withdrawn";

/// A referral as its person sees it: to whom, when, what for, what kinds of information; no words of staff.
#[derive(Debug, Clone)]
pub struct OwnReferral {
    pub id: ReferralId,
    pub kind: String,
    /// name of the desk
    pub receiver: String,
    pub sent_at: Timestamp,
    /// consent, emergency or statutory
    pub basis: String,
    /// the pack's fields that went along
    pub fields: Vec<Code>,
    pub state: String,
    pub ended: bool,
    /// may the consent be taken back now?
    pub can_withdraw: bool,
    /// idempotency id for the form
    pub step: StepId,
}

impl App {
    /// What was given to other desks about the caller, or about a ward under 14, newest first.
    ///
    /// Errors: `NotFound` for anybody else.
    pub async fn own_referrals(&self, caller: &Caller, ward: Option<PersonId>) -> Result<Vec<OwnReferral>> {
        let about = self.consent_about(caller, ward).await?;
        let mut found = Vec::new();
        for row in self.inner.db.referrals_of(&about.permit).await? {
            if row.state.basis == "inside" {
                continue;
            }
            let Some(loaded) = self.own_loaded(row).await? else { continue };
            let (row, referral) = (loaded.row, loaded.referral);
            found.push(OwnReferral {
                id: row.id,
                fields: referral.packet().fields().iter().map(|field| field.code.clone()).collect(),
                can_withdraw: can_withdraw(&row, &referral),
                receiver: row.receiver_name.unwrap_or_default(),
                ended: row.state.ended_at.is_some(),
                kind: row.kind,
                sent_at: row.sent_at,
                basis: row.state.basis,
                state: row.state.state,
                step: self.new_referral_ids().1,
            });
        }
        Ok(found)
    }

    /// Takes the consent to a referral back: it goes back at once, and the packet closes (PIPL 15). Twice is once.
    ///
    /// Errors: `NotFound` for anybody else's, `Conflict` `referral_no_consent` where it did not rest on one, `referral_ended`.
    pub async fn withdraw_referral(&self, caller: &Caller, ward: Option<PersonId>, id: ReferralId, step: StepId) -> Result<()> {
        let about = self.consent_about(caller, ward).await?;
        let row = self.inner.db.referral_place(id).await?.filter(|row| row.person == about.who.id).ok_or(AppError::NotFound)?;
        let loaded = self.own_loaded(row).await?.ok_or(AppError::NotFound)?;
        self.take_back(caller, &about, &loaded, step).await
    }

    async fn take_back(&self, caller: &Caller, about: &About, loaded: &Loaded, step: StepId) -> Result<()> {
        if loaded.referral.knows(step) {
            return Ok(());
        }
        if !matches!(loaded.referral.sent().basis, Basis::Consent { .. }) {
            return Err(AppError::conflict("referral_no_consent"));
        }
        let reason: Code = WITHDRAWN.parse().map_err(|fault| super::fold::damaged("a reason is no code", fault))?;
        let act = Act { id: step, at: self.now(), by: caller.account(), note: None };
        let change = revoke(&loaded.referral, &act, reason, &self.referral_time()?).map_err(refused)?;
        let audit = done(self, &about.permit, "referral", Some(loaded.row.id.uuid()), WITHDRAWN);
        self.save_by_program(&loaded.row, &change, audit).await
    }

    async fn own_loaded(&self, row: ReferralRow) -> Result<Option<Loaded>> {
        let rows = self.inner.db.referral_events_for_sweep(row.id).await?;
        match super::fold::folded(row, rows) {
            Ok(loaded) => Ok(Some(loaded)),
            Err(AppError::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

fn can_withdraw(row: &ReferralRow, referral: &xinqiao_referrals::Referral) -> bool {
    use xinqiao_referrals::State;
    let open = !matches!(referral.state(), State::Ended { .. } | State::Reported { .. });
    row.state.basis == "consent" && open
}
