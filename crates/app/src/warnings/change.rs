//! Saving what a verb decided: state, event, messages and audit row in one transaction.

use xinqiao_access::Permit;
use xinqiao_kernel::id::{AccountId, NoticeId, OutboxId, WarningId};
use xinqiao_store::Tx;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::notices::Notice;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::warnings::{EventRow, WarningRow, WarningState};
use xinqiao_warnings::event::{Actor, Event, What};
use xinqiao_warnings::upgrade::Rise;
use xinqiao_warnings::{State, Warning};

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
        self.tell(&mut tx, &before.row.number, after, event, owed).await?;
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&before.row.place);
        Ok(())
    }

    /// Leaves the messages that an event owes, and an event for the outside.
    pub(crate) async fn tell(&self, tx: &mut Tx, number: &str, after: &Warning, event: &Event, owed: Vec<Owed>) -> Result<()> {
        let now = self.now();
        let staff = serde_json::json!({ "number": number, "level": after.level().to_string() }).to_string();
        for Owed { account, kind, to_person } in owed {
            let id = NoticeId::new(self.ids(), now);
            // the person's message names neither the warning nor its level
            let (warning, params) = if to_person { (None, "{}".to_owned()) } else { (Some(after.id()), staff.clone()) };
            tx.add_notice(&Notice { id, account, kind: kind.to_owned(), warning, params, read_at: None, at: now }).await?;
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
            let on_duty = Self::on_duty(&self.candidates(after.place(), event.at).await?);
            let second = on_duty.into_iter().find(|one| Some(one.account) != by);
            found.extend(second.map(|one| Owed { account: one.account, kind: "notice-close-proposed", to_person: false }));
        }
        if let Some(kind) = person_message(&event.what)
            && let Some(account) = self.inner.db.account_of_person(after.person()).await?
        {
            found.push(Owed { account, kind, to_person: true });
        }
        Ok(found)
    }
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

/// What the person hears: that somebody is there, and at the end that it is done. Never a level, never a finding.
const fn person_message(what: &What) -> Option<&'static str> {
    match what {
        What::Acknowledged { .. } => Some("notice-person-somebody-there"),
        What::Heard { party: xinqiao_warnings::Party::Person, .. } => Some("notice-person-feedback"),
        _ => None,
    }
}

fn parsed(row: EventRow) -> Result<(EventRow, Event)> {
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
    WarningState {
        level: warning.level().to_string(),
        step,
        owed,
        step_at,
        escalations: i64::from(warning.escalations()),
        version,
        closed_at,
    }
}
