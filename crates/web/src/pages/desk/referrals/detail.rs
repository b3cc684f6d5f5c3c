//! One referral: where it stands, the packet, what happened, and the forms of the next steps.

use askama::Template;

use crate::pages::desk::parts::PostForm;
use crate::parts::{Sla, Step, Timeline};
use crate::shell::StaffShell;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct DetailView {
    pub title: String,
    /// Where it stands, who owes what.
    pub state: String,
    pub sla: Option<Sla>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Label and value; `None` with the record alone.
    pub packet: Option<Vec<(String, String)>>,
    /// What the reader sees, in a sentence.
    pub sight: String,
    pub timeline: Timeline,
    /// The main form first.
    pub forms: Vec<(String, PostForm)>,
    /// A way on, and other records.
    pub steps: Vec<Step>,
    /// Said when something was just done, or why it was not.
    pub told: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/detail.html")]
pub struct DetailPage {
    pub shell: StaffShell,
    pub view: DetailView,
}

impl DetailPage {
    fn is_open(&self, at: &usize, form: &PostForm) -> bool {
        *at == 0 || form.has_error()
    }
}
