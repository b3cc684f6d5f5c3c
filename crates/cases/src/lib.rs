//! Case management 个案, one plan per person 一人一策, as a pure event-sourced model.
//!
//! A verb looks at a case and gives a [`Change`]: the case after it and the [`Event`] to keep. The log of events is the truth;
//! [`Case::replay`] gives the same case. Where a case stands is never stored: [`status()`] derives it, [`missing`] says what the next stage
//! lacks and who can bring it.
//!
//! ```text
//! intake ─> assessed ─> planned ─> in progress ─> to close ─> closed ─(reopen)─> intake
//! ```
//!
//! An open case always has an account that answers for it, a day of the next review and one of the next contact (an [`Open`] cannot be
//! written down without them), so [`next_due`] never comes back empty before the end. Each member of the team sees its own fields
//! ([`view()`]); volunteers, family and police never what staff wrote. Numbers, lists and the table of fields are a pack ([`Rules`]).
//!
//! Who may do what is the matter of the crate `access`; accounts here are only compared with each other.
//! Source: requirements Z2-20 … Z2-22, Z2-54, Z4-57, F-10, F-13, F-19, F-20, F-43, K2-08, K3-42; domain_rules A.13, C.1, C.5, C.8, F.3.

use jiff::civil::Date;

/// The same act a second time changes nothing, whatever else it says.
macro_rules! once {
    ($case:ident, $act:ident) => {
        if $case.knows($act.id) {
            return Ok($case.unchanged());
        }
    };
}

pub mod agree;
pub mod case;
pub mod close;
pub mod code;
pub mod conference;
pub mod contact;
pub mod coverage;
pub mod due;
pub mod encounter;
pub mod event;
pub mod goal;
pub mod gone;
pub mod grade;
pub mod group;
pub mod item;
pub mod may;
pub mod measure;
pub mod note;
pub mod open;
pub mod pause;
pub mod problem;
pub mod refusal;
pub mod register;
pub mod reopen;
pub mod risk;
pub mod role;
pub mod rules;
pub mod safety;
pub mod score;
pub mod status;
pub mod step;
pub mod team;
pub mod transfer;
pub mod trend;
pub mod view;

pub use agree::{Agreement, Ground, Party, Wish, agree, decline};
pub use case::{Case, Change, Open, State};
pub use close::{Closed, Proposal, Told, approve_close, propose_close, return_close, unmet};
pub use code::Code;
pub use conference::{Conference, Convening, Decision, Minutes, Sitting, cancel_conference, confirm_minutes, convene, minute};
pub use contact::{Contact, Known, Telling, add_contact, end_contact};
pub use coverage::{Coverage, Period, Registered, Summary, coverage, summary};
pub use due::{Due, DueKind, dues, next_due};
pub use encounter::{Encounter, Met, Reach, meet};
pub use event::{Act, Desk, Event, What};
pub use goal::{Goal, GoalEnd, GoalText, Target, change_goal, end_goal, set_goal};
pub use gone::pass_on;
pub use grade::Grade;
pub use group::Group;
pub use item::ItemId;
pub use may::{Deed, accounts, may};
pub use measure::{Point, Reading, Taken, strike_score, take_score, total};
pub use note::note;
pub use open::{Opened, Opening, Origin, Responsible, open};
pub use pause::{Pause, pause, resume};
pub use problem::{Problem, ProblemEnd, add_problem, end_problem};
pub use refusal::Refusal;
pub use reopen::reopen;
pub use risk::{Looked, Review, Reviewed, review_risk};
pub use role::{Seat, Side};
pub use rules::{Fault, Need, PackToml, Rules};
pub use safety::{SafetyCopy, SafetyPlan, SafetyVersion, Section, agree_safety};
pub use score::Score;
pub use status::{Doer, Lack, Missing, Status, missing, status};
pub use step::{Step, StepState, StepText, Who, agree_plan, drop_step, finish_step, hand_on_step, plan_step, postpone_step};
pub use team::{Joining, Mate, Member, join, leave};
pub use transfer::{Transfer, accept_transfer, ask_transfer, decline_transfer, withdraw_transfer};
pub use trend::{Movement, Trend, trend};
pub use view::{CaseView, Viewer, view};

/// Words that somebody wrote.
pub(crate) fn said(words: &str) -> Result<(), Refusal> {
    if words.trim().is_empty() { Err(Refusal::Wordless) } else { Ok(()) }
}

/// A note that must not be left out.
pub(crate) fn worded(note: &Option<String>) -> Result<(), Refusal> {
    note.as_deref().map_or(Err(Refusal::Wordless), said)
}

pub(crate) fn day_within(day: Date, from: Date, until: Date) -> Result<(), Refusal> {
    if from <= day && day <= until { Ok(()) } else { Err(Refusal::DayOutside { day, from, until }) }
}

#[cfg(test)]
mod tests;
