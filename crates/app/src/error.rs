//! Why a use case did not do what it was asked: six reasons that a page or an interface maps in one place.

use xinqiao_access::Refusal;
use xinqiao_store::StoreError;

/// What is wrong with one field, as codes that the page layer turns into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// field name of the form
    pub field: &'static str,
    /// what was expected: a text key
    pub expected: &'static str,
    /// what was found, as typed
    pub found: String,
}

/// Why nothing happened.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    SignedOut,
    /// The caller's roles do not allow it.
    #[error("the caller's roles do not allow it")]
    Denied(#[source] Refusal),
    /// It does not exist, or not for this caller.
    #[error("there is no such record for the caller")]
    NotFound,
    /// Somebody else changed it, or it is past that step: the code says which.
    #[error("the record has moved on: {code}")]
    Conflict { code: String },
    /// The input cannot be used.
    #[error("{} field(s) cannot be used", .0.len())]
    Invalid(Vec<FieldFault>),
    /// Too many tries; again after so many seconds.
    #[error("too many tries")]
    Throttled { retry_after_s: u32 },
    /// The database cannot be reached.
    #[error("the database is not available")]
    Unavailable(#[source] StoreError),
    /// A fault of the program or of its data.
    #[error("{what}")]
    Broken {
        what: String,
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

impl AppError {
    /// A fault without a cause of its own.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken { what: what.into(), source: None }
    }

    /// A conflict with a code.
    pub fn conflict(code: impl Into<String>) -> Self {
        Self::Conflict { code: code.into() }
    }

    /// One field that cannot be used.
    pub fn field(field: &'static str, expected: &'static str, found: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldFault { field, expected, found: found.into() }])
    }
}

impl From<StoreError> for AppError {
    fn from(fault: StoreError) -> Self {
        match fault {
            StoreError::Unreachable { .. } | StoreError::LaneClosed => Self::Unavailable(fault),
            StoreError::Duplicate { .. } => Self::conflict("other"),
            StoreError::Stale { table, .. } => Self::conflict(format!("{table}_changed")),
            other => Self::Broken { what: "the store failed".to_owned(), source: Some(Box::new(other)) },
        }
    }
}

impl From<xinqiao_warnings::Refusal> for AppError {
    fn from(refusal: xinqiao_warnings::Refusal) -> Self {
        use xinqiao_warnings::Refusal as R;
        let code = match refusal {
            R::WrongStep { .. } => "wrong_step",
            R::Ended | R::AlreadyOpen => "warning_ended",
            R::SamePerson => "same_person",
            R::NeedsTwo => "needs_two",
            R::NothingProposed => "nothing_proposed",
            R::LevelRaised => "level_raised",
            R::NotDue { .. } => "not_due",
            R::SameOwner => "same_owner",
            R::NoReporter => "no_reporter",
            R::NoSignal => "no_signal",
            R::DifferentPersons => "different_persons",
            R::SignalNotOpen { .. } => "signal_not_open",
            R::OutcomeNotOffered { .. } | R::ReasonNotOffered { .. } => "not_offered",
            R::NotGraver => "not_graver",
            R::NotMilder => "not_milder",
            R::RiseWaits => "rise_waits",
            R::ObjectionWaits => "objection_waits",
            R::NoObjection => "no_objection",
            R::NotConfirmed => "not_confirmed",
            R::DangerNow => "danger_now",
            R::TooFewAssessments { .. } | R::NotCounted | R::NotConsecutive => "assessments",
            R::NoReview => "no_review",
            R::SameWarning => "same_warning",
            R::NotClosed => "not_closed",
            R::TooLate { .. } => "too_late",
            R::NotOffered => "not_offered_to_you",
            R::NotOwner | R::NothingOwed => "nothing_owed",
            R::NobodyThere => "nobody_there",
            R::NotOpened | R::NeedsPerson => {
                return Self::Broken { what: "the events of a warning are damaged".to_owned(), source: Some(Box::new(refusal)) };
            }
        };
        Self::conflict(code)
    }
}
