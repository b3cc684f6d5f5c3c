//! The end of a shift: what the caller owes is offered to who comes next; theirs once accepted.

use jiff::Timestamp;
use xinqiao_access::act;
use xinqiao_kernel::id::{AccountId, WarningEventId, WarningId};
use xinqiao_store::warnings::WarningRow;
use xinqiao_warnings::{Owner, Warning};

use crate::audit::listed;
use crate::warnings::{Candidate, StepInput, Submitted, resource};
use crate::{App, AppError, Caller, Result};

/// Warnings that one person hands over at once; the rest follows on the next page.
const MOST: u32 = 100;

/// A warning whose step the caller owes, and who could take it over.
pub struct Handed {
    pub row: WarningRow,
    /// the first who is on duty here or above and is not the caller; none: it stays with the caller
    pub next: Option<AccountId>,
    /// offered already, to whom and until when they are to accept
    pub offered: Option<(AccountId, Timestamp)>,
    pub candidates: Vec<Candidate>,
    /// idempotency id of its line of the form
    pub event: WarningEventId,
}

/// A warning that was offered to the caller.
pub struct Offered {
    pub row: WarningRow,
    /// until when it is to be accepted
    pub accept_by: Timestamp,
    /// name of who offers it
    pub by: String,
    pub note: Option<String>,
    pub event: WarningEventId,
}

/// What the page of a shift shows.
pub struct ShiftView {
    pub mine: Vec<Handed>,
    pub offered: Vec<Offered>,
    /// there are more of either than the page shows
    pub more: bool,
}

impl App {
    /// What the caller owes now and could hand over, and what was offered to them. Errors: `Denied` for roles without warnings.
    pub async fn shift(&self, caller: &Caller) -> Result<ShiftView> {
        let scope = self.listing(caller, self.staff_scope::<act::ListWarnings>(caller)).await?;
        let account = caller.account();
        let owned = self.inner.db.warnings_owned_by(account, MOST).await?;
        let offered = self.inner.db.warnings_offered_to(account, MOST).await?;
        let more = owned.len() == MOST as usize || offered.len() == MOST as usize;
        let mut view = ShiftView { mine: Vec::new(), offered: Vec::new(), more };
        for id in owned {
            if let Some((row, warning, _)) = self.for_shift(caller, id).await? {
                view.mine.push(self.handed(caller, row, &warning).await?);
            }
        }
        for id in offered {
            let Some((row, warning, by)) = self.for_shift(caller, id).await? else { continue };
            let Some(offer) = warning.offer() else { continue };
            let (by, note) = by.unwrap_or_default();
            view.offered.push(Offered { row, accept_by: offer.open.due_at, by, note, event: self.fresh_event() });
        }
        let count = view.mine.len() + view.offered.len();
        self.list_refreshed(listed(self, caller, &scope, "shift", count)).await?;
        Ok(view)
    }

    /// Offers warnings of the caller, each to the one named; how many were offered. Each is a step of its own: what was done stays done.
    ///
    /// Errors: those of [`App::warning_step`] for the first that could not be offered.
    pub async fn hand_shift(
        &self,
        caller: &Caller,
        lines: &[(WarningId, AccountId, WarningEventId)],
        note: Option<&str>,
    ) -> Result<usize> {
        for (warning, to, event) in lines {
            let input = Submitted { event: *event, note: note.map(str::to_owned), step: StepInput::Offer { to: *to } };
            self.warning_step(caller, *warning, &input).await?;
        }
        Ok(lines.len())
    }

    /// Accepts warnings that were offered to the caller; how many. What somebody took back or accepted meanwhile is left out.
    pub async fn accept_shift(&self, caller: &Caller, lines: &[(WarningId, WarningEventId)]) -> Result<usize> {
        let mut accepted = 0;
        for (warning, event) in lines {
            let input = Submitted { event: *event, note: None, step: StepInput::Accept };
            match self.warning_step(caller, *warning, &input).await {
                Ok(()) => accepted += 1,
                Err(AppError::Conflict { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(accepted)
    }

    async fn handed(&self, caller: &Caller, row: WarningRow, warning: &Warning) -> Result<Handed> {
        let now = self.now();
        let candidates = self.candidates(&row.place, now).await?;
        let there = self.on_duty(&candidates, &row.place, now).await?;
        let next = there.into_iter().find(|one: &Owner| one.account != caller.account()).map(|one| one.account);
        let offered = warning.offer().map(|offer| (offer.to.account, offer.open.due_at));
        Ok(Handed { row, next, offered, candidates, event: self.fresh_event() })
    }

    /// Row, warning, and who offered it with which note, as far as the caller may read it.
    async fn for_shift(
        &self,
        caller: &Caller,
        id: WarningId,
    ) -> Result<Option<(WarningRow, Warning, Option<(String, Option<String>)>)>> {
        let owned = self.warning_owed_by(caller, id).await?;
        let at = resource(&owned, self.day(self.now()));
        let Ok(permit) = self.quiet_permit::<act::ReadWarning>(caller, &at) else { return Ok(None) };
        let loaded = self.load_warning(&permit, id).await?;
        let offering =
            |event: &xinqiao_warnings::event::Event| matches!(event.what, xinqiao_warnings::event::What::Offered { .. });
        let notes = permit.fields().contains(xinqiao_access::Fields::NOTES);
        let by = loaded.events.iter().rev().find(|(_, event)| offering(event));
        let by = by.map(|(row, event)| (row.name.clone().unwrap_or_default(), event.note.clone().filter(|_| notes)));
        Ok(Some((loaded.row, loaded.warning, by)))
    }
}
