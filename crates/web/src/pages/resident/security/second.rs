//! The second step of signing in: a code, or a passkey. The forms post `code` or `credential`, and `next`.

use askama::Template;

use super::totp::code_field;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::{Alert, AlertTone, Field};
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/security/second.html")]
pub struct SecondPage {
    pub shell: ResidentShell,
    code: Field,
    /// The server's question to a passkey, as JSON; none without one.
    options: Option<String>,
    alert: Option<Alert>,
    next: String,
}

impl SecondPage {
    /// The page. `error` says why the last try was not enough, `next` is a path of this site to go to afterwards.
    pub fn new(shell: ResidentShell, options: Option<String>, error: Option<String>, next: String) -> Self {
        let lang = shell.lang;
        let code = Field { hint: Some(lang.t("second-hint")), ..code_field(lang, None) };
        let alert = error.map(|error| Alert::new(AlertTone::Warm, error));
        Self { shell, code, options, alert, next }
    }
}

impl Samples for SecondPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |options: Option<&str>, error| {
            Self::new(ResidentShell::signed_in_sample(lang), options.map(str::to_owned), error, links::desk())
        };
        vec![("code", page(None, None)), ("passkey", page(Some("{}"), Some(lang.t("fault-code"))))]
    }
}
