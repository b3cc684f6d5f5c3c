//! From rows to a reception as it stands, and back.

use xinqiao_access::{Act, Age, Permit, Resource};
use xinqiao_disputes::reception::Step;
use xinqiao_disputes::{Actor, Entry, Reception, Refusal};
use xinqiao_kernel::id::ReceptionId;
use xinqiao_store::receptions::{ReceptionRow, ReceptionState, ReceptionStepRow};

use crate::{App, AppError, Result};

/// Stands for words that are not kept here: those of a danger are the signal's, those of somebody who was erased are gone.
const ELSEWHERE: &str = "—";

/// A reception as it is kept.
pub(super) struct Loaded {
    pub row: ReceptionRow,
    pub reception: Reception,
    pub entries: Vec<Entry<Step>>,
    pub rows: Vec<ReceptionStepRow>,
}

impl App {
    /// Loads a reception and folds its events.
    pub(super) async fn load_reception<A: Act>(&self, permit: &Permit<A>, id: ReceptionId) -> Result<Loaded> {
        let row = self.inner.db.reception(permit, id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.reception_steps(permit, id).await?;
        folded(row, rows)
    }

    /// The record as access decides about it: the place's until somebody accepts, then also about them.
    pub(super) async fn reception_resource(&self, row: &ReceptionRow) -> Result<Resource> {
        let at = Resource::at(row.place.clone());
        let Some(person) = row.state.person else { return Ok(at) };
        let known = self.inner.db.whereabouts(person).await?;
        let age = Age::of(known.and_then(|known| known.birth_on), self.day(self.now()));
        // what is stored only is not read once nothing is owed any more
        let restricted = row.state.closed_at.is_some() && self.inner.db.restricted_at(person).await?.is_some();
        Ok(at.of(person).aged(age).restricted(restricted))
    }
}

/// The reception that rows tell of. Errors: `Broken` when they are damaged.
pub(super) fn folded(row: ReceptionRow, rows: Vec<ReceptionStepRow>) -> Result<Loaded> {
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>>>()?;
    let reception = Reception::replay(&entries).map_err(|fault| damaged("the history of a reception is damaged", fault))?;
    Ok(Loaded { row, reception, entries, rows })
}

/// The columns that lists sort by, from the fold.
pub(super) fn state_of(reception: &Reception, version: i64, at: jiff::Timestamp) -> ReceptionState {
    let first = reception.owed().map(|(_, open)| open).min_by_key(|open| open.due_at);
    let owed = first.map(|open| (open.owner.account, open.owner.place.clone(), open.due_at));
    ReceptionState {
        stage: reception.stage().to_owned(),
        closed_at: owed.is_none().then_some(at),
        owed,
        person: reception.person().map(|(person, _)| person),
        version,
    }
}

/// The row of an entry at position `seq`. Words stay only with a record that the person agreed to; those of a danger are the signal's.
pub(super) fn step_row(entry: &Entry<Step>, seq: i64, has_record: bool) -> Result<ReceptionStepRow> {
    let account = match entry.by {
        Actor::Account(account) => Some(account),
        Actor::System => None,
    };
    let is_danger = matches!(entry.step, Step::ExpertCalled { .. });
    Ok(ReceptionStepRow {
        id: entry.id,
        seq,
        account,
        word: entry.step.word().to_owned(),
        body: serde_json::to_string(&entry.step).map_err(|fault| damaged("a step of a reception cannot be written", fault))?,
        words: entry.note.clone().filter(|_| has_record && !is_danger),
        worded: entry.note.is_some() && (has_record || is_danger),
        at: entry.at,
    })
}

fn entry(row: &ReceptionStepRow) -> Result<Entry<Step>> {
    let step = serde_json::from_str(&row.body).map_err(|fault| damaged("a step of a reception cannot be read", fault))?;
    let note = row.words.clone().or_else(|| row.worded.then(|| ELSEWHERE.to_owned()));
    Ok(Entry { id: row.id, at: row.at, by: row.account.map_or(Actor::System, Actor::Account), note, step })
}

/// Why a step was not taken, for the page.
pub(super) fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Wordless => AppError::field("note", "fault-reception-words", ""),
        Refusal::NotOffered { code } => AppError::field("choice", "fault-reception-choice", code.to_string()),
        Refusal::Missing => AppError::field("choice", "fault-reception-choice", ""),
        Refusal::OutOfTurn | Refusal::Unknown => AppError::conflict("reception_out_of_turn"),
        Refusal::Ended => AppError::conflict("reception_ended"),
        Refusal::SameOwner => AppError::conflict("reception_same_owner"),
        Refusal::NotDue { .. } => AppError::conflict("reception_not_due"),
        Refusal::Beginning | Refusal::NeedsPerson => damaged("the history of a reception is damaged", refusal),
    }
}

pub(super) fn damaged(what: &str, fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: what.to_owned(), source: Some(Box::new(fault)) }
}
