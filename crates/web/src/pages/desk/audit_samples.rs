//! Samples of the audit and of emergencies.

use super::audit::{AuditExportPage, AuditFilters, AuditLine, AuditPage, AuditView, ChainView, Chip, DetailView, HintView};
use super::emergency::{EmergenciesPage, EmergencyPage, EmergencyReviewsPage, EmergencyView, OwnEmergency, ReviewView};
use super::parts::{Entry, EntryKind, Pager, Pick, PostForm};
use super::sample::{say, uuid};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::Choice;
use crate::shell::{Area, StaffShell};

fn lines(lang: Lang) -> Vec<AuditLine> {
    let line = |time: &str, who: (&str, &str), action: (&str, &str), icon, refused: bool| AuditLine {
        time: time.to_owned(),
        who: say(lang, who.0, who.1),
        role: say(lang, "值班员，甘州区", "Duty officer, Ganzhou"),
        action: say(lang, action.0, action.1),
        icon,
        purpose: say(lang, "值班处置", "Duty response"),
        record: say(lang, "预警 W20260416-03", "Warning W20260416-03"),
        outcome: if refused { say(lang, "已拒绝", "Refused") } else { say(lang, "完成", "Done") },
        refused,
        href: links::audit(),
        current: icon == "edit",
    };
    vec![
        line("14:30:51", ("陈海棠", "Chen Haitang"), ("看了正在跟进的事项", "Read a warning"), "eye", false),
        line("13:58:44", ("何静怡", "He Jingyi"), ("接手跟进", "Took a warning on"), "edit", false),
        line("12:47:15", ("周启明", "Zhou Qiming"), ("导出了审计日志", "Took audit rows out"), "download", false),
        line("02:13:37", ("秦岚", "Qin Lan"), ("看了基本信息", "Read a person"), "eye", true),
    ]
}

fn chain(lang: Lang) -> ChainView {
    ChainView {
        line: say(lang, "链式校验通过，最近一次4月16日 14:00", "The chain holds, checked 16 April, 14:00"),
        sound: true,
        facts: vec![(say(lang, "封条", "Seals"), "412".to_owned()), (say(lang, "待封记录", "Not sealed yet"), "37".to_owned())],
        head: "f2a831d69c41e07b5d0e8a44c2b7719f2a831d69c41e07b5d0e8a44c2b7719f0".to_owned(),
        anchor: say(lang, "第412个封条已签名并抄到别处", "Seal 412 was signed and written elsewhere"),
        anchored: true,
        broken: None,
    }
}

fn detail(lang: Lang) -> DetailView {
    DetailView {
        initial: say(lang, "何", "H"),
        title: say(lang, "何静怡　接手跟进", "He Jingyi: took a warning on"),
        time: say(lang, "4月16日 13:58", "16 April, 13:58"),
        facts: vec![(say(lang, "用途", "Purpose"), say(lang, "值班处置", "Duty response"))],
        links: Some(("9c41…e07b".to_owned(), "f2a8…31d6".to_owned())),
        fits: true,
        chain: say(lang, "第208个封条的第3条，前后相接", "Row 3 of seal 208, as it was sealed"),
        same_person: vec![say(lang, "陈海棠5次", "Chen Haitang, 5 times")],
        close: links::audit(),
    }
}

fn audit(lang: Lang, rows: Vec<AuditLine>, chain: Option<ChainView>) -> AuditView {
    let all = || vec![Choice::new("", say(lang, "全部", "All"))];
    let hint = HintView {
        title: say(lang, "陈海棠（counsellor）的访问请看一看", "Please look at what Chen Haitang (counsellor) opened"),
        why: say(lang, "10分钟内看了32个人。", "32 people within ten minutes."),
        href: links::audit(),
        action: links::audit_hint(uuid(3)),
        answers: vec![
            ("expected", say(lang, "属正常工作", "Part of the work")),
            ("misuse", say(lang, "不应当", "Should not have been")),
        ],
    };
    let older = super::address::with(&links::audit(), "before", "1");
    AuditView {
        lead: say(lang, "只能追加，不能修改；至少保存180天", "Rows are added and never changed; kept for 180 days at least"),
        filters: AuditFilters {
            from: "2026-04-16".to_owned(),
            until: "2026-04-16".to_owned(),
            kinds: all(),
            places: all(),
            purposes: all(),
            ..AuditFilters::default()
        },
        chips: vec![Chip {
            label: say(lang, "待看的提示", "Hints to look at"),
            count: Some("1".to_owned()),
            href: links::audit(),
            current: false,
        }],
        hints: if rows.is_empty() { Vec::new() } else { vec![hint] },
        title: say(lang, "4月16日，1284条", "16 April, 1,284 rows"),
        subtitle: say(lang, "下面是4条", "4 of them"),
        detail: (!rows.is_empty()).then(|| detail(lang)),
        pager: (!rows.is_empty()).then(|| Pager { lang, text: say(lang, "4条", "4 rows"), newer: None, older: Some(older) }),
        rows,
        chain,
        done: None,
    }
}

impl Samples for AuditPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(StaffShell::sample(lang, Area::Audit), view);
        let why = say(lang, "第208个封条，第3条：有一列与封存时不同", "seal 208, row 3: a column is not what was sealed");
        let broken = ChainView { broken: Some(why), sound: false, ..chain(lang) };
        let mut wrong = audit(lang, Vec::new(), Some(chain(lang)));
        wrong.filters.error = Some(("who", say(lang, "没有这个账号或姓名", "Nobody has that login or name")));
        vec![
            ("sound", page(audit(lang, lines(lang), Some(chain(lang))))),
            ("broken", page(audit(lang, lines(lang), Some(broken)))),
            ("empty", page(audit(lang, Vec::new(), None))),
            ("errors", page(wrong)),
        ]
    }
}

impl Samples for AuditExportPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let form = PostForm::new("audit-export", links::audit_export(), say(lang, "导出", "Take rows out"))
            .primary()
            .with_entry(Entry::new("audit-export", "from", say(lang, "从", "From"), EntryKind::Line("date")).required());
        let shell = StaffShell::sample(lang, Area::Audit);
        let wrong = form.clone().with_error("from", say(lang, "请写成 2026-04-16 这样。", "Please write it like 2026-04-16."));
        vec![("normal", Self::new(shell.clone(), form)), ("errors", Self::new(shell, wrong))]
    }
}

fn form(lang: Lang) -> PostForm {
    let reasons = vec![Pick::new("danger_to_self", say(lang, "有自伤的危险", "Danger to themselves"))];
    PostForm::new("emergency", links::emergencies(), say(lang, "打开记录", "Open the records"))
        .primary()
        .with_entry(Entry::new("emergency", "number", say(lang, "公民身份号码", "Citizen number"), EntryKind::Line("text")))
        .with_entry(Entry::new("emergency", "reason", say(lang, "为什么", "Why"), EntryKind::Radios(reasons)).required())
}

impl Samples for EmergenciesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = StaffShell::sample(lang, Area::Emergency);
        let own = OwnEmergency {
            at: say(lang, "4月16日 02:13", "16 April, 02:13"),
            place: say(lang, "高台县", "Gaotai"),
            reason: say(lang, "有自伤的危险", "Danger to themselves"),
            state: say(lang, "开到 02:43", "Open until 02:43"),
            href: Some(links::emergency(uuid(5))),
        };
        let wrong = form(lang).with_error("number", say(lang, "没有找到这个人", "Nobody was found"));
        let ended = Some(say(lang, "已结束。", "It has ended."));
        vec![
            ("empty", Self::new(shell.clone(), form(lang), None, Vec::new())),
            ("own", Self::new(shell.clone(), form(lang), ended, vec![own])),
            ("errors", Self::new(shell, wrong, None, Vec::new())),
        ]
    }
}

impl Samples for EmergencyPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let view = EmergencyView {
            title: say(lang, "林晓", "Lin Xiao"),
            left: say(lang, "还有22分钟，到02:43自动关上", "22 minutes left; it closes by itself at 02:43"),
            facts: vec![(say(lang, "所在地", "Place"), say(lang, "高台县", "Gaotai"))],
            phone: Some("13800000000".to_owned()),
            records: vec![(
                say(lang, "预警 W20260416-03，陈海棠跟进", "Warning W20260416-03, with Chen Haitang"),
                links::warning(uuid(4)),
            )],
        };
        let end = PostForm::new("emergency-end", links::emergency_end(uuid(5)), say(lang, "现在就关上", "Close now"));
        let shell = StaffShell::sample(lang, Area::Emergency);
        let bare = EmergencyView { phone: None, records: Vec::new(), ..view.clone() };
        vec![("open", Self::new(shell.clone(), view, end.clone())), ("bare", Self::new(shell, bare, end))]
    }
}

impl Samples for EmergencyReviewsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = StaffShell::sample(lang, Area::Reviews);
        let submit =
            || PostForm::new("emergency-review", links::emergency_review(uuid(5)), say(lang, "写下复核", "Keep the review"));
        let waiting = ReviewView {
            title: say(lang, "有自伤的危险", "Danger to themselves"),
            late: true,
            facts: vec![(say(lang, "谁", "Who"), say(lang, "陈海棠，值班员", "Chen Haitang, duty officer"))],
            words: say(lang, "来电说已经写好了信，电话断了。", "Said on the phone that the letter is written; the line broke."),
            verdict: None,
            review: Some(submit().primary()),
            hold: Some(PostForm::new("emergency-hold", links::emergency_hold(uuid(5)), say(lang, "推迟告知", "Tell later"))),
            told: None,
        };
        let reviewed = ReviewView {
            late: false,
            verdict: Some(say(lang, "理由充分：已核对通话记录", "Justified: the call was checked")),
            review: None,
            hold: None,
            ..waiting.clone()
        };
        let done = Some(say(lang, "已写下复核。", "The review is kept."));
        vec![
            ("waiting", Self::new(shell.clone(), None, vec![waiting])),
            ("reviewed", Self::new(shell.clone(), done, vec![reviewed])),
            ("empty", Self::new(shell, None, Vec::new())),
        ]
    }
}
