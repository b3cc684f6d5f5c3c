//! The list of problems.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::event::{Act, Desk, Event, What};
use crate::{Case, Change, Code, ItemId, Refusal};

closed_list! {
    /// How a problem left the list.
    ProblemEnd: "end of a problem" {
        /// It is gone.
        Resolved = "resolved",
        /// It is not worked on here: another service does, or the person does not wish it. Needs words.
        SetAside = "set_aside",
    }
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    pub id: ItemId,
    pub code: Code,
    pub added_on: Date,
    pub ended: Option<(ProblemEnd, Date)>,
}

/// Adds a problem of the pack's list; `note` says more in free words.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Closed`].
pub fn add_problem(case: &Case, act: &Act, code: Code, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    desk.rules.problem(&code)?;
    case.change(Event::of(act, desk.today(case, act), note, What::ProblemAdded { code }))
}

/// Takes a problem off the list.
///
/// Errors: [`Refusal::NoSuchItem`], [`Refusal::Wordless`], [`Refusal::Closed`].
pub fn end_problem(
    case: &Case,
    act: &Act,
    problem: ItemId,
    how: ProblemEnd,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    if how == ProblemEnd::SetAside {
        crate::worded(&note)?;
    }
    case.change(Event::of(act, desk.today(case, act), note, What::ProblemEnded { problem, how }))
}

pub(crate) fn apply_add(next: &mut Case, event: &Event, code: &Code) -> Result<(), Refusal> {
    next.open_now()?;
    next.problems.push(Problem { id: event.id.into(), code: code.clone(), added_on: event.on, ended: None });
    Ok(())
}

pub(crate) fn apply_end(next: &mut Case, event: &Event, problem: ItemId, how: ProblemEnd) -> Result<(), Refusal> {
    next.open_now()?;
    let found = next.problems.iter_mut().find(|one| one.id == problem && one.ended.is_none());
    found.ok_or(Refusal::NoSuchItem { item: problem })?.ended = Some((how, event.on));
    Ok(())
}
