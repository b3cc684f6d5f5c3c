//! Saving what a verb decided: state, event, messages and audit row in one transaction.

use xinqiao_access::Permit;
use xinqiao_kernel::id::{AccountId, OutboxId, WarningId};
use xinqiao_store::Tx;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::warnings::{Beside, EventRow, WarningRow, WarningState};
use xinqiao_warnings::event::{Actor, Event, What};
use xinqiao_warnings::upgrade::Rise;
use xinqiao_warnings::{Answer, Clock, Hearing, State, Warning};

use crate::notify::{Owing, Thing};
use crate::{App, AppError, Result};

/// A message that an event owes.
pub(crate) struct Owed {
    account: AccountId,
    /// text key
    kind: &'static str,
    to_person: bool,
}

/// A warning as it is kept: its row and the fold of its events.
pub(crate) struct Loaded {
    pub row: WarningRow,
    pub warning: Warning,
    pub events: Vec<(EventRow, Event)>,
}

impl App {
    /// Loads a warning and folds its events.
    pub(crate) async fn load_warning(&self, permit: &Permit<xinqiao_access::act::ReadWarning>, id: WarningId) -> Result<Loaded> {
        let row = self.inner.db.warning(permit, id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.warning_events(permit, id).await?;
        // of somebody who was erased nothing is left to be read
        if rows.is_empty() && self.inner.db.erased_at(row.person).await?.is_some() {
            return Err(AppError::NotFound);
        }
        let events = rows.into_iter().map(parsed).collect::<Result<Vec<_>>>()?;
        let warning = Warning::replay(events.iter().map(|(_, event)| event))?;
        Ok(Loaded { row, warning, events })
    }

    /// Saves a change of a loaded warning; nothing is written for an event that is known already.
    pub(crate) async fn save_change(
        &self,
        before: &Loaded,
        after: &Warning,
        event: Option<&Event>,
        audit: NewAudit,
    ) -> Result<()> {
        let Some(event) = event else { return Ok(()) };
        let now = self.now();
        let from = before.row.state.version;
        let state = state_row(after, from + 1);
        let rows = [self.event_row(event, from + 1)?];
        let owed = self.owed(after, event).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.save_warning(before.row.id, from, &state, &rows, now).await?;
        if !rows[0].risk_kinds.is_empty() {
            tx.look_again(after.person(), after.place(), false, now).await?;
        }
        self.tell(&mut tx, (&before.row.number, from + 1), after, event, owed).await?;
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&before.row.place);
        Ok(())
    }

    /// Leaves the messages that an event owes, and an event for the outside. Takes the number of the warning and the event's place in its row.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        (number, step): (&str, i64),
        after: &Warning,
        event: &Event,
        owed: Vec<Owed>,
    ) -> Result<()> {
        let now = self.now();
        if let Some((ending, heard)) = ending(after, &event.what) {
            tx.set_ending(after.id(), ending, heard).await?;
        }
        let level = after.level().to_string();
        for Owed { account, kind, to_person } in owed {
            // the person's message names neither the warning nor its level
            let owing = if to_person {
                Owing::new(account, kind)
            } else {
                Owing::new(account, kind)
                    .about(Thing::Warning(after.id()), step)
                    .level(&level)
                    .due(due_of(after, account))
                    .at(after.place())
                    .with(serde_json::json!({ "number": number, "level": level }))
            };
            self.owe(tx, owing).await?;
        }
        let body = serde_json::json!({ "warning": after.id(), "event": event.id, "kind": event.what.word() }).to_string();
        let message = OutboxMessage { id: OutboxId::new(self.ids(), now), topic: format!("warning.{}", event.what.word()), body };
        tx.tell(&message, now).await?;
        Ok(())
    }

    /// To whom an event says something: the new owner that it is theirs; who may agree to a closing; the person the minimum.
    ///
    /// Asked before the unit of work begins: inside it nobody waits for a second connection.
    pub(crate) async fn owed(&self, after: &Warning, event: &Event) -> Result<Vec<Owed>> {
        let mut found = Vec::new();
        let by = match event.by {
            Actor::Account(account) => Some(account),
            Actor::System => None,
        };
        if let Some((account, kind)) = owner_message(after, &event.what).filter(|(account, _)| Some(*account) != by) {
            found.push(Owed { account, kind, to_person: false });
        }
        if matches!(event.what, What::CloseProposed { .. }) {
            // the proposer is the owner: the nearest other duty officer is asked to look
            let on_duty = self.on_duty(&self.candidates(after.place(), event.at).await?, after.place(), event.at).await?;
            let second = on_duty.into_iter().find(|one| Some(one.account) != by);
            found.extend(second.map(|one| Owed { account: one.account, kind: "notice-close-proposed", to_person: false }));
        }
        if let Some(kind) = person_message(&event.what)
            && let Some(account) = self.inner.db.account_of_person(after.person()).await?
        {
            found.push(Owed { account, kind, to_person: true });
        }
        if is_answer(&event.what)
            && let Some(account) = self.objecting_guardian(after).await?
        {
            found.push(Owed { account, kind: "notice-person-answered", to_person: true });
        }
        Ok(found)
    }
}

/// Whoever owed something of a warning that ends in another hears that it ended there: not who merged them, nor who goes on with the other.
pub(super) fn merged_away(ended: &Warning, goes_on: &Warning, by: AccountId) -> Vec<Owed> {
    let on: Vec<AccountId> = goes_on.owed().iter().map(|owed| owed.open.owner.account).collect();
    let mut away: Vec<AccountId> = ended.owed().iter().map(|owed| owed.open.owner.account).collect();
    away.sort_unstable();
    away.dedup();
    away.retain(|account| *account != by && !on.contains(account));
    away.into_iter().map(|account| Owed { account, kind: "notice-merged", to_person: false }).collect()
}

/// By when an account owes something, or else by when anything is owed.
fn due_of(after: &Warning, account: AccountId) -> Option<jiff::Timestamp> {
    let owed = after.owed();
    let own = owed.iter().find(|owed| owed.open.owner.account == account);
    own.or(owed.first()).map(|owed| owed.open.due_at)
}

/// Who owes something anew because of an event, and the message that says so.
fn owner_message(after: &Warning, what: &What) -> Option<(AccountId, &'static str)> {
    let present = || after.state().open().map(|(_, open)| open.owner.account);
    let (account, kind) = match what {
        What::Opened(_) | What::Seconded { .. } | What::Reopened { .. } => (present()?, "notice-yours"),
        What::HandedOver { .. } => (present()?, "notice-handed-over"),
        What::Offered { to, .. } | What::PassedOn { to, .. } => (to.account, "notice-handed-over"),
        What::Reassigned { to, .. } => (to.account, "notice-yours"),
        What::Escalated { to, .. } => (to.as_ref().map(|to| to.account).or_else(present)?, "notice-escalated"),
        What::Raised { rise: Rise::Proposed { owner, .. } } | What::Objected { owner, .. } => (owner.account, "notice-yours"),
        What::TookUp { rise: Some(Rise::Proposed { owner, .. }), .. } => (owner.account, "notice-yours"),
        _ => return None,
    };
    Some((account, kind))
}

/// Was an objection answered for good?
const fn is_answer(what: &What) -> bool {
    matches!(what, What::ObjectionAnswered { answer: Answer::Explained } | What::ObjectionSeconded)
}

/// What the person hears: that somebody is there, and at the end that it is done. Never a level, never a finding.
const fn person_message(what: &What) -> Option<&'static str> {
    match what {
        What::Acknowledged { .. } => Some("notice-person-somebody-there"),
        What::Heard { party: xinqiao_warnings::Party::Person, .. } => Some("notice-person-feedback"),
        // the first of two who would uphold it says nothing yet
        _ if is_answer(what) => Some("notice-person-answered"),
        _ => None,
    }
}

/// How a warning ended, and whether everybody who waited heard back or did not wish to; empty for one that was opened again.
fn ending(after: &Warning, what: &What) -> Option<(&'static str, bool)> {
    let settled = |hearing: Option<Hearing>| matches!(hearing, Some(Hearing::Heard | Hearing::NotWished));
    match after.state() {
        State::Closed { outcome, .. } => {
            let heard = settled(after.person_heard()) && (!after.has_reporter() || settled(after.reporter_heard()));
            Some((outcome.code(), heard))
        }
        _ => matches!(what, What::Reopened { .. }).then_some(("", false)),
    }
}

pub(super) fn parsed(row: EventRow) -> Result<(EventRow, Event)> {
    let event: Event = serde_json::from_str(&row.body).map_err(|fault| AppError::Broken {
        what: format!("event {} of a warning cannot be read", row.id),
        source: Some(Box::new(fault)),
    })?;
    Ok((row, event))
}

impl App {
    /// The row of an event at position `seq`.
    pub(crate) fn event_row(&self, event: &Event, seq: i64) -> Result<EventRow> {
        let body = serde_json::to_string(event)
            .map_err(|fault| AppError::Broken { what: "an event cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        let account = match event.by {
            Actor::Account(account) => Some(account),
            Actor::System => None,
        };
        Ok(EventRow {
            id: event.id,
            seq,
            account,
            kind: event.what.word().to_owned(),
            body,
            at: event.at,
            name: None,
            risk_kinds: self.sources()?.of_deed(&event.what).map(ToString::to_string).unwrap_or_default(),
        })
    }
}

/// The columns that the queue sorts by, from the folded state.
pub(crate) fn state_row(warning: &Warning, version: i64) -> WarningState {
    let (step, owed, step_at, closed_at) = match warning.state() {
        State::Closed { at, .. } => ("closed".to_owned(), None, *at, Some(*at)),
        State::Dismissed { at, .. } => ("dismissed".to_owned(), None, *at, Some(*at)),
        State::Merged { at, .. } => ("merged".to_owned(), None, *at, Some(*at)),
        // the owner is whose the present step is; the queue sorts and the sweep asks by what is due the soonest
        open => match open.open().zip(warning.next_owed()) {
            Some(((step, open), soonest)) => {
                let owed = (open.owner.account, open.owner.place.clone(), soonest.open.due_at);
                (step.to_string(), Some(owed), soonest.open.since, None)
            }
            None => ("closed".to_owned(), None, warning.last_at(), Some(warning.last_at())),
        },
    };
    let beside = warning.owed().into_iter().filter(|owed| owed.clock != Clock::Step).map(|owed| Beside {
        clock: owed.clock.code().to_owned(),
        account: owed.open.owner.account,
        place: owed.open.owner.place.clone(),
        due_at: owed.open.due_at,
    });
    WarningState {
        beside: beside.collect(),
        level: warning.level().to_string(),
        step,
        owed,
        step_at,
        escalations: i64::from(warning.escalations()),
        version,
        closed_at,
    }
}
