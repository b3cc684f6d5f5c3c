//! Files for and from the governance system: what goes out for a span, what came in and what became of each row.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::{Alert, Choice};
use crate::shell::StaffShell;

/// One row of a file that came in, or one file of the ledger.
#[derive(Debug, Clone)]
pub struct ExchangeLine {
    pub title: String,
    pub text: String,
    pub href: Option<String>,
    pub badge: String,
}

/// What the page is made of.
#[derive(Debug, Clone, Default)]
pub struct ExchangeView {
    pub place: String,
    pub told: Option<Alert>,
    pub rows: Vec<ExchangeLine>,
    /// Line and column, what was expected and found.
    pub faults: Vec<(String, String)>,
    pub is_cut: bool,
    pub files: Vec<ExchangeLine>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/disputes/exchange.html")]
pub struct DisputeExchangePage {
    pub shell: StaffShell,
    out: PostForm,
    take: PostForm,
    view: ExchangeView,
}

impl DisputeExchangePage {
    /// The page with its two forms.
    pub fn new(shell: StaffShell, out: PostForm, take: PostForm, view: ExchangeView) -> Self {
        Self { shell, out, take, view }
    }
}

/// Posts `place`, `from` and `until`.
pub fn out_form(lang: Lang, places: Vec<Choice>, from: String, until: String) -> PostForm {
    let name = "exchange-out";
    let day = |field: &'static str, key: &str, value: String| {
        let mut entry = Entry::new(name, field, lang.t(key), EntryKind::Line("date")).required();
        entry.value = value;
        entry
    };
    // i18n: exchange-from exchange-until
    PostForm::new(name, links::dispute_export(), lang.t("exchange-out-do"))
        .with_intro(lang.t("exchange-out-intro"))
        .with_entry(Entry::new(name, "place", lang.t("dispute-place"), EntryKind::Select(places)).required())
        .with_entry(day("from", "exchange-from", from))
        .with_entry(day("until", "exchange-until", until))
}

/// Posts `place`, `file` and, to take it in, `take`.
pub fn in_form(lang: Lang, places: Vec<Choice>) -> PostForm {
    let name = "exchange-in";
    let picks = vec![Pick::new("yes", lang.t("exchange-take")).with_note(lang.t("exchange-take-note"))];
    let form = PostForm::new(name, links::dispute_exchange(), lang.t("exchange-in-do"))
        .primary()
        .with_intro(lang.t("exchange-in-intro"))
        .with_entry(Entry::new(name, "place", lang.t("dispute-place"), EntryKind::Select(places)).required())
        .with_entry(Entry::new(name, "file", lang.t("exchange-file"), EntryKind::File(".csv,.xlsx")).required())
        .with_entry(Entry::new(name, "take", lang.t("exchange-what"), EntryKind::Checks(picks)));
    PostForm { multipart: true, ..form }
}
