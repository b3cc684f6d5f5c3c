//! Why a verb or an event is refused. A refusal changes nothing.

use jiff::Timestamp;

use crate::Code;

/// Why nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Another step is the present one.
    #[error("it is not the turn of this step")]
    OutOfTurn,
    /// Nothing more happens.
    #[error("it has ended")]
    Ended,
    /// A history begins with exactly one opening.
    #[error("the history does not begin so, or has begun already")]
    Beginning,
    /// Only the passing of time may be recorded by the program itself.
    #[error("this step needs a person")]
    NeedsPerson,
    /// Nobody accepts what they sent, approves what they asked for, or sends to themselves.
    #[error("it takes another person")]
    SamePerson,
    /// Work is assigned within one team.
    #[error("the receiver is not in the team")]
    NotInTeam,
    /// Not late yet, or the lateness was recorded already.
    #[error("nothing is late; the next time is {due_at:?}")]
    NotDue { due_at: Option<Timestamp> },
    /// The pack does not offer this code here.
    #[error("the pack does not offer {code} here")]
    NotOffered { code: Code },
    /// The pack has no such receiver for this kind.
    #[error("no packet for a receiver {role} of this kind")]
    NoSuchReceiver { role: Code },
    /// The packet lacks fields without which the receiver cannot act.
    #[error("the packet lacks {0:?}")]
    Lacking(Vec<Code>),
    /// Consent, an emergency ground or a statutory duty is needed.
    #[error("a legal basis is needed")]
    NoBasis,
    /// The guardian has to consent.
    #[error("the guardian has to consent")]
    NeedsGuardian,
    /// The consent ran out before.
    #[error("the consent has run out")]
    ConsentOver,
    /// A hospital does not send away somebody in danger (精神卫生法 28).
    #[error("this receiver may not refuse an emergency for this reason")]
    MayNotRefuse,
    /// The words that this step needs are missing.
    #[error("words are needed")]
    Wordless,
    /// The account is not named in the sealed file.
    #[error("the file is sealed")]
    Sealed,
    /// It is made once, and was made.
    #[error("it was done already")]
    Once,
    /// Something has to be done before.
    #[error("something is still missing")]
    Missing,
    /// A day or an instant is impossible.
    #[error("the time is outside what is possible")]
    TimeOutside,
}
