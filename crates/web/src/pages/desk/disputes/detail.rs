//! One dispute: where it stands, who owes what until when, its parties and problems, and the forms of the next steps.

use askama::Template;

use crate::pages::desk::parts::PostForm;
use crate::parts::{Sla, Timeline};
use crate::shell::StaffShell;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct DisputeDetail {
    pub number: String,
    pub kind: String,
    pub place: String,
    pub stage: String,
    pub sla: Option<Sla>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    pub parties: Vec<String>,
    /// With whether it is resolved, in words.
    pub problems: Vec<(String, String)>,
    pub missing: Vec<String>,
    pub timeline: Timeline,
    /// The main form first.
    pub forms: Vec<(String, PostForm)>,
    /// Where a party of the index is looked for.
    pub search: Option<String>,
    /// Said when something was just done, or why it was not.
    pub told: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/disputes/detail.html")]
pub struct DisputePage {
    pub shell: StaffShell,
    view: DisputeDetail,
}

impl DisputePage {
    /// The page of one dispute.
    pub fn new(shell: StaffShell, view: DisputeDetail) -> Self {
        Self { shell, view }
    }

    fn is_open(&self, at: &usize, form: &PostForm) -> bool {
        *at == 0 || form.has_error()
    }
}
