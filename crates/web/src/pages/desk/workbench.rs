//! The work desk: what is on hand, what comes first, messages, who is busy.

use askama::Template;

use super::notices::NoticeRow;
use super::queue::QueueRows;
use crate::shell::StaffShell;

/// How much a colleague has on hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    pub name: String,
    pub me: bool,
    /// How many, in words or figures: `14 / 20`.
    pub open: String,
    /// Share of what one person should have at most, in percent, up to 100.
    pub share: u8,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct WorkbenchView {
    /// Day and time, formatted.
    pub now: String,
    /// Open things on hand.
    pub open: u64,
    /// Overdue or due within an hour.
    pub pressing: u64,
    /// What just happened, after a form was sent.
    pub done: Option<String>,
    pub queue: QueueRows,
    /// The newest messages.
    pub notices: Vec<NoticeRow>,
    pub team: Vec<TeamMember>,
    /// May the reader see tasks to ask again?
    pub asks_again: bool,
    /// What today was like, in words: `今天已接手2件，其中红色1件`; none where nothing weighs on the day.
    pub today: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/workbench.html")]
pub struct WorkbenchPage {
    pub shell: StaffShell,
    title: String,
    view: WorkbenchView,
}

impl WorkbenchPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: WorkbenchView) -> Self {
        let lang = shell.lang;
        let load = match (view.open, view.pressing) {
            (0, _) => lang.t("desk-title-none"),
            (open, 0) => lang.t1("desk-title-calm", "open", lang.count(open)),
            (open, pressing) => lang.t2("desk-title", "open", lang.count(open), "pressing", lang.count(pressing)),
        };
        let title = lang.t2("desk-hello", "name", &shell.member.name, "load", load);
        Self { shell, title, view: WorkbenchView { team: view.team.into_iter().map(TeamMember::drawn).collect(), ..view } }
    }
}

impl TeamMember {
    fn drawn(self) -> Self {
        Self { share: self.share.min(100), ..self }
    }
}
