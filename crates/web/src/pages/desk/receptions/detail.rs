//! One reception: where it stands, who owes what until when, and the forms of the next steps.

use askama::Template;

use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::people::Hit;
use crate::parts::{Empty, Sla, Timeline};
use crate::shell::StaffShell;

/// Looking for whoever says yes.
#[derive(Debug, Clone, Default)]
pub struct Search {
    pub typed: String,
    pub error: Option<String>,
    /// None before anybody was looked for; a hit leads on with them.
    pub hits: Option<Vec<Hit>>,
    pub is_cut: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ReceptionDetail {
    /// id of the reception, for the search
    pub of: String,
    pub number: String,
    pub place: String,
    pub stage: String,
    pub sla: Option<Sla>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    pub timeline: Timeline,
    /// The main form first.
    pub forms: Vec<(String, PostForm)>,
    /// While somebody may say yes, and nobody is chosen.
    pub search: Option<Search>,
    /// Said when something was just done, or why it was not.
    pub told: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/receptions/detail.html")]
pub struct ReceptionPage {
    pub shell: StaffShell,
    typed: Entry,
    empty: Option<Empty>,
    view: ReceptionDetail,
}

impl ReceptionPage {
    /// The page of one reception.
    pub fn new(shell: StaffShell, view: ReceptionDetail) -> Self {
        let lang = shell.lang;
        let search = view.search.clone().unwrap_or_default();
        let typed = Entry::new("reception-search", "q", lang.t("people-typed"), EntryKind::Line("search"));
        let typed = Entry { value: search.typed, error: search.error, ..typed }.with_hint(lang.t("people-typed-hint"));
        let none = search.hits.as_ref().is_some_and(Vec::is_empty);
        let empty =
            none.then(|| Empty { icon: "search", title: lang.t("people-none"), text: lang.t("reception-none-text"), step: None });
        Self { shell, typed, empty, view }
    }

    fn is_open(&self, at: &usize, form: &PostForm) -> bool {
        // while somebody is looked for, only what cannot wait stands open beside it
        *at == 0 && (self.view.search.is_none() || form.name == "expert-came") || form.has_error()
    }
}
