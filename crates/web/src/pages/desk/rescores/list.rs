//! The list of plans, the latest first.

use askama::Template;

use crate::pages::desk::parts::Pager;
use crate::parts::Empty;
use crate::shell::StaffShell;

/// One plan.
#[derive(Debug, Clone)]
pub struct RescoreCard {
    /// Instrument and versions.
    pub title: String,
    pub href: String,
    pub place: String,
    pub stage: String,
    /// Who planned it and when.
    pub planned: String,
    /// How many sheets, how many differ.
    pub counts: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/rescores/list.html")]
pub struct RescoresPage {
    pub shell: StaffShell,
    cards: Vec<RescoreCard>,
    may_plan: bool,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl RescoresPage {
    /// The plans in their order.
    pub fn new(shell: StaffShell, cards: Vec<RescoreCard>, may_plan: bool, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let empty = cards.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("rescores-empty"),
            text: lang.t("rescores-empty-text"),
            step: None,
        });
        Self { shell, cards, may_plan, empty, pager }
    }
}
