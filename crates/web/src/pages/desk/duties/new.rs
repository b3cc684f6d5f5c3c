//! The form that begins a duty.

use askama::Template;
use xinqiao_duties::Kind;
use xinqiao_duties::impact::Occasion;
use xinqiao_duties::incident::{Cause, Information};
use xinqiao_kernel::id::{DutyEntryId, DutyId, PersonId};

use super::words;
use crate::i18n::Lang;
use crate::pages::desk::address;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/duties/new.html")]
pub struct DutyNewPage {
    pub shell: StaffShell,
    title: String,
    list: (String, String),
    note: String,
    form: PostForm,
}

/// What the form of a new duty needs.
#[derive(Debug, Clone)]
pub struct NewForm {
    pub lang: Lang,
    pub kind: Kind,
    pub id: DutyId,
    pub entry: DutyEntryId,
    /// For a report or an approval.
    pub person: Option<PersonId>,
    /// Places to choose from, for the others.
    pub places: Vec<Choice>,
    /// What has to be reported, in words.
    pub situations: Vec<(String, String)>,
}

impl DutyNewPage {
    /// The page of a form built by [`NewForm::form`].
    pub fn new(shell: StaffShell, kind: Kind, form: PostForm) -> Self {
        let lang = shell.lang;
        let list = (address::duties(kind), words::kind(lang, kind));
        Self { title: words::begin(lang, kind), list, note: words::law(lang, kind), shell, form }
    }
}

impl NewForm {
    /// Posts `duty`, `entry`, `person` or `place`, what the kind asks for, and `note`.
    pub fn form(self) -> PostForm {
        let (lang, name) = (self.lang, "duty");
        let form = PostForm::new(name, address::duties(self.kind), words::begin(lang, self.kind))
            .primary()
            .with_intro(words::intro(lang, self.kind))
            .with_hidden("duty", self.id.to_string())
            .with_hidden("entry", self.entry.to_string());
        let form = match self.person {
            Some(person) => form.with_hidden("person", person.to_string()),
            None => form.with_entry(Entry::new(name, "place", lang.t("duty-place"), EntryKind::Select(self.places)).required()),
        };
        let form = match self.kind {
            Kind::Incident => incident_entries(lang, name, form, true),
            Kind::Impact => {
                let picks = Occasion::ALL.iter().map(|one| Pick::new(one.code(), words::occasion(lang, *one))).collect();
                form.with_entry(Entry::new(name, "choices", lang.t("duty-occasions"), EntryKind::Checks(picks)))
            }
            Kind::MinorReport => {
                let picks = self.situations.into_iter().map(|(code, text)| Pick::new(code, text)).collect();
                form.with_entry(Entry::new(name, "choices", lang.t("duty-situations"), EntryKind::Checks(picks)))
                    .with_entry(at_entry(lang, name, "duty-noticed"))
            }
            Kind::MinorAccess => form,
        };
        form.with_entry(Entry::new(name, "note", words::words_label(lang, self.kind), EntryKind::Lines).required())
    }
}

/// When something was found or noticed: the field `at`.
fn at_entry(lang: Lang, name: &'static str, label: &str) -> Entry {
    Entry::new(name, "at", lang.t(label), EntryKind::Line("datetime-local")).required().with_hint(lang.t("duty-at-hint"))
}

/// What is known of an incident: `choices`, `cause`, `people`, `minors`, and `at` when it begins.
pub(super) fn incident_entries(lang: Lang, name: &'static str, form: PostForm, begins: bool) -> PostForm {
    let kinds = Information::ALL.iter().map(|one| Pick::new(one.code(), words::information(lang, *one))).collect();
    let causes = Cause::ALL.iter().map(|one| Choice::new(one.code(), words::cause(lang, *one))).collect();
    let minors = vec![Pick::new("yes", lang.t("duty-minors-yes"))];
    let form = form.with_entry(Entry::new(name, "choices", lang.t("duty-information"), EntryKind::Checks(kinds)));
    let form = if begins { form.with_entry(at_entry(lang, name, "duty-discovered")) } else { form };
    form.with_entry(Entry::new(name, "cause", lang.t("duty-cause"), EntryKind::Select(causes)).required())
        .with_entry(
            Entry::new(name, "people", lang.t("duty-people"), EntryKind::Line("number"))
                .required()
                .with_hint(lang.t("duty-people-hint")),
        )
        .with_entry(Entry::new(name, "minors", lang.t("duty-minors"), EntryKind::Checks(minors)))
}
