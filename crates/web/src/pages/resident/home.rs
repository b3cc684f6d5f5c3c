//! First page: a greeting, the mood of the day, the unfinished self-test, what there is, who is there.

use askama::Template;
use jiff::civil::{DateTime, datetime};

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::resident::Asked;
use crate::parts::Arches;
use crate::shell::ResidentShell;

/// A self-test that was begun and not handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    pub code: String,
    pub title: String,
    pub total: u32,
    pub answered: u32,
    /// Minutes that the rest will take.
    pub minutes_left: u32,
}

/// The latest look at the person's information.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastLook {
    /// Day, formatted.
    pub day: String,
    pub who: String,
    /// Purpose in plain words.
    pub purpose: String,
}

#[derive(Debug, Clone)]
struct Continuing {
    heading: String,
    href: String,
    arches: Arches,
    line: String,
}

impl Continuing {
    fn new(lang: Lang, test: &Unfinished) -> Self {
        let left = test.total.saturating_sub(test.answered);
        let rest = lang.t2("continue-left", "left", left, "minutes", test.minutes_left);
        Self {
            heading: lang.t1("continue-heading", "title", &test.title),
            href: links::self_test(&test.code),
            arches: Arches::new(lang, test.total, test.answered),
            line: lang.t2("continue-line", "answered", test.answered, "rest", rest),
        }
    }
}

/// First page in standard type.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/home.html")]
pub struct HomePage {
    pub shell: ResidentShell,
    today: String,
    day_key: String,
    greeting: String,
    /// Campaigns that ask the person.
    asked: Vec<Asked>,
    continuing: Option<Continuing>,
    last_look: Option<String>,
}

impl HomePage {
    /// The page at the local time `now`.
    pub fn new(
        shell: ResidentShell,
        now: DateTime,
        unfinished: Option<&Unfinished>,
        last_look: Option<&LastLook>,
        asked: Vec<Asked>,
    ) -> Self {
        let lang = shell.lang;
        let look = last_look.map(|look| {
            let what = lang.t2("look-who-purpose", "who", &look.who, "purpose", &look.purpose);
            lang.t2("last-look", "day", &look.day, "what", what)
        });
        Self {
            today: lang.day(now.date()),
            day_key: now.date().to_string(),
            greeting: greeting(lang, now.hour()),
            asked,
            continuing: unfinished.map(|test| Continuing::new(lang, test)),
            last_look: look,
            shell,
        }
    }
}

/// First page in large type: one column, high buttons, few words.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/home_large.html")]
pub struct LargeHomePage {
    pub shell: ResidentShell,
    day_key: String,
    greeting: String,
    /// Campaigns that ask the person.
    asked: Vec<Asked>,
    continuing: Option<Continuing>,
    helpline: String,
}

impl LargeHomePage {
    /// The page at the local time `now`.
    pub fn new(shell: ResidentShell, now: DateTime, unfinished: Option<&Unfinished>, asked: Vec<Asked>) -> Self {
        let lang = shell.lang;
        Self {
            day_key: now.date().to_string(),
            greeting: greeting(lang, now.hour()),
            asked,
            continuing: unfinished.map(|test| Continuing::new(lang, test)),
            helpline: shell.service.helpline_line(lang),
            shell,
        }
    }
}

fn greeting(lang: Lang, hour: i8) -> String {
    match hour {
        5..=10 => lang.t("greeting-morning"),
        11..=12 => lang.t("greeting-noon"),
        13..=17 => lang.t("greeting-afternoon"),
        18..=22 => lang.t("greeting-evening"),
        _ => lang.t("greeting-night"),
    }
}

fn sample_test(lang: Lang) -> Unfinished {
    let title = match lang {
        Lang::ZhCn => "情绪自测",
        Lang::En => "Mood",
    };
    Unfinished { code: "phq-9".to_owned(), title: title.to_owned(), total: 9, answered: 4, minutes_left: 1 }
}

fn sample_look(lang: Lang) -> LastLook {
    let (who, purpose) = match lang {
        Lang::ZhCn => ("柳老师", "为给您回电话"),
        Lang::En => ("Ms Liu", "to call you back"),
    };
    LastLook { day: lang.month_day(datetime(2026, 4, 15, 0, 0, 0, 0).date()), who: who.to_owned(), purpose: purpose.to_owned() }
}

impl Samples for HomePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let at = datetime(2026, 4, 16, 14, 30, 0, 0);
        let night = datetime(2026, 4, 16, 2, 0, 0, 0);
        let signed_in = ResidentShell::signed_in_sample(lang);
        vec![
            ("first-visit", Self::new(ResidentShell::sample(lang), night, None, None, Vec::new())),
            ("unfinished", Self::new(signed_in, at, Some(&sample_test(lang)), Some(&sample_look(lang)), Asked::samples(lang))),
        ]
    }
}

impl Samples for LargeHomePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let at = datetime(2026, 4, 16, 14, 30, 0, 0);
        vec![
            ("first-visit", Self::new(ResidentShell::large_sample(lang), at, None, Vec::new())),
            ("unfinished", Self::new(ResidentShell::large_sample(lang), at, Some(&sample_test(lang)), Asked::samples(lang))),
        ]
    }
}
