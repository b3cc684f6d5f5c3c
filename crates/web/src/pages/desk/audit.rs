//! The audit, for the audit administrator: who did what, what to look at twice, and whether the chain of seals is whole.

use askama::Template;

use super::parts::{Entry, EntryKind, Pager, PostForm};
use crate::parts::{Alert, AlertTone, Choice, Empty, Step};
use crate::shell::StaffShell;

/// One audit row. Texts are words for codes; there is never a name of a served person, an answer or a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    pub time: String,
    /// Name of the account's holder; the program itself has a word.
    pub who: String,
    /// Role and place.
    pub role: String,
    pub action: String,
    /// Symbol of the kind of action.
    pub icon: &'static str,
    pub purpose: String,
    /// Kind and number of the record.
    pub record: String,
    /// Done, or refused.
    pub outcome: String,
    pub refused: bool,
    /// Opens the row at the side.
    pub href: String,
    pub current: bool,
}

/// A quick choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    pub label: String,
    pub count: Option<String>,
    pub href: String,
    pub current: bool,
}

/// Something that a rule asks to be looked at, with the three answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintView {
    pub title: String,
    /// The rule and its numbers.
    pub why: String,
    /// The rows that it saw.
    pub href: String,
    pub action: String,
    /// Codes and words of the answers.
    pub answers: Vec<(&'static str, String)>,
}

/// The row at the side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailView {
    pub initial: String,
    pub title: String,
    pub time: String,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// Link before and own link, shortened; none while no seal covers the row.
    pub links: Option<(String, String)>,
    /// The columns give the link.
    pub fits: bool,
    pub chain: String,
    /// Who opened records of the same person in thirty days.
    pub same_person: Vec<String>,
    /// The list without the side.
    pub close: String,
}

/// The chain of seals as the last check found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainView {
    /// Holds or not, and since when, in one line.
    pub line: String,
    pub sound: bool,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    /// Hash of the last seal.
    pub head: String,
    /// What is written elsewhere, or that nothing is.
    pub anchor: String,
    pub anchored: bool,
    /// The first thing that does not fit.
    pub broken: Option<String>,
}

/// What the form holds.
#[derive(Debug, Clone, Default)]
pub struct AuditFilters {
    pub from: String,
    pub until: String,
    pub who: String,
    pub what: String,
    pub kinds: Vec<Choice>,
    pub places: Vec<Choice>,
    pub purposes: Vec<Choice>,
    pub refused: bool,
    /// Field and what is wrong with it.
    pub error: Option<(&'static str, String)>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct AuditView {
    /// How long rows are kept.
    pub lead: String,
    pub filters: AuditFilters,
    pub chips: Vec<Chip>,
    pub hints: Vec<HintView>,
    /// Title of the list: the days and how many rows.
    pub title: String,
    pub subtitle: String,
    pub rows: Vec<AuditLine>,
    pub detail: Option<DetailView>,
    /// None before the first check.
    pub chain: Option<ChainView>,
    pub pager: Option<Pager>,
    pub done: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/audit.html")]
pub struct AuditPage {
    pub shell: StaffShell,
    entries: Vec<Entry>,
    broken: Option<Alert>,
    empty: Option<Empty>,
    view: AuditView,
}

impl AuditPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: AuditView) -> Self {
        let lang = shell.lang;
        let filters = &view.filters;
        let line = |name: &'static str, key: &str, value: &str, kind: &'static str| Entry {
            value: value.to_owned(),
            error: filters.error.as_ref().filter(|(field, _)| *field == name).map(|(_, text)| text.clone()),
            ..Entry::new("audit", name, lang.t(key), EntryKind::Line(kind))
        };
        let select = |name: &'static str, key: &str, choices: &[Choice]| {
            Entry::new("audit", name, lang.t(key), EntryKind::Select(choices.to_vec()))
        };
        let entries = vec![
            line("from", "audit-from", &filters.from, "date"),
            line("until", "audit-until", &filters.until, "date"),
            line("who", "audit-who-login", &filters.who, "text"),
            line("what", "audit-what", &filters.what, "text"),
            select("kind", "audit-action", &filters.kinds),
            select("purpose", "audit-purpose", &filters.purposes),
            select("place", "audit-place", &filters.places),
        ];
        let broken = view.chain.as_ref().and_then(|chain| chain.broken.clone());
        let broken = broken.map(|text| Alert { title: Some(lang.t("chain-broken")), ..Alert::new(AlertTone::Danger, text) });
        let step = Step { label: lang.t("audit-all-days"), href: crate::links::audit() };
        let empty = view.rows.is_empty().then(|| Empty {
            icon: "log",
            title: lang.t("audit-empty"),
            text: lang.t("audit-empty-text"),
            step: Some(step),
        });
        Self { shell, entries, broken, empty, view }
    }
}

/// The form that takes rows out.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/audit_export.html")]
pub struct AuditExportPage {
    pub shell: StaffShell,
    form: PostForm,
}

impl AuditExportPage {
    /// The page of a form.
    pub const fn new(shell: StaffShell, form: PostForm) -> Self {
        Self { shell, form }
    }
}
