//! How a referral stands towards an account that was told something about it.

use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::event::{Event, What};
use xinqiao_referrals::{Actor, ReferralId, State};
use xinqiao_store::notices::Outgoing;
use xinqiao_store::referrals::ReferralRow;

use super::fold::{Loaded, folded};
use crate::notify::Stands;
use crate::{App, AppError, Result};

impl App {
    /// None: the referral is gone, or its person was erased.
    pub(crate) async fn referral_stands(&self, id: ReferralId, told: &Outgoing) -> Result<Option<Stands>> {
        let Some(row) = self.inner.db.referral_place(id).await? else { return Ok(None) };
        let loaded = match folded(row, self.inner.db.referral_events_for_sweep(id).await?) {
            Err(AppError::NotFound) => return Ok(None),
            other => other?,
        };
        let account = told.notice.account;
        let answers = self.answers_for(&loaded.row, account).await?;
        let (is_owner, is_done) = stands(&loaded, account, answers, told);
        Ok(Some(Stands { is_owner, is_on_duty: false, is_done }))
    }

    /// Does an account answer for the receiver now: somebody of the desk, or the colleague to whom it went?
    async fn answers_for(&self, row: &ReferralRow, account: AccountId) -> Result<bool> {
        match row.state.receiver {
            Some(desk) => Ok(self.inner.db.receiver_members(desk).await?.iter().any(|member| member.account == account)),
            None => Ok(row.state.to == account),
        }
    }
}

/// Is it still the account's, and has what the notice asks for been done?
fn stands(loaded: &Loaded, account: AccountId, answers: bool, told: &Outgoing) -> (bool, bool) {
    let Loaded { row, referral, events } = loaded;
    let owes = referral.owed().any(|owed| owed.open.owner.account == account);
    let later = || events.iter().filter(|(known, _)| told.step < known.seq).map(|(_, event)| event);
    match told.notice.kind.as_str() {
        // who owes it in the name of the desk, and left the desk, does not answer for it any more
        "notice-referral-received" => {
            (answers || owes && row.state.to != account, !matches!(referral.state(), State::Sent { .. }))
        }
        "notice-referral-back" | "notice-referral-yours" => (owes, referral.has_ended()),
        // somebody did something about it: it is not silent any more
        "notice-referral-late" => {
            let above = events.iter().any(|(known, event)| known.seq == told.step && went_to(event, account));
            (owes || above || row.from == account, referral.has_ended() || later().any(is_deed))
        }
        "notice-referral-taken-back" => (answers || row.from == account, false),
        _ => (row.from == account, false),
    }
}

fn went_to(event: &Event, account: AccountId) -> bool {
    matches!(&event.what, What::Silent { to: Some(to), .. } if to.account == account)
}

fn is_deed(event: &Event) -> bool {
    matches!(event.by, Actor::Account(_))
}
