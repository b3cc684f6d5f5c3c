//! Samples of the pages of receptions.

use xinqiao_disputes::StepId;
use xinqiao_kernel::id::ReceptionId;

use super::detail::Search;
use super::new::new_form;
use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::pages::desk::people::Hit;
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Sla, SlaState, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> ReceptionId {
    ReceptionId::from_uuid(uuid(19))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Disputes)
}

impl Samples for ReceptionsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = ReceptionLine {
            number: "V20261122-0003".to_owned(),
            href: links::reception(id()),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            stage: words::word(lang, "stage", "offered"),
            owner: say(lang, "顾晴", "Gu Qing"),
            received: say(lang, "今天 09:40", "today 09:40"),
            sla: Some(Sla::new(SlaState::Over, say(lang, "超时2小时", "2 h late"), 100)),
        };
        let over =
            ReceptionLine { stage: words::word(lang, "stage", "declined"), owner: String::new(), sla: None, ..line.clone() };
        let older = Some(links::receptions());
        let pager = Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older };
        vec![
            ("empty", Self::new(shell(lang), false, Vec::new(), None).with_new(true)),
            ("filled", Self::new(shell(lang), false, vec![line], Some(pager)).with_new(true)),
            ("closed", Self::new(shell(lang), true, vec![over], None)),
        ]
    }
}

impl Samples for ReceptionNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let places = vec![Choice::new("620702/", say(lang, "甘州区", "Ganzhou district"))];
        let form = new_form(lang, (id(), StepId::from_uuid(uuid(20))), places);
        let wrong = form.clone().with_error("place", lang.t("fault-place"));
        vec![("blank", Self::new(shell(lang), form)), ("wrong", Self::new(shell(lang), wrong))]
    }
}

impl Samples for ReceptionPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let entry = TimelineEntry {
            title: words::word(lang, "did", "offered"),
            time: say(lang, "今天 09:40", "today 09:40"),
            lines: vec![say(lang, "心理疏导、法律援助", "psychological guidance, legal aid")],
            icon: "check",
            tone: Tone::Plain,
        };
        let form = |verb: &'static str| {
            PostForm::new(verb, links::reception_step(id(), verb), lang.t(&format!("reception-do-{verb}")))
                .with_hidden("step", StepId::from_uuid(uuid(20)).to_string())
        };
        let titled = |verb: &'static str, form: PostForm| (lang.t(&format!("reception-do-{verb}")), form);
        let yes = EntryKind::Checks(vec![Pick::new("yes", lang.t("reception-agreed-help"))]);
        let accept = form("accept")
            .primary()
            .with_intro(say(lang, "李**，女，34岁", "L**, female, 34"))
            .with_entry(Entry::new("accept", "agreed", lang.t("reception-agreed"), yes).required());
        let wrong = accept.clone().with_error("agreed", lang.t("fault-reception-agreed"));
        let hit = Hit {
            name: say(lang, "李**，女，34岁", "L**, female, 34"),
            initial: say(lang, "李", "L"),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            phone: None,
            href: links::reception(id()),
        };
        let view = |stage: &str, forms: Vec<(String, PostForm)>, search: Option<Search>| ReceptionDetail {
            of: id().to_string(),
            number: "V20261122-0003".to_owned(),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            stage: words::word(lang, "stage", stage),
            sla: Some(Sla::new(SlaState::Fine, say(lang, "剩余3天", "3 days left"), 20)),
            facts: vec![
                (lang.t("reception-who"), lang.t("reception-nobody")),
                (words::word(lang, "debt", "step"), say(lang, "明天 18:00", "tomorrow 18:00")),
            ],
            timeline: Timeline { entries: vec![entry.clone()] },
            forms,
            search,
            told: None,
        };
        let decline = || vec![titled("decline", form("decline").with_intro(lang.t("reception-decline-intro")))];
        let found = Search { hits: Some(vec![hit]), is_cut: true, ..Search::default() };
        let nobody = Search { hits: Some(Vec::new()), typed: say(lang, "李", "L"), ..Search::default() };
        let over = ReceptionDetail { sla: None, ..view("declined", Vec::new(), None) };
        vec![
            ("offered", Self::new(shell(lang), view("offered", decline(), Some(Search::default())))),
            ("found", Self::new(shell(lang), view("offered", decline(), Some(found)))),
            ("nobody", Self::new(shell(lang), view("offered", decline(), Some(nobody)))),
            ("chosen", Self::new(shell(lang), view("offered", vec![titled("accept", accept)], None))),
            ("wrong", Self::new(shell(lang), view("offered", vec![titled("accept", wrong)], None))),
            ("over", Self::new(shell(lang), ReceptionDetail { told: Some(lang.t("reception-declined")), ..over })),
        ]
    }
}
