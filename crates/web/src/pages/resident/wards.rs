//! What a guardian is asked about wards under 14.

use askama::Template;

use super::privacy::{ConsentForm, ConsentRow};
use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// One ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WardRow {
    pub id: String,
    pub name: String,
    pub consents: Vec<ConsentRow>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/wards.html")]
pub struct WardsPage {
    pub shell: ResidentShell,
    /// What just happened.
    pub done: Option<String>,
    wards: Vec<WardRow>,
}

impl WardsPage {
    /// The page in the order of `wards`.
    pub const fn new(shell: ResidentShell, wards: Vec<WardRow>) -> Self {
        Self { shell, done: None, wards }
    }
}

impl Samples for WardsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || ResidentShell::signed_in_sample(lang);
        let row = |give| ConsentRow {
            purpose: "screening",
            title: lang.t("privacy-consents"),
            brief: lang.t("privacy-consent-note"),
            state: lang.t("privacy-state-awaits-guardian"),
            form: Some(ConsentForm { purpose: "screening", subject: String::new(), give }),
        };
        let ward = WardRow { id: "1".to_owned(), name: "林小树".to_owned(), consents: vec![row(true), row(false)] };
        let name = if lang == Lang::En { "Lin Xiaoshu" } else { "林小树" };
        let ward = WardRow { name: name.to_owned(), ..ward };
        let mut done = Self::new(shell(), vec![ward]);
        done.done = Some(lang.t("privacy-done-given"));
        vec![("none", Self::new(shell(), Vec::new())), ("one", done)]
    }
}
