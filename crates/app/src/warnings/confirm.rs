//! A duty person confirms signals as a warning.

use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, PersonId, SignalId, WarningEventId, WarningId};
use xinqiao_store::StoreError;
use xinqiao_store::warnings::{SignalRow, WarningRow};
use xinqiao_warnings::event::{Act, Event};
use xinqiao_warnings::{Level, Opening, Outcome, Owner, Signal, State, Warning, propose, propose_after};

use super::Candidate;
use super::candidates::resource;
use super::change::state_row;
use super::signal::as_signal;
use super::sweep::replayed;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// How often a number is tried again when two warnings open in the same moment.
const NUMBER_TRIES: u32 = 5;

/// What the duty person decided.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// the first one is the page's; the others are taken up with it
    pub signals: Vec<SignalId>,
    pub level: Level,
    /// who is to respond; for levels that need two, who is to look as the second
    pub owner: Option<AccountId>,
    pub note: Option<String>,
    /// idempotency id of the form
    pub event: WarningEventId,
}

/// A signal and the right to confirm it: signals of one person may lie in several places.
type Permitted = (SignalId, Permit<act::ConfirmWarning>);

/// What a signal is evidence of, as its row keeps it.
type Kinds = (SignalId, String);

impl App {
    /// Confirms signals as a warning; gives the warning's id.
    ///
    /// Red waits for a second person: its owner is the chosen one, else the nearest duty officer who is not the caller.
    /// Errors: `NotFound` outside the scope, `Conflict` for a signal that was decided meanwhile, `Invalid` on field `owner`.
    pub async fn confirm_warning(&self, caller: &Caller, input: &Confirmation) -> Result<WarningId> {
        match self.confirm_once(caller, input).await {
            Err(AppError::Conflict { code }) => {
                let first = *input.signals.first().ok_or_else(|| AppError::conflict("no_signal"))?;
                let (permit, _) = self.signal_permit(caller, first).await?;
                // the same form, sent twice: the warning that the other one opened
                match self.inner.db.signal(&permit, first).await?.and_then(|row| row.warning) {
                    Some(known) if self.was_opened_by(caller, known, input.event).await? => Ok(known),
                    _ => Err(AppError::Conflict { code }),
                }
            }
            other => other,
        }
    }

    async fn confirm_once(&self, caller: &Caller, input: &Confirmation) -> Result<WarningId> {
        let mut rows: Vec<SignalRow> = Vec::with_capacity(input.signals.len());
        let mut permits: Vec<Permitted> = Vec::with_capacity(input.signals.len());
        for (at, id) in input.signals.iter().enumerate() {
            if !input.signals[..at].contains(id) {
                let (read, at) = self.signal_permit(caller, *id).await?;
                rows.push(self.inner.db.signal(&read, *id).await?.ok_or(AppError::NotFound)?);
                permits.push((*id, self.staff_permit::<act::ConfirmWarning>(caller, &at).await?));
            }
        }
        let place = rows.first().map(|row| row.place.clone()).ok_or_else(|| AppError::conflict("no_signal"))?;
        if let Some(taken) = rows.iter().find(|row| row.dismissed_at.is_some() || row.warning.is_some()) {
            return Err(AppError::conflict(if taken.warning.is_some() { "signal_taken_up" } else { "signal_not_open" }));
        }
        let signals = rows.iter().map(as_signal).collect::<Result<Vec<Signal>>>()?;
        let now = self.now();
        let candidates = self.candidates(&place, now).await?;
        let owner = self.chosen_owner(caller, &candidates, input, &place).await?;
        let act = Act { id: input.event, at: now, by: caller.account() };
        let opening = Opening {
            warning: WarningId::new(self.ids(), now),
            signals: &signals,
            level: input.level,
            owner,
            note: input.note.clone(),
        };
        let change = match self.closed_before(rows[0].person).await? {
            Some(earlier) => propose_after(opening, &earlier, &act, &self.timetable_for(&place))?,
            None => propose(opening, &act, &self.timetable_for(&place))?,
        };
        let event = change.event.ok_or_else(|| AppError::broken("a new warning has no first event"))?;
        let kinds = self.confirmed_kinds(&signals)?;
        self.open_warning((permits, kinds), &change.warning, &event).await?;
        Ok(change.warning.id())
    }

    /// Saves a new warning with its first event. Errors: `Conflict` when one of its signals was decided meanwhile.
    async fn open_warning(
        &self,
        (mut permits, kinds): (Vec<Permitted>, Vec<Kinds>),
        warning: &Warning,
        event: &Event,
    ) -> Result<()> {
        let now = self.now();
        let owed = self.owed(warning, event).await?;
        // two who confirm the same signals lock them in the same order
        let audit = permits.first().map(|(_, permit)| {
            let detail = format!("level={} signals={}", warning.level(), permits.len());
            done(self, permit, "warning", Some(warning.id().uuid()), detail)
        });
        let audit = audit.ok_or_else(|| AppError::conflict("no_signal"))?;
        permits.sort_by_key(|(id, _)| *id);
        for _ in 0..NUMBER_TRIES {
            let mut tx = self.inner.db.begin().await?;
            for (id, permit) in &permits {
                if !tx.take_up_signal(permit, *id, warning.id()).await? {
                    return Err(AppError::conflict("signal_taken_up"));
                }
            }
            for (id, kinds) in &kinds {
                tx.set_risk_kinds(*id, kinds).await?;
            }
            tx.look_again(warning.person(), warning.place(), false, now).await?;
            let day = self.day(now).strftime("W%Y%m%d-").to_string();
            let number = format!("{day}{:04}", tx.warnings_numbered(&day).await? + 1);
            let row = WarningRow {
                id: warning.id(),
                number: number.clone(),
                person: warning.person(),
                place: warning.place().clone(),
                state: state_row(warning, 1),
                opened_at: now,
                name: String::new(),
                owner_name: None,
            };
            match tx.open_warning(&row, &[self.event_row(event, 1)?], now).await {
                Err(StoreError::Duplicate { .. }) => continue,
                other => other?,
            }
            self.tell(&mut tx, (&number, 1), warning, event, owed).await?;
            tx.audit(&audit, now).await?;
            tx.commit().await?;
            self.inner.hub.queue_changed(warning.place());
            return Ok(());
        }
        Err(AppError::conflict("numbers_busy"))
    }

    /// The warning of the person that was closed last: a new one is a relapse after it. One that was a false alarm is nothing to come back to.
    async fn closed_before(&self, person: PersonId) -> Result<Option<Warning>> {
        let Some(id) = self.inner.db.warning_closed_last(person).await? else { return Ok(None) };
        let Some((_, rows)) = self.inner.db.warning_for_sweep(id).await? else { return Ok(None) };
        let warning = replayed(&rows)?;
        let counts = matches!(warning.state(), State::Closed { outcome, .. } if *outcome != Outcome::FalseAlarm);
        Ok(counts.then_some(warning))
    }

    /// What the signals are evidence of once a person has confirmed them: what was read in free words counts from then on.
    pub(super) fn confirmed_kinds(&self, signals: &[Signal]) -> Result<Vec<Kinds>> {
        let sources = self.sources()?;
        let handed_in = signals.iter().filter(|signal| signal.rule.pack == *sources.id());
        let kinds = handed_in.map(|signal| {
            let kinds: Vec<&str> =
                sources.risk_kinds(&signal.evidence, true).into_iter().map(xinqiao_warnings::Code::as_str).collect();
            (signal.id, kinds.join(" "))
        });
        Ok(kinds.collect())
    }

    async fn chosen_owner(
        &self,
        caller: &Caller,
        candidates: &[Candidate],
        input: &Confirmation,
        place: &xinqiao_kernel::PlacePath,
    ) -> Result<Owner> {
        if let Some(account) = input.owner {
            if account == caller.account() && self.rules_for(place).confirm_needs_two(input.level) && 1 < candidates.len() {
                return Err(AppError::field("owner", "fault-owner-second", account.to_string()));
            }
            let chosen = candidates.iter().find(|one| one.account == account);
            return chosen.map(Candidate::owner).ok_or_else(|| AppError::field("owner", "fault-owner", account.to_string()));
        }
        let own = candidates.iter().find(|one| one.account == caller.account()).map(Candidate::owner);
        let own = own.unwrap_or_else(|| Owner { account: caller.account(), place: place.clone() });
        if !self.rules_for(place).confirm_needs_two(input.level) {
            return Ok(own);
        }
        let on_duty = self.on_duty(candidates, place, self.now()).await?;
        let second = on_duty.into_iter().find(|one| one.account != caller.account());
        Ok(second.unwrap_or(own))
    }

    async fn was_opened_by(&self, caller: &Caller, warning: WarningId, event: WarningEventId) -> Result<bool> {
        let owned = self.inner.db.warning_place(warning).await?.ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::ReadWarning>(caller, &resource(&owned, self.day(self.now()))).await?;
        let events = self.inner.db.warning_events(&permit, warning).await?;
        Ok(events.first().is_some_and(|first| first.id == event))
    }
}
