//! The list of reviews.

use askama::Template;

use crate::links;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, Sla};
use crate::shell::StaffShell;

/// One review.
#[derive(Debug, Clone)]
pub struct MissedLine {
    /// What happened.
    pub event: String,
    pub href: String,
    pub place: String,
    /// When it happened.
    pub happened: String,
    pub stage: String,
    pub sla: Option<Sla>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/missed/list.html")]
pub struct MissedListPage {
    pub shell: StaffShell,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<MissedLine>,
    empty: Option<Empty>,
    pager: Option<Pager>,
    told: Option<String>,
}

impl MissedListPage {
    /// Open reviews, or closed ones.
    pub fn new(shell: StaffShell, is_closed: bool, lines: Vec<MissedLine>, pager: Option<Pager>, told: Option<String>) -> Self {
        let lang = shell.lang;
        let closed = with(&links::missed(), "stage", "closed");
        let tabs = vec![(lang.t("missed-open"), links::missed(), !is_closed), (lang.t("missed-stage-closed"), closed, is_closed)];
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("missed-empty"),
            text: lang.t("missed-empty-text"),
            step: None,
        });
        Self { shell, tabs, lines, empty, pager, told }
    }
}
