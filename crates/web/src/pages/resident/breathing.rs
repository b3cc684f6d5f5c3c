//! A breathing exercise without scripts: a circle that grows and shrinks, and the same in words.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/breathing.html")]
pub struct BreathingPage {
    pub shell: ResidentShell,
}

impl BreathingPage {
    /// The page.
    pub fn new(shell: ResidentShell) -> Self {
        Self { shell }
    }
}

impl Samples for BreathingPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        vec![("standard", Self::new(ResidentShell::sample(lang))), ("large", Self::new(ResidentShell::large_sample(lang)))]
    }
}
