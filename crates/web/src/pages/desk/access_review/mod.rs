//! The quarter's review of rights: is each role still needed?

mod serve;

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Empty;
use crate::shell::{Area, StaffShell};

pub use serve::routes;

/// What may be decided about a role, and what was chosen before it could be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    /// Names of the fields.
    pub verdict: String,
    pub why: String,
    /// `keep`, `end` or nothing.
    pub chosen: String,
    pub typed: String,
    /// The caller may also end it.
    pub may_end: bool,
}

/// One role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub login: String,
    pub role: String,
    pub place: String,
    /// Since when, with what credential, last sign-in, second factors.
    pub facts: Vec<String>,
    /// None where nothing is to be decided.
    pub form: Option<Decide>,
    /// What was decided, by whom, when; or why the reader cannot.
    pub decided: String,
    pub error: Option<String>,
}

/// A way through the review: a filter or another quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// A review.
#[derive(Debug, Clone)]
pub struct ReviewView {
    pub title: String,
    pub progress: String,
    pub due: String,
    pub is_late: bool,
    /// Decided of a hundred.
    pub share: u8,
    pub links: Vec<Way>,
    pub action: String,
    pub lines: Vec<Line>,
    pub can_save: bool,
    pub more: Option<String>,
}

/// What was just done, or why it was not.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub done: Option<String>,
    pub wrong: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/access_review/page.html")]
pub struct AccessReviewPage {
    pub shell: StaffShell,
    view: Option<ReviewView>,
    empty: Empty,
    said: Said,
}

impl AccessReviewPage {
    /// The page of a review; none before the first one.
    pub fn new(shell: StaffShell, view: Option<ReviewView>, said: Said) -> Self {
        let lang = shell.lang;
        let empty =
            Empty { icon: "users", title: lang.t("access-review-empty"), text: lang.t("access-review-empty-text"), step: None };
        Self { shell, view, empty, said }
    }
}

impl Samples for AccessReviewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::AccessReview);
        let day = |month, day| lang.date(jiff::civil::date(2026, month, day));
        let line = |at: u8| Line {
            name: shell().member.name,
            login: format!("counsellor{at}"),
            role: lang.t("role-counsellor"),
            place: shell().scope,
            facts: vec![
                lang.t1("account-days-open", "from", day(4, 1)),
                lang.t1("access-review-credential", "what", lang.t("credential-certificate")),
                if at == 0 { lang.t("account-never") } else { lang.t1("account-seen", "at", day(4, 16)) },
                lang.t1("account-factor-count", "count", lang.count(1)),
            ],
            form: (at < 3).then(|| Decide {
                verdict: format!("verdict.{at}"),
                why: format!("why.{at}"),
                chosen: if at == 1 { "end".to_owned() } else { String::new() },
                typed: String::new(),
                may_end: at < 2,
            }),
            decided: match at {
                3 => lang.t("access-review-own"),
                _ => lang.t2("access-review-kept", "name", shell().member.name, "day", day(4, 16)),
            },
            error: (at == 1).then(|| lang.t("fault-review-why")),
        };
        let view = |lines: Vec<Line>, is_late| ReviewView {
            title: lang.t2("access-review-title", "year", "2026", "number", "2"),
            progress: lang.t2("access-review-progress", "decided", lang.count(12), "roles", lang.count(40)),
            due: lang.t1(if is_late { "access-review-late" } else { "access-review-due" }, "day", day(4, 15)),
            is_late,
            share: 30,
            links: vec![
                Way { label: lang.t("access-review-open"), href: links::access_review(), current: true },
                Way { label: lang.t("access-review-all"), href: links::access_review(), current: false },
            ],
            action: links::access_review(),
            can_save: lines.iter().any(|line| line.form.is_some()),
            more: (!lines.is_empty()).then(links::access_review),
            lines,
        };
        let done = Said { done: Some(lang.t1("access-review-done", "count", lang.count(3))), wrong: None };
        let wrong = Said { done: None, wrong: Some(lang.t("access-review-some-wrong")) };
        vec![
            ("none", Self::new(shell(), None, Said::default())),
            ("over", Self::new(shell(), Some(view(Vec::new(), false)), done)),
            ("some", Self::new(shell(), Some(view((0..5).map(line).collect(), true)), wrong)),
        ]
    }
}
