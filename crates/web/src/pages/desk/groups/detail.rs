//! One entry: what is on record, its history, and the two things that can be said of it.

use askama::Template;

use crate::pages::desk::parts::PostForm;
use crate::parts::{Step, Timeline};
use crate::shell::StaffShell;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct GroupDetail {
    /// masked name
    pub name: String,
    pub group: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    pub history: Timeline,
    /// Title and form; the one that is due first.
    pub forms: Vec<(String, PostForm)>,
    /// the file of the person
    pub person: Option<Step>,
    /// Said when something was just done.
    pub told: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/groups/detail.html")]
pub struct GroupEntryPage {
    pub shell: StaffShell,
    view: GroupDetail,
}

impl GroupEntryPage {
    /// The page of one entry.
    pub fn new(shell: StaffShell, view: GroupDetail) -> Self {
        Self { shell, view }
    }
}
