//! The result: one of four bands in plain words, what to do next, who sees it. The score stands in the fine print.

use askama::Template;
use jiff::civil::{Date, date};

use super::steps::{NextStep, next_steps};
use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::{Band, Choice, ChoiceField, band_name};
use crate::shell::ResidentShell;

/// Who sees the result. The page says it before anything is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeenBy {
    /// Taken without an account: nothing names the person and nothing is kept.
    Nobody,
    /// Kept for the person alone.
    OnlyYou,
    /// Kept, and this person or team will get in touch.
    Contact(String),
    /// Handed in to a campaign, as the person agreed before the first question.
    Campaign,
    /// With an account, not decided yet.
    Undecided,
}

/// What somebody with an account can decide. The form posts `keep` with these values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeepChoice {
    /// `mine`
    Mine,
    /// `contact`
    Contact,
    /// `nothing`
    Nothing,
}

impl KeepChoice {
    /// All choices in the order in which they are shown.
    pub const ALL: [KeepChoice; 3] = [KeepChoice::Mine, KeepChoice::Contact, KeepChoice::Nothing];

    /// The posted value.
    pub const fn value(self) -> &'static str {
        match self {
            KeepChoice::Mine => "mine",
            KeepChoice::Contact => "contact",
            KeepChoice::Nothing => "nothing",
        }
    }

    /// The choice of a posted value.
    pub fn from_value(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.value() == value)
    }
}

/// Score and where it comes from, for professionals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreNote {
    /// `9分（满分27）`, formatted by the caller; none when no score could be formed.
    pub score: Option<String>,
    /// Name, version, citation, licence of the instrument, a line each.
    pub provenance: Vec<String>,
}

/// What the page is made of.
#[derive(Debug, Clone)]
pub struct ResultView {
    /// Title of the test as residents see it.
    pub title: String,
    pub taken_on: Date,
    /// Days that the answers speak of, when the instrument names them.
    pub period_days: Option<u16>,
    /// Attention level 1–4; none when too many answers are missing.
    pub level: Option<u8>,
    /// The answers cannot be counted.
    pub is_aside: bool,
    pub again_on: Option<Date>,
    pub seen_by: SeenBy,
    pub score: ScoreNote,
    /// The person is asked what becomes of the result.
    pub asks_choice: bool,
    /// What is wrong with the posted choice.
    pub choice_error: Option<String>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/self_test/result.html")]
pub struct ResultPage {
    pub shell: ResidentShell,
    about: String,
    day: String,
    heading: String,
    found: Option<Found>,
    nothing: String,
    steps: Vec<NextStep>,
    seen: (String, String),
    seen_icon: &'static str,
    score: ScoreNote,
    choice: Option<ChoiceField>,
}

#[derive(Debug, Clone)]
struct Found {
    name: String,
    place: String,
    band: Band,
    meaning: String,
}

impl ResultPage {
    /// The page of a result.
    pub fn new(shell: ResidentShell, view: ResultView) -> Self {
        let lang = shell.lang;
        let period = period(lang, view.period_days);
        let heading = match view.level {
            Some(level) => heading(lang, level, &period),
            None if view.is_aside => lang.t("result-aside-title"),
            None => lang.t("result-none-title"),
        };
        let found = view.level.map(|level| Found {
            name: band_name(lang, level),
            place: place(lang, level),
            band: Band::new(lang, level),
            meaning: meaning(lang, level, &period),
        });
        let nothing = lang.t(if view.is_aside { "result-aside-text" } else { "result-none-text" });
        let choice = view.asks_choice.then(|| keep_field(lang, view.choice_error));
        let steps = next_steps(lang, view.level.unwrap_or(2), view.again_on);
        let seen = seen(lang, &view.seen_by);
        let seen_icon = if matches!(view.seen_by, SeenBy::Contact(_) | SeenBy::Campaign) { "eye" } else { "eye-off" };
        Self {
            about: view.title,
            day: lang.date(view.taken_on),
            heading,
            found,
            nothing,
            steps,
            seen,
            seen_icon,
            score: view.score,
            choice,
            shell,
        }
    }
}

fn period(lang: Lang, days: Option<u16>) -> String {
    match days {
        Some(7) => lang.t("period-7"),
        Some(14) => lang.t("period-14"),
        Some(28..=31) => lang.t("period-30"),
        _ => lang.t("period-other"),
    }
}

fn heading(lang: Lang, level: u8, period: &str) -> String {
    match level {
        0 | 1 => lang.t1("result-title-1", "period", period),
        2 => lang.t1("result-title-2", "period", period),
        3 => lang.t1("result-title-3", "period", period),
        4.. => lang.t1("result-title-4", "period", period),
    }
}

fn meaning(lang: Lang, level: u8, period: &str) -> String {
    match level {
        0 | 1 => lang.t1("result-meaning-1", "period", period),
        2 => lang.t1("result-meaning-2", "period", period),
        3 => lang.t1("result-meaning-3", "period", period),
        4.. => lang.t1("result-meaning-4", "period", period),
    }
}

fn place(lang: Lang, level: u8) -> String {
    match level {
        0 | 1 => lang.t("result-place-1"),
        2 => lang.t("result-place-2"),
        3 => lang.t("result-place-3"),
        4.. => lang.t("result-place-4"),
    }
}

fn seen(lang: Lang, by: &SeenBy) -> (String, String) {
    match by {
        SeenBy::Nobody => (lang.t("seen-nobody"), lang.t("seen-nobody-text")),
        SeenBy::OnlyYou => (lang.t("seen-you"), lang.t("seen-you-text")),
        SeenBy::Contact(who) => (lang.t1("seen-contact", "who", who), lang.t("seen-contact-text")),
        SeenBy::Campaign => (lang.t("seen-campaign"), lang.t("seen-campaign-text")),
        SeenBy::Undecided => (lang.t("seen-undecided"), lang.t("seen-undecided-text")),
    }
}

fn keep_field(lang: Lang, error: Option<String>) -> ChoiceField {
    let choice = |keep: KeepChoice| match keep {
        KeepChoice::Mine => Choice::new(keep.value(), lang.t("keep-mine")).with_note(lang.t("keep-mine-note")),
        KeepChoice::Contact => Choice::new(keep.value(), lang.t("keep-contact")).with_note(lang.t("keep-contact-note")),
        KeepChoice::Nothing => Choice::new(keep.value(), lang.t("keep-nothing")).with_note(lang.t("keep-nothing-note")),
    };
    ChoiceField { name: "keep", label: lang.t("keep-label"), choices: KeepChoice::ALL.map(choice).into(), error, required: true }
}

impl Samples for ResultPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let chinese = lang == Lang::ZhCn;
        let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
        let view = |level, seen_by: SeenBy| ResultView {
            title: pick("情绪自测", "Mood"),
            taken_on: date(2026, 4, 16),
            period_days: Some(14),
            level,
            is_aside: false,
            again_on: Some(date(2026, 4, 30)),
            asks_choice: seen_by == SeenBy::Undecided,
            seen_by,
            score: ScoreNote {
                score: level.map(|_| pick("9分（满分27）", "9 of 27 points")),
                provenance: vec![
                    "PHQ-9, 1".to_owned(),
                    "Kroenke K, Spitzer RL, Williams JBW (2001). J Gen Intern Med 16:606–613.".to_owned(),
                ],
            },
            choice_error: None,
        };
        let open = ResidentShell::sample(lang);
        let signed_in = ResidentShell::signed_in_sample(lang);
        let refused = ResultView { choice_error: Some(lang.t("keep-choose")), ..view(Some(3), SeenBy::Undecided) };
        let aside = ResultView { is_aside: true, ..view(None, SeenBy::Campaign) };
        let team = pick("甘州区指导中心", "the Ganzhou guidance centre");
        vec![
            ("steady", Self::new(open.clone(), view(Some(1), SeenBy::Nobody))),
            ("some-burden", Self::new(open.clone(), view(Some(2), SeenBy::Nobody))),
            ("take-care", Self::new(signed_in.clone(), view(Some(3), SeenBy::Undecided))),
            ("talk-soon", Self::new(signed_in.clone(), view(Some(4), SeenBy::Contact(team)))),
            ("campaign", Self::new(signed_in.clone(), view(Some(2), SeenBy::Campaign))),
            ("kept", Self::new(signed_in.clone(), view(Some(2), SeenBy::OnlyYou))),
            ("choice-missing", Self::new(signed_in, refused)),
            ("too-few-answers", Self::new(open, view(None, SeenBy::Nobody))),
            ("aside", Self::new(ResidentShell::signed_in_sample(lang), aside)),
            ("large", Self::new(ResidentShell::large_sample(lang), view(Some(2), SeenBy::Nobody))),
        ]
    }
}
