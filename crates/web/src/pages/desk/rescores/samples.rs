//! Sample pages.

use uuid::Uuid;
use xinqiao_app::rescores::Class;
use xinqiao_kernel::id::RescoreId;

use super::detail::{ClassLine, PeopleView, PersonLine, RescoreDetail, RescoreDetailPage};
use super::{RescoreCard, RescoreNewPage, RescoresPage, new_form, words};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

fn id() -> RescoreId {
    RescoreId::from_uuid(uuid(71))
}

fn title(lang: Lang) -> String {
    lang.t3("rescore-of", [("name", "PHQ-9"), ("from", "1"), ("to", "2")])
}

impl Samples for RescoresPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let card = RescoreCard {
            title: title(lang),
            href: links::rescore(id()),
            place: say(lang, "青溪县", "Qingxi county"),
            stage: words::stage(lang, "counted"),
            planned: lang.t2("rescore-planned", "at", "2026-11-23", "by", say(lang, "白芷", "Bai Zhi")),
            counts: lang.t2("rescore-counts", "sheets", "1 204", "changed", "37"),
        };
        let older = Pager { lang, text: lang.t1("audit-page", "count", 2), newer: None, older: Some(links::rescores()) };
        vec![
            ("two", Self::new(shell(), vec![card.clone(), card], true, Some(older))),
            ("empty", Self::new(shell(), Vec::new(), false, None)),
        ]
    }
}

impl Samples for RescoreNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let versions = vec![Choice::new("phq-9 1 2", title(lang))];
        let places = vec![Choice::new("620000/", say(lang, "青溪县", "Qingxi county"))];
        let form = || new_form(lang, id(), versions.clone(), places.clone());
        let wrong = form()
            .filled([("reason", ""), ("until", "2026-11-01")])
            .with_error("versions", lang.t1("fault-rescore-questions-which", "found", "question 1"))
            .with_error("until", lang.t("fault-rescore-dates"))
            .with_error("reason", lang.t("fault-rescore-reason"));
        vec![
            ("blank", Self::new(shell(), Some(form()))),
            ("wrong", Self::new(shell(), Some(wrong))),
            ("no-versions", Self::new(shell(), None)),
        ]
    }
}

fn detail(lang: Lang, stage: &str, told: Vec<String>) -> RescoreDetail {
    let class = |class: &Class| ClassLine {
        name: words::class(lang, *class),
        count: if *class == Class::NewSignal { "3".to_owned() } else { "0".to_owned() },
        href: (*class == Class::NewSignal).then(|| links::rescore(id())),
    };
    RescoreDetail {
        title: title(lang),
        stage: words::stage(lang, stage),
        told,
        facts: vec![
            (lang.t("rescore-place"), say(lang, "青溪县", "Qingxi county")),
            (lang.t("rescore-reason"), say(lang, "第1版的分界点录入有误", "A cut-off of version 1 was entered wrongly")),
            (lang.t("rescore-sheets"), "1 204".to_owned()),
        ],
        classes: Class::ALL.iter().map(class).collect(),
        moves: vec![(say(lang, "轻度", "mild"), say(lang, "中度", "moderate"), "3".to_owned())],
        file: links::rescore_file(id()),
        people: None,
        forms: Vec::new(),
    }
}

impl Samples for RescoreDetailPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Campaigns);
        let line = PersonLine {
            name: say(lang, "李**", "L**"),
            file: Some(links::person(Uuid::from_u128(7))),
            place: say(lang, "柳湾中学", "Liuwan school"),
            day: "2026-11-20".to_owned(),
            before: say(lang, "9分，轻度", "9 points, mild"),
            after: say(lang, "9分，中度", "9 points, moderate"),
            signals: vec![lang.t1("rescore-raises", "signal", say(lang, "中度以上", "moderate"))],
        };
        let closed = PersonLine {
            file: None,
            before: lang.t("rescore-hidden"),
            after: lang.t("rescore-hidden"),
            signals: vec![lang.t1("rescore-lifts", "signal", say(lang, "第9题", "item 9"))],
            ..line.clone()
        };
        let note = |name: &'static str| Entry::new(name, "note", lang.t("rescore-note"), EntryKind::Lines);
        let form = |name: &'static str, key: &str| PostForm::new(name, links::rescore_step(id(), name), lang.t(key));
        let refuse = form("refuse", "rescore-refuse")
            .with_entry(note("refuse").required())
            .with_error("note", lang.t("fault-rescore-note"));
        let mut asked = detail(lang, "counted", vec![lang.t("conflict-rescore-stage")]);
        asked.forms =
            vec![(lang.t("rescore-approve"), form("approve", "rescore-approve").primary()), (lang.t("rescore-refuse"), refuse)];
        let mut long = detail(lang, "applied", Vec::new());
        let older = Pager { lang, text: lang.t1("audit-page", "count", 50), newer: None, older: Some(links::rescore(id())) };
        let lines = vec![line, closed];
        long.people = Some(PeopleView { title: words::class(lang, Class::NewSignal), lines, pager: Some(older) });
        let mut nobody = detail(lang, "refused", Vec::new());
        nobody.moves.clear();
        nobody.people = Some(PeopleView { title: words::class(lang, Class::BandUp), lines: Vec::new(), pager: None });
        let counting = detail(lang, "counting", vec![lang.t1("rescore-counting", "count", "1 000")]);
        let failed = detail(lang, "failed", vec![lang.t1("rescore-fault", "fault", "phq-9 2 is not among the packs")]);
        vec![
            ("asked", Self::new(shell(), asked)),
            ("people", Self::new(shell(), long)),
            ("nobody", Self::new(shell(), nobody)),
            ("counting", Self::new(shell(), counting)),
            ("failed", Self::new(shell(), failed)),
        ]
    }
}
