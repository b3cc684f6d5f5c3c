//! Lists of duties, one for each kind.

use askama::Template;
use xinqiao_duties::Kind;

use super::words;
use crate::pages::desk::address;
use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, Sla, Step};
use crate::shell::StaffShell;

/// One duty.
#[derive(Debug, Clone)]
pub struct DutyLine {
    /// The last signs of its id.
    pub number: String,
    pub href: String,
    pub place: String,
    /// Where it stands, in words.
    pub state: String,
    /// Time left; none when nothing is owed.
    pub sla: Option<Sla>,
    /// When it was opened, formatted.
    pub opened: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/duties/list.html")]
pub struct DutyListPage {
    pub shell: StaffShell,
    tabs: Vec<Tab>,
    title: String,
    lead: String,
    /// where a new one is begun; none for those that begin elsewhere
    new: Option<Step>,
    filter: Step,
    lines: Vec<DutyLine>,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

#[derive(Debug, Clone)]
struct Tab {
    label: String,
    href: String,
    current: bool,
}

impl DutyListPage {
    /// The list of a kind; `kinds` are those that the caller may open, `all` shows the ended ones too.
    pub fn new(shell: StaffShell, kinds: &[Kind], kind: Kind, all: bool, lines: Vec<DutyLine>, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let tab = |each: &Kind| Tab { label: words::kind(lang, *each), href: address::duties(*each), current: *each == kind };
        let tabs = kinds.iter().map(tab).collect();
        let begins_here = matches!(kind, Kind::Incident | Kind::Impact);
        let new = begins_here.then(|| Step { label: words::begin(lang, kind), href: address::duty_new(kind) });
        let filter = match all {
            true => Step { label: lang.t("duties-show-open"), href: address::duties(kind) },
            false => Step { label: lang.t("duties-show-all"), href: address::with(&address::duties(kind), "all", 1) },
        };
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("duties-empty"),
            text: words::empty(lang, kind),
            step: new.clone(),
        });
        Self { title: words::kind(lang, kind), lead: words::lead(lang, kind), shell, tabs, new, filter, lines, empty, pager }
    }
}
