//! Registering a dispute that was found or brought.

use xinqiao_access::{Resource, act};
use xinqiao_disputes::dispute::{Opening, Party, register};
use xinqiao_disputes::{Changed, Code, Dispute, Origin, Owner, Stage, StepId, Worker};
use xinqiao_kernel::id::{AccountId, DisputeId, OutboxId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::disputes::DisputeRow;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::{StoreError, Tx};

use super::fold::{people, refused, state_of, step_row};
use crate::notify::{Owing, Thing};
use crate::warnings::Candidate;
use crate::{App, AppError, Caller, FieldFault, Result};

/// How often a number that somebody else took is tried again.
const NUMBER_TRIES: usize = 5;
/// The longest words, in characters.
pub(super) const LONGEST: usize = 4_000;
/// Parties of one dispute.
pub(super) const MOST_PARTIES: usize = 20;

/// A dispute as a form sends it.
#[derive(Debug, Clone)]
pub struct NewDispute {
    /// made when the form was shown: the same form sent twice registers one
    pub id: DisputeId,
    pub step: StepId,
    /// code of the pack
    pub kind: String,
    pub place: PlacePath,
    /// one of the kinds of workers that the caller is
    pub worker: Worker,
    pub origin: Origin,
    /// parties of the index
    pub people: Vec<PersonId>,
    /// parties without a record: codes of the pack
    pub outsides: Vec<String>,
    /// codes of the pack
    pub problems: Vec<String>,
    /// who owes the first mediation; `None`: the caller where they mediate, else the nearest mediator
    pub owner: Option<AccountId>,
    /// what it is about, in words
    pub note: Option<String>,
}

impl App {
    /// Registers a dispute; durable when it returns. The same form sent twice registers one.
    ///
    /// Errors: `Denied` without the right, `NotFound` for a place or a party out of reach, `Invalid` on `kind`, `worker`, `parties`, `problems`,
    /// `owner` or `note`.
    pub async fn register_dispute(&self, caller: &Caller, new: &NewDispute) -> Result<DisputeId> {
        let permit = self.staff_permit::<act::RegisterDispute>(caller, &Resource::at(new.place.clone())).await?;
        if let Some(known) = self.inner.db.dispute_place(new.id).await? {
            let same = known.registered_by == caller.account() && known.place == new.place;
            return if same { Ok(known.id) } else { Err(AppError::NotFound) };
        }
        let mut parties = self.sound_dispute(caller, new)?;
        for person in &new.people {
            // out of reach is not found, and the person sees that they were chosen
            self.concerned(caller, *person).await?;
        }
        parties.splice(0..0, new.people.iter().map(|person| Party::Person(*person)));
        let candidates = self.mediators(&new.place, self.now()).await?;
        let owner = first_owner(caller, &candidates, new.owner)?;
        let opening = Opening {
            dispute: new.id,
            kind: code("kind", &new.kind)?,
            place: new.place.clone(),
            worker: new.worker,
            origin: new.origin,
            parties,
            problems: new.problems.iter().map(|text| code("problems", text)).collect::<Result<_>>()?,
            reference: None,
            owner,
        };
        let act = self.doing(caller, new.step, new.note.as_deref());
        let change = register(opening, &act, &self.dispute_times()?).map_err(refused)?;
        for _ in 0..NUMBER_TRIES {
            let mut tx = self.inner.db.begin().await?;
            match self.open_dispute(&mut tx, caller, &change, None).await {
                // the number, or the same form at the same moment
                Err(AppError::Conflict { .. }) => {
                    drop(tx);
                    if self.inner.db.dispute_place(new.id).await?.is_some_and(|known| known.registered_by == caller.account()) {
                        return Ok(new.id);
                    }
                    continue;
                }
                other => other?,
            };
            for row in self.dispute_audit(&permit, &change.now, "registered") {
                tx.audit(&row, self.now()).await?;
            }
            tx.commit().await?;
            return Ok(new.id);
        }
        Err(AppError::conflict("numbers_busy"))
    }

    /// Writes row, first event, messages and the event for the outside. Errors: `Conflict` `other` for a number, id or reference that is taken.
    pub(super) async fn open_dispute(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        change: &Changed<Dispute, xinqiao_disputes::dispute::Step>,
        reference: Option<&str>,
    ) -> Result<()> {
        let now = self.now();
        let dispute = &change.now;
        let entry = change.entry.as_ref().ok_or_else(|| AppError::broken("a dispute without a first step"))?;
        let day = self.day(now).strftime("D%Y%m%d-").to_string();
        let number = format!("{day}{:04}", tx.disputes_numbered(&day).await? + 1);
        let row = DisputeRow {
            id: dispute.id(),
            number: number.clone(),
            place: dispute.place().clone(),
            kind: dispute.kind().to_string(),
            state: state_of(dispute, 1, now),
            reference: reference.map(str::to_owned),
            registered_by: caller.account(),
            registered_at: now,
            owner_name: None,
        };
        match tx.open_dispute(&row, &people(dispute), &step_row(entry, 1, Stage::Registered)?, now).await {
            Err(StoreError::Duplicate { .. }) => return Err(AppError::conflict("other")),
            other => other?,
        }
        self.tell_of_dispute(tx, (&number, 1), dispute, (entry.step.word(), entry.id), Some(caller.account())).await
    }

    /// Tells whoever owes the next step, unless they did it themselves, and leaves an event for the outside. Nothing names a party.
    pub(super) async fn tell_of_dispute(
        &self,
        tx: &mut Tx,
        (number, seq): (&str, i64),
        dispute: &Dispute,
        (word, step): (&'static str, StepId),
        by: Option<AccountId>,
    ) -> Result<()> {
        let now = self.now();
        let owed =
            ["registered", "sent_to_joint_group", "decided", "settled", "handed_over", "passed_on", "silent"].contains(&word);
        if let Some(open) = dispute.owed().filter(|open| owed && Some(open.owner.account) != by) {
            let kind = if word == "silent" { "notice-dispute-late" } else { "notice-dispute-yours" };
            let params = serde_json::json!({ "number": number, "dispute": dispute.id() });
            let owing = Owing::new(open.owner.account, kind).about(Thing::Dispute(dispute.id()), seq).at(dispute.place());
            self.owe(tx, owing.due(Some(open.due_at)).with(params)).await?;
        }
        let body = serde_json::json!({ "dispute": dispute.id(), "event": step, "kind": word }).to_string();
        let message = OutboxMessage { id: OutboxId::new(self.ids(), now), topic: format!("dispute.{word}"), body };
        Ok(tx.tell(&message, now).await?)
    }

    /// What of a form can be used: the parties without a record. Errors: `Invalid` with everything that is wrong.
    fn sound_dispute(&self, caller: &Caller, new: &NewDispute) -> Result<Vec<Party>> {
        let raw = self.rules_of_disputes()?.raw();
        let mut faults = Vec::new();
        let mut fault = |field, expected, found: String| faults.push(FieldFault { field, expected, found });
        let known = |list: &[xinqiao_disputes::rules::Named], text: &str| list.iter().any(|named| named.code.as_str() == text);
        if !known(&raw.kinds, &new.kind) {
            fault("kind", "fault-dispute-kind", new.kind.clone());
        }
        if !self.own_workers(caller).contains(&new.worker) {
            fault("worker", "fault-dispute-worker", new.worker.to_string());
        }
        if let Some(other) = new.problems.iter().find(|text| !known(&raw.problems, text)) {
            fault("problems", "fault-dispute-choice", other.clone());
        }
        if let Some(other) = new.outsides.iter().find(|text| !known(&raw.outsides, text)) {
            fault("parties", "fault-dispute-choice", other.clone());
        }
        let count = new.people.len() + new.outsides.len();
        if !(1..=MOST_PARTIES).contains(&count) {
            fault("parties", "fault-dispute-parties", count.to_string());
        }
        let long = new.note.as_deref().map_or(0, |note| note.chars().count());
        if LONGEST < long {
            fault("note", "fault-dispute-long", long.to_string());
        }
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        new.outsides.iter().map(|text| code("parties", text).map(Party::Outside)).collect()
    }
}

/// Who owes the first step. Errors: `Invalid` on `owner` for somebody who does not mediate there, and when nobody does.
pub(super) fn first_owner(caller: &Caller, candidates: &[Candidate], asked: Option<AccountId>) -> Result<Owner> {
    let owner = |one: &Candidate| Owner { account: one.account, place: one.place.clone() };
    let own = || candidates.iter().find(|one| one.account == caller.account()).or(candidates.first());
    let found = match asked {
        Some(account) => candidates.iter().find(|one| one.account == account),
        None => own(),
    };
    let text = asked.map(|account| account.to_string()).unwrap_or_default();
    found.map(owner).ok_or_else(|| AppError::field("owner", "fault-dispute-owner", text))
}

/// A code as it was sent. Errors: `Invalid` on the field.
pub(super) fn code(field: &'static str, text: &str) -> Result<Code> {
    text.parse().map_err(|_| AppError::field(field, "fault-dispute-choice", text))
}
