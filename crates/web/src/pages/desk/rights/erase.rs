//! The page before a person is erased: what goes, what stays and why, what stands against it.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::shell::{Area, StaffShell};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EraseView {
    /// Number of the request.
    pub number: String,
    /// Its page.
    pub back: String,
    /// Who is erased, in a sentence.
    pub who: String,
    pub goes: Vec<String>,
    /// What stays, and the ground.
    pub stays: Vec<(String, String)>,
    /// What stands against it, each with what can be done.
    pub obstacles: Vec<String>,
    /// None where something stands against it.
    pub form: Option<PostForm>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/rights/erase.html")]
pub struct ErasePage {
    pub shell: StaffShell,
    view: EraseView,
}

impl ErasePage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: EraseView) -> Self {
        Self { shell, view }
    }
}

/// What goes with a person: their key and all that it sealed, so many results and closed warnings, their account.
pub(super) fn goes(lang: Lang, results: i64, warnings: i64, accounts: i64) -> Vec<String> {
    let mut lines = vec![lang.t("erase-goes-person")];
    if results > 0 {
        lines.push(lang.t1("erase-goes-results", "count", results));
    }
    if warnings > 0 {
        lines.push(lang.t1("erase-goes-warnings", "count", warnings));
    }
    if accounts > 0 {
        lines.push(lang.t("erase-goes-account"));
    }
    lines.push(lang.t("erase-goes-requests"));
    lines
}

/// What stays without a name, each with its ground.
pub(super) fn stays(lang: Lang) -> Vec<(String, String)> {
    // i18n: erase-stays-*
    let line = |key: &str| (lang.t(&format!("erase-stays-{key}")), lang.t(&format!("erase-stays-{key}-why")));
    ["audit", "disclosure", "consent", "skeleton"].map(line).into()
}

/// The form that does it, with a box to tick.
pub(super) fn form(lang: Lang, action: String) -> PostForm {
    let sure = vec![Pick::new("yes", lang.t("erase-sure-yes"))];
    PostForm::new("erase", action, lang.t("erase-do"))
        .primary()
        .with_intro(lang.t("erase-intro"))
        .with_entry(Entry::new("erase", "sure", lang.t("erase-sure"), EntryKind::Checks(sure)).required())
}

impl Samples for ErasePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let view = |obstacles: Vec<String>| EraseView {
            number: "D20260416-0003".to_owned(),
            back: links::data_requests(),
            who: lang.t1("erase-who", "name", if lang == Lang::En { "Lin **" } else { "林**" }),
            goes: goes(lang, 12, 1, 1),
            stays: stays(lang),
            form: obstacles.is_empty().then(|| form(lang, links::data_requests())),
            obstacles,
        };
        let page = |obstacles| Self::new(StaffShell::sample(lang, Area::Requests), view(obstacles));
        vec![
            ("free", page(Vec::new())),
            ("held", page(vec![lang.t("obstacle-held"), lang.t("obstacle-danger"), lang.t("obstacle-report-running")])),
        ]
    }
}
