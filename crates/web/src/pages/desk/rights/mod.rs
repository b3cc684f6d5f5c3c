//! Requests of people about their information, for whoever answers them: codes, deadlines, grounds.

mod erase;
mod serve;

use askama::Template;
use xinqiao_consent::{Ground, RequestKind, RequestState};

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::PostForm;
use crate::parts::Empty;
use crate::shell::{Area, StaffShell};

pub use erase::{ErasePage, EraseView};
pub use serve::routes;

/// One open request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestLine {
    pub number: String,
    pub href: String,
    /// kind and target in words
    pub what: String,
    /// Last day for an answer, formatted.
    pub due: String,
    pub overdue: bool,
    /// Why it is still here although it was answered.
    pub state: Option<String>,
}

/// The list, the earliest deadline first.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/rights/requests.html")]
pub struct RequestsPage {
    pub shell: StaffShell,
    rows: Vec<RequestLine>,
    empty: Option<Empty>,
}

impl RequestsPage {
    /// The list in the order of `rows`.
    pub fn new(shell: StaffShell, rows: Vec<RequestLine>) -> Self {
        let lang = shell.lang;
        let empty = Empty { icon: "check", title: lang.t("requests-empty"), text: lang.t("requests-empty-text"), step: None };
        Self { empty: rows.is_empty().then_some(empty), shell, rows }
    }
}

/// What the page of a request shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    pub number: String,
    /// Name and value.
    pub facts: Vec<(String, String)>,
    /// What to think of before answering.
    pub cautions: Vec<String>,
    pub open: bool,
    pub action: String,
    /// Code and words.
    pub answers: Vec<(&'static str, String)>,
    pub grounds: Vec<(&'static str, String)>,
    /// What the program does when it is done.
    pub effect: String,
    /// What can still be done with an answered request.
    pub after: Vec<PostForm>,
    /// Leads to the page before erasing.
    pub erase: Option<String>,
    /// What else can be done about the person: words and address.
    pub steps: Vec<(String, String)>,
    /// What was just done.
    pub done: Option<String>,
    /// Why the last answer was not taken.
    pub error: Option<String>,
}

/// One request with the form for its answer.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/rights/request.html")]
pub struct RequestPage {
    pub shell: StaffShell,
    view: RequestView,
}

impl RequestPage {
    /// The page.
    pub const fn new(shell: StaffShell, view: RequestView) -> Self {
        Self { shell, view }
    }
}

/// Kind and target in words.
pub fn what(lang: Lang, kind: &str, target: &str) -> String {
    // i18n: request-kind-* target-*
    lang.t2("request-of", "kind", lang.t(&format!("request-kind-{kind}")), "target", lang.t(&format!("target-{target}")))
}

/// The answers that a handler may give.
pub fn answers(lang: Lang, erases: bool) -> Vec<(&'static str, String)> {
    // i18n: request-answer-*
    let offered = [RequestState::Fulfilled, RequestState::Restricted, RequestState::Refused];
    let words = |state| match state {
        RequestState::Fulfilled if erases => lang.t("request-answer-erase"),
        _ => lang.t(&format!("request-answer-{state}")),
    };
    offered.map(|state| (state.code(), words(state))).into()
}

/// The grounds that an answer may state.
pub fn grounds(lang: Lang) -> Vec<(&'static str, String)> {
    // i18n: ground-*
    Ground::ALL.iter().map(|ground| (ground.code(), lang.t(&format!("ground-{}", ground.code().replace('_', "-"))))).collect()
}

fn sample_view(lang: Lang, open: bool) -> RequestView {
    RequestView {
        number: "D20260416-0003".to_owned(),
        facts: vec![
            (lang.t("request-what"), what(lang, RequestKind::Delete.code(), "results")),
            (lang.t("request-who"), if lang == Lang::En { "Lin **" } else { "林**" }.to_owned()),
            (lang.t("request-due"), lang.date(jiff::civil::date(2026, 4, 30))),
        ],
        cautions: vec![lang.t("request-caution-warning"), lang.t("request-caution-hold")],
        open,
        action: links::data_requests(),
        answers: answers(lang, false),
        grounds: grounds(lang),
        effect: lang.t("request-effect-delete"),
        after: Vec::new(),
        erase: (!open).then(links::data_requests),
        steps: vec![(lang.t("request-hold"), links::holds())],
        done: (!open).then(|| lang.t("request-done-released")),
        error: open.then(|| lang.t("conflict-ground-missing")),
    }
}

impl Samples for RequestsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = |number: u32, overdue| RequestLine {
            number: format!("D20260416-{number:04}"),
            href: links::data_requests(),
            what: what(lang, RequestKind::Complain.code(), "looks"),
            due: lang.date(jiff::civil::date(2026, 4, 20)),
            overdue,
            state: (number == 3).then(|| lang.t("request-put-off")),
        };
        let shell = || StaffShell::sample(lang, Area::Requests);
        vec![
            ("empty", Self::new(shell(), Vec::new())),
            ("many", Self::new(shell(), (1..=30).map(|number| line(number, number < 3)).collect())),
        ]
    }
}

impl Samples for RequestPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Requests);
        vec![("open", Self::new(shell(), sample_view(lang, true))), ("answered", Self::new(shell(), sample_view(lang, false)))]
    }
}
