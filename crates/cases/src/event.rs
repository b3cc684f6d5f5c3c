//! What happened to a case. The log of events is the truth; the case is derived from it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use xinqiao_kernel::id::{AccountId, CaseEventId};

use crate::agree::Agreement;
use crate::close::Proposal;
use crate::conference::{Convening, Minutes};
use crate::contact::Contact;
use crate::encounter::Encounter;
use crate::goal::{GoalEnd, GoalText};
use crate::measure::Point;
use crate::open::Opened;
use crate::pause::Pause;
use crate::problem::ProblemEnd;
use crate::risk::Review;
use crate::safety::SafetyPlan;
use crate::step::StepText;
use crate::team::Member;
use crate::transfer::Transfer;
use crate::{Case, Code, ItemId, Party, Responsible, Rules, Who};

/// Who does what when: what every verb starts with.
///
/// `id` is the idempotency key: the same id a second time changes nothing, whatever else the act says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    pub id: CaseEventId,
    pub at: Timestamp,
    pub by: AccountId,
}

/// What verbs need beside the case: the pack in force and local time.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    pub rules: &'a Rules,
    /// Local time of the jurisdiction, for days.
    pub zone: &'a TimeZone,
}

impl Desk<'_> {
    /// The local day of an instant.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    /// The day that an act counts for: never before the last event of the case.
    pub(crate) fn today(&self, case: &Case, act: &Act) -> Date {
        self.day(act.at).max(case.last_on)
    }
}

/// One event of a case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: CaseEventId,
    pub at: Timestamp,
    /// Local day of the event: days that are worked out from it need no time zone later.
    pub on: Date,
    pub by: AccountId,
    /// Free words of staff: seen only by seats with the group `notes`.
    pub note: Option<String>,
    pub what: What,
}

/// What happened. Days by which something is due were worked out by the rules of that day and stay.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum What {
    /// The case begins.
    Opened(Opened),
    /// The person or the guardian agrees, or a law stands in for that.
    Agreed(Agreement),
    /// The person or the guardian does not wish support, or takes the consent back.
    Declined { by: Party },
    /// A problem of the list; its words are the note.
    ProblemAdded { code: Code },
    /// A problem is gone or set aside.
    ProblemEnded { problem: ItemId, how: ProblemEnd },
    /// A goal, set with the person.
    GoalSet(GoalText),
    /// A goal reads otherwise from now on; how it read stays.
    GoalChanged { goal: ItemId, to: GoalText },
    /// A goal is reached or given up.
    GoalEnded { goal: ItemId, how: GoalEnd },
    /// A step of the plan.
    StepPlanned(StepText),
    /// Done on a day.
    StepDone { step: ItemId, on: Date },
    /// It will not be done.
    StepNotDone { step: ItemId, reason: Code },
    /// It is due later.
    StepPostponed { step: ItemId, to: Date, reason: Code },
    /// Somebody else has it.
    StepHandedOn { step: ItemId, to: Who, for_owner: String },
    /// The plan was talked through and agreed.
    PlanAgreed { with: Party, on: Date },
    /// A version of the safety plan.
    SafetyAgreed(SafetyPlan),
    /// Somebody close to the person, and what they may be told.
    ContactAdded(Contact),
    /// No longer.
    ContactEnded { contact: ItemId },
    /// Contact with the person, or an attempt.
    Encountered(Encounter),
    /// A conference is called.
    Convened(Convening),
    /// Its minutes; later ones replace earlier ones until the chair confirms.
    Minuted { conference: ItemId, minutes: Minutes, confirm_by: Date },
    /// The chair confirms: decisions become steps.
    Confirmed { conference: ItemId },
    /// It does not take place, or its minutes are set aside.
    Cancelled { conference: ItemId },
    /// Somebody joins the team.
    Joined(Member),
    /// Somebody leaves it; the day is the last one.
    Left { member: ItemId, on: Date },
    /// A score of an outcome measure.
    Measured(Point),
    /// A score was wrong and counts no longer.
    Struck { point: ItemId },
    /// The risk was looked at.
    Reviewed(Review),
    /// The case rests.
    Paused(Pause),
    /// It goes on.
    Resumed { review_on: Date, contact_on: Date },
    /// Another account is asked to answer for the case.
    TransferProposed(Transfer),
    /// That account accepts.
    TransferAccepted,
    /// That account declines.
    TransferDeclined,
    /// Whoever asked takes it back.
    TransferWithdrawn,
    /// An account is not there any more: what it had went to another, by the program.
    PassedOn { gone: AccountId, to: Responsible },
    /// Somebody would close.
    CloseProposed(Proposal),
    /// Somebody else agrees: closed.
    CloseApproved,
    /// Somebody else sends it back.
    CloseReturned,
    /// A closed case goes on.
    Reopened { responsible: Responsible, review_on: Date, contact_on: Date },
    /// Something was written down.
    Noted,
}

impl What {
    /// The word of this kind of event, as in its JSON, in the audit and in text keys.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Agreed(_) => "agreed",
            Self::Declined { .. } => "declined",
            Self::ProblemAdded { .. } => "problem_added",
            Self::ProblemEnded { .. } => "problem_ended",
            Self::GoalSet(_) => "goal_set",
            Self::GoalChanged { .. } => "goal_changed",
            Self::GoalEnded { .. } => "goal_ended",
            Self::StepPlanned(_) => "step_planned",
            Self::StepDone { .. } => "step_done",
            Self::StepNotDone { .. } => "step_not_done",
            Self::StepPostponed { .. } => "step_postponed",
            Self::StepHandedOn { .. } => "step_handed_on",
            Self::PlanAgreed { .. } => "plan_agreed",
            Self::SafetyAgreed(_) => "safety_agreed",
            Self::ContactAdded(_) => "contact_added",
            Self::ContactEnded { .. } => "contact_ended",
            Self::Encountered(_) => "encountered",
            Self::Convened(_) => "convened",
            Self::Minuted { .. } => "minuted",
            Self::Confirmed { .. } => "confirmed",
            Self::Cancelled { .. } => "cancelled",
            Self::Joined(_) => "joined",
            Self::Left { .. } => "left",
            Self::Measured(_) => "measured",
            Self::Struck { .. } => "struck",
            Self::Reviewed(_) => "reviewed",
            Self::Paused(_) => "paused",
            Self::Resumed { .. } => "resumed",
            Self::TransferProposed(_) => "transfer_proposed",
            Self::TransferAccepted => "transfer_accepted",
            Self::TransferDeclined => "transfer_declined",
            Self::TransferWithdrawn => "transfer_withdrawn",
            Self::PassedOn { .. } => "passed_on",
            Self::CloseProposed(_) => "close_proposed",
            Self::CloseApproved => "close_approved",
            Self::CloseReturned => "close_returned",
            Self::Reopened { .. } => "reopened",
            Self::Noted => "noted",
        }
    }
}
