//! Where notices reach me outside: an address for each way that the operator connected, confirmed by a code. Addresses travel in forms only.

mod serve;

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::pages::desk::address;
use crate::parts::{Alert, AlertTone, Empty, Field, FieldKind, Step};
use crate::shell::{Area, StaffShell};

pub use serve::{routes, way_name};

/// One way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayCard {
    /// Code of the way.
    pub code: &'static str,
    pub name: String,
    /// What it is for, in words.
    pub text: String,
    /// The confirmed address.
    pub address: Option<String>,
    /// Since when, and whether it is switched off, in words.
    pub state: String,
    pub is_off: bool,
    /// For an address, or for another one.
    pub field: Field,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/reached/page.html")]
pub struct ReachedPage {
    pub shell: StaffShell,
    cards: Vec<WayCard>,
    empty: Option<Empty>,
    done: Option<String>,
    wrong: Option<Alert>,
}

impl ReachedPage {
    /// The page of the ways that the operator connected.
    pub fn new(shell: StaffShell, cards: Vec<WayCard>) -> Self {
        let lang = shell.lang;
        let empty = cards.is_empty().then(|| Empty {
            icon: "message",
            title: lang.t("reached-empty"),
            text: lang.t("reached-empty-text"),
            step: Some(Step { label: lang.t("notices-title"), href: address::notices() }),
        });
        Self { shell, cards, empty, done: None, wrong: None }
    }

    /// The same with what happened, or why it did not.
    pub fn said(self, done: Option<String>, wrong: Option<String>) -> Self {
        Self { done, wrong: wrong.map(|text| Alert::new(AlertTone::Caution, text)), ..self }
    }
}

/// The form for the code.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/reached/code.html")]
pub struct ReachedCodePage {
    pub shell: StaffShell,
    way: &'static str,
    text: String,
    address: String,
    code: Field,
    wrong: Option<Alert>,
}

impl ReachedCodePage {
    /// The form for the code that went to an address and counts for so many minutes.
    pub fn new(shell: StaffShell, way: &'static str, address: String, minutes: u32) -> Self {
        let lang = shell.lang;
        let code = Field {
            required: true,
            autocomplete: "one-time-code",
            hint: Some(lang.t1("reached-code-hint", "minutes", minutes)),
            ..Field::line("code", lang.t("reached-code-label"))
        };
        let text = lang.t2("reached-sent", "way", way_name(lang, way), "address", &address);
        Self { shell, way, text, address, code, wrong: None }
    }

    /// The same with what is wrong with the code, or why it was not looked at.
    pub fn said(mut self, error: Option<String>, wrong: Option<String>) -> Self {
        self.code.error = error;
        self.wrong = wrong.map(|text| Alert::new(AlertTone::Warm, text));
        self
    }
}

/// The field for an address of a way.
fn field(lang: Lang, code: &'static str, has_one: bool, typed: &str, error: Option<String>) -> Field {
    let (kind, autocomplete) = match code {
        "email" => ("email", "email"),
        "sms" => ("tel", "tel"),
        _ => ("text", "off"),
    };
    // i18n: reached-label-* reached-hint-*
    let label = if has_one { lang.t("reached-other") } else { lang.t(&format!("reached-label-{code}")) };
    Field {
        kind: FieldKind::Line(kind),
        required: true,
        autocomplete,
        value: typed.to_owned(),
        hint: Some(lang.t(&format!("reached-hint-{code}"))),
        error,
        // the page has several of them
        ..Field::line(code, label)
    }
}

impl Samples for ReachedPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Desk);
        // i18n: reached-text-*
        let card = |code: &'static str, address: Option<&str>, is_off: bool, error: Option<String>| WayCard {
            code,
            name: way_name(lang, code),
            text: lang.t(&format!("reached-text-{code}")),
            address: address.map(str::to_owned),
            state: match (address, is_off) {
                (None, _) => lang.t("reached-none"),
                (Some(_), false) => lang.t1("reached-since", "day", lang.date(jiff::civil::date(2026, 4, 16))),
                (Some(_), true) => lang.t("reached-off"),
            },
            is_off,
            field: field(lang, code, address.is_some(), if error.is_some() { "138" } else { "" }, error),
        };
        let long = "very.long.name.of.somebody.who.works.here@a-department-with-a-long-name.city.example";
        let some = vec![
            card("email", Some("he@city.example"), false, None),
            card("sms", None, false, Some(lang.t("fault-address-sms"))),
            card("wechat", None, false, None),
        ];
        vec![
            ("empty", Self::new(shell(), Vec::new())),
            ("some", Self::new(shell(), some).said(None, Some(lang.t("reached-not-taken")))),
            (
                "long",
                Self::new(shell(), vec![card("email", Some(long), true, None)]).said(Some(lang.t("reached-said-off")), None),
            ),
        ]
    }
}

impl Samples for ReachedCodePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = || Self::new(StaffShell::sample(lang, Area::Desk), "email", "he@city.example".to_owned(), 5);
        vec![("asked", page()), ("wrong", page().said(Some(lang.t("reached-code-wrong")), None))]
    }
}
