//! Samples of the pages of the register.

use jiff::civil::date;
use xinqiao_kernel::id::{GroupEntryId, GroupEventId};
use xinqiao_packs::Library;

use super::new::{Blank, new_form};
use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Step, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> GroupEntryId {
    GroupEntryId::from_uuid(uuid(31))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::People)
}

fn group(lang: Lang) -> String {
    say(lang, "社区矫正对象", "people under community correction")
}

impl Samples for GroupsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let row = GroupRow {
            name: say(lang, "李**，34岁", "L**, 34"),
            href: links::group_entry(id()),
            group: group(lang),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            since: lang.date(date(2026, 3, 2)),
            confirm: lang.date(date(2026, 9, 2)),
            is_due: true,
        };
        let filters = vec![
            Entry::new(
                "groups",
                "place",
                lang.t("group-place"),
                EntryKind::Select(vec![Choice::new("620702/", say(lang, "甘州区", "Ganzhou district"))]),
            ),
            Entry::new("groups", "group", lang.t("group-group"), EntryKind::Select(vec![Choice::new("", lang.t("groups-any"))])),
        ];
        let count = |count: i64, due: i64| lang.t2("groups-count", "count", count, "due", due);
        let older = Some(links::groups());
        let pager = Some(Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older });
        let empty = GroupsView { filters: filters.clone(), count: count(0, 0), may_record: true, ..GroupsView::default() };
        let none = GroupsView { is_filtered: true, ..empty.clone() };
        let filled = GroupsView { rows: vec![row], count: count(1, 1), pager, ..empty.clone() };
        vec![
            ("empty", Self::new(shell(lang), empty)),
            ("none", Self::new(shell(lang), none)),
            ("filled", Self::new(shell(lang), filled)),
        ]
    }
}

impl Samples for GroupNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let library = Library::embedded();
        let Some(rules) = library.groups(xinqiao_app::groups::GROUPS) else { return Vec::new() };
        let groups: Vec<_> = rules.all().iter().take(2).collect();
        let form = |chosen: bool| {
            new_form(Blank {
                lang,
                rules,
                groups: &groups,
                ids: (id(), GroupEventId::from_uuid(uuid(32))),
                person: chosen.then(|| xinqiao_kernel::id::PersonId::from_uuid(uuid(33))),
                places: vec![Choice::new("620702/", say(lang, "甘州区", "Ganzhou district"))],
                today: date(2026, 11, 23),
            })
        };
        let wrong = form(false).with_error("number", lang.t("fault-group-who")).with_error("day", lang.t("fault-group-day"));
        let who = say(lang, "李**，女，34岁", "L**, female, 34");
        let told = Some(lang.t("group-done-recorded"));
        vec![
            ("blank", Self::new(shell(lang), None, None, true, form(false))),
            ("chosen", Self::new(shell(lang), Some(who), None, true, form(true))),
            ("wrong", Self::new(shell(lang), None, None, true, wrong)),
            ("handed-in", Self::new(shell(lang), None, told, false, form(false))),
        ]
    }
}

impl Samples for GroupEntryPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let entry = TimelineEntry {
            title: lang.t("group-did-recorded"),
            time: say(lang, "今天 09:40", "today 09:40"),
            lines: vec![say(lang, "顾晴", "Gu Qing"), say(lang, "决定书编号", "number of the decision")],
            icon: "check",
            tone: Tone::Plain,
        };
        let step = |verb: &'static str, label: &str| {
            (
                lang.t(label),
                PostForm::new(verb, links::group_step(id(), verb), lang.t(label)).with_hidden("step", uuid(34).to_string()),
            )
        };
        let end = step("end", "group-end");
        let wrong = (
            end.0.clone(),
            end.1
                .clone()
                .with_entry(Entry::new("end", "day", lang.t("group-ended"), EntryKind::Line("date")))
                .with_error("day", lang.t("fault-group-day")),
        );
        let view = |forms: Vec<(String, PostForm)>, told: Option<String>| GroupDetail {
            name: say(lang, "李**", "L**"),
            group: group(lang),
            facts: vec![(lang.t("group-since"), lang.date(date(2026, 3, 2)))],
            history: Timeline { entries: vec![entry.clone()] },
            forms,
            person: Some(Step { label: lang.t("group-open-person"), href: links::groups() }),
            told,
        };
        vec![
            ("open", Self::new(shell(lang), view(vec![step("confirm", "group-confirm"), end], None))),
            ("wrong", Self::new(shell(lang), view(vec![step("confirm", "group-confirm"), wrong], None))),
            ("over", Self::new(shell(lang), view(Vec::new(), Some(lang.t("group-done-ended"))))),
        ]
    }
}
