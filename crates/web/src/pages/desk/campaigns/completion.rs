//! What a class teacher sees of a campaign: who still has something open, and nothing else.

use askama::Template;

use crate::links;
use crate::pages::desk::parts::Pager;
use crate::parts::Empty;
use crate::shell::StaffShell;

/// A campaign that asks a class of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassLine {
    pub title: String,
    pub href: String,
    pub unit: String,
    pub window: String,
    /// `50 / 51`, in words.
    pub counts: String,
    pub share: u8,
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/classes.html")]
pub struct ClassesPage {
    pub shell: StaffShell,
    lines: Vec<ClassLine>,
    empty: Option<Empty>,
}

impl ClassesPage {
    /// The page of some lines.
    pub fn new(shell: StaffShell, lines: Vec<ClassLine>) -> Self {
        let lang = shell.lang;
        let empty = lines.is_empty().then(|| Empty {
            icon: "clipboard",
            title: lang.t("classes-empty"),
            text: lang.t("classes-empty-text"),
            step: None,
        });
        Self { shell, lines, empty }
    }
}

/// Somebody of the class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    pub name: String,
    /// Nothing more is asked of them; whether they answered or declined is not told.
    pub settled: bool,
}

/// What the page of a class is made of.
#[derive(Debug, Clone)]
pub struct CompletionView {
    pub title: String,
    pub unit: String,
    pub window: String,
    pub counts: String,
    pub share: u8,
    pub members: Vec<MemberLine>,
    /// Time and room of each sitting.
    pub sittings: Vec<(String, String)>,
    pub pager: Option<Pager>,
}

/// The page of a class.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/completion.html")]
pub struct CompletionPage {
    pub shell: StaffShell,
    back: String,
    view: CompletionView,
}

impl CompletionPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: CompletionView) -> Self {
        Self { shell, back: links::classes(), view }
    }
}
