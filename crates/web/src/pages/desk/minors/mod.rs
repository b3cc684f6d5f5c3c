//! Who may open records of minors: the person in charge approves by role, until a day, and takes it back.

mod serve;

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Empty;
use crate::shell::{Area, StaffShell};

pub use serve::routes;

/// What may be decided about one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    pub action: String,
    /// ISO day that the form suggests.
    pub suggested: String,
    /// First and last ISO day that may be chosen.
    pub first: String,
    pub last: String,
    /// There is an approval to take back.
    pub has_one: bool,
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLine {
    pub name: String,
    pub role: String,
    pub place: String,
    /// How it stands, in words.
    pub now: String,
    /// None for one's own.
    pub form: Option<Decide>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/minors/list.html")]
pub struct MinorsPage {
    pub shell: StaffShell,
    lines: Vec<RoleLine>,
    empty: Option<Empty>,
    done: Option<String>,
    wrong: Option<String>,
    more: Option<String>,
}

impl MinorsPage {
    /// The page of its lines; `more` leads to those that follow.
    pub fn new(shell: StaffShell, lines: Vec<RoleLine>, more: Option<String>) -> Self {
        let lang = shell.lang;
        let empty = lines.is_empty().then(|| Empty {
            icon: "users",
            title: lang.t("minors-empty"),
            text: lang.t("minors-empty-text"),
            step: None,
        });
        Self { shell, lines, empty, done: None, wrong: None, more }
    }

    /// With what was just done, or why it was not.
    #[must_use]
    pub fn said(self, done: Option<String>, wrong: Option<String>) -> Self {
        Self { done, wrong, ..self }
    }
}

impl Samples for MinorsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Minors);
        let decide = |has_one| Decide {
            action: links::minors(),
            suggested: "2027-04-16".to_owned(),
            first: "2026-04-16".to_owned(),
            last: "2027-04-17".to_owned(),
            has_one,
        };
        let line = |at: u8| RoleLine {
            name: shell().member.name,
            role: lang.t("role-school-counsellor"),
            place: shell().scope,
            now: match at {
                0 => lang.t("minors-none"),
                1 => lang.t1("minors-over", "day", lang.date(jiff::civil::date(2026, 3, 1))),
                _ => lang.t1("minors-holds", "day", lang.date(jiff::civil::date(2027, 3, 1))),
            },
            form: (at < 3).then(|| decide(at == 2)),
        };
        vec![
            ("empty", Self::new(shell(), Vec::new(), None)),
            ("some", Self::new(shell(), (0..4).map(line).collect(), None).said(Some(lang.t("minors-done-approved")), None)),
            (
                "wrong",
                Self::new(shell(), (0..4).map(line).collect(), Some(links::minors()))
                    .said(None, Some(lang.t1("fault-minors-until", "day", lang.date(jiff::civil::date(2027, 4, 17))))),
            ),
        ]
    }
}
