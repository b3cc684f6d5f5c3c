//! Open and ended warnings as lists.

use askama::Template;

use super::address;
use super::parts::Ahead;
use crate::i18n::Lang;
use crate::parts::{Empty, LevelBadge, Sla, Step};
use crate::shell::StaffShell;

/// Which warnings are listed; the query parameter `state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningList {
    /// `open`
    Open,
    /// `ended`
    Ended,
}

impl WarningList {
    /// Both lists in the order in which they are shown.
    pub const ALL: [WarningList; 2] = [WarningList::Open, WarningList::Ended];

    /// The value of the query parameter.
    pub const fn code(self) -> &'static str {
        match self {
            WarningList::Open => "open",
            WarningList::Ended => "ended",
        }
    }

    /// The list of a query parameter.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }

    fn label(self, lang: Lang) -> String {
        match self {
            WarningList::Open => lang.t("warnings-open"),
            WarningList::Ended => lang.t("warnings-ended"),
        }
    }
}

/// One warning.
#[derive(Debug, Clone)]
pub struct WarningRow {
    pub number: String,
    pub href: String,
    pub level: LevelBadge,
    /// Masked name.
    pub name: String,
    pub place: String,
    /// The step that is owed, or the outcome.
    pub state: String,
    pub owner: String,
    /// Time left; none when ended.
    pub sla: Option<Sla>,
    /// When it was confirmed, or ended, formatted.
    pub at: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/warnings.html")]
pub struct WarningsPage {
    pub shell: StaffShell,
    tabs: Vec<Tab>,
    caption: String,
    rows: Vec<WarningRow>,
    empty: Option<Empty>,
    ahead: Option<Ahead>,
}

#[derive(Debug, Clone)]
struct Tab {
    label: String,
    href: String,
    current: bool,
}

impl WarningsPage {
    /// The page of one list.
    pub fn new(shell: StaffShell, list: WarningList, rows: Vec<WarningRow>, ahead: Option<Ahead>) -> Self {
        let lang = shell.lang;
        let tabs = WarningList::ALL.map(|each| Tab {
            label: each.label(lang),
            href: address::with(&address::warnings(), "state", each.code()),
            current: each == list,
        });
        let (title, text) = match list {
            WarningList::Open => (lang.t("warnings-open-empty"), lang.t("warnings-open-empty-text")),
            WarningList::Ended => (lang.t("warnings-ended-empty"), lang.t("warnings-ended-empty-text")),
        };
        let step = Step { label: lang.t("back-to-desk"), href: crate::links::desk() };
        let empty = rows.is_empty().then_some(Empty { icon: "check", title, text, step: Some(step) });
        Self { shell, tabs: tabs.into(), caption: list.label(lang), rows, empty, ahead }
    }
}
