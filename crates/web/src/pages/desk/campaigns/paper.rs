//! The form of a campaign on paper, to be printed as it is; what is not for the paper stays off it.

use askama::Template;
use xinqiao_kernel::id::CampaignId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::address::with;
use crate::pages::desk::sample::{say, uuid};

/// One question with what can be ticked; without choices there is a line to write on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperItem {
    /// Number on the sheet, from 1.
    pub number: usize,
    pub question: String,
    /// What is keyed, and the label.
    pub choices: Vec<(String, String)>,
    /// What may be written on the line; empty beside choices.
    pub written: String,
    /// The question may be left blank.
    pub optional: bool,
}

/// What is printed.
#[derive(Debug, Clone)]
pub struct PaperView {
    pub id: CampaignId,
    pub campaign: String,
    pub place: String,
    /// Title as the people who answer see it.
    pub title: String,
    pub instruction: Option<String>,
    /// A paragraph each.
    pub consent: Vec<String>,
    pub items: Vec<PaperItem>,
    /// One for each sheet; an empty one is a box to write in.
    pub codes: Vec<String>,
    pub is_large: bool,
    /// Whose words these are.
    pub source: String,
    /// What is wrong with the number of sheets that was asked for.
    pub error: Option<String>,
    /// Which instrument of the campaign, from 0.
    pub part: usize,
    /// The instruments of a campaign that has several, each with its page.
    pub parts: Vec<(String, String)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/campaigns/paper.html")]
pub struct PaperPage {
    pub lang: Lang,
    view: PaperView,
    has_codes: bool,
    count: String,
    most: String,
}

impl PaperPage {
    /// The page of a view; without codes one sheet with an empty box.
    pub fn new(lang: Lang, view: PaperView, most: usize) -> Self {
        let has_codes = view.codes.iter().any(|code| !code.is_empty());
        let count = if has_codes { view.codes.len().to_string() } else { String::new() };
        let codes = if view.codes.is_empty() { vec![String::new()] } else { view.codes };
        Self { lang, view: PaperView { codes, ..view }, has_codes, count, most: most.to_string() }
    }

    fn size(&self) -> &'static str {
        if self.view.is_large { "xq-paper xq-paper-large" } else { "xq-paper" }
    }
}

impl Samples for PaperPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let choices = [
            ("0", "完全不会", "Not at all"),
            ("1", "好几天", "Several days"),
            ("2", "一半以上的天数", "More than half the days"),
        ];
        let choices: Vec<_> = choices.iter().map(|(value, zh, en)| ((*value).to_owned(), say(lang, zh, en))).collect();
        let item = |number, choices: &[(String, String)]| PaperItem {
            number,
            question: say(lang, "食欲不振或吃太多", "Poor appetite or overeating"),
            choices: choices.to_vec(),
            written: if choices.is_empty() { "0–24".to_owned() } else { String::new() },
            optional: choices.is_empty(),
        };
        let view = PaperView {
            id: CampaignId::from_uuid(uuid(5)),
            campaign: say(lang, "青松中学高一年级春季测评", "Qingsong school, grade 10, spring"),
            place: say(lang, "青松中学", "Qingsong school"),
            title: say(lang, "情绪自测", "Mood check"),
            instruction: Some(say(
                lang,
                "过去两周，您有多常受到以下问题困扰？",
                "Over the last two weeks, how often have you been bothered by this?",
            )),
            consent: vec![say(lang, "自愿参加。", "Taking part is voluntary.")],
            items: vec![item(1, &choices), item(2, &choices), item(3, &[])],
            codes: Vec::new(),
            is_large: false,
            source: "PHQ-9".to_owned(),
            error: None,
            part: 0,
            parts: Vec::new(),
        };
        let codes = vec!["7K3M-92QX".to_owned(), "A4BC-DE56".to_owned()];
        let parts =
            vec![(say(lang, "情绪自测", "Mood check"), links::campaigns()), (say(lang, "睡眠", "Sleep"), links::campaigns())];
        let second = PaperView { part: 1, parts, ..view.clone() };
        let long = PaperView { items: (1..=60).map(|number| item(number, &choices)).collect(), ..view.clone() };
        let wrong = PaperView { error: Some(lang.t1("paper-codes-wrong", "most", 200)), ..view.clone() };
        vec![
            ("blank", Self::new(lang, view.clone(), 200)),
            ("second", Self::new(lang, second, 200)),
            ("codes-large", Self::new(lang, PaperView { codes, is_large: true, ..view }, 200)),
            ("long", Self::new(lang, long, 200)),
            ("wrong", Self::new(lang, wrong, 200)),
        ]
    }
}

impl PaperPage {
    fn file(&self, ending: &str) -> String {
        let file = links::campaign_paper_file(self.view.id, ending);
        if self.view.part == 0 { file } else { with(&file, "part", self.view.part) }
    }
}
