//! Emergencies: opening one person's records for some minutes, what is open, and looking back.

use askama::Template;

use super::parts::PostForm;
use crate::parts::Empty;
use crate::shell::StaffShell;

/// One of the own emergencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnEmergency {
    pub at: String,
    pub place: String,
    pub reason: String,
    /// Open with the minutes left, or how it ended and what the review said.
    pub state: String,
    /// The page of an open one.
    pub href: Option<String>,
}

/// The form, and the own ones.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/emergencies.html")]
pub struct EmergenciesPage {
    pub shell: StaffShell,
    form: PostForm,
    done: Option<String>,
    own: Vec<OwnEmergency>,
}

impl EmergenciesPage {
    /// The page.
    pub const fn new(shell: StaffShell, form: PostForm, done: Option<String>, own: Vec<OwnEmergency>) -> Self {
        Self { shell, form, done, own }
    }
}

/// What is open under one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyView {
    pub title: String,
    /// How long it is open.
    pub left: String,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    pub phone: Option<String>,
    /// Words and addresses.
    pub records: Vec<(String, String)>,
}

/// The page of an open one.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/emergency.html")]
pub struct EmergencyPage {
    pub shell: StaffShell,
    view: EmergencyView,
    end: PostForm,
}

impl EmergencyPage {
    /// The page of a view.
    pub const fn new(shell: StaffShell, view: EmergencyView, end: PostForm) -> Self {
        Self { shell, view, end }
    }
}

/// One to review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewView {
    pub title: String,
    pub late: bool,
    /// Names and values.
    pub facts: Vec<(String, String)>,
    pub words: String,
    /// What was found, when somebody has reviewed it.
    pub verdict: Option<String>,
    pub review: Option<PostForm>,
    pub hold: Option<PostForm>,
    pub told: Option<PostForm>,
}

/// The page of those to review.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/emergency_reviews.html")]
pub struct EmergencyReviewsPage {
    pub shell: StaffShell,
    done: Option<String>,
    empty: Option<Empty>,
    items: Vec<ReviewView>,
}

impl EmergencyReviewsPage {
    /// The page.
    pub fn new(shell: StaffShell, done: Option<String>, items: Vec<ReviewView>) -> Self {
        let lang = shell.lang;
        let empty = items.is_empty().then(|| Empty {
            icon: "shield",
            title: lang.t("review-empty"),
            text: lang.t("review-empty-text"),
            step: None,
        });
        Self { shell, done, empty, items }
    }
}
