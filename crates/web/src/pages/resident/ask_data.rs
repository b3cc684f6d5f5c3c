//! Asking for something about one's own information.

use askama::Template;
use xinqiao_consent::RequestKind;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::shell::ResidentShell;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/ask_data.html")]
pub struct AskDataPage {
    pub shell: ResidentShell,
    kind: &'static str,
    title: String,
    text: String,
    deadline: String,
    /// code and words
    options: Vec<(&'static str, String)>,
}

/// What each kind of request may be about; none for what is not asked on this page.
pub const fn targets(kind: RequestKind) -> &'static [&'static str] {
    match kind {
        RequestKind::Correct => &["name", "phone", "birth", "place", "results", "help", "groups"],
        RequestKind::Delete => &["results", "groups", "everything"],
        RequestKind::Explain => &["help", "results", "looks", "groups"],
        RequestKind::Complain => &["looks", "help", "everything"],
        RequestKind::Copy | RequestKind::Transfer => &[],
    }
}

impl AskDataPage {
    /// The page of a kind; `due` is the last day for an answer, formatted.
    pub fn new(shell: ResidentShell, kind: RequestKind, due: &str) -> Self {
        let lang = shell.lang;
        // i18n: ask-data-title-* ask-data-text-* target-*
        let options = targets(kind).iter().map(|target| (*target, lang.t(&format!("target-{target}"))));
        Self {
            kind: kind.code(),
            title: lang.t(&format!("ask-data-title-{kind}")),
            text: lang.t(&format!("ask-data-text-{kind}")),
            deadline: lang.t1("ask-data-deadline", "day", due),
            options: options.collect(),
            shell,
        }
    }
}

impl Samples for AskDataPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let kinds = [RequestKind::Correct, RequestKind::Delete, RequestKind::Explain, RequestKind::Complain];
        let due = lang.date(jiff::civil::date(2026, 4, 30));
        kinds.map(|kind| (kind.code(), Self::new(ResidentShell::signed_in_sample(lang), kind, &due))).into()
    }
}
