//! Duty rosters 值班表 and the end of a shift 交接班.

mod samples;
mod serve;
mod serve_shift;
mod shift;

use askama::Template;

use super::parts::PostForm;
use crate::parts::Choice;
use crate::shell::StaffShell;

pub use serve::routes;
pub use shift::{OfferedLine, OwnLine, ShiftPage};

/// One line of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// `08:00–20:00`, with the day where it ends on another one.
    pub hours: String,
    pub name: String,
    /// Whether on duty or on standby, in words.
    pub post: String,
    /// Somebody who is there now.
    pub is_now: bool,
    /// Where a button takes it back; none for readers.
    pub end: Option<String>,
}

/// A day of the week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRows {
    /// Weekday and date.
    pub title: String,
    pub is_today: bool,
    pub lines: Vec<LineRow>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct RosterView {
    /// Name of the place.
    pub place: String,
    /// Its path, as it is posted back.
    pub path: String,
    /// Other places: their names and addresses; empty for readers of one place.
    pub places: Vec<Choice>,
    /// The day with which the week begins, ISO, as it is posted back.
    pub week: String,
    /// The first and last day in words.
    pub title: String,
    pub earlier: String,
    pub later: String,
    pub days: Vec<DayRows>,
    /// Spans without anybody on duty, a line each.
    pub gaps: Vec<String>,
    /// There is no line at all: everybody with the role counts as there.
    pub is_empty: bool,
    /// Enters a line; none for readers.
    pub form: Option<PostForm>,
    pub done: Option<String>,
}

/// The page of a roster.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/roster/roster.html")]
pub struct RosterPage {
    pub shell: StaffShell,
    view: RosterView,
}

impl RosterPage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: RosterView) -> Self {
        Self { shell, view }
    }
}
