//! Why an entry is not taken.

/// Why an entry is not taken; nothing has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The history begins with another entry, or has begun already.
    #[error("the history does not begin so")]
    Beginning,
    /// Nothing can be added any more.
    #[error("it has ended")]
    Ended,
    /// Something has to be done before.
    #[error("something is still missing")]
    Missing,
    /// It is not the turn of this step.
    #[error("it is not the turn of this step")]
    OutOfTurn,
    /// It takes another person than the one who asked or wrote.
    #[error("it takes another person")]
    SamePerson,
    /// The words that this step needs are missing.
    #[error("words are needed")]
    Wordless,
    /// Nothing was chosen where at least one is needed.
    #[error("nothing was chosen")]
    Nothing,
    /// An instant lies after the entry itself.
    #[error("it lies in the future")]
    InTheFuture,
    /// A day lies before the entry, or after the longest period.
    #[error("the day is outside the period")]
    DayOutside,
}
