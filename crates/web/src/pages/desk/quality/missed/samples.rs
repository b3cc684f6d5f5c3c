//! Samples of the pages of reviews.

use xinqiao_kernel::id::{MissedReviewId, StepId};

use super::new::NAME;
use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Sla, SlaState, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> MissedReviewId {
    MissedReviewId::from_uuid(uuid(47))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Aggregates)
}

fn event(lang: Lang) -> String {
    say(lang, "急诊或住院", "emergency department or admission")
}

impl Samples for MissedListPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = MissedLine {
            event: event(lang),
            href: links::missed_one(id()),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            happened: say(lang, "2026年11月20日", "20 November 2026"),
            stage: lang.t("missed-stage-open"),
            sla: Some(Sla::new(SlaState::Over, say(lang, "超时2小时", "2 h late"), 100)),
        };
        let pager = Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older: Some(links::missed()) };
        vec![
            ("empty", Self::new(shell(lang), true, Vec::new(), None, None)),
            ("filled", Self::new(shell(lang), false, vec![line], Some(pager), Some(lang.t("missed-recorded")))),
        ]
    }
}

impl Samples for MissedNewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let events = EntryKind::Select(vec![Choice::new("admission", event(lang))]);
        let form = PostForm::new(NAME, links::missed(), lang.t("missed-record"))
            .primary()
            .with_entry(Entry::new(NAME, "event", lang.t("missed-event"), events).required())
            .with_entry(Entry::new(NAME, "note", lang.t("missed-note"), EntryKind::Lines).with_hint(lang.t("missed-note-hint")));
        let view = MissedNewView { chosen: None, search: Some(links::people()), form: form.clone() };
        let whom = (say(lang, "李**，女，34岁", "L**, female, 34"), say(lang, "东街街道", "Dongjie sub-district"));
        let chosen = MissedNewView { chosen: Some(whom), search: None, form: form.clone() };
        let wrong = MissedNewView { form: form.with_error("note", lang.t("fault-missed-words")), ..view.clone() };
        let page = |view| Self::new(shell(lang), view);
        vec![("blank", page(view)), ("chosen", page(chosen)), ("wrong", page(wrong))]
    }
}

impl Samples for MissedReviewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let entry = TimelineEntry {
            title: lang.t("missed-did-opened"),
            time: say(lang, "今天 09:40", "today 09:40"),
            lines: vec![lang.t("missed-by-program")],
            icon: "check",
            tone: Tone::Plain,
        };
        let picks = EntryKind::Radios(vec![Pick::new("lapsed", say(lang, "过期没人看", "nobody decided in time"))]);
        let close = PostForm::new("close", links::missed_step(id(), "close"), lang.t("missed-do-close"))
            .primary()
            .with_hidden("step", StepId::from_uuid(uuid(48)).to_string())
            .with_entry(Entry::new("close", "finding", lang.t("missed-finding"), picks).required())
            .with_entry(Entry::new("close", "note", lang.t("missed-lesson"), EntryKind::Lines).required());
        let became =
            lang.t2("missed-past-dismissed", "role", lang.t("role-duty-officer"), "reason", say(lang, "本人说明", "explained"));
        let line = (say(lang, "11月18日 10:00", "18 November 10:00"), say(lang, "自测提示", "a self-test hinted"), became);
        let view = |stage: &str, past, forms| MissedDetail {
            event: event(lang),
            place: say(lang, "东街街道", "Dongjie sub-district"),
            stage: lang.t(stage),
            sla: None,
            facts: vec![(lang.t("missed-owner"), lang.t("missed-owner-you"))],
            past,
            since: lang.t1("missed-past-since", "day", "2026-08-22"),
            timeline: Timeline { entries: vec![entry.clone()] },
            forms,
            told: None,
        };
        let open = view("missed-stage-open", vec![line], vec![(lang.t("missed-do-close"), close)]);
        let told = MissedDetail { told: Some(lang.t("missed-not-done")), ..open };
        let closed = view("missed-stage-closed", Vec::new(), Vec::new());
        vec![("open", Self::new(shell(lang), told)), ("closed", Self::new(shell(lang), closed))]
    }
}

impl Samples for MissedAdvicePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let about = lang.t1("missed-mark-rule", "name", say(lang, "自测落在“尽快聊聊”", "came out at “talk soon”"));
        let words = say(lang, "两周后再问一次", "ask once more after two weeks");
        let line = (say(lang, "今天 09:40", "today 09:40"), about, words);
        let page = |lines| Self::new(shell(lang), MissedAdviceView { lines, pager: None });
        vec![("filled", page(vec![line])), ("empty", page(Vec::new()))]
    }
}
