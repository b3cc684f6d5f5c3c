//! Beginning a protocol from a person's file.

use askama::Template;

use crate::pages::desk::parts::PostForm;
use crate::parts::Step;
use crate::shell::StaffShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/protocols/new.html")]
pub struct ProtocolNewPage {
    pub shell: StaffShell,
    /// Label and address of the person's file.
    pub back: (String, String),
    pub title: String,
    pub lead: String,
    /// What follows, one sentence each.
    pub follows: Vec<String>,
    /// None where one runs already.
    pub form: Option<PostForm>,
    /// What should be done first, or the one that runs.
    pub step: Option<Step>,
    /// Why it was not opened.
    pub fault: Option<String>,
    /// What the foot says of traces and of who reads them.
    pub foot: String,
}
