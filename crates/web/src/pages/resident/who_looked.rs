//! Who looked at my information, when, and what for.

use askama::Template;
use jiff::civil::{DateTime, datetime};

use crate::i18n::Lang;
use crate::pages::Samples;
use crate::parts::{Empty, Timeline, TimelineEntry, Tone};
use crate::shell::ResidentShell;

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Local time.
    pub at: DateTime,
    /// The person, or what did it: `自动备份`.
    pub who: String,
    /// Role and organisation.
    pub role: String,
    /// What was read, in plain words.
    pub what: String,
    /// Purpose, in plain words.
    pub purpose: String,
    /// Opened in an emergency without the usual right.
    pub emergency: bool,
}

/// The page, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/resident/who_looked.html")]
pub struct WhoLookedPage {
    pub shell: ResidentShell,
    timeline: Option<Timeline>,
    empty: Option<Empty>,
    more: Option<String>,
}

impl WhoLookedPage {
    /// The page in the order of `looks`; `older` is the address of the next page, when there is one.
    pub fn new(shell: ResidentShell, looks: &[Look], older: Option<String>) -> Self {
        let lang = shell.lang;
        let empty = Empty { icon: "shield", title: lang.t("looked-empty"), text: lang.t("looked-empty-text"), step: None };
        let empty = looks.is_empty().then_some(empty);
        Self { shell, timeline: timeline(lang, looks), empty, more: older }
    }
}

/// Looks as a timeline; none when there are none.
pub(super) fn timeline(lang: Lang, looks: &[Look]) -> Option<Timeline> {
    let entries: Vec<_> = looks.iter().map(|look| entry(lang, look)).collect();
    (!entries.is_empty()).then_some(Timeline { entries })
}

fn entry(lang: Lang, look: &Look) -> TimelineEntry {
    let mut lines =
        vec![look.role.clone(), lang.t1("looked-what", "what", &look.what), lang.t1("looked-why", "purpose", &look.purpose)];
    if look.emergency {
        lines.push(lang.t("looked-emergency"));
    }
    let tone = if look.emergency { Tone::Warm } else { Tone::Primary };
    TimelineEntry { title: look.who.clone(), time: lang.moment(look.at), lines, icon: "eye", tone }
}

/// Two looks for samples.
pub(super) fn sample_looks(lang: Lang) -> Vec<Look> {
    vec![sample_look(lang, 15, false), sample_look(lang, 2, true)]
}

fn sample_look(lang: Lang, day: i8, emergency: bool) -> Look {
    let chinese = lang == Lang::ZhCn;
    let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    Look {
        at: datetime(2026, 4, day, 9, 5, 0, 0),
        who: pick("柳老师", "Ms Liu"),
        role: pick("心理咨询师，甘州区指导中心", "Counsellor, Ganzhou guidance centre"),
        what: pick("您的联系电话和这一次的自测结果", "Your telephone number and this one result"),
        purpose: pick("为给您回电话", "to call you back"),
        emergency,
    }
}

impl Samples for WhoLookedPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let look = |day, emergency| sample_look(lang, day, emergency);
        let many: Vec<_> = (1..=28).map(|day| look(29 - day, day % 9 == 0)).collect();
        vec![
            ("empty", Self::new(ResidentShell::signed_in_sample(lang), &[], None)),
            ("two", Self::new(ResidentShell::signed_in_sample(lang), &[look(15, false), look(2, true)], None)),
            ("many", Self::new(ResidentShell::signed_in_sample(lang), &many, Some(crate::links::who_looked()))),
        ]
    }
}
