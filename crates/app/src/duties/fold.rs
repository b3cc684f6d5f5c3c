//! From rows to a duty as it stands, and back.

use std::collections::BTreeSet;

use xinqiao_access::{Permit, Resource};
use xinqiao_duties::report::Recipient;
use xinqiao_duties::{Duty, Entry, Frame, Kind, Refusal, Rules, Step};
use xinqiao_kernel::id::DutyId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::duties::{DutyAct, DutyRow, DutyState, EntryRow};

use super::DUTIES;
use crate::{App, AppError, Result};

/// A duty as it is kept.
pub(super) struct Loaded {
    pub row: DutyRow,
    /// `None` when the person whom it was about was erased
    pub duty: Option<Duty>,
    pub entries: Vec<Entry<Step>>,
    pub rows: Vec<EntryRow>,
}

impl App {
    /// The rules for duties.
    pub(super) fn duty_rules(&self) -> Result<&Rules> {
        self.library().duties(DUTIES).ok_or_else(|| AppError::broken("the pack duties/default is missing"))
    }

    /// What folding needs; for reports also who is told at the place.
    pub(super) async fn frame(&self, kind: Kind, place: &PlacePath) -> Result<Frame<'_>> {
        let rules = self.duty_rules()?;
        let owed: BTreeSet<Recipient> = match kind {
            Kind::MinorReport => {
                let known = self.place_at(place).await?;
                rules.told_also(known.as_ref().and_then(|place| place.kind.as_deref()))
            }
            Kind::Incident | Kind::Impact | Kind::MinorAccess => BTreeSet::new(),
        };
        Ok(Frame { rules, zone: &self.inner.zone, owed })
    }

    /// Loads a duty and folds its entries.
    pub(super) async fn load_duty<A: DutyAct>(&self, permit: &Permit<A>, id: DutyId) -> Result<Loaded> {
        let row = self.inner.db.duty(permit, id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.duty_entries(permit, id).await?;
        let bodies: Option<Vec<&str>> = rows.iter().map(|row| row.body.as_deref()).collect();
        let Some(bodies) = bodies else {
            return Ok(Loaded { row, duty: None, entries: Vec::new(), rows });
        };
        let entries = bodies.into_iter().map(parsed).collect::<Result<Vec<_>>>()?;
        let frame = self.frame(row.kind, &row.place).await?;
        let duty = Duty::replay(&entries, &frame).map_err(|fault| damaged("the history of a duty is damaged", fault))?;
        Ok(Loaded { row, duty, entries, rows })
    }
}

/// The record as access decides about it: by whom it was opened.
pub(super) fn resource(row: &DutyRow) -> Resource {
    let at = Resource::at(row.place.clone()).written_by(row.account);
    match row.person {
        Some(person) => at.of(person),
        None => at,
    }
}

/// The row of an entry at position `seq`.
pub(super) fn entry_row(entry: &Entry<Step>, seq: i64) -> Result<EntryRow> {
    let body = serde_json::to_string(entry).map_err(|fault| damaged("an entry cannot be written", fault))?;
    Ok(EntryRow { id: entry.id, seq, account: entry.by, word: entry.step.word().to_owned(), body: Some(body), at: entry.at })
}

/// The columns that lists sort and filter by, from the fold.
pub(super) fn state_of(duty: &Duty, frame: &Frame<'_>, last: &Entry<Step>) -> DutyState {
    let decided_by = match duty {
        Duty::MinorAccess(approval) => approval.decided_by,
        _ => None,
    };
    DutyState { due_at: duty.due_at(frame), until: duty.until(), decided_by, ended_at: duty.has_ended().then_some(last.at) }
}

/// Why an entry was not taken, for the page.
pub(super) fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Wordless => AppError::field("note", "fault-duty-words", ""),
        Refusal::Nothing => AppError::field("choices", "fault-duty-choices", ""),
        Refusal::InTheFuture => AppError::field("at", "fault-duty-future", ""),
        Refusal::DayOutside => AppError::field("until", "fault-duty-day", ""),
        Refusal::Beginning | Refusal::OutOfTurn => AppError::conflict("duty_out_of_turn"),
        Refusal::Ended => AppError::conflict("duty_ended"),
        Refusal::Missing => AppError::conflict("duty_missing"),
        Refusal::SamePerson => AppError::conflict("same_person"),
    }
}

fn parsed(body: &str) -> Result<Entry<Step>> {
    serde_json::from_str(body).map_err(|fault| damaged("an entry of a duty cannot be read", fault))
}

fn damaged(what: &str, fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: what.to_owned(), source: Some(Box::new(fault)) }
}
