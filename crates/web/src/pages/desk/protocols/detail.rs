//! One protocol: its steps, where it stands, what happened, and the forms of the next steps.

use askama::Template;

use crate::pages::desk::parts::PostForm;
use crate::parts::{Sla, Step, Timeline};
use crate::shell::StaffShell;

/// Where a step of a protocol stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Done,
    /// Somebody owes it.
    Now,
    Later,
}

/// One step.
#[derive(Debug, Clone)]
pub struct StageLine {
    pub title: String,
    pub standing: Standing,
    /// The standing in a word.
    pub word: String,
    /// Who, by when, how it came out.
    pub note: Option<String>,
    pub sla: Option<Sla>,
}

impl StageLine {
    fn badge(&self) -> &'static str {
        match self.standing {
            Standing::Now => "badge bg-warm-lt",
            Standing::Done | Standing::Later => "badge",
        }
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ProtocolView {
    pub title: String,
    /// Label and address of the list.
    pub back: (String, String),
    pub state: String,
    pub sla: Option<Sla>,
    pub stages: Vec<StageLine>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What stays closed here, in a sentence.
    pub sealed: Option<String>,
    pub timeline: Option<Timeline>,
    /// The main form first; the title of each.
    pub forms: Vec<(String, PostForm)>,
    /// Other records.
    pub steps: Vec<Step>,
    /// Said when something was just done.
    pub told: Option<String>,
    /// Why something was not done.
    pub fault: Option<String>,
    /// What the foot says of traces and of who reads them.
    pub foot: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/protocols/detail.html")]
pub struct ProtocolPage {
    pub shell: StaffShell,
    pub view: ProtocolView,
}

impl ProtocolPage {
    fn is_open(&self, at: &usize, form: &PostForm) -> bool {
        *at == 0 || form.has_error()
    }
}
