//! The list of receptions. Nobody is named on it.

use askama::Template;

use crate::links;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, Sla, Step};
use crate::shell::StaffShell;

/// One reception.
#[derive(Debug, Clone)]
pub struct ReceptionLine {
    pub number: String,
    pub href: String,
    pub place: String,
    pub stage: String,
    pub owner: String,
    pub received: String,
    /// Time left; none when nothing is owed.
    pub sla: Option<Sla>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/receptions/list.html")]
pub struct ReceptionsPage {
    pub shell: StaffShell,
    new: Option<Step>,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<ReceptionLine>,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl ReceptionsPage {
    /// The receptions at which something is owed, or those that are over.
    pub fn new(shell: StaffShell, closed: bool, lines: Vec<ReceptionLine>, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let tabs = vec![
            (lang.t("receptions-open"), links::receptions(), !closed),
            (lang.t("receptions-closed"), with(&links::receptions(), "closed", 1), closed),
        ];
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("receptions-empty"),
            text: lang.t("receptions-empty-text"),
            step: None,
        });
        Self { shell, new: None, tabs, lines, empty, pager }
    }

    /// With where somebody is received.
    pub fn with_new(self, may_receive: bool) -> Self {
        let lang = self.shell.lang;
        Self { new: may_receive.then(|| Step { label: lang.t("reception-new"), href: links::reception_new() }), ..self }
    }
}
