//! What came to my desks, what I sent, what was sent from below.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::address;
use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, Sla, Step};
use crate::shell::StaffShell;

/// One referral.
#[derive(Debug, Clone)]
pub struct Row {
    pub href: String,
    /// Kind and masked name, as far as it is shown.
    pub title: String,
    /// From where, to whom.
    pub way: String,
    pub state: String,
    /// None when nothing is owed.
    pub sla: Option<Sla>,
    pub sent: String,
    /// The word for what is the reader's turn.
    pub mine: Option<String>,
    pub urgent: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/list.html")]
pub struct ListPage {
    pub shell: StaffShell,
    tabs: Vec<(String, String, bool)>,
    filter: Step,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl ListPage {
    /// A list. `tab` is inbox, sent or led; `leads` shows the third tab; `kinds` those of green channels and of aid files; `all` shows the ended
    /// ones too.
    pub fn new(
        shell: StaffShell,
        tab: &str,
        (leads, kinds): (bool, (bool, bool)),
        all: bool,
        rows: Vec<Row>,
        pager: Option<Pager>,
    ) -> Self {
        let lang = shell.lang;
        // i18n: referrals-empty-*
        let tabs = chips(lang, leads, kinds, tab);
        let filter = match all {
            true => Step { label: lang.t("referrals-show-open"), href: href(tab) },
            false => Step { label: lang.t("referrals-show-all"), href: address::with(&href(tab), "all", 1) },
        };
        let empty = rows.is_empty().then(|| Empty {
            icon: "send",
            title: lang.t("referrals-empty"),
            text: lang.t(&format!("referrals-empty-{tab}")),
            step: None,
        });
        Self { shell, tabs, filter, rows, empty, pager }
    }
}

/// The lists of moving work: label, address, is it the present one. `kinds`: may the reader work on green channels, and on aid files?
pub fn chips(lang: Lang, leads: bool, (green, aid): (bool, bool), current: &str) -> Vec<(String, String, bool)> {
    // i18n: referral-tab-*
    let shown = [("inbox", true), ("sent", true), ("led", leads), ("green", green), ("aid", aid)];
    let shown = shown.into_iter().filter(|(_, may)| *may);
    shown.map(|(one, _)| (lang.t(&format!("referral-tab-{one}")), href(one), one == current)).collect()
}

fn href(tab: &str) -> String {
    match tab {
        "inbox" => links::referrals(),
        "green" => links::greens(),
        "aid" => links::aids(),
        other => address::with(&links::referrals(), "tab", other),
    }
}
