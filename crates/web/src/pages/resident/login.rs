//! Sign in. The form posts `name`, `password` and `next`.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::{Alert, AlertTone, Field, FieldKind};
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/login.html")]
pub struct LoginPage {
    pub shell: ResidentShell,
    name: Field,
    password: Field,
    alert: Option<Alert>,
    next: String,
    ways: Vec<Way>,
}

/// Another way to sign in: what it is called, and its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub label: String,
    pub to: String,
    pub icon: &'static str,
}

impl LoginPage {
    /// The page. `name` is what was typed before, `error` why it was not enough, `next` a path of this site to go to afterwards.
    pub fn new(shell: ResidentShell, name: String, error: Option<String>, next: String) -> Self {
        let lang = shell.lang;
        let line = |name, label, kind, autocomplete| Field {
            kind: FieldKind::Line(kind),
            required: true,
            autocomplete,
            ..Field::line(name, label)
        };
        let name_field = Field { value: name, ..line("name", lang.t("login-name"), "text", "username") };
        let password = line("password", lang.t("login-password"), "password", "current-password");
        let alert = error.map(|error| Alert::new(AlertTone::Warm, error));
        Self { shell, name: name_field, password, alert, next, ways: Vec::new() }
    }

    /// The same with other ways to sign in.
    #[must_use]
    pub fn with_ways(self, ways: Vec<Way>) -> Self {
        Self { ways, ..self }
    }
}

/// What a provider of the samples is called.
pub(super) fn sample_provider(lang: Lang) -> &'static str {
    if lang.tag() == "en" { "City identity" } else { "城市统一身份认证" }
}

impl Samples for LoginPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let wrong = Some(lang.t("login-wrong"));
        vec![
            ("empty", Self::new(ResidentShell::sample(lang), String::new(), None, links::me())),
            ("wrong", Self::new(ResidentShell::sample(lang), "lin.xia".to_owned(), wrong, links::me())),
            (
                "ways",
                Self::new(ResidentShell::sample(lang), String::new(), None, links::me()).with_ways(vec![
                    Way { label: lang.t("phone-way"), to: links::login_phone(), icon: "i-phone" },
                    Way {
                        label: lang.t1("login-with", "name", sample_provider(lang)),
                        to: links::login_with("city"),
                        icon: "i-user",
                    },
                ]),
            ),
            (
                "too-often",
                Self::new(
                    ResidentShell::large_sample(lang),
                    String::new(),
                    Some(lang.t1("login-wait", "minutes", lang.count(15))),
                    links::me(),
                ),
            ),
        ]
    }
}
