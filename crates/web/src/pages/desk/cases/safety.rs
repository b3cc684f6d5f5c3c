//! The safety plan as the person keeps it, to print and hand over. No note of staff is on it.

use askama::Template;
use xinqiao_kernel::id::CaseId;

use crate::shell::StaffShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/cases/safety.html")]
pub struct SafetyPage {
    pub shell: StaffShell,
    pub id: CaseId,
    pub number: String,
    /// Version and days, in words.
    pub lead: String,
    /// Sections that say something: title and lines.
    pub sections: Vec<(String, Vec<String>)>,
}
