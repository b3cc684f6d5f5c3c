//! Samples of the warning page, one for each step.

use std::cmp::Ordering;

use xinqiao_kernel::id::WarningId;

use super::{
    FormOf, Hearer, OwnerCard, PlanLine, PlanState, WarningPage, WarningView, acknowledge_form, close_form, feedback_form,
    hand_over_form, identity_form, intervene_form, note_form, second_close_form, second_form, set_aside_form, verify_form,
};
use crate::i18n::Lang;
use crate::pages::Samples;
use crate::pages::desk::parts::{PersonCard, PostForm, Record, RecordEntry, RecordNote};
use crate::pages::desk::sample::{caution, evidence, offers, own_words, owners, person, reasons, receipt, say, uuid};
use crate::parts::{Choice, Level, LoopStages, Sla, SlaState, Stage, StageState, Tone};
use crate::shell::{Area, StaffShell};

fn of(lang: Lang) -> FormOf {
    FormOf { lang, id: WarningId::from_uuid(uuid(4)), receipt: receipt(Some(3)) }
}

/// Words in both languages.
type Said = (&'static str, &'static str);

/// The present step of the six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Present {
    Second,
    Acknowledge,
    Verify,
    Intervene,
    Feedback,
    Close,
}

impl Present {
    const fn stage(self) -> usize {
        match self {
            Present::Second | Present::Acknowledge => 1,
            Present::Verify | Present::Intervene => 2,
            Present::Feedback | Present::Close => 3,
        }
    }
}

fn stages(lang: Lang, present: Present) -> LoopStages {
    let all = [
        (("监测", "Watch"), [("本人自测提交", "Self-test handed in"), ("4月16日 13:46", "16 April, 13:46")]),
        (("预警", "Warn"), [("双人复核定级", "Confirmed by two"), ("限15分", "within 15 minutes")]),
        (("干预", "Act"), [("联系本人，开始支持", "Reach the person, begin support"), ("14:52前启动", "by 14:52")]),
        (("反馈", "Tell"), [("72小时内告知本人", "Tell the person within 72 hours"), ("结案需两人确认", "Closing takes two")]),
    ];
    let stage = |(index, (name, lines)): (usize, (Said, [Said; 2]))| Stage {
        name: say(lang, name.0, name.1),
        lines: lines.iter().map(|line| say(lang, line.0, line.1)).collect(),
        state: match index.cmp(&present.stage()) {
            Ordering::Less => StageState::Done,
            Ordering::Equal => StageState::Now,
            Ordering::Greater => StageState::Todo,
        },
    };
    LoopStages { label: say(lang, "处置闭环", "The loop"), stages: all.into_iter().enumerate().map(stage).collect() }
}

fn plan(lang: Lang, present: Present) -> Vec<PlanLine> {
    let line = |step: Present, text: (&str, &str), meta: (&str, &str)| PlanLine {
        text: say(lang, text.0, text.1),
        meta: match step.cmp(&present) {
            Ordering::Less => say(lang, meta.0, meta.1),
            Ordering::Equal => say(lang, "14:52前", "by 14:52"),
            Ordering::Greater => String::new(),
        },
        state: match step.cmp(&present) {
            Ordering::Less => PlanState::Done,
            Ordering::Equal => PlanState::Now,
            Ordering::Greater => PlanState::Todo,
        },
    };
    vec![
        line(Present::Second, ("第二人复核", "Second look"), ("13:58 何静怡", "13:58 He Jingyi")),
        line(Present::Acknowledge, ("接手", "Taken on"), ("14:00 陈海棠", "14:00 Chen Haitang")),
        line(Present::Verify, ("联系本人核实", "Talk with the person"), ("14:11 陈海棠", "14:11 Chen Haitang")),
        line(Present::Intervene, ("开始支持", "Support"), ("14:40 陈海棠", "14:40 Chen Haitang")),
        line(Present::Feedback, ("反馈", "Telling"), ("15:10 陈海棠", "15:10 Chen Haitang")),
        line(Present::Close, ("结案", "Closing"), ("", "")),
    ]
}

fn record(lang: Lang) -> Record {
    let entry = |title: (&str, &str), time: &str, who: (&str, &str), note, icon, tone| RecordEntry {
        title: say(lang, title.0, title.1),
        time: time.to_owned(),
        who: say(lang, who.0, who.1),
        details: Vec::new(),
        note,
        icon,
        tone,
    };
    let talked = say(
        lang,
        "通话9分钟。本人在家，妹妹陪同，愿意继续谈；约好今晚再通一次电话。",
        "Talked for 9 minutes. At home, sister with her, willing to go on; another call agreed for tonight.",
    );
    let verified = entry(
        ("已联系本人核实", "Talked with the person"),
        "14:11",
        ("陈海棠", "Chen Haitang"),
        RecordNote::Text(talked),
        "phone",
        Tone::Warm,
    );
    let sealed = RecordNote::Sealed(say(lang, "有一条记录，只有责任人能看", "There is a note that only the owner may read"));
    Record {
        entries: vec![
            RecordEntry { details: vec![say(lang, "需要支持", "Support is needed")], ..verified },
            entry(("已接手", "Taken on"), "14:00", ("陈海棠", "Chen Haitang"), RecordNote::None, "user", Tone::Primary),
            entry(
                ("第二人复核，确认", "Second look: confirmed"),
                "13:58",
                ("何静怡，值班员", "He Jingyi, duty officer"),
                sealed,
                "users",
                Tone::Primary,
            ),
            entry(
                ("超时，已升一级", "Overdue, moved up"),
                "13:55",
                ("系统", "The system"),
                RecordNote::None,
                "alert",
                Tone::Plain,
            ),
        ],
    }
}

fn choices(lang: Lang, all: &[(&str, &str, &str)]) -> Vec<Choice> {
    all.iter().map(|(value, zh, en)| Choice::new(*value, say(lang, zh, en))).collect()
}

fn actions(lang: Lang) -> Vec<Choice> {
    choices(
        lang,
        &[
            ("company", "请信任的人陪伴", "Somebody trusted stays"),
            ("safety_plan", "一起写了安全计划", "A safety plan written together"),
            ("counselling", "安排心理咨询", "Counselling"),
            ("medical_care", "陪同或协助就医", "Seen by a doctor"),
        ],
    )
}

fn findings(lang: Lang) -> Vec<Choice> {
    choices(
        lang,
        &[
            ("immediate_danger", "此刻有危险，身边不能离人", "Danger now: not left alone"),
            ("needs_support", "需要支持", "Support is needed"),
            ("no_present_need", "目前没有需要", "No need at present"),
            ("unreachable", "电话、上门都试过，仍未联系上", "Calls and a visit tried, not reached"),
        ],
    )
}

fn hearings(lang: Lang) -> Vec<Choice> {
    choices(
        lang,
        &[
            ("heard", "已告知", "Told"),
            ("not_wished", "不想知道", "Does not wish to know"),
            ("not_reached", "未联系上", "Not reached"),
        ],
    )
}

fn outcomes(lang: Lang) -> Vec<Choice> {
    choices(
        lang,
        &[
            ("supported", "已得到支持，眼前的难处已缓解", "Supported; the present need has passed"),
            ("referred", "已转介，对方已接手", "Referred and taken over"),
        ],
    )
}

fn view(lang: Lang, level: Level, present: Present, now: Vec<PostForm>) -> WarningView {
    let more = vec![(lang.t("hand-over-do"), hand_over_form(of(lang), owners(lang))), (lang.t("note-do"), note_form(of(lang)))];
    WarningView {
        id: of(lang).id,
        number: "W20260416-03".to_owned(),
        name: say(lang, "李**", "L** W***"),
        level,
        stages: stages(lang, present),
        done: None,
        alert: None,
        follows: None,
        ended: Vec::new(),
        sla: Some(Sla::new(SlaState::Soon, say(lang, "剩22分", "22 min left"), 73)),
        plan: plan(lang, present),
        now,
        waits: None,
        more,
        reasons: vec![say(lang, "近两周多次有不想活下去的念头", "Thoughts of not wanting to live on several days of two weeks")],
        evidence: evidence(lang),
        caution: caution(lang),
        rule: vec![say(lang, "自测结果的提示规则，第1版", "Rules for assessments, version 1")],
        own: None,
        person: PersonCard { open: Some(identity_form(lang, of(lang).id)), ..person(lang) },
        case: Some(crate::parts::Step { label: lang.t("file-step-case"), href: crate::links::cases() }),
        record: record(lang),
        owner: Some(OwnerCard {
            name: say(lang, "陈海棠", "Chen Haitang"),
            initial: say(lang, "陈", "C"),
            role: say(lang, "心理咨询师，甘州区指导中心", "Counsellor, Ganzhou guidance centre"),
            due: say(lang, "4月16日 14:52前完成这一步", "This step is due 16 April, 14:52"),
            lines: vec![say(lang, "13:55 超时未复核，已提醒值班长", "13:55 no second look in time, the shift lead was told")],
        }),
    }
}

fn failed(lang: Lang) -> WarningView {
    let fault = say(
        lang,
        "这条预警刚被别人更新过，请看过最新情况再提交。您填的都还在。",
        "Somebody updated this warning meanwhile. Please look again before you send; what you filled in is still here.",
    );
    let verify = verify_form(of(lang), findings(lang))
        .filled([("note", say(lang, "打了两次，没接通。", "Called twice, no answer.").as_str())])
        .with_error("finding", say(lang, "请选一项。", "Please choose one."))
        .with_fault(fault);
    let mut failed = view(lang, Level::Yellow, Present::Verify, vec![verify]);
    failed.alert = Some(say(lang, "已超时35分，已提醒上一级。", "35 minutes late; the next level up was told."));
    failed.sla = Some(Sla::new(SlaState::Over, say(lang, "超时35分", "35 min late"), 100));
    for (_, form) in failed.more.iter_mut().skip(1) {
        *form = form.clone().with_error("note", say(lang, "请写点什么。", "Please write something."));
    }
    failed.rule.push(lang.t1("rule-changed", "name", say(lang, "学区提示规则，第1版", "Rules of a school district, version 1")));
    failed.own = Some(own_words(lang));
    let long = say(lang, "一段很长的记录，会换行。", "A long note that wraps onto the next line. ").repeat(12);
    for entry in &mut failed.record.entries {
        entry.note = RecordNote::Text(long.clone());
    }
    failed
}

fn ended(lang: Lang) -> WarningView {
    let mut ended = view(lang, Level::Red, Present::Close, Vec::new());
    ended.ended = vec![
        say(lang, "已得到支持，眼前的难处已缓解", "Supported; the present need has passed"),
        say(lang, "4月19日 16:20，陈海棠提出，何静怡确认", "19 April, 16:20, proposed by Chen Haitang, confirmed by He Jingyi"),
    ];
    ended.more.clear();
    ended.sla = None;
    ended.owner = None;
    for stage in &mut ended.stages.stages {
        stage.state = StageState::Done;
    }
    ended
}

fn colleague(lang: Lang) -> WarningView {
    let waits = say(lang, "您提出了这一条，需要另一位同事复核。", "You proposed this one; a colleague has to look at it.");
    let mut colleague = view(lang, Level::Red, Present::Second, Vec::new());
    colleague.waits = Some(waits);
    colleague.evidence.clear();
    colleague
}

impl Samples for WarningPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(StaffShell::sample(lang, Area::Desk), view);
        let step = |level, present, now| page(view(lang, level, present, now));
        let proposed = say(
            lang,
            "陈海棠提请结案：已得到支持，眼前的难处已缓解。",
            "Chen Haitang proposes: supported; the present need has passed.",
        );
        let milder: Vec<_> = offers(lang, Level::Red);
        let hear = |hearer| feedback_form(of(lang), hearer, hearings(lang));
        let done = Some(say(lang, "已接手，下一步：联系本人。", "Taken on. Next: reach the person."));
        vec![
            (
                "second",
                step(
                    Level::Red,
                    Present::Second,
                    vec![second_form(of(lang), &milder, owners(lang)), set_aside_form(of(lang), reasons(lang))],
                ),
            ),
            ("waits", page(colleague(lang))),
            ("acknowledge", step(Level::Yellow, Present::Acknowledge, vec![acknowledge_form(of(lang))])),
            (
                "verify",
                page(WarningView {
                    done,
                    ..view(lang, Level::Red, Present::Verify, vec![verify_form(of(lang), findings(lang))])
                }),
            ),
            ("intervene", step(Level::Red, Present::Intervene, vec![intervene_form(of(lang), actions(lang), true)])),
            ("feedback", step(Level::Blue, Present::Feedback, vec![hear(Hearer::Person), hear(Hearer::Reporter)])),
            ("close", step(Level::Red, Present::Close, vec![close_form(of(lang), outcomes(lang), true)])),
            ("second-close", step(Level::Red, Present::Close, vec![second_close_form(of(lang), proposed)])),
            ("errors", page(failed(lang))),
            ("ended", page(ended(lang))),
        ]
    }
}
