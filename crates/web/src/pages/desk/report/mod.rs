//! Handing in what was noticed: first whom it is about, then what.

mod file;
mod form;
mod parse;
mod samples;
mod serve;

use askama::Template;

use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::people::Hit;
use crate::parts::{Alert, AlertTone, Empty};
use crate::shell::StaffShell;

pub use file::ReportFilePage;
pub use form::{description, report_form};
pub(in crate::pages::desk) use parse::described;
pub(in crate::pages::desk) use serve::{routes, slow_routes};

/// What the page is made of.
#[derive(Debug, Clone, Default)]
pub struct ReportView {
    /// May the caller search for the person?
    pub may_pick: bool,
    /// What was typed into the search.
    pub typed: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// None before anything was looked for; a hit leads to the form about them.
    pub hits: Option<Vec<Hit>>,
    pub is_cut: bool,
    /// Whom it is about, in two lines; none while nobody is chosen.
    pub chosen: Option<(String, String)>,
    /// Built by [`report_form`], once it is clear whom it is about.
    pub form: Option<PostForm>,
    /// What became of it.
    pub done: Option<String>,
    /// Source, moment and state of what the caller handed in before.
    pub own: Vec<(String, String, String)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/report/report.html")]
pub struct ReportPage {
    pub shell: StaffShell,
    typed: Entry,
    describe: String,
    done: Option<Alert>,
    empty: Option<Empty>,
    view: ReportView,
}

impl ReportPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: ReportView) -> Self {
        let lang = shell.lang;
        let typed = Entry {
            value: view.typed.clone(),
            error: view.error.clone(),
            ..Entry::new("report-search", "q", lang.t("people-typed"), EntryKind::Line("search"))
        };
        let none = view.hits.as_ref().is_some_and(Vec::is_empty);
        Self {
            typed: typed.required().with_hint(lang.t("people-typed-hint")),
            describe: super::address::with(&crate::links::report(), "describe", "1"),
            done: view.done.clone().map(|text| Alert::new(AlertTone::Info, text)),
            empty: none.then(|| Empty {
                icon: "search",
                title: lang.t("people-none"),
                text: lang.t("report-none-text"),
                step: None,
            }),
            shell,
            view,
        }
    }
}
