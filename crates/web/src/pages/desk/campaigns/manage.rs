//! Running a campaign: where it stands, what happened, and the forms of what can be done.

use askama::Template;

use super::CampaignState;
use crate::pages::desk::parts::PostForm;
use crate::parts::Timeline;
use crate::shell::StaffShell;

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct ManageView {
    pub title: String,
    /// Address of the campaign.
    pub href: String,
    pub state: CampaignState,
    pub done: Option<String>,
    /// Why the program paused it, in sentences.
    pub paused: Vec<String>,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// Latest first.
    pub timeline: Timeline,
    /// Unit, time and room.
    pub sittings: Vec<(String, String, String)>,
    /// Forms with their titles; what is next comes first.
    pub forms: Vec<(String, PostForm)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/manage.html")]
pub struct ManagePage {
    pub shell: StaffShell,
    state: String,
    badge: &'static str,
    view: ManageView,
}

impl ManagePage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: ManageView) -> Self {
        Self { state: view.state.label(shell.lang), badge: view.state.badge(), shell, view }
    }

    /// The first form, and one that was sent back, stand open.
    fn is_open(&self, index: &usize, form: &PostForm) -> bool {
        form.has_error() || (*index == 0 && !self.view.forms.iter().any(|(_, form)| form.has_error()))
    }
}
