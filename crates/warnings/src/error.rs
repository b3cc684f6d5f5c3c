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
    /// Only escalation may be done by the program itself.
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
}
