//! Samples of the pages of duties.

use xinqiao_duties::Kind;
use xinqiao_kernel::id::{DutyEntryId, DutyId};

use super::*;
use crate::i18n::Lang;
use crate::pages::Samples;
use crate::pages::desk::address;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Sla, SlaState, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> DutyId {
    DutyId::from_uuid(uuid(7))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Duties)
}

fn new_form(lang: Lang, kind: Kind) -> PostForm {
    let places = vec![Choice::new("620702/", say(lang, "甘州区", "Ganzhou district"))];
    let situations =
        vec![("6".to_owned(), say(lang, "被遗弃或长期处于无人照料状态", "Abandoned, or without care for a long time"))];
    let about = matches!(kind, Kind::MinorReport | Kind::MinorAccess);
    let person = about.then(|| xinqiao_kernel::id::PersonId::from_uuid(uuid(8)));
    NewForm { lang, kind, id: id(), entry: DutyEntryId::from_uuid(uuid(9)), person, places, situations }.form()
}

impl Samples for DutyListPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = DutyLine {
            number: "0C7A21F4".to_owned(),
            href: address::duty(Kind::Incident, id()),
            place: say(lang, "甘州区", "Ganzhou district"),
            state: super::words::missing(lang, xinqiao_duties::incident::Missing::Authority),
            sla: Some(Sla::new(SlaState::Soon, say(lang, "剩余50分", "50 min left"), 96)),
            opened: say(lang, "今天 09:40", "today 09:40"),
        };
        let pager =
            Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older: Some(address::duties(Kind::Incident)) };
        vec![
            ("empty", Self::new(shell(lang), &[Kind::Incident, Kind::Impact], Kind::Impact, false, Vec::new(), None)),
            ("filled", Self::new(shell(lang), Kind::ALL, Kind::Incident, true, vec![line], Some(pager))),
        ]
    }
}

impl Samples for DutyNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let names = ["incident", "impact", "report", "access"];
        let each = names.into_iter().zip(Kind::ALL.iter().copied());
        let pages = each.map(|(name, kind)| (name, Self::new(shell(lang), kind, new_form(lang, kind))));
        let wrong = new_form(lang, Kind::Incident).with_error("note", lang.t("fault-duty-words"));
        pages.chain([("wrong", Self::new(shell(lang), Kind::Incident, wrong))]).collect()
    }
}

impl Samples for DutyDetailPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let entry = TimelineEntry {
            title: super::words::did(lang, Kind::Incident, "recorded"),
            time: say(lang, "今天 09:40", "today 09:40"),
            lines: vec![say(lang, "一份电话名单发到了错误的邮箱。", "A list of telephone numbers went to the wrong mailbox.")],
            icon: "check",
            tone: Tone::Plain,
        };
        let form =
            PostForm::new("remedied", address::duty_step(Kind::Incident, id(), "remedied"), lang.t("duty-do-incident-remedied"))
                .with_entry(Entry::new("remedied", "note", lang.t("duty-note-remedy"), EntryKind::Lines).required());
        let view = |told: Option<String>, forms: Vec<(String, PostForm)>| DutyDetail {
            kind: Kind::Incident,
            number: "0C7A21F4".to_owned(),
            place: say(lang, "甘州区", "Ganzhou district"),
            state: super::words::missing(lang, xinqiao_duties::incident::Missing::Remedy),
            sla: Some(Sla::new(SlaState::Fine, say(lang, "剩余5小时", "5 h left"), 20)),
            facts: vec![(lang.t("duty-people"), "12".to_owned())],
            missing: vec![super::words::missing(lang, xinqiao_duties::incident::Missing::Authority)],
            timeline: Timeline { entries: vec![entry.clone()] },
            forms,
            told,
        };
        let open = vec![(lang.t("duty-do-incident-remedied"), form)];
        vec![
            ("open", Self::new(shell(lang), view(Some(lang.t("duty-done")), open))),
            ("ended", Self::new(shell(lang), view(None, Vec::new()))),
        ]
    }
}
