//! Opening a case for a person.

use askama::Template;

use crate::pages::desk::parts::{PersonCard, PostForm};
use crate::parts::Alert;
use crate::shell::StaffShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/cases/new.html")]
pub struct CaseNewPage {
    pub shell: StaffShell,
    pub person: PersonCard,
    /// The way back: label and address.
    pub back: (String, String),
    /// None where the person has an open case.
    pub form: Option<PostForm>,
    pub told: Option<Alert>,
}
