//! From rows to a dispute as it stands, and back.

use xinqiao_access::{Act, Permit, Resource};
use xinqiao_disputes::dispute::{Party, Step};
use xinqiao_disputes::{Act as Doing, Actor, Dispute, Entry, Refusal, Rules, Stage, StepId, Timetable, WorkClock};
use xinqiao_kernel::id::{AuditId, DisputeId, PersonId};
use xinqiao_store::audit::NewAudit;
use xinqiao_store::disputes::{DisputeRow, DisputeState, StepRow};

use super::DISPUTES;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Stands for words that went when a party was erased: an entry that needs words had them.
const GONE: &str = "—";

/// A dispute as it is kept.
pub(super) struct Loaded {
    pub row: DisputeRow,
    pub dispute: Dispute,
    pub entries: Vec<Entry<Step>>,
    pub rows: Vec<StepRow>,
}

impl App {
    /// The rules of disputes. Errors: `Broken` without the pack.
    pub fn rules_of_disputes(&self) -> Result<&Rules> {
        self.library().disputes(DISPUTES).ok_or_else(|| AppError::broken("the pack disputes/default is missing"))
    }

    /// Rules and clock together.
    pub(crate) fn dispute_times(&self) -> Result<Timetable<'_>> {
        let rules = self.rules_of_disputes()?;
        let clock = WorkClock { calendar: &self.inner.calendar, zone: &self.inner.zone, day_ends: rules.raw().day_ends };
        Ok(Timetable { rules, clock })
    }

    /// Loads a dispute and folds its events.
    pub(super) async fn load_dispute<A: Act>(&self, permit: &Permit<A>, id: DisputeId) -> Result<Loaded> {
        let row = self.inner.db.dispute(permit, id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.dispute_steps(permit, id).await?;
        folded(row, rows)
    }

    /// What a person does, as the pure crate takes it.
    pub(super) fn doing(&self, caller: &Caller, id: StepId, note: Option<&str>) -> Doing {
        let note = note.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        Doing { id, at: self.now(), by: caller.account(), note }
    }

    /// The rows of something done with a dispute: one for each party of the index, who may see it; one where there is none.
    pub(super) fn dispute_audit<A: Act>(&self, permit: &Permit<A>, dispute: &Dispute, detail: &str) -> Vec<NewAudit> {
        let row = |person| NewAudit {
            id: AuditId::new(self.ids(), self.now()),
            person,
            ..done(self, permit, "dispute", Some(dispute.id().uuid()), detail)
        };
        let people = people(dispute);
        if people.is_empty() { vec![row(None)] } else { people.into_iter().map(|person| row(Some(person))).collect() }
    }
}

/// The dispute that rows tell of. Errors: `Broken` when they are damaged.
pub(super) fn folded(row: DisputeRow, rows: Vec<StepRow>) -> Result<Loaded> {
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>>>()?;
    let dispute = Dispute::replay(&entries).map_err(|fault| damaged("the history of a dispute is damaged", fault))?;
    Ok(Loaded { row, dispute, entries, rows })
}

/// The record as access decides about it: the matter is its place's, and nobody's record.
pub(super) fn resource(row: &DisputeRow) -> Resource {
    Resource::at(row.place.clone())
}

/// The parties of the index, in the order of their numbers.
pub(super) fn people(dispute: &Dispute) -> Vec<PersonId> {
    let person = |party: &Party| if let Party::Person(person) = party { Some(*person) } else { None };
    dispute.parties().values().filter_map(person).collect()
}

/// The columns that lists sort by, from the fold.
pub(super) fn state_of(dispute: &Dispute, version: i64, at: jiff::Timestamp) -> DisputeState {
    let owed = dispute.owed().map(|open| (open.owner.account, open.owner.place.clone(), open.due_at));
    let closed_at = owed.is_none().then_some(at);
    DisputeState { stage: dispute.stage().to_string(), owed, closed_at, version }
}

/// The row of an entry at position `seq`. Of a dispute that is closed nothing says what looks saw.
pub(super) fn step_row(entry: &Entry<Step>, seq: i64, stage: Stage) -> Result<StepRow> {
    let step = if stage == Stage::Closed { entry.step.unseen() } else { entry.step.clone() };
    let account = match entry.by {
        Actor::Account(account) => Some(account),
        Actor::System => None,
    };
    Ok(StepRow {
        id: entry.id,
        seq,
        account,
        word: entry.step.word().to_owned(),
        body: written(&step)?,
        words: entry.note.clone(),
        worded: entry.note.is_some(),
        at: entry.at,
    })
}

/// A step as it is kept.
pub(super) fn written(step: &Step) -> Result<String> {
    serde_json::to_string(step).map_err(|fault| damaged("a step of a dispute cannot be written", fault))
}

fn entry(row: &StepRow) -> Result<Entry<Step>> {
    let step = serde_json::from_str(&row.body).map_err(|fault| damaged("a step of a dispute cannot be read", fault))?;
    let note = row.words.clone().or_else(|| row.worded.then(|| GONE.to_owned()));
    Ok(Entry { id: row.id, at: row.at, by: row.account.map_or(Actor::System, Actor::Account), note, step })
}

/// Why a step was not taken, for the page.
pub(super) fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Wordless => AppError::field("note", "fault-dispute-words", ""),
        Refusal::NotOffered { code } => AppError::field("choice", "fault-dispute-choice", code.to_string()),
        Refusal::OutOfTurn => AppError::conflict("dispute_out_of_turn"),
        Refusal::Ended => AppError::conflict("dispute_ended"),
        Refusal::Missing => AppError::conflict("dispute_missing"),
        Refusal::Unknown => AppError::conflict("dispute_unknown"),
        Refusal::SameOwner => AppError::conflict("dispute_same_owner"),
        Refusal::NotDue { .. } => AppError::conflict("dispute_not_due"),
        Refusal::Beginning | Refusal::NeedsPerson => damaged("the history of a dispute is damaged", refusal),
    }
}

fn damaged(what: &str, fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: what.to_owned(), source: Some(Box::new(fault)) }
}
