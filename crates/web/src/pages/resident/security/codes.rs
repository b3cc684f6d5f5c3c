//! Recovery codes, shown once.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/security/codes.html")]
pub struct CodesPage {
    pub shell: ResidentShell,
    codes: Vec<String>,
}

impl CodesPage {
    /// The page of codes that were just made.
    pub const fn new(shell: ResidentShell, codes: Vec<String>) -> Self {
        Self { shell, codes }
    }
}

impl Samples for CodesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let codes = (0..10).map(|at| format!("k7m2-{at}q4r-8tvw-x{at}z9")).collect();
        vec![("full", Self::new(ResidentShell::signed_in_sample(lang), codes))]
    }
}
