//! Samples of the pages of cases.

use xinqiao_kernel::id::CaseId;

use super::list::Tab;
use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm, Record, RecordEntry, RecordNote};
use crate::pages::desk::sample::{person, say, uuid};
use crate::parts::{Alert, AlertTone, Choice, Step, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> CaseId {
    CaseId::from_uuid(uuid(7))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Cases)
}

impl Samples for CasesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let tabs = || {
            let tab = |key: &str, current| Tab { label: lang.t(key), href: links::cases(), current };
            vec![tab("cases-which-mine", true), tab("cases-which-all", false), tab("cases-which-closed", false)]
        };
        let line = CaseLine {
            number: "C20261123-0001".to_owned(),
            href: links::case(id()),
            name: say(lang, "林**", "L**"),
            place: say(lang, "甘州区梁家墩镇", "Liangjiadun, Ganzhou district"),
            status: lang.t("case-status-planned"),
            responsible: say(lang, "陈海棠", "Chen Haitang"),
            due: lang.day(jiff::civil::date(2026, 11, 24)),
            late: Some(lang.t("case-late")),
            mine: Some(lang.t1("cases-mine-on", "on", lang.day(jiff::civil::date(2026, 11, 24)))),
        };
        let pager = Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older: Some(links::cases()) };
        let page = |closed, lines, pager| Self::new(shell(lang), tabs(), tabs(), closed, lines, pager);
        let mut empty = page(false, Vec::new(), None);
        empty.told = Some(Alert::new(AlertTone::Info, lang.t("case-done-left")));
        vec![
            ("empty", empty),
            ("filled", page(false, vec![line.clone()], Some(pager))),
            ("closed", page(true, vec![CaseLine { late: None, mine: None, ..line }], None)),
        ]
    }
}

fn note_form(lang: Lang) -> PostForm {
    PostForm::new("note", links::case_do(id(), "note"), lang.t("case-do-note"))
        .with_entry(Entry::new("note", "note", lang.t("case-f-note"), EntryKind::Lines).required())
}

fn section(lang: Lang, id: &'static str, lines: Vec<Line>) -> Section {
    let title = lang.t(&format!("case-part-{id}"));
    Section {
        lang,
        id,
        title,
        lead: None,
        lines,
        measures: Vec::new(),
        none: lang.t("case-part-none"),
        link: None,
        forms: Vec::new(),
    }
}

impl Samples for CasePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let day = lang.day(jiff::civil::date(2026, 11, 30));
        let goal = Line {
            title: say(lang, "每周睡好三个晚上", "Three nights a week slept through"),
            badge: None,
            notes: vec![lang.t1("case-until", "on", &day)],
            words: vec![lang.t1("case-seen-by", "what", say(lang, "睡眠日记", "Sleep diary"))],
        };
        let measure = Measure {
            title: "PHQ-9".to_owned(),
            summary: say(lang, "可靠好转", "Reliably better"),
            chart: None,
            rows: vec![(day.clone(), "14".to_owned())],
        };
        let mut outcomes = section(lang, "outcomes", Vec::new());
        outcomes.measures = vec![measure];
        let mut safety = section(lang, "safety", Vec::new());
        safety.link = Some(Step { label: lang.t("case-safety-print"), href: links::case_safety(id()) });
        let mut wrong = section(lang, "steps", Vec::new());
        wrong.forms = vec![(lang.t("case-do-note"), note_form(lang).with_error("note", lang.t("fault-note-empty")))];
        let entry = RecordEntry {
            title: lang.t("case-what-opened"),
            time: day.clone(),
            who: say(lang, "陈海棠", "Chen Haitang"),
            details: Vec::new(),
            note: RecordNote::Text(say(lang, "学校转来", "Referred by the school")),
            icon: "check",
            tone: Tone::Primary,
        };
        let full = CaseView {
            id: id(),
            number: "C20261123-0001".to_owned(),
            name: say(lang, "林**，女，16岁", "L**, girl, 16"),
            status: Some(lang.t("case-status-assessed")),
            lead: lang.t1("case-responsible", "name", say(lang, "陈海棠", "Chen Haitang")),
            told: Some(Alert::new(AlertTone::Caution, lang.t("conflict-case-changed"))),
            lacking: vec![Lacking {
                text: lang.t("case-lack-step"),
                who: lang.t("case-by-responsible"),
                href: "#steps".to_owned(),
            }],
            owed: vec![Owed { text: lang.t("case-due-contact"), meta: day, late: Some(lang.t("case-late")) }],
            person: person(lang),
            main: vec![section(lang, "goals", vec![goal]), wrong, safety, outcomes],
            side: vec![section(lang, "team", Vec::new())],
            record: Some(Record { entries: vec![entry] }),
        };
        let seat = CaseView {
            status: None,
            told: None,
            lacking: Vec::new(),
            owed: Vec::new(),
            main: vec![Section { forms: vec![(lang.t("case-do-note"), note_form(lang))], ..section(lang, "tasks", Vec::new()) }],
            side: Vec::new(),
            record: None,
            ..full.clone()
        };
        vec![("full", Self::new(shell(lang), full)), ("seat", Self::new(shell(lang), seat))]
    }
}

impl Samples for CaseNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let kinds = vec![Choice::new("general", say(lang, "一般", "General"))];
        let form = PostForm::new("case", links::cases(), lang.t("case-open"))
            .with_entry(Entry::new("case", "kind", lang.t("case-f-kind"), EntryKind::Select(kinds)).required());
        let there = lang.t1("case-there", "name", say(lang, "陈海棠", "Chen Haitang"));
        let page = |form, told| Self {
            shell: shell(lang),
            person: person(lang),
            back: (lang.t("file-title"), links::people()),
            form,
            told,
        };
        vec![("new", page(Some(form), None)), ("there", page(None, Some(Alert::new(AlertTone::Info, there))))]
    }
}

impl Samples for SafetyPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let lines = vec![say(lang, "姐姐", "My sister"), "12356".to_owned()];
        let page =
            |sections| Self { shell: shell(lang), id: id(), number: "C20261123-0001".to_owned(), lead: String::new(), sections };
        vec![("full", page(vec![(say(lang, "我可以找谁帮忙", "Whom I can ask for help"), lines)])), ("empty", page(Vec::new()))]
    }
}
