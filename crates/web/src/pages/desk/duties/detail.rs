//! One duty: where it stands, what is missing, what was done, and the forms of the next steps.

use askama::Template;
use xinqiao_duties::Kind;

use super::words;
use crate::pages::desk::address;
use crate::pages::desk::parts::PostForm;
use crate::parts::{Sla, Timeline};
use crate::shell::StaffShell;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct DutyDetail {
    pub kind: Kind,
    pub number: String,
    pub place: String,
    /// Where it stands, in words.
    pub state: String,
    pub sla: Option<Sla>,
    /// What is known of it: label and value.
    pub facts: Vec<(String, String)>,
    /// What is still missing, in words.
    pub missing: Vec<String>,
    pub timeline: Timeline,
    /// The main form first.
    pub forms: Vec<(String, PostForm)>,
    /// Said when something was just done, or why it was not.
    pub told: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/duties/detail.html")]
pub struct DutyDetailPage {
    pub shell: StaffShell,
    list: (String, String),
    view: DutyDetail,
}

impl DutyDetailPage {
    /// The page of one duty.
    pub fn new(shell: StaffShell, view: DutyDetail) -> Self {
        let list = (address::duties(view.kind), words::kind(shell.lang, view.kind));
        Self { shell, list, view }
    }

    fn is_open(&self, at: &usize, form: &PostForm) -> bool {
        *at == 0 || form.has_error()
    }
}
