//! The audit, for the audit administrator: who did what, and whether the chain of seals is whole.

use askama::Template;

use super::parts::{Entry, EntryKind, Pager};
use crate::parts::{Alert, AlertTone, Empty, Step};
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
    pub purpose: String,
    /// Kind and number of the record.
    pub record: String,
    /// Done, or refused.
    pub outcome: String,
    pub refused: bool,
}

/// The chain of seals as the last walk found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainView {
    /// When it was walked, formatted.
    pub checked: String,
    pub seals: String,
    pub rows: String,
    /// Rows that no seal covers yet.
    pub unsealed: String,
    /// Hash of the last seal.
    pub head: String,
    /// The first seal that does not fit, and why; none when the chain is sound.
    pub broken: Option<String>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct AuditView {
    /// The day that is shown, `2026-04-16`; empty shows all days.
    pub day: String,
    /// What is wrong with the day that was asked for.
    pub day_error: Option<String>,
    /// Title of the list: the day and how many rows.
    pub title: String,
    pub rows: Vec<AuditLine>,
    /// None while the chain was never walked.
    pub chain: Option<ChainView>,
    pub pager: Option<Pager>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/audit.html")]
pub struct AuditPage {
    pub shell: StaffShell,
    day: Entry,
    broken: Option<Alert>,
    empty: Option<Empty>,
    view: AuditView,
}

impl AuditPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: AuditView) -> Self {
        let lang = shell.lang;
        let day = Entry {
            value: view.day.clone(),
            error: view.day_error.clone(),
            ..Entry::new("audit", "day", lang.t("audit-day"), EntryKind::Line("date"))
        };
        let broken = view.chain.as_ref().and_then(|chain| chain.broken.clone());
        let broken = broken.map(|text| Alert { title: Some(lang.t("chain-broken")), ..Alert::new(AlertTone::Danger, text) });
        let step = Step { label: lang.t("audit-all-days"), href: crate::links::audit() };
        let empty = view.rows.is_empty().then(|| Empty {
            icon: "log",
            title: lang.t("audit-empty"),
            text: lang.t("audit-empty-text"),
            step: Some(step),
        });
        Self { shell, day, broken, empty, view }
    }
}
