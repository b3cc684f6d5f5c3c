//! Why a verb or an event is refused. A refusal changes nothing.

use jiff::Timestamp;
use xinqiao_kernel::id::SignalId;

use crate::{Dismissal, Outcome, SignalState, Step};

/// Why nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Steps follow each other; the present one is another.
    #[error("the step {needed} is not the present step, which is {present}")]
    WrongStep { needed: Step, present: Step },
    /// Closed or dismissed: nothing more happens.
    #[error("the warning has ended")]
    Ended,
    /// An event log begins with exactly one opening.
    #[error("the warning is already open")]
    AlreadyOpen,
    /// An event log begins with its opening.
    #[error("the first event is not the opening of the warning")]
    NotOpened,
    /// The second pair of eyes must be another account's.
    #[error("the second confirmation must come from another account")]
    SamePerson,
    /// Only escalation and what an ended account owed may be done by the program itself.
    #[error("this step needs a person")]
    NeedsPerson,
    /// Closing this level takes a proposal and a second person.
    #[error("closing a warning of this level needs two persons")]
    NeedsTwo,
    /// There is no proposal to close that a second person could confirm.
    #[error("nobody has proposed to close the warning")]
    NothingProposed,
    /// A second person may keep or lower the proposed level, not raise it.
    #[error("the second person may not raise the proposed level")]
    LevelRaised,
    /// Not late yet, or the lateness was escalated already.
    #[error("the step is due at {due_at}, nothing to escalate")]
    NotDue { due_at: Timestamp },
    /// The account owns the warning already.
    #[error("the account is the owner already")]
    SameOwner,
    /// The person reported it themselves: there is no second party to tell.
    #[error("nobody else reported this, so there is no reporter to hear back")]
    NoReporter,
    /// A warning cites at least one signal.
    #[error("a warning needs at least one signal")]
    NoSignal,
    /// Signals of one warning are about one person.
    #[error("the signals are about different persons")]
    DifferentPersons,
    /// Somebody decided about the signal, or its evidence is too old.
    #[error("signal {signal} is {state}, not open")]
    SignalNotOpen { signal: SignalId, state: SignalState },
    /// The rules do not offer this outcome.
    #[error("the rules do not offer the outcome {outcome}")]
    OutcomeNotOffered { outcome: Outcome },
    /// The rules do not offer this reason.
    #[error("the rules do not offer the reason {reason}")]
    ReasonNotOffered { reason: Dismissal },
    /// A rise goes to a graver level.
    #[error("the level is not graver than the present one")]
    NotGraver,
    /// A downgrade goes to a milder level.
    #[error("the level is not milder than the present one")]
    NotMilder,
    /// A graver level waits for a second person; that is decided first.
    #[error("a graver level waits for a second person")]
    RiseWaits,
    /// An objection waits for its answer; that is given first.
    #[error("an objection waits for its answer")]
    ObjectionWaits,
    /// Nobody objects at present.
    #[error("there is no objection to answer")]
    NoObjection,
    /// The warning waits for its second confirmation.
    #[error("the warning is not confirmed yet")]
    NotConfirmed,
    /// Danger that was found waits for support.
    #[error("danger that was found waits for support")]
    DangerNow,
    /// A downgrade cites more assessments than these.
    #[error("a milder level needs {needed} assessments, {found} are cited")]
    TooFewAssessments { needed: usize, found: usize },
    /// It is unknown, from before the present level was given, speaks against a milder level, or is of a kind that the rules do not count.
    #[error("a cited assessment does not count")]
    NotCounted,
    /// They lie too close together, or a review among or after them found no betterment.
    #[error("the cited assessments are not consecutive")]
    NotConsecutive,
    /// Reviews begin with support and end when one clears the warning.
    #[error("no review is owed")]
    NoReview,
    /// A warning cannot be merged with itself, nor an older one into a younger.
    #[error("a warning ends only in an older one about the same person")]
    SameWarning,
    /// Only a closed warning opens again or is followed by a relapse.
    #[error("the warning was not closed, or an objection to it was upheld")]
    NotClosed,
    /// The time for opening it again has passed.
    #[error("it could be opened again until {until}")]
    TooLate { until: Timestamp },
    /// It was not offered to this account.
    #[error("the warning was not offered to this account")]
    NotOffered,
    /// The account owes nothing here.
    #[error("the account owes nothing of this warning")]
    NotOwner,
    /// Nobody is there to take over.
    #[error("nobody is there to take the warning over")]
    NobodyThere,
    /// This clock does not run, or cannot be passed on.
    #[error("nothing of the kind is owed")]
    NothingOwed,
}
