//! "Somebody is with you": shown before the result when an answer asks for company. It says nothing of danger and asks nothing back.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// What the answers spoke of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpokenOf {
    /// Thoughts of not wanting to live, or of hurting oneself.
    NotWantingToLive,
    /// Anything else that asks for company.
    HardTime,
}

/// The page before the result.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/self_test/accompany.html")]
pub struct AccompanyPage {
    pub shell: ResidentShell,
    first: String,
    second: String,
}

impl AccompanyPage {
    /// The page.
    pub fn new(shell: ResidentShell, spoken_of: SpokenOf) -> Self {
        let lang = shell.lang;
        let (first, second) = match spoken_of {
            SpokenOf::NotWantingToLive => (lang.t("with-you-living-1"), lang.t("with-you-living-2")),
            SpokenOf::HardTime => (lang.t("with-you-hard-1"), lang.t("with-you-hard-2")),
        };
        Self { shell, first, second }
    }
}

impl Samples for AccompanyPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        vec![
            ("standard", Self::new(ResidentShell::sample(lang), SpokenOf::NotWantingToLive)),
            ("hard-time", Self::new(ResidentShell::sample(lang), SpokenOf::HardTime)),
            ("large", Self::new(ResidentShell::large_sample(lang), SpokenOf::NotWantingToLive)),
        ]
    }
}
