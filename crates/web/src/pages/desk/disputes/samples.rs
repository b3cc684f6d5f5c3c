//! Samples of the pages of disputes.

use xinqiao_app::disputes::{ImportFault, ImportReport, ImportedRow, Outcome, Wrong};
use xinqiao_disputes::exchange::Expected;
use xinqiao_disputes::{Stage, StepId};
use xinqiao_kernel::id::DisputeId;

use super::exchange::{in_form, out_form};
use super::new::NAME;
use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::pages::desk::people::Hit;
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Sla, SlaState, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> DisputeId {
    DisputeId::from_uuid(uuid(17))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Disputes)
}

fn kinds(lang: Lang) -> Vec<Choice> {
    vec![Choice::new("", lang.t("disputes-all-kinds")), Choice::new("neighbours", say(lang, "邻里关系", "neighbours"))]
}

fn places(lang: Lang) -> Vec<Choice> {
    vec![Choice::new("620702/", say(lang, "甘州区", "Ganzhou district"))]
}

impl Samples for DisputesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = DisputeLine {
            number: "D20261122-0003".to_owned(),
            href: links::dispute(id()),
            kind: say(lang, "邻里关系", "neighbours"),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            stage: words::word(lang, "stage", "mediating"),
            owner: say(lang, "顾晴", "Gu Qing"),
            sla: Some(Sla::new(SlaState::Over, say(lang, "超时2小时", "2 h late"), 100)),
        };
        let older = Some(links::disputes());
        let pager = Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older };
        vec![
            ("empty", Self::new(shell(lang), "", kinds(lang), Vec::new(), None).with_ways(true, false)),
            (
                "filled",
                Self::new(shell(lang), "", kinds(lang), vec![line], Some(pager)).with_ways(true, true).with_receptions(true),
            ),
        ]
    }
}

fn form(lang: Lang) -> PostForm {
    let picks = EntryKind::Checks(vec![Pick::new("neighbour", say(lang, "邻居", "neighbour"))]);
    PostForm::new(NAME, links::disputes(), lang.t("dispute-register"))
        .primary()
        .with_entry(Entry::new(NAME, "place", lang.t("dispute-place"), EntryKind::Select(places(lang))).required())
        .with_entry(Entry::new(NAME, "parties", lang.t("dispute-outsides"), picks).with_hint(lang.t("dispute-outsides-hint")))
        .with_entry(Entry::new(NAME, "note", lang.t("dispute-words"), EntryKind::Lines).with_hint(lang.t("dispute-words-hint")))
}

impl Samples for DisputeNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let hit = Hit {
            name: say(lang, "李**，女，34岁", "L**, female, 34"),
            initial: say(lang, "李", "L"),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            phone: None,
            href: links::dispute_new(),
        };
        let view = DisputeNewView { may_pick: true, form: Some(form(lang)), ..DisputeNewView::default() };
        let chosen = DisputeNewView { chosen: Some((hit.name.clone(), hit.place.clone())), ..view.clone() };
        let wrong = Some(form(lang).with_error("parties", lang.t("fault-dispute-parties")));
        let found = DisputeNewView { hits: Some(vec![hit]), is_cut: true, of: Some(id()), form: None, ..view.clone() };
        let registered = DisputeNewView { done: Some(lang.t("dispute-registered")), may_pick: false, ..view.clone() };
        vec![
            ("blank", Self::new(shell(lang), view.clone())),
            ("chosen", Self::new(shell(lang), chosen)),
            ("found", Self::new(shell(lang), found)),
            ("nobody", Self::new(shell(lang), DisputeNewView { hits: Some(Vec::new()), ..view.clone() })),
            ("wrong", Self::new(shell(lang), DisputeNewView { form: wrong, ..view })),
            ("registered", Self::new(shell(lang), registered)),
        ]
    }
}

impl Samples for DisputePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let entry = TimelineEntry {
            title: words::word(lang, "did", "registered"),
            time: say(lang, "今天 09:40", "today 09:40"),
            lines: vec![say(lang, "楼上装修到半夜，说了几次不管用。", "Building work until midnight; talking did not help.")],
            icon: "check",
            tone: Tone::Plain,
        };
        let step = StepId::from_uuid(uuid(18));
        let reopen = PostForm::new("reopen", links::dispute_step(id(), "reopen"), lang.t("dispute-do-reopen"))
            .with_hidden("step", step.to_string())
            .with_entry(Entry::new("reopen", "note", lang.t("dispute-note-how"), EntryKind::Lines).required());
        let view = |told: Option<String>, forms: Vec<(String, PostForm)>| DisputeDetail {
            number: "D20261122-0003".to_owned(),
            kind: say(lang, "邻里关系", "neighbours"),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            stage: words::word(lang, "stage", "watched"),
            sla: Some(Sla::new(SlaState::Fine, say(lang, "剩余20天", "20 days left"), 20)),
            facts: vec![(lang.t("dispute-owner"), say(lang, "顾晴", "Gu Qing"))],
            parties: vec![lang.t2("dispute-party-line", "no", 1, "name", say(lang, "李**", "L**"))],
            problems: vec![(say(lang, "噪音扰民", "noise"), lang.t("dispute-resolved"))],
            missing: vec![words::missing(lang, xinqiao_disputes::dispute::Missing::Look)],
            timeline: Timeline { entries: vec![entry.clone()] },
            forms,
            search: Some(links::dispute_new()),
            told,
        };
        let open = vec![(lang.t("dispute-do-reopen"), reopen)];
        vec![
            ("open", Self::new(shell(lang), view(Some(lang.t("dispute-done")), open))),
            (
                "closed",
                Self::new(shell(lang), DisputeDetail { sla: None, search: None, missing: Vec::new(), ..view(None, Vec::new()) }),
            ),
        ]
    }
}

impl Samples for DisputeExchangePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| {
            let out = out_form(lang, places(lang), "2026-11-01".to_owned(), "2026-11-22".to_owned());
            Self::new(shell(lang), out, in_form(lang, places(lang)), view)
        };
        let place = || say(lang, "甘州区", "Ganzhou district");
        let row =
            |outcome| ImportedRow { line: 2, reference: "Z1".to_owned(), outcome, theirs: Stage::Mediating, dispute: Some(id()) };
        let rows = [Outcome::Registered, Outcome::Known, Outcome::Differs, Outcome::Over].map(row).to_vec();
        let taken = ImportReport { rows, registered: Some(1), ..ImportReport::default() };
        let fault =
            |wrong, found: &str| ImportFault {
                line: 3, column: say(lang, "办理状态", "status"), wrong, found: found.to_owned()
            };
        let cell = |expected| fault(Wrong::Cell(expected), "?");
        let faults = vec![
            fault(Wrong::Place, "62"),
            fault(Wrong::Day, "2027-01-01"),
            fault(Wrong::Reference, "Z1"),
            fault(Wrong::Parties, "40"),
            cell(Expected::Column),
            cell(Expected::Once),
            fault(Wrong::Cell(Expected::Filled), ""),
            cell(Expected::FirstIn(2)),
            cell(Expected::OneOf(vec![say(lang, "登记受理", "received"), say(lang, "先行调解", "mediating")])),
            cell(Expected::Day(Vec::new())),
            cell(Expected::Number),
            cell(Expected::NoNames),
        ];
        let faulty = ImportReport { faults, is_cut: true, ..ImportReport::default() };
        let told = |report: &ImportReport| {
            let mut view = ExchangeView { place: place(), ..ExchangeView::default() };
            serve_exchange::tell(lang, report, &mut view);
            view
        };
        let file = ExchangeLine {
            title: lang.t1("exchange-brought", "count", 1),
            text: say(lang, "今天 09:40", "today 09:40"),
            href: None,
            badge: lang.t("exchange-came-in"),
        };
        vec![
            ("blank", page(ExchangeView { place: place(), ..ExchangeView::default() })),
            ("taken", page(ExchangeView { files: vec![file], ..told(&taken) })),
            ("faulty", page(told(&faulty))),
        ]
    }
}
