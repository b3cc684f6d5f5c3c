//! Events that no receiver took, for the system administrator: ids and codes, never contents.

use askama::Template;

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::Empty;
use crate::shell::{Area, StaffShell};

/// One event that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndeliveredLine {
    /// Host of the receiver, or that it was removed.
    pub host: String,
    /// Ids of the receiver and of the event.
    pub receiver: String,
    pub event: String,
    pub topic: String,
    /// Of the last try, formatted.
    pub at: String,
    pub attempts: String,
    /// A word, and the status of the answer if there was one.
    pub failure: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/undelivered.html")]
pub struct UndeliveredPage {
    pub shell: StaffShell,
    lines: Vec<UndeliveredLine>,
    empty: Option<Empty>,
}

impl UndeliveredPage {
    /// The latest first.
    pub fn new(shell: StaffShell, lines: Vec<UndeliveredLine>) -> Self {
        let lang = shell.lang;
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("undelivered-empty"),
            text: lang.t("undelivered-empty-text"),
            step: None,
        });
        Self { shell, lines, empty }
    }
}

impl Samples for UndeliveredPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = |number: u32| UndeliveredLine {
            host: if number == 1 { lang.t("undelivered-removed") } else { "events.example.org".to_owned() },
            receiver: "019a2b3c-0000-7000-8000-000000000001".to_owned(),
            event: format!("019a2b3c-0000-7000-8000-{number:012}"),
            topic: "warning.opened".to_owned(),
            at: "2026-04-16 10:00".to_owned(),
            attempts: "16".to_owned(),
            failure: "status 500".to_owned(),
        };
        let shell = || StaffShell::sample(lang, Area::Jobs);
        vec![("empty", Self::new(shell(), Vec::new())), ("many", Self::new(shell(), (1..20).map(line).collect()))]
    }
}
