//! Why a verb or an entry is refused. A refusal changes nothing.

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
    /// The account owes it already.
    #[error("the account owes it already")]
    SameOwner,
    /// Not late yet, or the lateness was recorded already.
    #[error("nothing is late; the next time is {due_at}")]
    NotDue { due_at: Timestamp },
    /// The pack does not offer this code here.
    #[error("the pack does not offer {code} here")]
    NotOffered { code: Code },
    /// The words that this step needs are missing.
    #[error("words are needed")]
    Wordless,
    /// Something has to be done or said before.
    #[error("something is still missing")]
    Missing,
    /// No such party or problem.
    #[error("no such entry")]
    Unknown,
}
