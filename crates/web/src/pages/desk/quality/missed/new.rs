//! Recording something that was missed.

use askama::Template;
use xinqiao_kernel::id::{MissedReviewId, PersonId, StepId};
use xinqiao_warnings::quality::ReviewRules;

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The name of the form.
pub const NAME: &str = "missed";

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct MissedNewView {
    /// Whom it is about, in two lines.
    pub chosen: Option<(String, String)>,
    /// Where somebody of the index is looked for.
    pub search: Option<String>,
    pub form: PostForm,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/missed/new.html")]
pub struct MissedNewPage {
    pub shell: StaffShell,
    view: MissedNewView,
}

impl MissedNewPage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: MissedNewView) -> Self {
        Self { shell, view }
    }
}

/// What the form needs.
pub struct Blank<'a> {
    pub lang: Lang,
    pub rules: &'a ReviewRules,
    pub ids: (MissedReviewId, StepId),
    pub person: Option<PersonId>,
    pub places: Vec<Choice>,
    pub today: String,
}

/// The form. Posts `review`, `step`, `person`, `event`, `place`, `on`, `note`.
pub fn new_form(blank: Blank<'_>) -> PostForm {
    let Blank { lang, rules, ids, person, places, today } = blank;
    let events = rules.events.iter().map(|event| Choice::new(event.code.as_str(), words::title(lang, &event.title))).collect();
    let form = PostForm::new(NAME, links::missed(), lang.t("missed-record"))
        .primary()
        .with_hidden("review", ids.0.to_string())
        .with_hidden("step", ids.1.to_string());
    let form = match person {
        Some(person) => form.with_hidden("person", person.to_string()),
        None => form,
    };
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind).required();
    let mut on = entry("on", "missed-on", EntryKind::Line("date"));
    on.value = today;
    // i18n: missed-event missed-place missed-on missed-note
    form.with_entry(entry("event", "missed-event", EntryKind::Select(events)))
        .with_entry(entry("place", "missed-place", EntryKind::Select(places)))
        .with_entry(on)
        .with_entry(entry("note", "missed-note", EntryKind::Lines).with_hint(lang.t("missed-note-hint")))
}
