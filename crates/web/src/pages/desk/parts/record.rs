//! What was done in a case: who, when, and the note where the reader may see it.

use askama::Template;

use crate::parts::Tone;

/// Free words of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordNote {
    None,
    Text(String),
    /// There is a note that the reader may not see, and why.
    Sealed(String),
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEntry {
    pub title: String,
    /// Moment, formatted.
    pub time: String,
    /// Who did it; the program itself for escalations.
    pub who: String,
    /// What was found, done or agreed, in the words of the rules.
    pub details: Vec<String>,
    pub note: RecordNote,
    /// Name of a symbol in the staff sprite, without `i-`.
    pub icon: &'static str,
    pub tone: Tone,
}

impl RecordEntry {
    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Plain => "",
            Tone::Primary => " is-primary",
            Tone::Warm => " is-warm",
        }
    }
}

/// Events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "pages/desk/parts/record.html")]
pub struct Record {
    pub entries: Vec<RecordEntry>,
}
