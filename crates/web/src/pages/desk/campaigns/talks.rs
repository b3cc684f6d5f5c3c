//! Whom the answers of a campaign ask somebody to talk to: waiting for the talk, followed after it, done.

use askama::Template;

use crate::pages::desk::parts::Pager;
use crate::parts::{Empty, LevelBadge, Sla};
use crate::shell::StaffShell;

/// Somebody on the list.
#[derive(Debug, Clone)]
pub struct TalkLine {
    /// masked
    pub name: String,
    pub unit: String,
    /// as the rules propose
    pub level: LevelBadge,
    /// what is to be done, or what was
    pub step: String,
    /// time left; none when nothing is owed
    pub sla: Option<Sla>,
    /// since when, formatted
    pub at: String,
    /// the signal or the warning
    pub href: String,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct TalksView {
    pub title: String,
    /// the campaign
    pub back: String,
    pub lines: Vec<TalkLine>,
    /// how many of this page need nothing more, in words
    pub aside: Option<String>,
    pub pager: Option<Pager>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/talks.html")]
pub struct TalksPage {
    pub shell: StaffShell,
    view: TalksView,
    empty: Option<Empty>,
}

impl TalksPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: TalksView) -> Self {
        let lang = shell.lang;
        let empty = view.lines.is_empty().then(|| Empty {
            icon: "message",
            title: lang.t("talks-empty"),
            text: lang.t("talks-empty-text"),
            step: None,
        });
        Self { shell, view, empty }
    }
}
