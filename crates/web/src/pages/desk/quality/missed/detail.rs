//! One review: what was known before, what was found, the forms of the next steps. No name of anybody who works here stands on it.

use askama::Template;

use crate::pages::desk::parts::PostForm;
use crate::parts::{Sla, Timeline};
use crate::shell::StaffShell;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MissedDetail {
    /// What happened.
    pub event: String,
    pub place: String,
    pub stage: String,
    pub sla: Option<Sla>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What was known before: when, what, what became of it.
    pub past: Vec<(String, String, String)>,
    /// Since when was looked.
    pub since: String,
    pub timeline: Timeline,
    /// The main form first.
    pub forms: Vec<(String, PostForm)>,
    pub told: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/missed/detail.html")]
pub struct MissedReviewPage {
    pub shell: StaffShell,
    view: MissedDetail,
}

impl MissedReviewPage {
    /// The page of one review.
    pub const fn new(shell: StaffShell, view: MissedDetail) -> Self {
        Self { shell, view }
    }

    fn is_open(&self, at: &usize, form: &PostForm) -> bool {
        *at == 0 || form.has_error()
    }
}
