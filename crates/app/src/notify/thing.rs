//! How things stand that notices are about, at the moment of sending.

use xinqiao_kernel::id::{AccountId, SignalId, WarningId};
use xinqiao_store::notices::Outgoing;
use xinqiao_warnings::event::Actor;
use xinqiao_warnings::event::Event;
use xinqiao_warnings::{State, Warning};

use super::Thing;
use crate::{App, AppError, Result};

/// How a thing stands towards one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stands {
    /// does the account owe something about it?
    pub is_owner: bool,
    /// is the account on duty for its place?
    pub is_on_duty: bool,
    /// has been done what the notice asks for?
    pub is_done: bool,
}

impl App {
    /// How what a notice is about stands towards its recipient. What was erased or is of a kind that this program does not know is done.
    pub(super) async fn stands(&self, told: &Outgoing) -> Result<Stands> {
        let account = told.notice.account;
        let gone = Stands { is_owner: false, is_on_duty: false, is_done: true };
        let is_on_duty = match &told.place {
            Some(place) => self.is_on_duty(account, place, self.now()).await?,
            None => false,
        };
        let found = match Thing::of(&told.about) {
            Some(Thing::Warning(id)) => self.warning_stands(id, told).await?,
            Some(Thing::Signal(id)) => return self.signal_stands(id, is_on_duty).await,
            Some(Thing::Case(id)) => self.case_stands(id, told).await?,
            Some(Thing::Referral(id)) => self.referral_stands(id, told).await?,
            Some(Thing::Dispute(id)) => self.dispute_stands(id, told).await?,
            Some(Thing::Reception(id)) => self.reception_stands(id, told).await?,
            Some(Thing::Protocol(id)) => self.protocol_stands(id, account).await?,
            // figures that were published stay published; whoever keeps the rules by now reads them
            Some(Thing::Figures(_)) => {
                Some(Stands { is_owner: self.keepers().await?.contains(&account), is_on_duty: false, is_done: false })
            }
            Some(Thing::Own(_)) => Some(Stands { is_owner: true, is_on_duty, is_done: false }),
            None => None,
        };
        Ok(found.map_or(gone, |found| Stands { is_on_duty, ..found }))
    }

    async fn signal_stands(&self, id: SignalId, is_on_duty: bool) -> Result<Stands> {
        let found = self.inner.db.signal_standing(id).await?;
        Ok(Stands { is_owner: false, is_on_duty, is_done: found.is_none_or(|found| found.is_decided) })
    }

    /// None: the warning is gone, or its person was erased.
    async fn warning_stands(&self, id: WarningId, told: &Outgoing) -> Result<Option<Stands>> {
        let Some((_, rows)) = self.inner.db.warning_for_sweep(id).await? else { return Ok(None) };
        let mut events = Vec::with_capacity(rows.len());
        for row in &rows {
            events.push((row.seq, serde_json::from_str::<Event>(&row.body).map_err(|fault| damaged(id, fault))?));
        }
        let warning = Warning::replay(events.iter().map(|(_, event)| event))?;
        let account = told.notice.account;
        let is_done = match told.notice.kind.as_str() {
            // it is about the end itself
            "notice-merged" => !matches!(warning.state(), State::Merged { .. }),
            // the second person is asked for as long as the proposal stands
            "notice-close-proposed" => !matches!(warning.state(), State::Close { proposal: Some(_), .. }),
            _ => warning.has_ended() || events.iter().any(|(seq, event)| told.step < *seq && acts(event, account)),
        };
        Ok(Some(Stands {
            is_owner: warning.owed().iter().any(|owed| owed.open.owner.account == account),
            is_on_duty: false,
            is_done,
        }))
    }
}

/// Did the account do something about it? Writing something down is no step.
fn acts(event: &Event, account: AccountId) -> bool {
    event.by == Actor::Account(account) && event.what.word() != "noted"
}

fn damaged(id: WarningId, fault: serde_json::Error) -> AppError {
    AppError::Broken { what: format!("an event of warning {id} cannot be read"), source: Some(Box::new(fault)) }
}
