//! The register of receiving desks.

use askama::Template;

use crate::pages::desk::parts::{Pager, PostForm};
use crate::parts::Empty;
use crate::shell::StaffShell;

/// One desk.
#[derive(Debug, Clone)]
pub struct DeskLine {
    pub href: String,
    pub name: String,
    /// Role and place.
    pub note: String,
    /// Who answers, in words.
    pub members: String,
    pub closed: Option<String>,
}

/// The list, with the form of a new desk.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/desks.html")]
pub struct DesksPage {
    pub shell: StaffShell,
    pub told: Option<String>,
    pub lines: Vec<DeskLine>,
    pub empty: Option<Empty>,
    pub form: PostForm,
    pub pager: Option<Pager>,
}

/// One desk with who answers for it.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/referrals/desk.html")]
pub struct DeskPage {
    pub shell: StaffShell,
    pub told: Option<String>,
    pub name: String,
    pub note: String,
    /// Names.
    pub members: Vec<String>,
    /// Title and form.
    pub forms: Vec<(String, PostForm)>,
}
