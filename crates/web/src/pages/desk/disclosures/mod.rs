//! The register of what was given to other organisations: the list, and writing one down.

mod serve;

use askama::Template;
use xinqiao_consent::{Basis, DataKind};

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::parts::{Choice, Empty};
use crate::shell::{Area, StaffShell};

pub use serve::routes;

/// One row of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureLine {
    /// When it was given, formatted.
    pub at: String,
    pub recipient: String,
    /// Kinds of information in words.
    pub fields: String,
    /// Ground and clause.
    pub basis: String,
    /// The last signs of the person's id, and the place.
    pub about: String,
    /// That the person sees it, or the clause that forbids to tell.
    pub told: String,
}

/// What the list is narrowed to; empty for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DisclosureFilter {
    pub recipient: String,
    pub basis: String,
}

/// The list, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/disclosures/list.html")]
pub struct DisclosuresPage {
    pub shell: StaffShell,
    recipient: Entry,
    basis: Entry,
    done: Option<String>,
    lines: Vec<DisclosureLine>,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl DisclosuresPage {
    /// The list in the order of `lines`.
    pub fn new(
        shell: StaffShell,
        filter: &DisclosureFilter,
        recipients: Vec<String>,
        done: Option<String>,
        lines: Vec<DisclosureLine>,
        pager: Option<Pager>,
    ) -> Self {
        let lang = shell.lang;
        let all = std::iter::once(Choice::new("", lang.t("disclosure-basis-any")));
        let choices = all.chain(bases(lang).map(|(code, words)| Choice::new(code, words)));
        let choices = choices.map(|choice| Choice { chosen: choice.value == filter.basis, ..choice }).collect();
        let any = std::iter::once(Choice::new("", lang.t("disclosure-recipient-any")));
        let recipients = any.chain(recipients.into_iter().map(|name| Choice::new(name.clone(), name)));
        let recipients = recipients.map(|choice| Choice { chosen: choice.value == filter.recipient, ..choice }).collect();
        let filtered = *filter != DisclosureFilter::default();
        let empty = lines.is_empty().then(|| Empty {
            icon: "log",
            title: lang.t(if filtered { "disclosures-none" } else { "disclosures-empty" }),
            text: lang.t(if filtered { "disclosures-none-text" } else { "disclosures-empty-text" }),
            step: None,
        });
        Self {
            recipient: Entry::new("disclosures", "recipient", lang.t("disclosure-recipient"), EntryKind::Select(recipients)),
            basis: Entry::new("disclosures", "basis", lang.t("disclosure-basis"), EntryKind::Select(choices)),
            shell,
            done,
            lines,
            empty,
            pager,
        }
    }
}

/// Writing one down.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/disclosures/new.html")]
pub struct DisclosureNewPage {
    pub shell: StaffShell,
    /// About whom, masked.
    about: String,
    form: PostForm,
}

impl DisclosureNewPage {
    /// The page of a form built by [`form`].
    pub const fn new(shell: StaffShell, about: String, form: PostForm) -> Self {
        Self { shell, about, form }
    }
}

/// Grounds in words.
fn bases(lang: Lang) -> impl Iterator<Item = (&'static str, String)> {
    // i18n: disclosure-basis-*
    Basis::ALL.iter().map(move |basis| (basis.code(), lang.t(&format!("disclosure-basis-{basis}"))))
}

/// The empty form. `now` is the local minute, as the browser writes it.
fn form(lang: Lang, person: &str, now: &str) -> PostForm {
    let line = |name, key: &str| Entry::new("disclosure", name, lang.t(key), EntryKind::Line("text"));
    // i18n: disclosed-* disclosure-when-*
    let fields = DataKind::ALL.iter().map(|kind| Pick::new(kind.code(), lang.t(&format!("disclosed-{kind}")))).collect();
    let picks = bases(lang).map(|(code, words)| Pick::new(code, words).with_note(lang.t(&format!("disclosure-when-{code}"))));
    let at = Entry {
        value: now.to_owned(),
        ..Entry::new("disclosure", "at", lang.t("disclosure-at"), EntryKind::Line("datetime-local"))
    };
    PostForm::new("disclosure", links::disclosures(), lang.t("disclosure-do"))
        .primary()
        .with_hidden("person", person)
        .with_entry(line("recipient", "disclosure-recipient").required().with_hint(lang.t("disclosure-recipient-hint")))
        .with_entry(Entry::new("disclosure", "fields", lang.t("disclosure-fields"), EntryKind::Checks(fields)).required())
        .with_entry(Entry::new("disclosure", "basis", lang.t("disclosure-basis"), EntryKind::Radios(picks.collect())).required())
        .with_entry(line("law", "disclosure-law").required().with_hint(lang.t("disclosure-law-hint")))
        .with_entry(at.required())
        .with_entry(line("withheld", "disclosure-withheld").with_hint(lang.t("disclosure-withheld-hint")))
}

impl Samples for DisclosuresPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let centre = || if lang == Lang::En { "Emergency centre" } else { "张掖市急救中心" }.to_owned();
        let line = |number: usize| DisclosureLine {
            at: format!("2026-04-{:02} 10:00", number % 28 + 1),
            recipient: centre(),
            fields: format!("{}{}{}", lang.t("disclosed-identity"), lang.t("join-comma"), lang.t("disclosed-contact")),
            basis: format!("{} PIPL 13(1)(4)", lang.t("disclosure-basis-emergency")),
            about: "1A2B3C4D".to_owned(),
            told: lang.t("disclosure-told"),
        };
        let shell = || StaffShell::sample(lang, Area::Disclosures);
        let filter = DisclosureFilter { recipient: centre(), basis: "duty".to_owned() };
        let pager = Pager { lang, text: "50".to_owned(), newer: None, older: Some(links::disclosures()) };
        let many = (0..30).map(line).collect();
        vec![
            ("empty", Self::new(shell(), &DisclosureFilter::default(), Vec::new(), None, Vec::new(), None)),
            ("none", Self::new(shell(), &filter, vec![centre()], None, Vec::new(), None)),
            ("many", Self::new(shell(), &filter, vec![centre()], Some(lang.t("disclosure-done")), many, Some(pager))),
        ]
    }
}

impl Samples for DisclosureNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Disclosures);
        let about = if lang == Lang::En { "Lin **" } else { "林**" };
        let blank = || form(lang, "p", "2026-04-16T10:00");
        let wrong = blank().with_error("recipient", lang.t("fault-disclosure-recipient"));
        let wrong = wrong.with_error("fields", lang.t("fault-disclosure-fields"));
        vec![("blank", Self::new(shell(), about.to_owned(), blank())), ("wrong", Self::new(shell(), about.to_owned(), wrong))]
    }
}
