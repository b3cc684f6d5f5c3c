//! The page of the counts.

use askama::Template;

use crate::shell::StaffShell;

/// A measure or a month that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// A place of the way down, with its address; the last is the place itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    pub name: String,
    pub href: Option<String>,
}

/// Counts of one place in words; none hides one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub place: PlaceLine,
    pub cells: Vec<Option<String>>,
}

/// The sum of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthLine {
    pub month: Tab,
    /// None hides it.
    pub count: Option<String>,
    /// Of the greatest month, in percent, for the bar; 0 where hidden.
    pub share: u8,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct AggregatesView {
    pub title: String,
    pub way: Vec<PlaceLine>,
    pub measures: Vec<Tab>,
    /// Newest first.
    pub months: Vec<Tab>,
    /// The month in words.
    pub month: String,
    /// The heads of the columns; the last is the sum.
    pub columns: Vec<String>,
    pub whole: Line,
    pub below: Vec<Line>,
    pub series: Vec<MonthLine>,
    /// How it was counted and why cells are hidden, a line each.
    pub how: Vec<String>,
    /// How the rules do, for those who may see it.
    pub rules: Option<String>,
    /// Further pages that the caller may open: label and address.
    pub beside: Vec<(String, String)>,
    /// Where the same table can be taken away; none without that right.
    pub file: Option<String>,
    /// What was wrong with the address that was asked for.
    pub fault: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/aggregates/page.html")]
pub struct AggregatesPage {
    pub shell: StaffShell,
    caption: String,
    view: AggregatesView,
}

impl AggregatesPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: AggregatesView) -> Self {
        let caption = shell.lang.t2("aggregates-caption", "what", &view.title, "month", &view.month);
        Self { shell, caption, view }
    }

    fn is_sum(&self, at: &usize) -> bool {
        at + 1 == self.view.columns.len()
    }
}
