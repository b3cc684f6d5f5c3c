//! One plan: its counts, what may be decided, whose result differs.

use askama::Template;

use crate::pages::desk::parts::{Pager, PostForm};
use crate::shell::StaffShell;

/// How many sheets came to one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassLine {
    pub name: String,
    pub count: String,
    /// Whose they are, where the reader may see it and there are any.
    pub href: Option<String>,
}

/// Somebody whose result differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Masked.
    pub name: String,
    pub file: Option<String>,
    pub place: String,
    pub day: String,
    pub before: String,
    pub after: String,
    /// What is raised, and what is proposed for lifting.
    pub signals: Vec<String>,
}

/// Those of one class.
#[derive(Debug, Clone)]
pub struct PeopleView {
    pub title: String,
    pub lines: Vec<PersonLine>,
    pub pager: Option<Pager>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct RescoreDetail {
    pub title: String,
    pub stage: String,
    /// What the stage means, and why it does not go on.
    pub told: Vec<String>,
    pub facts: Vec<(String, String)>,
    pub classes: Vec<ClassLine>,
    /// Band before, band after, sheets.
    pub moves: Vec<(String, String, String)>,
    /// The report as a file.
    pub file: String,
    pub people: Option<PeopleView>,
    pub forms: Vec<(String, PostForm)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/rescores/detail.html")]
pub struct RescoreDetailPage {
    pub shell: StaffShell,
    view: RescoreDetail,
    how: Vec<String>,
}

impl RescoreDetailPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: RescoreDetail) -> Self {
        let lang = shell.lang;
        let how = ["rescore-how-try", "rescore-how-both", "rescore-how-lift", "rescore-how-private", "rescore-how-counts"];
        // i18n: rescore-how-lift
        Self { how: how.iter().map(|key| lang.t(key)).collect(), shell, view }
    }
}

impl RescoreDetailPage {
    /// Says why the last try did not go through, before everything else.
    pub fn tell(&mut self, text: String) {
        self.view.told.insert(0, text);
    }
}
