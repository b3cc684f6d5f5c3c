//! A code to a phone: the form for the number, and then the form for the code. Both serve for signing in and for linking a phone with an
//! account. The number travels in forms only, never in an address.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::{Alert, AlertTone, Field, FieldKind};
use crate::shell::ResidentShell;

/// What the code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneFor {
    SigningIn,
    Linking,
}

impl PhoneFor {
    fn ask(self) -> String {
        match self {
            Self::SigningIn => links::login_phone(),
            Self::Linking => links::security_phone(),
        }
    }

    fn show(self) -> String {
        match self {
            Self::SigningIn => links::login_phone_code(),
            Self::Linking => links::security_phone_code(),
        }
    }

    fn up(self) -> String {
        match self {
            Self::SigningIn => links::login(),
            Self::Linking => links::security(),
        }
    }

    fn title(self, lang: &Lang) -> String {
        match self {
            Self::SigningIn => lang.t("phone-way"),
            Self::Linking => lang.t("phone-link"),
        }
    }
}

/// What stands above a form.
#[derive(Debug, Clone, Default)]
pub struct PhoneSaid {
    /// What is wrong with the field.
    pub error: Option<String>,
    /// Why nothing was done.
    pub alert: Option<String>,
}

/// The form for the number.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/phone.html")]
pub struct PhonePage {
    pub shell: ResidentShell,
    what: PhoneFor,
    phone: Field,
    alert: Option<Alert>,
    next: String,
}

impl PhonePage {
    /// The form with a number that was typed before.
    pub fn new(shell: ResidentShell, what: PhoneFor, typed: &str, said: PhoneSaid, next: String) -> Self {
        let lang = shell.lang;
        let phone = Field {
            kind: FieldKind::Line("tel"),
            required: true,
            autocomplete: "tel",
            value: typed.to_owned(),
            error: said.error,
            ..Field::line("phone", lang.t("phone-number"))
        };
        Self { shell, what, phone, alert: said.alert.map(|text| Alert::new(AlertTone::Warm, text)), next }
    }
}

/// The form for the code.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/phone_code.html")]
pub struct PhoneCodePage {
    pub shell: ResidentShell,
    what: PhoneFor,
    phone: String,
    code: Field,
    alert: Option<Alert>,
    next: String,
}

impl PhoneCodePage {
    /// The form for a number, with the minutes for which a code counts.
    pub fn new(shell: ResidentShell, what: PhoneFor, phone: String, minutes: u32, said: PhoneSaid, next: String) -> Self {
        let lang = shell.lang;
        let code = Field {
            kind: FieldKind::Line("text"),
            required: true,
            autocomplete: "one-time-code",
            hint: Some(lang.t1("phone-code-hint", "minutes", minutes)),
            error: said.error,
            ..Field::line("code", lang.t("code-label"))
        };
        Self { shell, what, phone, code, alert: said.alert.map(|text| Alert::new(AlertTone::Warm, text)), next }
    }
}

impl Samples for PhonePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let wrong = PhoneSaid { error: Some(lang.t("fault-phone")), alert: None };
        let wait = PhoneSaid { error: None, alert: Some(lang.t("phone-wait")) };
        vec![
            ("empty", Self::new(ResidentShell::sample(lang), PhoneFor::SigningIn, "", PhoneSaid::default(), links::me())),
            ("wrong", Self::new(ResidentShell::sample(lang), PhoneFor::SigningIn, "12356", wrong, links::me())),
            ("link", Self::new(ResidentShell::signed_in_sample(lang), PhoneFor::Linking, "", wait, String::new())),
        ]
    }
}

impl Samples for PhoneCodePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let wrong = PhoneSaid { error: Some(lang.t("fault-phone-code")), alert: None };
        let phone = || "138 0000 0000".to_owned();
        vec![
            ("asked", Self::new(ResidentShell::sample(lang), PhoneFor::SigningIn, phone(), 5, PhoneSaid::default(), links::me())),
            ("wrong", Self::new(ResidentShell::signed_in_sample(lang), PhoneFor::Linking, phone(), 5, wrong, String::new())),
        ]
    }
}
