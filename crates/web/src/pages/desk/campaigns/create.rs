//! A new campaign.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::parts::Choice;
use crate::shell::StaffShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/form.html")]
pub struct CampaignCreatePage {
    pub shell: StaffShell,
    title: String,
    trail: Option<(String, String)>,
    form: PostForm,
    note: Option<String>,
}

impl CampaignCreatePage {
    /// The page of a form built by [`create_form`].
    pub fn new(shell: StaffShell, form: PostForm) -> Self {
        let title = shell.lang.t("campaign-new");
        let note = Some(shell.lang.t("campaign-new-note"));
        Self { shell, title, trail: None, form, note }
    }
}

/// Fields of the instruments in their order, each with the field of the total of the one before it from which on it is asked.
pub const PARTS: [(&str, &str); 6] = [
    ("instrument", "instrument_from"),
    ("second", "second_from"),
    ("third", "third_from"),
    ("fourth", "fourth_from"),
    ("fifth", "fifth_from"),
    ("sixth", "sixth_from"),
];

/// Posts `place`, `title`, `instrument` and the other fields of [`PARTS`], `opens_on`, `closes_on`, `consent` to the list of campaigns.
pub fn create_form(lang: Lang, places: Vec<Choice>, instruments: Vec<Choice>) -> PostForm {
    let name = "campaign";
    let entry = |field, label: &str, kind| Entry::new(name, field, lang.t(label), kind).required();
    let more = |form: PostForm, (number, (part, from)): (usize, (&'static str, &'static str))| {
        let none = std::iter::once(Choice::new("", lang.t("campaign-part-none")));
        let choices = none.chain(instruments.iter().filter(|choice| !choice.value.is_empty()).cloned()).collect();
        form.with_entry(Entry::new(name, part, lang.t1("campaign-part", "number", number), EntryKind::Select(choices)))
            .with_entry(
                Entry::new(name, from, lang.t1("campaign-part-from", "number", number), EntryKind::Line("number"))
                    .with_hint(lang.t1("campaign-part-from-hint", "before", number - 1)),
            )
    };
    let first = instruments.clone();
    let form = PostForm::new(name, links::campaigns(), lang.t("campaign-create"))
        .primary()
        .with_intro(lang.t("campaign-new-text"))
        .with_entry(entry("title", "campaign-title", EntryKind::Line("text")).with_hint(lang.t("campaign-title-hint")))
        .with_entry(entry("place", "campaign-place", EntryKind::Select(places)).with_hint(lang.t("campaign-place-hint")))
        .with_entry(
            entry("instrument", "campaign-instrument", EntryKind::Select(first)).with_hint(lang.t("campaign-instrument-hint")),
        );
    (2..)
        .zip(PARTS.into_iter().skip(1))
        .fold(form, more)
        .with_entry(entry("opens_on", "campaign-opens", EntryKind::Line("date")))
        .with_entry(entry("closes_on", "campaign-closes", EntryKind::Line("date")))
        .with_entry(entry("consent", "campaign-consent", EntryKind::Lines).with_hint(lang.t("campaign-consent-hint")))
}
