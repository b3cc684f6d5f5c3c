//! Samples of the pages of moving work. All people and organisations are invented.

use xinqiao_referrals::{ReceiverId, ReferralId};

use super::compose::To;
use super::*;
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, Pager, PostForm};
use crate::pages::desk::sample::{say, uuid};
use crate::parts::{Choice, Empty, Sla, SlaState, Step, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn id() -> ReferralId {
    ReferralId::from_uuid(uuid(7))
}

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::Referrals)
}

fn hospital(lang: Lang) -> String {
    say(lang, "市第二医院心理科", "Second city hospital, psychology")
}

fn person(lang: Lang) -> (String, String) {
    let id = xinqiao_kernel::id::PersonId::from_uuid(uuid(8));
    (links::person(id), say(lang, "林**，女，16岁", "L** X***, woman, 16"))
}

fn packet(lang: Lang) -> Vec<(String, String)> {
    vec![
        (say(lang, "姓名", "name"), say(lang, "林晓溪", "Lin Xiaoxi")),
        (say(lang, "联系电话", "phone"), "138****6021".to_owned()),
        (
            say(lang, "转介原因", "reason"),
            say(lang, "两周睡不好，白天没有精神。\n家里知道。", "Two weeks of bad sleep.\nThe family knows."),
        ),
    ]
}

impl Samples for ListPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let row = Row {
            href: links::referral(id()),
            title: lang.t2("referral-title", "kind", lang.t("referral-kind-refer"), "name", say(lang, "林**", "L** X***")),
            way: lang.t2("referral-way", "from", say(lang, "柳湾中学", "Liuwan school"), "to", hospital(lang)),
            state: lang.t("referral-state-sent"),
            sla: Some(Sla::new(SlaState::Soon, say(lang, "剩余50分", "50 min left"), 96)),
            sent: say(lang, "今天 09:40", "today 09:40"),
            mine: Some(lang.t("referral-mine")),
            urgent: Some(lang.t("referral-urgency-emergency")),
        };
        let pager = Pager { lang, text: lang.t1("audit-page", "count", 1), newer: None, older: Some(links::referrals()) };
        vec![
            ("empty", Self::new(shell(lang), "inbox", (false, (false, false)), false, Vec::new(), None)),
            ("filled", Self::new(shell(lang), "led", (true, (true, true)), true, vec![row], Some(pager))),
        ]
    }
}

impl Samples for ChoosePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |groups: Vec<(String, Vec<To>)>, empty| Self {
            shell: shell(lang),
            back: person(lang),
            title: lang.t("referral-new"),
            lead: lang.t("referral-lead-refer"),
            kinds: vec![
                (lang.t("referral-kind-refer"), links::referrals(), true),
                (lang.t("referral-kind-consult"), links::referrals(), false),
            ],
            groups,
            empty,
        };
        let to = To { label: hospital(lang), note: say(lang, "澜州市", "Lanzhou city"), href: links::referrals() };
        let nobody = Empty { icon: "users", title: lang.t("referral-nobody"), text: lang.t("referral-nobody-desk"), step: None };
        vec![
            ("filled", page(vec![(say(lang, "精神科医师", "Psychiatrist"), vec![to])], None)),
            ("empty", page(Vec::new(), Some(nobody))),
        ]
    }
}

impl Samples for FormPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let field = |code: &str, label: String, required: bool, short: bool| FieldLine {
            code: code.to_owned(),
            label,
            value: String::new(),
            required,
            withheld: !required,
            choices: Vec::new(),
            short,
        };
        let sentences = FieldLine {
            choices: vec![Choice::new(
                "a",
                say(lang, "请把这位同学引导到学校心理老师处。", "Please point this pupil to the school counsellor."),
            )],
            ..field("teacher_advice", say(lang, "给班主任的一句话", "a sentence for the class teacher"), false, false)
        };
        let view = |faults: Vec<String>| FormView {
            back: person(lang),
            title: lang.t("referral-kind-refer"),
            receiver: lang.t1("referral-to", "name", hospital(lang)),
            lead: lang.t("referral-packet-lead"),
            action: links::referrals(),
            hidden: vec![("kind".to_owned(), "refer".to_owned())],
            faults,
            warnings: vec![Choice::new("", lang.t("referral-warning-none")).chosen_if(true)],
            results: vec![Choice::new("care_ended", say(lang, "服务已结束", "care ended"))],
            urgency: vec![
                Choice::new("routine", lang.t("referral-urgency-routine")).with_note(lang.t("referral-urgency-note-routine")),
            ],
            grounds: vec![Choice::new("consent:guardian", lang.t("referral-consent-guardian")).chosen_if(true)],
            until: String::new(),
            fields: vec![
                field("name", say(lang, "姓名", "name"), true, true),
                field("reason", say(lang, "转介原因", "reason"), true, false),
                sentences.clone(),
            ],
            harm: Some(false),
        };
        vec![
            ("fresh", Self { shell: shell(lang), view: view(Vec::new()) }),
            ("wrong", Self { shell: shell(lang), view: view(vec![lang.t1("fault-referral-guardian", "found", "")]) }),
        ]
    }
}

impl Samples for PreviewPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |lacking: Vec<String>, obstacle: Option<String>| Self {
            shell: shell(lang),
            back: person(lang),
            title: lang.t("referral-preview"),
            receiver: hospital(lang),
            action: links::referrals(),
            hidden: vec![("kind".to_owned(), "refer".to_owned())],
            shown: packet(lang),
            left_out: vec![(say(lang, "咨询情况摘要", "summary of counselling"), lang.t("referral-why-withheld"))],
            can_send: lacking.is_empty(),
            lacking,
            obstacle,
            follows: vec![lang.t("referral-follows-refer"), lang.t("referral-follows-person")],
        };
        let lacking = vec![say(lang, "联系电话", "phone")];
        vec![("ready", page(Vec::new(), None)), ("lacking", page(lacking, Some(lang.t1("fault-referral-basis", "found", ""))))]
    }
}

impl Samples for DetailPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let entry = TimelineEntry {
            title: lang.t("referral-did-sent"),
            time: say(lang, "今天 09:40", "today 09:40"),
            lines: vec![say(lang, "沈禾", "Shen He")],
            icon: "check",
            tone: Tone::Plain,
        };
        let form = PostForm::new("accept", links::referral_step(id(), "accept"), lang.t("referral-do-accept"))
            .with_intro(lang.t("referral-accept-intro"));
        let view = |packet: Option<Vec<(String, String)>>, sight: &str, forms: Vec<(String, PostForm)>| DetailView {
            title: lang.t("referral-kind-refer"),
            state: lang.t("referral-state-sent"),
            sla: Some(Sla::new(SlaState::Fine, say(lang, "剩余5小时", "5 h left"), 20)),
            facts: vec![(lang.t("referral-sent-to"), hospital(lang))],
            packet,
            sight: lang.t(sight),
            timeline: Timeline { entries: vec![entry.clone()] },
            forms,
            steps: vec![Step { label: lang.t("referral-do-send-on"), href: links::referral_on(id()) }],
            told: Some(lang.t("referral-done")),
        };
        let open = vec![(lang.t("referral-do-accept"), form)];
        vec![
            ("open", Self { shell: shell(lang), view: view(Some(packet(lang)), "referral-sight-packet", open) }),
            ("closed", Self { shell: shell(lang), view: view(None, "referral-sight-record", Vec::new()) }),
        ]
    }
}

fn desk_form(lang: Lang) -> PostForm {
    PostForm::new("desk", links::receivers(), lang.t("receivers-add"))
        .with_entry(Entry::new("desk", "name", lang.t("receiver-name"), EntryKind::Line("text")).required())
}

impl Samples for DesksPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let line = DeskLine {
            href: links::receiver(ReceiverId::from_uuid(uuid(7))),
            name: hospital(lang),
            note: say(lang, "精神科医师，澜州市", "Psychiatrist, Lanzhou city"),
            members: lang.t("receiver-members-none"),
            closed: Some(lang.t("receiver-closed")),
        };
        let empty = Empty { icon: "users", title: lang.t("receivers-empty"), text: lang.t("receivers-empty-text"), step: None };
        let page = |lines: Vec<DeskLine>, empty| Self {
            shell: StaffShell::sample(lang, Area::Receivers),
            told: None,
            lines,
            empty,
            form: desk_form(lang).with_error("name", lang.t1("fault-desk-name", "found", "")),
            pager: None,
        };
        vec![("filled", page(vec![line], None)), ("empty", page(Vec::new(), Some(empty)))]
    }
}

impl Samples for DeskPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |members: Vec<String>| Self {
            shell: StaffShell::sample(lang, Area::Receivers),
            told: Some(lang.t("receivers-done")),
            name: hospital(lang),
            note: say(lang, "精神科医师，澜州市", "Psychiatrist, Lanzhou city"),
            members,
            forms: vec![(lang.t("receiver-do-add"), desk_form(lang))],
        };
        vec![("filled", page(vec![say(lang, "秦医生", "Doctor Qin")])), ("empty", page(Vec::new()))]
    }
}
