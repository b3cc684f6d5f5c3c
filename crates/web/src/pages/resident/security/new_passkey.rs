//! Making a passkey. The script fills the hidden field `credential`; without it the page says so.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::{Alert, AlertTone, Field};
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/security/new_passkey.html")]
pub struct NewPasskeyPage {
    pub shell: ResidentShell,
    options: String,
    label: Field,
    alert: Option<Alert>,
}

impl NewPasskeyPage {
    /// The page with the server's question as JSON.
    pub fn new(shell: ResidentShell, options: String, error: Option<String>) -> Self {
        let lang = shell.lang;
        let label = Field { hint: Some(lang.t("passkey-label-hint")), ..Field::line("label", lang.t("passkey-label")) };
        let alert = error.map(|error| Alert::new(AlertTone::Warm, error));
        Self { shell, options, label, alert }
    }
}

impl Samples for NewPasskeyPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |error| Self::new(ResidentShell::signed_in_sample(lang), "{}".to_owned(), error);
        vec![("plain", page(None)), ("refused", page(Some(lang.t("fault-passkey"))))]
    }
}
