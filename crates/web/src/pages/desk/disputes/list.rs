//! The list of disputes.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::Pager;
use crate::parts::{Choice, Empty, Sla, Step};
use crate::shell::StaffShell;

/// One dispute.
#[derive(Debug, Clone)]
pub struct DisputeLine {
    pub number: String,
    pub href: String,
    pub kind: String,
    pub place: String,
    pub stage: String,
    pub owner: String,
    /// Time left; none when it is closed.
    pub sla: Option<Sla>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/disputes/list.html")]
pub struct DisputesPage {
    pub shell: StaffShell,
    new: Option<Step>,
    exchange: Option<Step>,
    receptions: Option<Step>,
    tabs: Vec<(String, String, bool)>,
    stage: String,
    kinds: Vec<Choice>,
    lines: Vec<DisputeLine>,
    empty: Option<Empty>,
    pager: Option<Pager>,
    done: Option<String>,
}

impl DisputesPage {
    /// The list of a stage (empty: all that are open); `kinds` with the chosen one marked.
    pub fn new(shell: StaffShell, stage: &str, kinds: Vec<Choice>, lines: Vec<DisputeLine>, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let tab = |code: &str| {
            let href = if code.is_empty() { links::disputes() } else { with(&links::disputes(), "stage", code) };
            (tab_words(lang, code), href, code == stage)
        };
        let tabs = ["", "registered", "mediating", "joint", "watched", "closed"].into_iter().map(tab).collect();
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("disputes-empty"),
            text: lang.t("disputes-empty-text"),
            step: None,
        });
        Self {
            shell,
            new: None,
            exchange: None,
            receptions: None,
            tabs,
            stage: stage.to_owned(),
            kinds,
            lines,
            empty,
            pager,
            done: None,
        }
    }

    /// With where to register one, and where files are exchanged.
    pub fn with_ways(self, may_register: bool, may_exchange: bool) -> Self {
        let lang = self.shell.lang;
        Self {
            new: may_register.then(|| Step { label: lang.t("dispute-new"), href: links::dispute_new() }),
            exchange: may_exchange.then(|| Step { label: lang.t("exchange-title"), href: links::dispute_exchange() }),
            ..self
        }
    }

    /// With where petitioners are received.
    pub fn with_receptions(self, may_read: bool) -> Self {
        let label = self.shell.lang.t("receptions-link");
        Self { receptions: may_read.then(|| Step { label, href: links::receptions() }), ..self }
    }
}

fn tab_words(lang: Lang, code: &str) -> String {
    if code.is_empty() { lang.t("disputes-open") } else { super::words::word(lang, "stage", code) }
}
