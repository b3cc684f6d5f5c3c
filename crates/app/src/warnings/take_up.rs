//! A duty person takes further signals up into a warning that runs already.

use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, PersonId, SignalId, WarningEventId, WarningId};
use xinqiao_store::warnings::SignalRow;
use xinqiao_warnings::event::{Act, Actor};
use xinqiao_warnings::{Level, Signal, TakingUp};

use super::candidates::resource;
use super::change::state_row;
use super::signal::as_signal;
use super::step::named;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What the duty person decided about signals of somebody who has a warning already.
#[derive(Debug, Clone)]
pub struct TakeUp {
    pub signals: Vec<SignalId>,
    pub warning: WarningId,
    /// the level that the caller sees with them
    pub level: Level,
    /// who confirms a level that takes two; none: the nearest who may and is not the caller
    pub second: Option<AccountId>,
    pub note: Option<String>,
    /// idempotency id of the form
    pub event: WarningEventId,
}

/// A warning that runs about the person of a signal.
#[derive(Debug, Clone)]
pub struct Running {
    pub id: WarningId,
    pub number: String,
    pub level: Level,
    /// step code
    pub step: String,
}

/// Signals with the right to decide about each, and as the rules see them.
type Decided = (Vec<(SignalId, Permit<act::ConfirmWarning>)>, Vec<Signal>);

impl App {
    /// Takes signals up into a running warning of the same person; it may rise with them. Doing it twice is harmless.
    ///
    /// Errors: `NotFound` outside the scope, `Denied`, `Conflict` for a signal that was decided meanwhile or a warning that has ended.
    pub async fn take_up_signals(&self, caller: &Caller, input: &TakeUp) -> Result<()> {
        let owned = self.warning_owed_by(caller, input.warning).await?;
        let read = self.staff_permit::<act::ReadWarning>(caller, &resource(&owned, self.day(self.now()))).await?;
        let loaded = self.load_warning(&read, input.warning).await?;
        let known = |(_, event): &(_, xinqiao_warnings::event::Event)| {
            event.id == input.event && event.by == Actor::Account(caller.account())
        };
        if loaded.events.iter().any(known) {
            return Ok(());
        }
        let (mut permits, signals) = self.to_decide(caller, &input.signals).await?;
        let now = self.now();
        let candidates = self.candidates(loaded.warning.place(), now).await?;
        let act = Act { id: input.event, at: now, by: caller.account() };
        let another = || candidates.iter().find(|one| one.may_decide() && one.account != act.by).map(|one| one.account);
        let second = named(&candidates, input.second.or_else(another).unwrap_or(act.by))?.owner();
        let taking = TakingUp { signals: &signals, level: input.level, second, note: input.note.clone() };
        let change = xinqiao_warnings::take_up(&loaded.warning, taking, &act, &self.timetable_for(loaded.warning.place()))?;
        let Some(event) = change.event else { return Ok(()) };
        let kinds = self.confirmed_kinds(&signals)?;
        let from = loaded.row.state.version;
        let state = state_row(&change.warning, from + 1);
        let rows = [self.event_row(&event, from + 1)?];
        let owed = self.owed(&change.warning, &event).await?;
        let audit = permits.first().map(|(_, permit)| {
            let detail = format!("took_up signals={}", permits.len());
            done(self, permit, "warning", Some(input.warning.uuid()), detail)
        });
        let audit = audit.ok_or_else(|| AppError::conflict("no_signal"))?;
        // two who decide about the same signals lock them in the same order
        permits.sort_by_key(|(id, _)| *id);
        let mut tx = self.inner.db.begin().await?;
        for (id, permit) in &permits {
            if !tx.take_up_signal(permit, *id, input.warning).await? {
                return Err(AppError::conflict("signal_taken_up"));
            }
        }
        for (id, kinds) in &kinds {
            tx.set_risk_kinds(*id, kinds).await?;
        }
        tx.save_warning(input.warning, from, &state, &rows, now).await?;
        tx.look_again(change.warning.person(), change.warning.place(), false, now).await?;
        self.tell(&mut tx, (&loaded.row.number, from + 1), &change.warning, &event, owed).await?;
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(change.warning.place());
        Ok(())
    }

    /// Open signals with the right to decide about each. Errors: `NotFound`, `Denied`, `Conflict`.
    async fn to_decide(&self, caller: &Caller, ids: &[SignalId]) -> Result<Decided> {
        let (mut permits, mut signals) = (Vec::new(), Vec::new());
        for (place, id) in ids.iter().enumerate() {
            if ids[..place].contains(id) {
                continue;
            }
            let (read, at) = self.signal_permit(caller, *id).await?;
            let row: SignalRow = self.inner.db.signal(&read, *id).await?.ok_or(AppError::NotFound)?;
            let permit = self.staff_permit::<act::ConfirmWarning>(caller, &at).await?;
            if row.dismissed_at.is_some() || row.warning.is_some() {
                return Err(AppError::conflict(if row.warning.is_some() { "signal_taken_up" } else { "signal_not_open" }));
            }
            signals.push(as_signal(&row)?);
            permits.push((*id, permit));
        }
        Ok((permits, signals))
    }

    /// The warnings that run about a person and that the caller may read: what a further signal can be taken up into. Those that still wait
    /// for a second person, and `but`, are left out.
    pub(crate) async fn running_warnings(
        &self,
        caller: &Caller,
        person: PersonId,
        but: Option<WarningId>,
    ) -> Result<Vec<Running>> {
        let mut found = Vec::new();
        for owned in self.inner.db.open_warnings_of(person).await? {
            let id = WarningId::from_uuid(owned.id);
            let Ok(permit) = self.quiet_permit::<act::ReadWarning>(caller, &resource(&owned, self.day(self.now()))) else {
                continue;
            };
            let Some(row) = self.inner.db.warning(&permit, id).await? else { continue };
            let Ok(level) = row.state.level.parse() else { continue };
            if Some(id) != but && row.state.step != xinqiao_warnings::Step::Second.code() {
                found.push(Running { id, number: row.number, level, step: row.state.step });
            }
        }
        Ok(found)
    }
}
