//! The list of those on record; names are masked.

use askama::Template;

use crate::links;
use crate::pages::desk::parts::{Entry, Pager};
use crate::parts::{Empty, Step};
use crate::shell::StaffShell;

/// One entry.
#[derive(Debug, Clone)]
pub struct GroupRow {
    /// masked, with the age
    pub name: String,
    pub href: String,
    pub group: String,
    pub place: String,
    pub since: String,
    /// by when it is to be confirmed
    pub confirm: String,
    /// that day has come
    pub is_due: bool,
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct GroupsView {
    /// place, group, and whether only what is due is shown
    pub filters: Vec<Entry>,
    /// how many entries, and how many wait to be confirmed
    pub count: String,
    pub rows: Vec<GroupRow>,
    pub pager: Option<Pager>,
    pub may_record: bool,
    /// was anything filtered?
    pub is_filtered: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/groups/list.html")]
pub struct GroupsPage {
    pub shell: StaffShell,
    empty: Option<Empty>,
    view: GroupsView,
}

impl GroupsPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: GroupsView) -> Self {
        let lang = shell.lang;
        let new = || Step { label: lang.t("group-new"), href: links::group_new() };
        let empty = view.rows.is_empty().then(|| match view.is_filtered {
            true => Empty {
                icon: "search",
                title: lang.t("groups-none"),
                text: lang.t("groups-none-text"),
                step: Some(Step { label: lang.t("groups-all"), href: links::groups() }),
            },
            false => Empty {
                icon: "users",
                title: lang.t("groups-empty"),
                text: lang.t("groups-empty-text"),
                step: view.may_record.then(new),
            },
        });
        Self { shell, empty, view }
    }
}
