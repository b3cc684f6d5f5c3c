//! Background work, for the system administrator: kinds and states, never contents.

use askama::Template;

use super::parts::Pager;
use crate::parts::Empty;
use crate::shell::StaffShell;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Waiting,
    Running,
    Done,
    /// Tried in vain; will be tried again or waits for somebody.
    Failed,
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobLine {
    /// Kind of work, in words.
    pub kind: String,
    pub id: String,
    pub state: JobState,
    /// When it is due, or was done, formatted.
    pub at: String,
    /// How often it was tried.
    pub attempts: String,
    /// Why the last try failed.
    pub failure: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/jobs.html")]
pub struct JobsPage {
    pub shell: StaffShell,
    lines: Vec<Line>,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

#[derive(Debug, Clone)]
struct Line {
    state: String,
    icon: &'static str,
    /// How often it was tried, where that says something.
    tries: String,
    job: JobLine,
}

impl JobsPage {
    /// The page of some jobs, newest first.
    pub fn new(shell: StaffShell, jobs: Vec<JobLine>, pager: Option<Pager>) -> Self {
        let lang = shell.lang;
        let line = |job: JobLine| {
            let (state, icon) = match job.state {
                JobState::Waiting => (lang.t("job-waiting"), "clock"),
                JobState::Running => (lang.t("job-running"), "refresh"),
                JobState::Done => (lang.t("job-done"), "check"),
                JobState::Failed => (lang.t("job-failed"), "alert"),
            };
            let tries = if job.attempts.is_empty() { String::new() } else { lang.t1("job-tries", "count", &job.attempts) };
            Line { state, icon, tries, job }
        };
        let lines: Vec<_> = jobs.into_iter().map(line).collect();
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("jobs-empty"),
            text: lang.t("jobs-empty-text"),
            step: None,
        });
        Self { shell, lines, empty, pager }
    }
}
