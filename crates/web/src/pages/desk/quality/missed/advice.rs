//! Proposals to whoever keeps the rules.

use askama::Template;

use crate::pages::desk::parts::Pager;
use crate::shell::StaffShell;

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct MissedAdviceView {
    /// When, about which rule or source, in which words.
    pub lines: Vec<(String, String, String)>,
    pub pager: Option<Pager>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/missed/advice.html")]
pub struct MissedAdvicePage {
    pub shell: StaffShell,
    view: MissedAdviceView,
}

impl MissedAdvicePage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: MissedAdviceView) -> Self {
        Self { shell, view }
    }
}
