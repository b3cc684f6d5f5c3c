//! The list of tasks to ask again. No level and no answer stands on it.

use askama::Template;
use xinqiao_kernel::id::RetestId;

use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::address::with;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Empty, Sla, SlaState};
use crate::shell::{Area, StaffShell};

/// The form of one task.
pub const NAME: &str = "retest";

/// One task.
#[derive(Debug, Clone)]
pub struct RetestCard {
    /// Of the heading.
    pub id: String,
    /// Masked name.
    pub name: String,
    pub place: String,
    /// Instrument, campaign, day.
    pub about: String,
    /// Why the sheet could not be counted.
    pub why: String,
    /// What is owed.
    pub owed: String,
    pub sla: Option<Sla>,
    /// What came of it, when, in which words.
    pub settled: Vec<String>,
    /// The person's file, where the reader may open it.
    pub file: Option<String>,
    pub form: Option<PostForm>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/desk/retests/page.html")]
pub struct RetestsPage {
    pub shell: StaffShell,
    tabs: Vec<(String, String, bool)>,
    cards: Vec<RetestCard>,
    empty: Option<Empty>,
    pager: Option<Pager>,
    told: Option<String>,
    how: Vec<String>,
}

impl RetestsPage {
    /// Open tasks, or settled ones.
    pub fn new(shell: StaffShell, is_settled: bool, cards: Vec<RetestCard>, pager: Option<Pager>, how: Vec<String>) -> Self {
        let lang = shell.lang;
        let settled = with(&links::retests(), "stage", "settled");
        let tabs =
            vec![(lang.t("retests-open"), links::retests(), !is_settled), (lang.t("retests-settled"), settled, is_settled)];
        let empty = cards.is_empty().then(|| Empty {
            icon: "check",
            title: lang.t("retests-empty"),
            text: lang.t("retests-empty-text"),
            step: None,
        });
        Self { shell, tabs, cards, empty, pager, told: None, how }
    }

    /// With what is said of what was just done.
    pub fn with_told(self, told: Option<String>) -> Self {
        Self { told, ..self }
    }
}

/// Posts `ending`, `note`. A conversation that is owed is not settled by another form.
pub fn form(lang: Lang, id: RetestId, is_talk: bool) -> PostForm {
    let endings: &[&str] = if is_talk { &["talked", "let_go"] } else { &["retested", "talked", "let_go"] };
    // i18n: retest-end-*
    let choice = |code: &&str| Choice::new(*code, lang.t(&format!("retest-end-{}", code.replace('_', "-"))));
    let entry = |name: &'static str, key: &str, kind| Entry::new(NAME, name, lang.t(key), kind);
    // i18n: retest-ending retest-note
    PostForm::new(NAME, links::retest(id), lang.t("retest-settle"))
        .with_entry(entry("ending", "retest-ending", EntryKind::Select(endings.iter().map(choice).collect())).required())
        .with_entry(entry("note", "retest-note", EntryKind::Lines).with_hint(lang.t("retest-note-hint")))
        .one_of_many(id)
}

impl Samples for RetestsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Desk);
        let how = || vec![lang.t("retests-how-what"), lang.t1("retests-how-line", "items", 5)];
        let id = RetestId::from_uuid(uuid(61));
        let card = RetestCard {
            id: "retest-1".to_owned(),
            name: say(lang, "李**", "L**"),
            place: say(lang, "青松中学", "Qingsong school"),
            about: say(lang, "PHQ-9，高一春季关心调查，今天 09:40", "PHQ-9, spring survey, today 09:40"),
            why: lang.t1("retest-why", "rules", super::rule(lang, "fast")),
            owed: lang.t("retest-owed-form"),
            sla: Some(Sla::new(SlaState::Fine, say(lang, "剩余6天", "6 days left"), 10)),
            settled: Vec::new(),
            file: Some(links::people()),
            form: Some(form(lang, id, false)),
        };
        let talk = RetestCard {
            id: "retest-2".to_owned(),
            why: lang.t1("retest-why", "rules", super::rule(lang, "straight_line")),
            owed: lang.t("retest-owed-talk"),
            sla: Some(Sla::new(SlaState::Over, say(lang, "超时2小时", "2 h late"), 100)),
            file: None,
            form: Some(form(lang, RetestId::from_uuid(uuid(62)), true).with_error("note", lang.t("fault-retest-reason"))),
            ..card.clone()
        };
        let over = lang.t2("retest-was-settled", "at", "2026-11-23", "ending", lang.t("retest-end-talked"));
        let settled = RetestCard { settled: vec![over], form: None, sla: None, ..card.clone() };
        let open = Self { told: Some(lang.t("retests-done")), ..Self::new(shell(), false, vec![talk, card], None, how()) };
        vec![
            ("open", open),
            ("settled", Self::new(shell(), true, vec![settled], None, how())),
            ("empty", Self::new(shell(), false, Vec::new(), None, how())),
        ]
    }
}
