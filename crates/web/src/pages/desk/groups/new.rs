//! Entering somebody: who, into which group, since when, how that is known.

use askama::Template;
use jiff::civil::Date;
use xinqiao_cases::register::{GroupToml, Groups};
use xinqiao_kernel::id::{GroupEntryId, GroupEventId, PersonId};

use super::words;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The name of the form.
pub const NAME: &str = "group";

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/groups/new.html")]
pub struct GroupNewPage {
    pub shell: StaffShell,
    /// Whom it is about, where somebody was chosen.
    chosen: Option<String>,
    /// Said when somebody was just entered.
    told: Option<String>,
    /// the list leads back; a role that only hands in has none
    has_list: bool,
    form: PostForm,
}

impl GroupNewPage {
    /// The page of a form.
    pub fn new(shell: StaffShell, chosen: Option<String>, told: Option<String>, has_list: bool, form: PostForm) -> Self {
        Self { shell, chosen, told, has_list, form }
    }
}

/// What the blank form knows.
pub struct Blank<'a> {
    pub lang: Lang,
    pub rules: &'a Groups,
    /// groups that the caller enters
    pub groups: &'a [&'a GroupToml],
    pub ids: (GroupEntryId, GroupEventId),
    pub person: Option<PersonId>,
    pub places: Vec<Choice>,
    pub today: Date,
}

/// The form.
pub fn new_form(blank: Blank<'_>) -> PostForm {
    let Blank { lang, rules, groups, ids, person, places, today } = blank;
    let form = PostForm::new(NAME, links::groups(), lang.t("group-record"))
        .primary()
        .with_hidden("entry", ids.0.to_string())
        .with_hidden("event", ids.1.to_string());
    let line = |name, label: &str, kind| Entry::new(NAME, name, lang.t(label), EntryKind::Line(kind));
    let form = match person {
        Some(person) => form.with_hidden("person", person.to_string()),
        None => form
            .with_entry(line("number", "group-number", "text").with_hint(lang.t("group-number-hint")))
            .with_entry(line("name", "group-name", "text").required())
            .with_entry(line("birth_on", "group-birth", "date").with_hint(lang.t("group-birth-hint")))
            .with_entry(
                Entry::new(NAME, "place", lang.t("group-where"), EntryKind::Select(places)).with_hint(lang.t("group-where-hint")),
            ),
    };
    let groups = groups.iter().map(|group| Choice::new(group.code.as_str(), words::of(lang, &group.title, group.code.as_str())));
    // nothing is chosen at first: a group is not entered by accident
    let groups = std::iter::once(Choice::new("", lang.t("group-choose"))).chain(groups);
    let origins =
        rules.raw().origin.iter().map(|term| Choice::new(term.code.as_str(), words::of(lang, &term.title, term.code.as_str())));
    let mut day = line("day", "group-since-ask", "date").required();
    day.value = today.to_string();
    form.with_entry(Entry::new(NAME, "group", lang.t("group-group"), EntryKind::Select(groups.collect())).required())
        .with_entry(day)
        .with_entry(Entry::new(NAME, "origin", lang.t("group-origin"), EntryKind::Select(origins.collect())).required())
        .with_entry(Entry::new(NAME, "note", lang.t("group-note"), EntryKind::Lines).with_hint(lang.t("group-note-hint")))
}
