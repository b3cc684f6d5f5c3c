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

/// One notice that one way could not bring to somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostLine {
    /// Who was to get it.
    pub name: String,
    /// By which way.
    pub way: String,
    /// When it was given up, formatted.
    pub at: String,
    pub attempts: String,
    /// Stage and code of the other side.
    pub failure: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/undelivered.html")]
pub struct UndeliveredPage {
    pub shell: StaffShell,
    lost: Vec<LostLine>,
    /// Leads to older notices.
    older: Option<String>,
    lost_empty: Option<Empty>,
    lines: Vec<UndeliveredLine>,
    empty: Option<Empty>,
}

impl UndeliveredPage {
    /// The latest first: notices, with the address of older ones, and events.
    pub fn new(shell: StaffShell, (lost, older): (Vec<LostLine>, Option<String>), lines: Vec<UndeliveredLine>) -> Self {
        let lang = shell.lang;
        let empty = lines.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("undelivered-empty"),
            text: lang.t("undelivered-empty-text"),
            step: None,
        });
        let lost_empty = lost.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("lost-empty"),
            text: lang.t("lost-empty-text"),
            step: None,
        });
        Self { shell, lost, older, lost_empty, lines, empty }
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
        let lost = |number: u32| LostLine {
            name: if lang == Lang::En { "He Jingyi".to_owned() } else { "何静怡".to_owned() },
            way: lang.t(if number == 2 { "way-sms" } else { "way-email" }),
            at: "2026-04-16 10:00".to_owned(),
            attempts: number.to_string(),
            failure: "permanent: RCPT: 550 5.1.1".to_owned(),
        };
        let many = ((1..8).map(lost).collect(), Some(crate::links::undelivered()));
        vec![
            ("empty", Self::new(shell(), (Vec::new(), None), Vec::new())),
            ("many", Self::new(shell(), many, (1..20).map(line).collect())),
        ]
    }
}
