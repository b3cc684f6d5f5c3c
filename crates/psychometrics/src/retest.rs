//! A task to ask again, because a sheet could not be counted: open, then asked again, talked instead, or let go. It is no warning and has no level.

/// What is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// The form once more, within the days of the pack.
    Form,
    /// A personal conversation on the same day, because a critical answer stood on the sheet. A new form does not settle it.
    Talk,
}

impl Way {
    /// What a sheet that was put aside owes.
    pub const fn of(has_critical_answer: bool) -> Self {
        if has_critical_answer { Self::Talk } else { Self::Form }
    }

    /// The code in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Talk => "talk",
        }
    }

    /// The way of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Form, Self::Talk].into_iter().find(|way| way.code() == code)
    }
}

/// How a task ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    /// A sheet that counts is there.
    Retested,
    /// Somebody talked with the person instead.
    Talked,
    /// It is not followed up, for a reason that is written down.
    LetGo,
}

impl Ending {
    /// All endings.
    pub const ALL: [Self; 3] = [Self::Retested, Self::Talked, Self::LetGo];

    /// The code in rows and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Retested => "retested",
            Self::Talked => "talked",
            Self::LetGo => "let_go",
        }
    }

    /// The ending of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.code() == code)
    }
}

/// Why a task does not end so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It has ended already.
    #[error("the task has ended")]
    Ended,
    /// A conversation is owed; another form is none.
    #[error("a conversation is owed")]
    TalkOwed,
    /// Letting go needs a reason in words.
    #[error("letting go needs a reason")]
    NoReason,
}

/// Ends a task; `ended` is how it ended before, `has_words` whether somebody wrote why.
/// Errors: it has ended, a conversation is owed, or the reason is missing.
pub const fn end(way: Way, ended: Option<Ending>, wanted: Ending, has_words: bool) -> Result<Ending, Refusal> {
    match (ended, way, wanted, has_words) {
        (Some(_), ..) => Err(Refusal::Ended),
        (None, Way::Talk, Ending::Retested, _) => Err(Refusal::TalkOwed),
        (None, _, Ending::LetGo, false) => Err(Refusal::NoReason),
        (None, ..) => Ok(wanted),
    }
}

/// Does a new sheet that counts settle the task by itself?
pub const fn is_settled_by_sheet(way: Way) -> bool {
    matches!(way, Way::Form)
}
