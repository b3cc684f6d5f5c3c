//! From rows to a review as it stands, and back.

use xinqiao_access::{Act as Doing, Age, Permit, Resource};
use xinqiao_kernel::WorkClock;
use xinqiao_kernel::id::{AuditId, MissedReviewId, PersonId, StepId};
use xinqiao_store::audit::NewAudit;
use xinqiao_store::missed::{MissedEventRow, MissedRow, MissedState};
use xinqiao_warnings::quality::ReviewRules;
use xinqiao_warnings::quality::missed::{Act, Actor, Change, Entry, MissedRefusal, MissedReview, Step};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Stands for words that went when the person was erased: an entry that needs words had them.
const GONE: &str = "—";

/// A review as it is kept.
pub(super) struct Loaded {
    pub row: MissedRow,
    pub review: MissedReview,
    pub entries: Vec<Entry>,
    pub rows: Vec<MissedEventRow>,
}

impl App {
    /// Limits and lists of reviews. Errors: `Broken` without the pack.
    pub fn review_rules(&self) -> Result<&ReviewRules> {
        Ok(self.quality_rules()?.review())
    }

    /// The working calendar in which reviews are due.
    pub(super) fn review_clock(&self) -> Result<WorkClock<'_>> {
        let day_ends = self.review_rules()?.day_ends;
        Ok(WorkClock { calendar: &self.inner.calendar, zone: &self.inner.zone, day_ends })
    }

    /// The record as access decides about it.
    pub(super) async fn missed_resource(&self, place: &xinqiao_kernel::PlacePath, person: Option<PersonId>) -> Result<Resource> {
        let at = Resource::at(place.clone());
        let Some(person) = person else { return Ok(at) };
        let known = self.inner.db.whereabouts(person).await?;
        let age = known.map_or(Age::Adult, |who| Age::of(who.birth_on, self.day(self.now())));
        let restricted = self.inner.db.restricted_at(person).await?.is_some();
        Ok(at.of(person).aged(age).restricted(restricted))
    }

    /// What a person does, as the pure crate takes it.
    pub(super) fn reviewing(&self, caller: &Caller, id: StepId, note: Option<&str>) -> Act {
        let note = note.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        Act { id, at: self.now(), by: caller.account(), note }
    }

    /// The row of something done with a review; the person of the event sees it.
    pub(super) fn missed_audit<A: Doing>(&self, permit: &Permit<A>, row: &MissedRow, detail: &str) -> NewAudit {
        NewAudit {
            id: AuditId::new(self.ids(), self.now()),
            person: row.person,
            ..done(self, permit, "missed_review", Some(row.id.uuid()), detail)
        }
    }

    /// The columns that lists sort by, from the fold. Only what was missed is counted.
    pub(super) fn missed_state(&self, review: &MissedReview, version: i64) -> Result<MissedState> {
        let owed = review.owed().map(|open| (open.owner.account, open.owner.place.clone(), open.due_at));
        let rules = self.review_rules()?;
        let is_miss = review.findings().and_then(|found| rules.finding(found.finding.as_str())).is_some_and(|rule| rule.is_miss);
        let closed_at = owed.is_none().then(|| self.now());
        let mark = if is_miss { review.mark() } else { String::new() };
        Ok(MissedState { stage: review.stage().to_string(), owed, mark, closed_at, version })
    }

    /// A new id for a form of a review.
    pub fn new_missed_ids(&self) -> (MissedReviewId, StepId) {
        let now = self.now();
        (MissedReviewId::new(self.ids(), now), StepId::new(self.ids(), now))
    }
}

/// The review that rows tell of. Errors: `Broken` when they are damaged.
pub(super) fn folded(row: MissedRow, rows: Vec<MissedEventRow>) -> Result<Loaded> {
    let entries = rows.iter().map(entry).collect::<Result<Vec<_>>>()?;
    let review = MissedReview::replay(&entries).map_err(|fault| damaged("the history of a review is damaged", fault))?;
    Ok(Loaded { row, review, entries, rows })
}

/// The row of an entry at position `seq`.
pub(super) fn event_row(entry: &Entry, seq: i64) -> Result<MissedEventRow> {
    let account = match entry.by {
        Actor::Account(account) => Some(account),
        Actor::System => None,
    };
    let body = serde_json::to_string(&entry.step).map_err(|fault| damaged("a step of a review cannot be written", fault))?;
    Ok(MissedEventRow {
        id: entry.id,
        seq,
        account,
        word: entry.step.word().to_owned(),
        body,
        words: entry.note.clone(),
        worded: entry.note.is_some(),
        at: entry.at,
    })
}

fn entry(row: &MissedEventRow) -> Result<Entry> {
    let step: Step = serde_json::from_str(&row.body).map_err(|fault| damaged("a step of a review cannot be read", fault))?;
    let note = row.words.clone().or_else(|| row.worded.then(|| GONE.to_owned()));
    Ok(Entry { id: row.id, at: row.at, by: row.account.map_or(Actor::System, Actor::Account), note, step })
}

/// The new entry of a change; `Broken` for an opening without one.
pub(super) fn first_entry(change: &Change) -> Result<&Entry> {
    change.entry.as_ref().ok_or_else(|| AppError::broken("a review without a first step"))
}

/// Why a step was not taken, for the page.
pub(super) fn refused(refusal: MissedRefusal) -> AppError {
    match refusal {
        MissedRefusal::Wordless => AppError::field("note", "fault-missed-words", ""),
        MissedRefusal::NotOffered { code } => AppError::field("finding", "fault-missed-choice", code),
        MissedRefusal::SameOwner => AppError::field("owner", "fault-missed-owner", ""),
        MissedRefusal::SamePerson => AppError::conflict("missed_same_person"),
        MissedRefusal::OutOfTurn => AppError::conflict("missed_out_of_turn"),
        MissedRefusal::Ended => AppError::conflict("missed_ended"),
        MissedRefusal::NotDue { .. } => AppError::conflict("missed_not_due"),
        MissedRefusal::Beginning => damaged("the history of a review is damaged", refusal),
    }
}

fn damaged(what: &str, fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: what.to_owned(), source: Some(Box::new(fault)) }
}
