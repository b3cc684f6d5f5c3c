//! Registering a dispute: whom it is between, what it is about.

use askama::Template;
use xinqiao_disputes::rules::RulesToml;
use xinqiao_disputes::{Origin, StepId, Worker};
use xinqiao_kernel::id::{DisputeId, PersonId};

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::pages::desk::people::Hit;
use crate::parts::{Choice, Empty};
use crate::shell::StaffShell;

/// The name of the form.
pub const NAME: &str = "dispute";

/// What the page is made of.
#[derive(Debug, Clone, Default)]
pub struct DisputeNewView {
    /// May the caller search for a party?
    pub may_pick: bool,
    pub typed: String,
    pub error: Option<String>,
    /// None before anything was looked for; a hit leads on with them.
    pub hits: Option<Vec<Hit>>,
    pub is_cut: bool,
    /// The party that was chosen, in two lines.
    pub chosen: Option<(String, String)>,
    /// The form, unless the page looks for a party of a dispute that is there.
    pub form: Option<PostForm>,
    /// The dispute that a party is looked for.
    pub of: Option<DisputeId>,
    /// A dispute was registered that the caller may not open.
    pub done: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/disputes/new.html")]
pub struct DisputeNewPage {
    pub shell: StaffShell,
    typed: Entry,
    of: Option<String>,
    empty: Option<Empty>,
    view: DisputeNewView,
}

impl DisputeNewPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: DisputeNewView) -> Self {
        let lang = shell.lang;
        let typed = Entry {
            value: view.typed.clone(),
            error: view.error.clone(),
            ..Entry::new("dispute-search", "q", lang.t("people-typed"), EntryKind::Line("search"))
        };
        let none = view.hits.as_ref().is_some_and(Vec::is_empty);
        let empty =
            none.then(|| Empty { icon: "search", title: lang.t("people-none"), text: lang.t("dispute-none-text"), step: None });
        Self { typed: typed.with_hint(lang.t("people-typed-hint")), of: view.of.map(|id| id.to_string()), empty, shell, view }
    }
}

/// Where a hit of the search leads: to the form, or to the dispute that gets a party.
pub fn chosen(of: Option<DisputeId>, person: PersonId) -> String {
    match of {
        Some(id) => with(&links::dispute(id), "person", person),
        None => with(&links::dispute_new(), "person", person),
    }
}

/// What the form needs.
pub struct Blank<'a> {
    pub lang: Lang,
    pub raw: &'a RulesToml,
    pub id: DisputeId,
    pub step: StepId,
    pub person: Option<PersonId>,
    pub places: Vec<Choice>,
    /// The kinds of workers that the caller is.
    pub workers: &'a [Worker],
}

/// The form of a new dispute.
pub fn new_form(blank: Blank<'_>) -> PostForm {
    let Blank { lang, raw, id, step, person, places, workers } = blank;
    let choices = |list: &[xinqiao_disputes::rules::Named]| {
        list.iter().map(|one| Choice::new(one.code.as_str(), words::title(lang, list, &one.code))).collect()
    };
    let picks = |list: &[xinqiao_disputes::rules::Named]| {
        list.iter().map(|one| Pick::new(one.code.as_str(), words::title(lang, list, &one.code))).collect()
    };
    let workers = workers.iter().map(|one| Choice::new(one.code(), words::word(lang, "worker", one.code()))).collect();
    let origins = Origin::ALL.iter().map(|one| Choice::new(one.code(), words::word(lang, "origin", one.code()))).collect();
    let form = PostForm::new(NAME, links::disputes(), lang.t("dispute-register"))
        .primary()
        .with_hidden("dispute", id.to_string())
        .with_hidden("step", step.to_string());
    let form = match person {
        Some(person) => form.with_hidden("person", person.to_string()),
        None => form,
    };
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind);
    // i18n: dispute-kind dispute-place dispute-worker dispute-origin dispute-outsides dispute-problems dispute-words
    form.with_entry(entry("kind", "dispute-kind", EntryKind::Select(choices(&raw.kinds))).required())
        .with_entry(entry("place", "dispute-place", EntryKind::Select(places)).required())
        .with_entry(entry("worker", "dispute-worker", EntryKind::Select(workers)).required())
        .with_entry(entry("origin", "dispute-origin", EntryKind::Select(origins)).required())
        .with_entry(
            entry("parties", "dispute-outsides", EntryKind::Checks(picks(&raw.outsides)))
                .with_hint(lang.t("dispute-outsides-hint")),
        )
        .with_entry(entry("problems", "dispute-problems", EntryKind::Checks(picks(&raw.problems))))
        .with_entry(entry("note", "dispute-words", EntryKind::Lines).with_hint(lang.t("dispute-words-hint")))
}
