//! The list of cases.

use askama::Template;

use crate::pages::desk::parts::Pager;
use crate::parts::{Alert, Empty};
use crate::shell::StaffShell;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    pub number: String,
    pub href: String,
    /// Masked.
    pub name: String,
    pub place: String,
    pub status: String,
    pub responsible: String,
    /// The next day by which somebody owes something, or when it ended; formatted.
    pub due: String,
    /// The word for a day that has passed.
    pub late: Option<String>,
    /// What the reader owes in it, and until when.
    pub mine: Option<String>,
}

/// A choice of the filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/cases/list.html")]
pub struct CasesPage {
    pub shell: StaffShell,
    /// What was just done.
    pub told: Option<Alert>,
    tabs: Vec<Tab>,
    states: Vec<Tab>,
    lines: Vec<CaseLine>,
    closed: bool,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl CasesPage {
    /// A page of the list.
    pub fn new(
        shell: StaffShell,
        tabs: Vec<Tab>,
        states: Vec<Tab>,
        closed: bool,
        lines: Vec<CaseLine>,
        pager: Option<Pager>,
    ) -> Self {
        let lang = shell.lang;
        let empty = lines.is_empty().then(|| Empty {
            icon: "folder",
            title: lang.t("cases-empty"),
            text: lang.t("cases-empty-text"),
            step: None,
        });
        Self { shell, told: None, tabs, states, lines, closed, empty, pager }
    }
}
