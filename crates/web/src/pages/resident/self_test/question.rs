//! One question on a page: a plain form that posts the answer to its own address.

use askama::Template;
use xinqiao_kernel::id::{CampaignId, QuestionnaireVersionId};
use xinqiao_psychometrics::definition::TextToml;
use xinqiao_psychometrics::{Accepts, Instrument};

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Arches;
use crate::shell::ResidentShell;
use crate::words;

/// One option of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionOption {
    /// What is posted as `answer`.
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// How a question is answered. The form posts one field, `answer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionInput {
    /// One of the options.
    Choice(Vec<QuestionOption>),
    /// A number with its bounds as text, for the input's `min`, `max` and `step`.
    Number { min: String, max: String, step: String, value: String },
    /// A time of day, `HH:MM`.
    Clock { value: String },
}

impl QuestionInput {
    /// How the question of an index is answered; `given` is chosen or filled in.
    pub fn of(instrument: &Instrument, text: &TextToml, index: usize, given: Option<f64>) -> Self {
        let items = instrument.items();
        match items.get(index).map(|item| item.accepts()) {
            Some(Accepts::Choice(values)) => {
                let scale = items.get(index).and_then(|item| instrument.scales().nth(item.scale()?)).map(|(name, _)| name);
                let labels = words::labels(text, items.get(index), scale);
                let option = |(at, value): (usize, &i64)| QuestionOption {
                    value: value.to_string(),
                    label: labels.get(at).cloned().unwrap_or_else(|| value.to_string()),
                    chosen: given == Some(*value as f64),
                };
                Self::Choice(values.iter().enumerate().map(option).collect())
            }
            Some(Accepts::Number { min, max, whole }) => Self::Number {
                min: min.to_string(),
                max: max.to_string(),
                step: if *whole { "1".to_owned() } else { "any".to_owned() },
                value: given.map(|value| value.to_string()).unwrap_or_default(),
            },
            Some(Accepts::Clock) | None => Self::Clock { value: given.map(clock).unwrap_or_default() },
        }
    }
}

/// Hours as a time of day.
fn clock(hours: f64) -> String {
    let minutes = (hours * 60.0).round() as i64;
    format!("{:02}:{:02}", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
}

/// What is told of a question that the answers before it led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenQuestion {
    /// Code of the item, posted with its answer.
    pub item: String,
    /// Place of the item among all, from 1.
    pub place: u32,
    /// Where somebody says that they would rather answer all questions.
    pub all: String,
}

/// A question page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/self_test/question.html")]
pub struct QuestionPage {
    pub shell: ResidentShell,
    /// Title of the test as residents see it.
    pub title: String,
    pub instruction: Option<String>,
    pub question: String,
    pub input: QuestionInput,
    /// What to mend, when the answer could not be taken.
    pub error: Option<String>,
    /// The question may be left blank.
    pub optional: bool,
    /// Only other answers tell whether it has to be answered.
    pub conditional: bool,
    /// Where all questions come from at once; empty on pages that nobody answers.
    pub sheet: String,
    /// The question was chosen by the answers before it; none where all are asked.
    pub chosen: Option<ChosenQuestion>,
    /// The question speaks of not wanting to live: the page says that one need not answer it alone.
    pub sensitive: bool,
    /// Who will see the answers once they are handed in; none for a self-test of one's own.
    shared: Option<String>,
    action: String,
    number: u32,
    total: u32,
    previous: Option<String>,
    arches: Arches,
}

impl QuestionPage {
    /// Question `number` (from 1) of `total` in the test `code`; `answered` questions have an answer.
    pub fn new(
        shell: ResidentShell,
        code: &str,
        title: String,
        number: u32,
        total: u32,
        answered: u32,
        question: String,
        input: QuestionInput,
    ) -> Self {
        let arches = Arches::new(shell.lang, total, answered);
        let previous = (1 < number).then(|| links::self_test_question(code, number - 1));
        let action = links::self_test_question(code, number);
        Self {
            shell,
            title,
            instruction: None,
            question,
            input,
            error: None,
            optional: false,
            conditional: false,
            sheet: String::new(),
            chosen: None,
            sensitive: false,
            shared: None,
            action,
            number,
            total,
            previous,
            arches,
        }
    }

    /// The same question asked by a campaign: its own addresses, and a word about who will see the answers.
    #[must_use]
    pub fn of_campaign(self, id: CampaignId) -> Self {
        Self {
            shared: Some(self.shell.lang.t("asked-note")),
            previous: self.previous.map(|_| links::campaign_question(id, self.number - 1)),
            action: links::campaign_question(id, self.number),
            ..self
        }
    }

    /// The same question while it is built: it leads on, and nothing is kept.
    #[must_use]
    pub fn of_preview(self, id: QuestionnaireVersionId) -> Self {
        Self {
            previous: self.previous.map(|_| links::questionnaire_preview(id, self.number - 1)),
            action: links::questionnaire_preview(id, self.number),
            ..self
        }
    }

    fn part(&self) -> QuestionPart<'_> {
        QuestionPart { page: self }
    }

    fn dock(&self) -> QuestionDock<'_> {
        QuestionDock { page: self }
    }

    /// The same, where so many questions have an answer.
    #[must_use]
    pub fn with_progress(self, answered: u32) -> Self {
        Self { arches: Arches::new(self.shell.lang, self.total, answered), ..self }
    }

    /// The answer that is chosen or filled in, as it is posted.
    fn given(&self) -> &str {
        match &self.input {
            QuestionInput::Choice(options) => options.iter().find(|one| one.chosen).map_or("", |one| one.value.as_str()),
            QuestionInput::Number { value, .. } | QuestionInput::Clock { value } => value,
        }
    }

    /// May the test be finished without an answer to it?
    const fn may_stay_open(&self) -> bool {
        self.optional || self.conditional
    }

    /// What the button says that goes on.
    fn onward(&self) -> String {
        let lang = self.shell.lang;
        match (self.number == self.total && self.chosen.is_none(), &self.shared) {
            (false, _) => lang.t("question-next"),
            (true, None) => lang.t("question-finish"),
            (true, Some(_)) => lang.t("asked-finish"),
        }
    }

    fn count(&self) -> String {
        let lang = self.shell.lang;
        match self.chosen {
            None => lang.t2("question-count", "number", self.number, "total", self.total),
            Some(_) => lang.t2("question-count-most", "number", self.number, "total", self.total),
        }
    }
}

/// What changes from question to question: progress, the form, what to mind.
#[derive(Template)]
#[template(path = "pages/resident/self_test/part.html")]
struct QuestionPart<'a> {
    page: &'a QuestionPage,
}

/// Back and on.
#[derive(Template)]
#[template(path = "pages/resident/self_test/dock.html")]
struct QuestionDock<'a> {
    page: &'a QuestionPage,
}

impl askama::filters::HtmlSafe for QuestionPart<'_> {}
impl askama::filters::HtmlSafe for QuestionDock<'_> {}

/// All questions of a test at once, for a browser that goes on without the network: no page of its own, the script of the question page
/// takes its parts.
#[derive(Template)]
#[template(path = "pages/resident/self_test/sheet.html")]
pub struct QuestionSheet {
    pub lang: Lang,
    pub pages: Vec<QuestionPage>,
    /// where answers are sent
    pub answers: String,
    /// where somebody signs in again and comes back
    pub sign_in: String,
    /// submission key
    pub key: String,
    /// what is waiting on the device is sealed with it; the page alone holds it
    pub secret: String,
    /// under what it lies on the device
    pub store: String,
    /// whose answers these are: a mark of the person, or `-`
    pub whose: String,
    /// the database or the browser's cookie has a draft under the key
    pub begun: bool,
    /// `adaptive` or `fixed`
    pub form: &'static str,
    pub instrument: String,
    pub version: String,
}

impl Samples for QuestionPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let chinese = lang == Lang::ZhCn;
        let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
        let options = |chosen: Option<usize>| {
            let labels = if chinese {
                ["完全不会", "好几天", "一半以上的天数", "几乎每天"]
            } else {
                ["Not at all", "Several days", "More than half the days", "Nearly every day"]
            };
            let option = |(index, label): (usize, &&str)| QuestionOption {
                value: index.to_string(),
                label: (*label).to_owned(),
                chosen: chosen == Some(index),
            };
            QuestionInput::Choice(labels.iter().enumerate().map(option).collect())
        };
        let title = pick("情绪自测", "Mood");
        let page = |shell, number, answered, input| {
            let question = pick("食欲不振或吃太多", "Poor appetite or overeating");
            let mut page = Self::new(shell, "phq-9", title.clone(), number, 9, answered, question, input);
            page.instruction = Some(pick(
                "过去两周，您有多常受到以下问题困扰？",
                "Over the last two weeks, how often have you been bothered by this?",
            ));
            page
        };
        let mut error = page(ResidentShell::sample(lang), 1, 0, options(None));
        error.error = Some(lang.t("question-choose"));
        let number =
            QuestionInput::Number { min: "0".to_owned(), max: "24".to_owned(), step: "any".to_owned(), value: "6.5".to_owned() };
        let mut clock = page(ResidentShell::sample(lang), 9, 8, QuestionInput::Clock { value: String::new() });
        clock.optional = true;
        clock.question = pick("这一个月，晚上一般几点上床睡觉？", "In this month, when did you usually go to bed?").repeat(4);
        let mut sensitive = page(ResidentShell::sample(lang), 9, 8, options(None));
        sensitive.sensitive = true;
        let mut chosen = page(ResidentShell::signed_in_sample(lang), 4, 3, options(None));
        chosen.chosen = Some(ChosenQuestion { item: "5".to_owned(), place: 5, all: links::self_test("phq-9") });
        let number_nine = page(ResidentShell::signed_in_sample(lang), 9, 8, options(Some(0)));
        vec![
            ("campaign-last", number_nine.of_campaign(CampaignId::from_uuid(uuid::Uuid::nil()))),
            ("chosen", chosen),
            ("sensitive", sensitive),
            ("fifth", page(ResidentShell::sample(lang), 5, 4, options(Some(1)))),
            ("large", page(ResidentShell::large_sample(lang), 5, 4, options(None))),
            ("not-answered", error),
            ("number", page(ResidentShell::sample(lang), 3, 2, number)),
            ("clock-last-long", clock),
        ]
    }
}
