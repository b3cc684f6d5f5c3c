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

/// Posts `place`, `title`, `instrument`, `opens_on`, `closes_on`, `consent` to the list of campaigns.
pub fn create_form(lang: Lang, places: Vec<Choice>, instruments: Vec<Choice>) -> PostForm {
    let name = "campaign";
    let entry = |field, label: &str, kind| Entry::new(name, field, lang.t(label), kind).required();
    PostForm::new(name, links::campaigns(), lang.t("campaign-create"))
        .primary()
        .with_intro(lang.t("campaign-new-text"))
        .with_entry(entry("title", "campaign-title", EntryKind::Line("text")).with_hint(lang.t("campaign-title-hint")))
        .with_entry(entry("place", "campaign-place", EntryKind::Select(places)).with_hint(lang.t("campaign-place-hint")))
        .with_entry(
            entry("instrument", "campaign-instrument", EntryKind::Select(instruments))
                .with_hint(lang.t("campaign-instrument-hint")),
        )
        .with_entry(entry("opens_on", "campaign-opens", EntryKind::Line("date")))
        .with_entry(entry("closes_on", "campaign-closes", EntryKind::Line("date")))
        .with_entry(entry("consent", "campaign-consent", EntryKind::Lines).with_hint(lang.t("campaign-consent-hint")))
}
