//! My kept results.

use askama::Template;
use xinqiao_kernel::id::ResponseId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::{Empty, Step, band_name};
use crate::shell::ResidentShell;

/// One kept result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// Title of the test as residents see it.
    pub title: String,
    /// Day, formatted.
    pub day: String,
    /// Attention level 1–4; none when no score could be formed.
    pub level: Option<u8>,
    /// Who sees it, in words.
    pub seen: String,
    /// Where the points over time stand.
    pub history: Option<String>,
    /// What a corrected way of counting made of it: day and attention level.
    pub again: Option<(String, u8)>,
    /// Only the person sees it: it can still be opened to the people on duty, or forgotten.
    pub private: Option<ResponseId>,
}

impl RecordRow {
    fn counted_again(&self, lang: &Lang) -> Option<String> {
        let (day, level) = self.again.as_ref()?;
        Some(lang.t2("record-again", "day", day, "band", band_name(*lang, *level)))
    }

    fn band(&self, lang: &Lang) -> String {
        self.level.map_or_else(|| lang.t("record-no-band"), |level| band_name(*lang, level))
    }
}

/// The list, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/records.html")]
pub struct RecordsPage {
    pub shell: ResidentShell,
    /// What just happened.
    pub done: Option<String>,
    rows: Vec<RecordRow>,
    empty: Option<Empty>,
}

impl RecordsPage {
    /// The list in the order of `rows`.
    pub fn new(shell: ResidentShell, rows: Vec<RecordRow>) -> Self {
        let lang = shell.lang;
        let step = Step { label: lang.t("tile-tests"), href: links::self_tests() };
        let empty =
            Empty { icon: "folder", title: lang.t("records-empty"), text: lang.t("records-empty-text"), step: Some(step) };
        let empty = rows.is_empty().then_some(empty);
        Self { shell, done: None, rows, empty }
    }
}

impl Samples for RecordsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let title = match lang {
            Lang::ZhCn => "情绪自测",
            Lang::En => "Mood",
        };
        let row = |day: i8, level| RecordRow {
            title: title.to_owned(),
            day: lang.date(jiff::civil::date(2026, 4, day)),
            level,
            seen: lang.t("seen-you"),
            history: level.map(|_| links::own_history("phq-9")),
            again: (day == 16).then(|| (lang.date(jiff::civil::date(2026, 5, 2)), 3)),
            private: (day % 2 == 0).then(|| ResponseId::from_uuid(uuid::Uuid::from_u128(7))),
        };
        let many = (1..=30).map(|day| row(31 - day, u8::try_from(day % 4 + 1).ok())).collect();
        vec![
            ("empty", Self::new(ResidentShell::signed_in_sample(lang), Vec::new())),
            ("two", Self::new(ResidentShell::signed_in_sample(lang), vec![row(16, Some(2)), row(2, None)])),
            ("many", Self::new(ResidentShell::signed_in_sample(lang), many)),
        ]
    }
}
