//! Trying answers: the score by the real scorer; nothing is kept.

use askama::Template;
use xinqiao_kernel::id::QuestionnaireVersionId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::sample::{say, uuid};
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

/// One question with its options; posted as `a1`, `a2`, ….
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryQuestion {
    pub name: String,
    pub text: String,
    pub choices: Vec<Choice>,
}

/// What comes out, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryResult {
    /// name, value, band
    pub scores: Vec<(String, String, String)>,
    /// what else: attention, critical questions, blanks
    pub notes: Vec<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/questionnaires/try.html")]
pub struct TryPage {
    pub shell: StaffShell,
    name: String,
    back: String,
    action: String,
    instruction: String,
    questions: Vec<TryQuestion>,
    result: Option<TryResult>,
}

impl TryPage {
    /// The questions of a version.
    pub fn new(
        shell: StaffShell,
        id: QuestionnaireVersionId,
        name: String,
        instruction: String,
        questions: Vec<TryQuestion>,
        result: Option<TryResult>,
    ) -> Self {
        let (back, action) = (links::questionnaire(id), links::questionnaire_try(id));
        Self { shell, name, back, action, instruction, questions, result }
    }
}

impl Samples for TryPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let question = TryQuestion {
            name: "a1".to_owned(),
            text: say(lang, "我想家", "I miss home"),
            choices: vec![Choice::new("", lang.t("builder-blank")), Choice::new("0", say(lang, "从不", "never"))],
        };
        let result = TryResult {
            scores: vec![(say(lang, "总分", "Total"), "5".to_owned(), say(lang, "需要多关心", "needs more care"))],
            notes: vec![
                lang.t1("builder-try-attention", "n", 3),
                lang.t("builder-try-blank"),
                lang.t1("builder-try-critical", "question", "9"),
            ],
        };
        let page = |result| {
            let shell = StaffShell::sample(lang, Area::Campaigns);
            let id = QuestionnaireVersionId::from_uuid(uuid(71));
            Self::new(
                shell,
                id,
                say(lang, "入学适应问卷", "Settling in"),
                say(lang, "最近一个月", "In the past month"),
                vec![question.clone()],
                result,
            )
        };
        vec![("asked", page(None)), ("scored", page(Some(result)))]
    }
}
