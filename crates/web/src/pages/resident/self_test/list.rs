//! Which self-tests there are.

use askama::Template;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Empty;
use crate::shell::ResidentShell;

/// One self-test as residents see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestCard {
    pub code: String,
    /// The plain title of the pack: `情绪自测`.
    pub title: String,
    /// What it looks at, one sentence.
    pub about: String,
    pub questions: u32,
    pub minutes: u32,
    /// It was begun and can be continued.
    pub begun: bool,
}

impl TestCard {
    fn href(&self) -> String {
        links::self_test(&self.code)
    }

    fn length(&self, lang: &Lang) -> String {
        lang.t2("test-length", "questions", self.questions, "minutes", self.minutes)
    }
}

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/self_test/list.html")]
pub struct ListPage {
    pub shell: ResidentShell,
    tests: Vec<TestCard>,
    empty: Option<Empty>,
}

impl ListPage {
    /// The list in the order of `tests`.
    pub fn new(shell: ResidentShell, tests: Vec<TestCard>) -> Self {
        let lang = shell.lang;
        let empty = tests.is_empty().then(|| Empty {
            icon: "leaf",
            title: lang.t("tests-empty"),
            text: lang.t("tests-empty-text"),
            step: None,
        });
        Self { shell, tests, empty }
    }
}

impl Samples for ListPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let card = |code: &str, title: &str, about: &str, questions, begun| TestCard {
            code: code.to_owned(),
            title: title.to_owned(),
            about: about.to_owned(),
            questions,
            minutes: questions.div_ceil(4),
            begun,
        };
        let tests = match lang {
            Lang::ZhCn => vec![
                card("phq-9", "情绪自测", "看看这两周的心情和精神", 9, true),
                card("gad-7", "紧张自测", "看看这两周的紧张和担心", 7, false),
                card("isi", "睡眠自测", "看看这两周睡得怎么样", 7, false),
                card("who-5", "舒心自测", "看看这两周过得舒不舒心", 5, false),
            ],
            Lang::En => vec![
                card("phq-9", "Mood", "How your mood and energy were in these two weeks", 9, true),
                card("gad-7", "Tension", "How tense and worried you were in these two weeks", 7, false),
                card("isi", "Sleep", "How you slept in these two weeks", 7, false),
                card("who-5", "Well-being", "How well you felt in these two weeks", 5, false),
            ],
        };
        vec![
            ("four", Self::new(ResidentShell::sample(lang), tests.clone())),
            ("large", Self::new(ResidentShell::large_sample(lang), tests)),
            ("empty", Self::new(ResidentShell::sample(lang), Vec::new())),
        ]
    }
}
