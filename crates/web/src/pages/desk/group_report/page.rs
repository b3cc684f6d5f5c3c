//! The page of a group report.

use askama::Template;
use xinqiao_kernel::id::CampaignId;
use xinqiao_reports::Document;

use crate::shell::StaffShell;

/// A place that has a report of its own, or a file: what it is called and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    pub label: String,
    pub href: String,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct GroupReportPageView {
    pub campaign: CampaignId,
    pub campaign_title: String,
    /// What the page is called.
    pub name: String,
    /// The report, or why there is none.
    pub report: Result<Document, String>,
    /// Where to look again while it is being worked out.
    pub again: Option<String>,
    /// Files of it.
    pub files: Vec<Taking>,
    /// Places below that have a report.
    pub below: Vec<Taking>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/group_report/page.html")]
pub struct GroupReportPage {
    pub shell: StaffShell,
    document: Option<Document>,
    why_not: Option<String>,
    view: GroupReportPageView,
}

impl GroupReportPage {
    /// The page of a view.
    pub fn new(shell: StaffShell, view: GroupReportPageView) -> Self {
        let (document, why_not) = match &view.report {
            Ok(document) => (Some(document.clone()), None),
            Err(why) => (None, Some(why.clone())),
        };
        Self { shell, document, why_not, view }
    }
}
