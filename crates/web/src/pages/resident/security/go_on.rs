//! On to an identity provider, to link what it calls me: a page with a link, because a form must not lead to another site.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::pages::resident::login::sample_provider;
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/security/go_on.html")]
pub struct GoOnPage {
    pub shell: ResidentShell,
    label: String,
    address: String,
}

impl GoOnPage {
    /// On to a provider of this name at this address.
    pub fn new(shell: ResidentShell, label: String, address: String) -> Self {
        Self { shell, label, address }
    }
}

impl Samples for GoOnPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = ResidentShell::signed_in_sample(lang);
        vec![("city", Self::new(shell, sample_provider(lang).to_owned(), "https://id.city.example/auth".to_owned()))]
    }
}
