//! What is wrong with what a device sent, for whoever writes its program.

/// One fault: where, what was expected, what was found. What was found is never a name: a device knows none.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// e.g. `measurements[2].unit`, `entry[0].resource.valueQuantity.code`
    pub path: String,
    pub expected: Expected,
    /// at most 80 characters of it
    pub found: String,
}

/// What was expected.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// an object
    Object,
    /// a list
    List,
    /// this very text
    Text(String),
    /// one of these
    OneOf(Vec<String>),
    /// 8–80 visible ASCII characters
    SessionId,
    /// the code that the counsellor or the person gave
    SessionCode,
    /// RFC 3339 with the offset
    Instant,
    /// not before the start
    AfterStart,
    /// within the session
    WithinSession,
    /// not in the future
    Past,
    /// not so many days ago
    WithinDays(u32),
    /// a number
    Number,
    /// from, to; a side without a limit is open
    Range(Option<f64>, Option<f64>),
    /// a whole number from 0 to 10
    Rating,
    /// both ratings
    BothRatings,
    /// nothing: no such field is read
    Nothing,
    /// at most so many
    Most(u32),
    /// at least one measurement, or both ratings
    Something,
    /// a Bundle of Observations, or one Observation
    Observations,
}

impl Expected {
    /// Code of it, the same in every language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::List => "list",
            Self::Text(_) => "text",
            Self::OneOf(_) => "one-of",
            Self::SessionId => "session-id",
            Self::SessionCode => "session-code",
            Self::Instant => "instant",
            Self::AfterStart => "after-start",
            Self::WithinSession => "within-session",
            Self::Past => "past",
            Self::WithinDays(_) => "within-days",
            Self::Number => "number",
            Self::Range(..) => "range",
            Self::Rating => "rating",
            Self::BothRatings => "both-ratings",
            Self::Nothing => "nothing",
            Self::Most(_) => "most",
            Self::Something => "something",
            Self::Observations => "observations",
        }
    }

    /// What fills the place in its words; empty for most.
    pub fn filling(&self) -> String {
        let side = |limit: &Option<f64>| limit.map_or_else(|| "…".to_owned(), |limit| limit.to_string());
        match self {
            Self::Text(text) => text.clone(),
            Self::OneOf(list) => list.join(", "),
            Self::WithinDays(count) | Self::Most(count) => count.to_string(),
            Self::Range(from, to) => format!("{} – {}", side(from), side(to)),
            _ => String::new(),
        }
    }
}

impl Fault {
    pub(crate) fn new(path: impl Into<String>, expected: Expected, found: impl AsRef<str>) -> Self {
        Self { path: path.into(), expected, found: found.as_ref().chars().take(80).collect() }
    }
}
