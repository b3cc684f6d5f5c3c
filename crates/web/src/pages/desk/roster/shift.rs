//! The page of the end of a shift.

use askama::Template;

use crate::parts::{Choice, LevelBadge, Sla};
use crate::shell::StaffShell;

/// A warning that the reader owes.
#[derive(Debug, Clone)]
pub struct OwnLine {
    /// Id of the warning, as it is posted.
    pub id: String,
    /// Idempotency id of its line.
    pub event: String,
    pub number: String,
    pub href: String,
    pub level: LevelBadge,
    /// Masked name.
    pub name: String,
    /// The step that is owed.
    pub step: String,
    pub sla: Option<Sla>,
    /// Who could take it over; the first on duty is chosen. Empty once it is offered.
    pub owners: Vec<Choice>,
    /// To whom it is offered until when; or that nobody is on duty.
    pub state: Option<String>,
}

/// A warning that was offered to the reader.
#[derive(Debug, Clone)]
pub struct OfferedLine {
    pub id: String,
    pub event: String,
    pub number: String,
    pub href: String,
    pub level: LevelBadge,
    /// Masked name.
    pub name: String,
    pub step: String,
    /// Who offers it and until when it is to be accepted.
    pub by: String,
    /// What the leaving one wrote.
    pub note: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/roster/shift.html")]
pub struct ShiftPage {
    pub shell: StaffShell,
    offered: Vec<OfferedLine>,
    own: Vec<OwnLine>,
    more: bool,
    done: Option<String>,
    wrong: Option<String>,
    note: String,
}

impl ShiftPage {
    /// The page; `more`: there is more of either list than it shows.
    pub const fn new(shell: StaffShell, offered: Vec<OfferedLine>, own: Vec<OwnLine>, more: bool) -> Self {
        Self { shell, offered, own, more, done: None, wrong: None, note: String::new() }
    }

    /// With what was just done, or why it was not and what was written.
    #[must_use]
    pub fn said(self, done: Option<String>, wrong: Option<String>, note: String) -> Self {
        Self { done, wrong, note, ..self }
    }

    /// Is there a line that can be offered?
    fn can_offer(&self) -> bool {
        self.own.iter().any(|line| !line.owners.is_empty())
    }
}
