//! The page of the rules.

use askama::Template;

use crate::pages::desk::aggregates::Tab;
use crate::shell::StaffShell;

/// A rule with its figures in words; none hides one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    /// Why the rule speaks.
    pub name: String,
    /// Pack, version, and code of the rule.
    pub code: String,
    /// What is bad, in words.
    pub bad: Vec<String>,
    pub people: Option<String>,
    pub judged: Option<String>,
    /// The share for whom it was right, and between what it lies; none also where nobody was judged.
    pub precision: Option<(String, String)>,
    pub lapsed: Option<String>,
    /// People with something that this rule missed, as reviews found; none where that was not counted.
    pub missed: Option<Option<String>>,
    /// Half of them, nine in ten of them.
    pub decide: Option<(String, String)>,
    pub acknowledge: Option<(String, String)>,
    /// How they ended, each with its number.
    pub endings: Vec<(String, Option<String>)>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct QualityView {
    /// The last days and quarters that can be looked at.
    pub periods: Vec<Tab>,
    /// What is shown, in words.
    pub period: String,
    /// The worst first.
    pub rules: Vec<RuleLine>,
    /// Why there is nothing, where there is nothing.
    pub empty: String,
    /// How it was counted, a line each.
    pub how: Vec<String>,
    /// Where the same table can be taken away; none without that right.
    pub file: Option<String>,
    /// Sources that told nothing or too late, each with its number.
    pub sources: Vec<String>,
    /// Pages beside this one that the caller may open: label and address.
    pub beside: Vec<(String, String)>,
    /// What was wrong with the address that was asked for.
    pub fault: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/quality/page.html")]
pub struct QualityPage {
    pub shell: StaffShell,
    caption: String,
    view: QualityView,
}

impl QualityPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: QualityView) -> Self {
        let caption = shell.lang.t1("quality-caption", "period", &view.period);
        Self { shell, caption, view }
    }
}
