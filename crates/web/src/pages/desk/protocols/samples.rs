//! Samples of the pages of green channels and aid files. All people and organisations are invented.

use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::pages::desk::referrals::chips;
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Empty, Sla, SlaState, Step, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Referrals)
}

fn soon(lang: Lang) -> Sla {
    Sla::new(SlaState::Soon, say(lang, "剩余50分", "50 min left"), 96)
}

fn timeline(lang: Lang) -> Timeline {
    let entry = TimelineEntry {
        title: lang.t("green-did-met"),
        time: say(lang, "今天 09:40", "today 09:40"),
        lines: vec![say(lang, "三个人一起商量过。", "Three of us talked.")],
        icon: "check",
        tone: Tone::Plain,
    };
    Timeline { entries: vec![entry] }
}

impl Samples for ProtocolsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let row = || ProtocolRow {
            href: links::green(uuid(7)),
            title: say(lang, "林**", "L** X***"),
            note: lang.t2(
                "protocol-since",
                "place",
                say(lang, "柳湾中学", "Liuwan school"),
                "at",
                say(lang, "今天 09:40", "today 09:40"),
            ),
            state: lang.t2("protocol-owes", "stage", lang.t("green-stage-slot"), "name", say(lang, "秦医生", "Doctor Qin")),
            sla: Some(soon(lang)),
        };
        let page = |owed, rows, empty, pager| Self {
            shell: shell(lang),
            title: lang.t("nav-green"),
            lead: lang.t("greens-lead"),
            tabs: chips(lang, true, (true, true), "green"),
            owed,
            rows,
            empty,
            pager,
            foot: lang.t("aid-foot"),
        };
        let none = Empty { icon: "heart", title: lang.t("aid-empty"), text: lang.t("aid-empty-text"), step: None };
        let pager = Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older: Some(links::greens()) };
        vec![
            ("empty", page(Vec::new(), Vec::new(), Some(none), None)),
            ("filled", page(vec![row()], vec![row()], None, Some(pager))),
        ]
    }
}

impl Samples for ProtocolNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let causes =
            vec![Pick::new("concern", lang.t("green-cause-concern")), Pick::new("own_wish", lang.t("green-cause-own-wish"))];
        let form = PostForm::new("green", links::green_new(uuid(8)), lang.t("green-open"))
            .with_entry(Entry::new("green", "cause", lang.t("green-cause"), EntryKind::Radios(causes)).required())
            .primary();
        let page = |form, step, fault| Self {
            shell: shell(lang),
            back: (say(lang, "林**，女，16岁", "L** X***, woman, 16"), links::person(uuid(8))),
            title: lang.t("green-new"),
            lead: lang.t("green-new-lead"),
            follows: vec![lang.t("green-follows-team"), lang.t("green-follows-plan")],
            form,
            step,
            fault,
            foot: lang.t("staff-foot"),
        };
        let running = Step { label: lang.t("green-running"), href: links::green(uuid(7)) };
        vec![("open", page(Some(form), None, None)), ("running", page(None, Some(running), Some(lang.t("conflict-green-open"))))]
    }
}

impl Samples for ProtocolPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = |key: &str, standing, word: &str| StageLine {
            title: lang.t(key),
            standing,
            word: lang.t(word),
            note: Some(lang.t1("green-slot-at", "at", say(lang, "明天 09:00", "tomorrow 09:00"))),
            sla: (standing == Standing::Now).then(|| soon(lang)),
        };
        let form = PostForm::new("stop", links::green_step(uuid(7), "stop"), lang.t("green-do-stop"))
            .with_entry(Entry::new("stop", "note", lang.t("green-why"), EntryKind::Lines).required())
            .with_error("note", lang.t1("fault-referral-words", "found", ""));
        let view = |forms, timeline, fault| ProtocolView {
            title: lang.t1("green-title", "name", say(lang, "林**", "L** X***")),
            back: (lang.t("nav-green"), links::greens()),
            state: lang.t("green-stage-treatment"),
            sla: Some(soon(lang)),
            stages: vec![
                line("green-stage-slot", Standing::Done, "protocol-done"),
                line("green-stage-treatment", Standing::Now, "protocol-now"),
                line("green-stage-feedback", Standing::Later, "protocol-later"),
            ],
            facts: vec![(lang.t("green-hospital"), say(lang, "市第二医院心理科", "Second city hospital, psychology"))],
            sealed: Some(lang.t("green-side-school")),
            timeline,
            forms,
            steps: vec![Step { label: lang.t("green-referral"), href: links::referrals() }],
            told: Some(lang.t("referral-done")),
            fault,
            foot: lang.t("staff-foot"),
        };
        let open = vec![(lang.t("green-do-stop"), form)];
        vec![
            ("open", Self { shell: shell(lang), view: view(open, Some(timeline(lang)), None) }),
            ("refused", Self { shell: shell(lang), view: view(Vec::new(), None, Some(lang.t("conflict-aid-sealed"))) }),
        ]
    }
}

impl Samples for AidFilePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |contents| Self {
            shell: shell(lang),
            view: AidFileView {
                back: (lang.t("aid-back"), links::aid(uuid(7))),
                contents,
                words: timeline(lang),
                openings: vec![(
                    say(lang, "何穗", "He Sui"),
                    say(lang, "今天 09:40", "today 09:40"),
                    say(lang, "准备陪同", "to prepare company"),
                )],
            },
        };
        let record = (lang.t("aid-reference"), say(lang, "检未 7 号", "case 7"));
        vec![("filled", page(vec![record])), ("empty", page(Vec::new()))]
    }
}
