//! Samples of the search and of a file. All people are invented.

use super::file::{FilePage, FileView, SheetLine, SignalLine, WarningLine};
use super::search::{Hit, SearchPage, SearchView};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::SealedField;
use crate::pages::desk::sample::{person, say, uuid};
use crate::parts::{Choice, Level, LevelBadge, Step, Timeline, TimelineEntry, Tone};
use crate::shell::{Area, StaffShell};

fn shell(lang: Lang) -> StaffShell {
    StaffShell::sample(lang, Area::People)
}

fn view(lang: Lang) -> SearchView {
    SearchView {
        typed: String::new(),
        error: None,
        purposes: vec![
            Choice::new("service", say(lang, "日常服务", "everyday service")).chosen_if(true),
            Choice::new("screening", say(lang, "筛查与关怀", "screening and care")),
        ],
        hits: None,
        count: String::new(),
        is_cut: false,
        has_groups: true,
        newer: None,
        older: None,
    }
}

fn hits(lang: Lang, count: u128) -> Vec<Hit> {
    let hit = |at: u128| Hit {
        name: say(lang, "罗**，男，16岁", "L**, man, 16"),
        initial: say(lang, "罗", "L"),
        place: say(lang, "甘州区梁家墩镇太和村", "Taihe village, Liangjiadun, Ganzhou district"),
        phone: (!at.is_multiple_of(3)).then(|| "138****6021".to_owned()),
        href: links::person(uuid(at)),
    };
    (0..count).map(hit).collect()
}

impl Samples for SearchPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let typed = say(lang, "罗小明", "luoxm");
        let found = |count: u128, text: (&str, &str)| SearchView {
            typed: typed.clone(),
            hits: Some(hits(lang, count)),
            count: say(lang, text.0, text.1),
            ..view(lang)
        };
        let wrong = SearchView {
            typed: "罗x1".to_owned(),
            error: Some(say(
                lang,
                "汉字、字母、数字不能混在一起；请只用其中一种",
                "Characters, letters and digits cannot be mixed",
            )),
            ..view(lang)
        };
        let many = SearchView { is_cut: true, newer: Some(0), older: Some(2), ..found(20, ("先列出100人", "The first 100")) };
        vec![
            ("empty", Self::new(shell(lang), view(lang))),
            ("some", Self::new(shell(lang), found(3, ("找到3人", "3 found")))),
            ("none", Self::new(shell(lang), found(0, ("找到0人", "0 found")))),
            ("many", Self::new(shell(lang), many)),
            ("wrong", Self::new(shell(lang), wrong)),
        ]
    }
}

fn steps(lang: Lang) -> Timeline {
    let entry = |title: (&str, &str), time: (&str, &str), who: (&str, &str)| TimelineEntry {
        title: say(lang, title.0, title.1),
        time: say(lang, time.0, time.1),
        lines: vec![say(lang, who.0, who.1)],
        icon: "check",
        tone: Tone::Plain,
    };
    Timeline {
        entries: vec![
            entry(("联系上本人", "Talked with the person"), ("4月16日 14:20", "16 April, 14:20"), ("陈海棠", "Chen Haitang")),
            entry(("确认为预警", "Confirmed"), ("4月16日 13:58", "16 April, 13:58"), ("何静怡", "He Jingyi")),
        ],
    }
}

fn file(lang: Lang) -> FileView {
    let sheet = SheetLine {
        day: say(lang, "4月16日 13:46", "16 April, 13:46"),
        title: say(lang, "情绪自测（PHQ-9）", "Mood (PHQ-9)"),
        band: say(lang, "中重度", "moderately severe"),
        total: "16".to_owned(),
        again: vec![lang.t3("rescore-second", [("version", "2"), ("day", "2026-05-02"), ("result", "16")])],
        history: Some(crate::links::records()),
        sharing: say(lang, "本人请人联系时分享", "shared with the wish to be contacted"),
    };
    let signal = SignalLine {
        at: say(lang, "4月16日 13:46", "16 April, 13:46"),
        level: LevelBadge::plain(lang, Level::Yellow),
        reason: say(lang, "自测结果需要有人聊聊", "The result asks for a talk"),
        state: say(lang, "已转为预警", "taken up in a warning"),
        href: links::signal(uuid(3)),
    };
    let warning = WarningLine {
        number: "W20260416-0003".to_owned(),
        level: LevelBadge::plain(lang, Level::Yellow),
        state: say(lang, "待反馈", "feedback is owed"),
        href: links::warning(uuid(4)),
        steps: steps(lang),
    };
    FileView {
        title: say(lang, "李**，女，34岁", "L**, woman, 34"),
        opened: say(
            lang,
            "您以心理咨询师身份打开，用于日常服务。本次查看已记录，本人能看到。",
            "You read as counsellor, for everyday service. This look is on record, and the person can see it.",
        ),
        person: person(lang),
        sheets: Some(vec![sheet]),
        signals: Some(vec![signal]),
        warnings: vec![warning],
        groups: Some(vec![(
            say(lang, "社区矫正对象", "people under community correction"),
            lang.t("group-due"),
            crate::links::groups(),
        )]),
        looks: steps(lang),
        sealed: Vec::new(),
        steps: vec![Step { label: lang.t("file-step-guardians"), href: crate::links::people() }],
        restricted: None,
        done: None,
    }
}

impl Samples for FilePage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let nothing = FileView {
            sheets: Some(Vec::new()),
            signals: Some(Vec::new()),
            warnings: Vec::new(),
            groups: Some(Vec::new()),
            looks: Timeline { entries: Vec::new() },
            ..file(lang)
        };
        let sealed = |label: (&str, &str)| SealedField {
            label: say(lang, label.0, label.1),
            reason: say(lang, "您的岗位不能看", "Not open to your role"),
        };
        let closed = FileView {
            sheets: None,
            signals: None,
            groups: None,
            sealed: vec![sealed(("自测记录", "Self-tests")), sealed(("线索", "Signals"))],
            ..file(lang)
        };
        let mut long = file(lang);
        long.title = say(lang, "李**，女，34岁", "L**, woman, 34");
        if let Some(sheets) = &mut long.sheets {
            let first = sheets[0].clone();
            sheets.extend(std::iter::repeat_n(first, 20));
        }
        long.restricted = Some(lang.t1("file-restricted", "at", "2026-11-22 10:00"));
        long.done = Some(say(lang, "姓名和电话已打开，并已记录。", "Name and phone are open; this is on record."));
        vec![
            ("full", Self::new(shell(lang), file(lang))),
            ("empty", Self::new(shell(lang), nothing)),
            ("closed", Self::new(shell(lang), closed)),
            ("long", Self::new(shell(lang), long)),
        ]
    }
}
