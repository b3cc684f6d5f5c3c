//! How long what is kept: the schedule with what is due, and holds that stop deletion.

mod serve;

use askama::Template;
use xinqiao_app::retention::HOLD_REASONS;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::{Choice, Empty};
use crate::shell::{Area, StaffShell};

pub use serve::routes;

/// One rule of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    /// What is kept.
    pub kept: String,
    /// How long, and from when.
    pub period: String,
    /// What the law asks at least; none where no law does.
    pub at_least: Option<String>,
    /// Law and source.
    pub ground: String,
    /// What happens then.
    pub ending: String,
    /// What began on this day or before is over.
    pub begun_by: String,
    /// How many the next run would delete.
    pub due: String,
    pub is_due: bool,
}

/// One past run, or one rule of the last year: a time or name, and a number.
pub type CountLine = (String, String);

/// The schedule.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/retention/schedule.html")]
pub struct RetentionPage {
    pub shell: StaffShell,
    /// How many records the next run would delete, in a sentence.
    summary: String,
    rules: Vec<RuleLine>,
    runs: Vec<CountLine>,
    year: Vec<CountLine>,
}

impl RetentionPage {
    /// The page.
    pub const fn new(
        shell: StaffShell,
        summary: String,
        rules: Vec<RuleLine>,
        runs: Vec<CountLine>,
        year: Vec<CountLine>,
    ) -> Self {
        Self { shell, summary, rules, runs, year }
    }
}

/// One hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldLine {
    /// Whose records.
    pub about: String,
    pub reason: String,
    pub from: String,
    /// Last day; none while it is in force.
    pub ended: Option<String>,
    /// Where it is ended, while it is in force.
    pub end: Option<String>,
}

/// Holds, with the form for a new one.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/retention/holds.html")]
pub struct HoldsPage {
    pub shell: StaffShell,
    form: PostForm,
    done: Option<String>,
    lines: Vec<HoldLine>,
    empty: Option<Empty>,
}

impl HoldsPage {
    /// The page.
    pub fn new(shell: StaffShell, form: PostForm, done: Option<String>, lines: Vec<HoldLine>) -> Self {
        let lang = shell.lang;
        let empty = lines.is_empty().then(|| Empty {
            icon: "lock",
            title: lang.t("holds-empty"),
            text: lang.t("holds-empty-text"),
            step: None,
        });
        Self { shell, form, done, lines, empty }
    }
}

/// Reasons in words.
fn reasons(lang: Lang) -> impl Iterator<Item = Choice> {
    // i18n: holding-reason-*
    HOLD_REASONS.iter().map(move |code| Choice::new(*code, reason(lang, code)))
}

fn reason(lang: Lang, code: &str) -> String {
    lang.t(&format!("holding-reason-{}", code.replace('_', "-")))
}

/// The form of a new hold; about a known person their id goes along.
fn form(lang: Lang, person: Option<&str>) -> PostForm {
    let form = PostForm::new("hold", links::holds(), lang.t("hold-do")).primary();
    let form = match person {
        Some(person) => form.with_hidden("who", "known").with_hidden("person", person).with_intro(lang.t("hold-known")),
        None => {
            let who = vec![
                Pick { chosen: true, ..Pick::new("one", lang.t("hold-who-one")) },
                Pick::new("all", lang.t("hold-who-all")).with_note(lang.t("hold-who-all-note")),
            ];
            form.with_entry(Entry::new("hold", "who", lang.t("hold-who"), EntryKind::Radios(who)).required()).with_entry(
                Entry::new("hold", "number", lang.t("hold-number"), EntryKind::Line("text"))
                    .with_hint(lang.t("hold-number-hint")),
            )
        }
    };
    form.with_entry(Entry::new("hold", "reason", lang.t("hold-reason"), EntryKind::Select(reasons(lang).collect())).required())
}

impl Samples for RetentionPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let rule = |kept: &str, due: u32| RuleLine {
            kept: lang.t(&format!("kept-{kept}")),
            period: lang.t2("retention-period", "period", "3", "start", lang.t("start-answered")),
            at_least: (due == 0).then(|| "3".to_owned()),
            ground: "PIPL 19".to_owned(),
            ending: lang.t("ending-delete"),
            begun_by: lang.date(jiff::civil::date(2023, 4, 16)),
            due: due.to_string(),
            is_due: due > 0,
        };
        let shell = || StaffShell::sample(lang, Area::Retention);
        let rules = vec![rule("shared-result", 12), rule("disclosure", 0), rule("message", 0)];
        let count = |text: &str, count: &str| (text.to_owned(), count.to_owned());
        let some = vec![count("2026-04-15 03:00", "12"), count("2026-04-14 03:00", "1")];
        vec![
            ("quiet", Self::new(shell(), lang.t("retention-nothing"), rules.clone(), Vec::new(), Vec::new())),
            ("due", Self::new(shell(), lang.t1("retention-next", "count", 12), rules, some.clone(), some)),
        ]
    }
}

impl Samples for HoldsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Holds);
        let line = |number: usize| HoldLine {
            about: if number == 0 { lang.t("hold-all") } else { format!("1A2B3C{number:02}") },
            reason: reason(lang, "court"),
            from: lang.date(jiff::civil::date(2026, 4, 16)),
            ended: (number > 2).then(|| lang.date(jiff::civil::date(2026, 4, 17))),
            end: (number <= 2).then(links::holds),
        };
        let wrong = form(lang, None).with_error("number", lang.t("fault-hold-nobody"));
        vec![
            ("empty", Self::new(shell(), form(lang, None), None, Vec::new())),
            ("known", Self::new(shell(), form(lang, Some("p")), Some(lang.t("hold-done-placed")), vec![line(0)])),
            ("many", Self::new(shell(), wrong, None, (0..8).map(line).collect())),
        ]
    }
}
