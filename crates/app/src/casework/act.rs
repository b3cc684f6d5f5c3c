//! Doing something with a case: the one use case behind every form of its page.

use jiff::civil::Date;
use xinqiao_access::{Act as ActTag, Permit, Resource, act};
use xinqiao_cases::may;
use xinqiao_kernel::id::{CaseEventId, CaseId};
use xinqiao_store::cases::{CaseRow, SeatRow};
use xinqiao_store::warnings::Owned;

use super::save::{event_row, person_hears, seats_after, state_row};
use super::verb::{Around, decide};
use super::{CaseVerb, Loaded, folded};
use crate::audit::done;
use crate::groups::case_days;
use crate::warnings::resource;
use crate::{App, AppError, Caller, Result};

/// What somebody does, with what every form carries.
#[derive(Debug, Clone)]
pub struct CaseInput {
    /// idempotency id: the same form sent twice changes nothing the second time
    pub event: CaseEventId,
    /// the version that the form's reader saw; asked for verbs that write something anew
    pub seen: Option<i64>,
    pub note: Option<String>,
    pub verb: CaseVerb,
}

/// A case with what access decides by.
pub(crate) struct Found {
    pub owned: Owned,
    pub seats: Vec<SeatRow>,
    pub at: Resource,
}

impl App {
    /// Does a verb of a case; whether the caller still has a seat at it afterwards. Doing it twice with the same event id is harmless.
    ///
    /// Errors: `NotFound` for whoever has no seat, `Denied` without the right or where the seat does not go so far, `Conflict` when the case has
    /// moved on, `Invalid` on the field that cannot be used.
    pub async fn case_act_on(&self, caller: &Caller, id: CaseId, input: &CaseInput) -> Result<bool> {
        match input.verb.is_about_end() {
            true => self.do_in_case::<act::CloseCase>(caller, id, input).await,
            false => self.do_in_case::<act::WorkOnCase>(caller, id, input).await,
        }
    }

    async fn do_in_case<A: ActTag>(&self, caller: &Caller, id: CaseId, input: &CaseInput) -> Result<bool> {
        self.listing(caller, self.staff_scope::<act::ReadCase>(caller)).await?;
        let found = self.found_case(id).await?;
        if self.inner.db.case_event_by(id, input.event).await? == Some(caller.account()) {
            // the same form sent again: what it did may have ended the right to do it
            return Ok(found.seats.iter().any(|seat| seat.account == caller.account()));
        }
        // whoever has no seat learns nothing; whoever has one and may not do it is told so
        let read = self.staff_permit::<act::ReadCase>(caller, &found.at).await?;
        let (row, loaded) = self.load_case(&read, id).await?;
        let permit = match self.staff_permit::<A>(caller, &found.at).await {
            Err(AppError::NotFound) => return Err(AppError::Denied(xinqiao_access::Refusal::OutsideScope)),
            other => other?,
        };
        let today = self.day(self.now());
        if !may(&loaded.case, caller.account(), input.verb.deed(), today) {
            return Err(AppError::Denied(xinqiao_access::Refusal::OutsideScope));
        }
        if input.verb.rewrites() && input.seen.is_some_and(|seen| seen != loaded.version) {
            return Err(AppError::conflict("case_changed"));
        }
        let colleagues = self.colleagues(&row.place, self.now()).await?;
        let me = colleagues.iter().find(|one| one.account == caller.account());
        let around = Around { colleagues: &colleagues, me, today };
        let act = self.case_act(input.event, caller.account());
        let change = decide(input.verb.clone(), &loaded.case, &act, input.note.clone(), &around, &self.case_desk()?)?;
        let saved = self.save_case_change(&permit, (&row, &loaded, &found.seats), change, today).await;
        if matches!(saved, Err(AppError::Conflict { .. })) && self.load_case(&read, id).await?.1.case.knows(input.event) {
            // the same form, sent twice at the same moment: the other one was saved
            return Ok(true);
        }
        saved
    }

    async fn save_case_change<A: ActTag>(
        &self,
        permit: &Permit<A>,
        (row, before, seats): (&CaseRow, &Loaded, &[SeatRow]),
        change: xinqiao_cases::Change,
        today: Date,
    ) -> Result<bool> {
        let Some(event) = change.event else { return Ok(true) };
        let after = change.case;
        let version = before.version + 1;
        let state = state_row(&after, self.case_rules()?, today, version);
        let (kept, gone) = seats_after(&after, seats, today);
        let person = match person_hears(&event.what) {
            Some(_) => self.inner.db.account_of_person(after.person()).await?,
            None => None,
        };
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.save_case(row.id, before.version, &state, &event_row(&event, version)?, (&kept, &gone), now).await?;
        tx.save_case_days(&case_days(row.id, &after, self.case_rules()?), now).await?;
        self.tell_of_case(&mut tx, (&row.number, version), (Some(&before.case), &after), &event, person).await?;
        tx.audit(&done(self, permit, "case", Some(row.id.uuid()), event.what.word()), now).await?;
        tx.commit().await?;
        Ok(kept.iter().any(|seat| seat.account == permit.account()))
    }

    /// Whose case it is, where, and who has a seat at it.
    pub(crate) async fn found_case(&self, id: CaseId) -> Result<Found> {
        let owned = self.inner.db.case_place(id).await?.ok_or(AppError::NotFound)?;
        let seats = self.inner.db.case_seats(id).await?;
        let team = seats.iter().map(|seat| seat.account).collect();
        let at = resource(&owned, self.day(self.now())).with_team(team);
        Ok(Found { owned, seats, at })
    }

    /// Loads a case and folds its events. Of somebody who was erased nothing is left to be read.
    pub(crate) async fn load_case<A: ActTag>(&self, permit: &Permit<A>, id: CaseId) -> Result<(CaseRow, Loaded)> {
        let row = self.inner.db.case(permit, id).await?.ok_or(AppError::NotFound)?;
        let events = self.inner.db.case_events(permit, id).await?;
        if events.is_empty() {
            return Err(AppError::NotFound);
        }
        Ok((row, folded(events)?))
    }
}
