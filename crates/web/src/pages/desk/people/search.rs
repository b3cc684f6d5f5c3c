//! Searching people. What is typed is posted, so that no name stands in an address.

use askama::Template;

use crate::pages::desk::parts::{Entry, EntryKind};
use crate::parts::{Alert, AlertTone, Choice, Empty};
use crate::shell::StaffShell;

/// Somebody who fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Masked name with sex and age.
    pub name: String,
    /// First sign of the name, for the circle.
    pub initial: String,
    pub place: String,
    /// Masked phone.
    pub phone: Option<String>,
    pub href: String,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct SearchView {
    /// What was typed.
    pub typed: String,
    /// What is wrong with it.
    pub error: Option<String>,
    pub purposes: Vec<Choice>,
    /// None before anything was looked for.
    pub hits: Option<Vec<Hit>>,
    /// How many were found, in words.
    pub count: String,
    /// There are more than are shown.
    pub is_cut: bool,
    /// May the register of groups be opened?
    pub has_groups: bool,
    /// Numbers of the pages before and after.
    pub newer: Option<u32>,
    pub older: Option<u32>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/people/search.html")]
pub struct SearchPage {
    pub shell: StaffShell,
    typed: Entry,
    purpose: Entry,
    /// value of the chosen purpose, for the buttons of other pages
    chosen: String,
    cut: Option<Alert>,
    empty: Option<Empty>,
    view: SearchView,
}

impl SearchPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: SearchView) -> Self {
        let lang = shell.lang;
        let typed = Entry {
            value: view.typed.clone(),
            error: view.error.clone(),
            ..Entry::new("people", "q", lang.t("people-typed"), EntryKind::Line("search"))
        };
        let typed = typed.required().with_hint(lang.t("people-typed-hint"));
        let purpose = Entry::new("people", "purpose", lang.t("people-purpose"), EntryKind::Select(view.purposes.clone()));
        let chosen = view.purposes.iter().find(|choice| choice.chosen).or(view.purposes.first());
        let none = view.hits.as_ref().is_some_and(Vec::is_empty);
        Self {
            typed,
            purpose: purpose.with_hint(lang.t("people-purpose-hint")),
            chosen: chosen.map(|choice| choice.value.clone()).unwrap_or_default(),
            cut: view.is_cut.then(|| Alert::new(AlertTone::Info, lang.t("people-cut"))),
            empty: none.then(|| Empty {
                icon: "search",
                title: lang.t("people-none"),
                text: lang.t("people-none-text"),
                step: None,
            }),
            shell,
            view,
        }
    }
}
