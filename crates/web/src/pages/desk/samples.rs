//! Samples of the work desk, the lists, the audit and the jobs.

use super::jobs::{JobLine, JobState, JobsPage};
use super::notices::{NoticeRow, NoticesPage};
use super::parts::Ahead;
use super::parts::Pager;
use super::queue::{QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueRows};
use super::sample::{say, uuid};
use super::warnings::{WarningList, WarningRow, WarningsPage};
use super::workbench::{TeamMember, WorkbenchPage, WorkbenchView};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::parts::{Level, LevelBadge, Sla, SlaState};
use crate::shell::{Area, StaffShell};

fn row(lang: Lang, level: Level, name: (&str, &str), owed: (&str, &str), facts: &[(&str, &str)], sla: Option<Sla>) -> QueueRow {
    QueueRow {
        level,
        own: None,
        name: say(lang, name.0, name.1),
        owed: say(lang, owed.0, owed.1),
        facts: facts.iter().map(|fact| say(lang, fact.0, fact.1)).collect(),
        button: if sla.is_none() {
            say(lang, "看记录", "Read")
        } else if owed.1 == "to be decided" {
            say(lang, "去判断", "Decide")
        } else {
            say(lang, "去处置", "Open")
        },
        sla,
        href: links::warning(uuid(4)),
    }
}

fn queue_groups(lang: Lang) -> Vec<(QueueGroup, Vec<QueueRow>)> {
    let sla = |state, zh: &str, en: &str, used| Some(Sla::new(state, say(lang, zh, en), used));
    let chen = ("陈海棠", "Chen Haitang");
    let overdue = row(
        lang,
        Level::Yellow,
        ("张**", "Z** Y**"),
        ("待联系本人核实", "to be talked with"),
        &[("碱滩镇", "Jiantan"), chen, ("上次电话未接通", "last call not answered")],
        sla(SlaState::Over, "超时20小时", "20 h late", 100),
    );
    let soon = vec![
        row(
            lang,
            Level::Red,
            ("李**", "L** W***"),
            ("待启动干预", "support to begin"),
            &[("梁家墩镇", "Liangjiadun"), chen, ("已联系本人", "reached")],
            sla(SlaState::Soon, "剩22分", "22 min left", 73),
        ),
        row(
            lang,
            Level::Red,
            ("王**", "W** J**"),
            ("待判断", "to be decided"),
            &[("新墩镇", "Xindun"), ("本人自测", "self-test")],
            sla(SlaState::Soon, "剩9分", "9 min left", 40),
        ),
    ];
    let today = vec![
        row(
            lang,
            Level::Yellow,
            ("马**", "M** H**"),
            ("待联系本人核实", "to be talked with"),
            &[("上秦镇", "Shangqin"), chen],
            sla(SlaState::Fine, "剩2小时10分", "2 h 10 min left", 55),
        ),
        row(
            lang,
            Level::Blue,
            ("赵**", "Z** L**"),
            ("待反馈", "to be told"),
            &[("长安镇", "Chang'an"), chen],
            sla(SlaState::Fine, "剩3小时30分", "3 h 30 min left", 40),
        ),
    ];
    let later = vec![row(
        lang,
        Level::Blue,
        ("孙**", "S** Q**"),
        ("待判断", "to be decided"),
        &[("乌江镇", "Wujiang"), ("本人希望有人联系", "asked for contact")],
        sla(SlaState::Fine, "剩2天", "2 days left", 12),
    )];
    vec![
        (QueueGroup::Overdue, vec![overdue]),
        (QueueGroup::WithinAnHour, soon),
        (QueueGroup::Today, today),
        (QueueGroup::Later, later),
    ]
}

fn notices(lang: Lang) -> Vec<NoticeRow> {
    let notice = |icon, text: (&str, &str), time: (&str, &str), unread: bool| NoticeRow {
        icon,
        text: say(lang, text.0, text.1),
        time: say(lang, time.0, time.1),
        ways: ["went-handed-over", "went-failed"].map(|key| lang.t1(key, "way", lang.t("way-email"))).into(),
        href: Some(links::warning(uuid(4))),
        unread: unread.then(|| say(lang, "新", "new")),
    };
    vec![
        notice(
            "users",
            ("何静怡转交给您一条黄色预警", "He Jingyi handed a yellow warning to you"),
            ("今天 13:20", "today, 13:20"),
            true,
        ),
        notice(
            "alert",
            ("一条红色预警请您复核", "A red warning waits for your second look"),
            ("今天 11:05", "today, 11:05"),
            false,
        ),
    ]
}

fn workbench(lang: Lang, queue: QueueRows) -> WorkbenchView {
    let member = |name: (&str, &str), me, open: &str, share| TeamMember {
        name: say(lang, name.0, name.1),
        me,
        open: open.to_owned(),
        share,
    };
    WorkbenchView {
        now: say(lang, "4月16日 星期四，下午2:30", "Thursday 16 April, 14:30"),
        open: 6,
        pressing: 3,
        done: None,
        queue,
        notices: notices(lang),
        team: vec![
            member(("陈海棠", "Chen Haitang"), true, "17 / 20", 85),
            member(("何静怡", "He Jingyi"), false, "14 / 20", 70),
            member(("丁文博", "Ding Wenbo"), false, "9 / 16", 56),
        ],
        asks_again: true,
        today: Some(say(lang, "今天您已接手2条预警，其中1条红色。", "You took on two warnings today, one of them red.")),
    }
}

/// The queue alone.
pub fn queue(lang: Lang, filter: QueueFilter) -> QueueRows {
    let counts = QueueCounts { signals: 2, warnings: 4, closed: 1 };
    QueueRows::new(
        lang,
        filter,
        counts,
        queue_groups(lang),
        Ahead::of(lang, (6, 20_006), Some(crate::links::desk()), Some(crate::links::desk())),
    )
}

impl Samples for WorkbenchPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let page = |view| Self::new(StaffShell::sample(lang, Area::Desk), view);
        let empty = |filter| QueueRows::new(lang, filter, QueueCounts::default(), Vec::new(), None);
        let none = |filter| WorkbenchView {
            open: 0,
            pressing: 0,
            notices: Vec::new(),
            team: Vec::new(),
            today: None,
            ..workbench(lang, empty(filter))
        };
        let ended = row(
            lang,
            Level::Red,
            ("李**", "L** W***"),
            ("已得到支持，眼前的难处已缓解", "supported; the present need has passed"),
            &[("梁家墩镇", "Liangjiadun"), ("4月12日 16:20", "12 April, 16:20")],
            None,
        );
        let closed = QueueRows::new(
            lang,
            QueueFilter::Closed,
            QueueCounts { closed: 1, ..QueueCounts::default() },
            vec![(QueueGroup::Ended, vec![ended])],
            None,
        );
        let mut long = queue_groups(lang);
        for (_, rows) in &mut long {
            for row in rows {
                row.name = say(lang, "阿依古丽·**", "A** with a very long name of several parts");
                row.facts.push(say(
                    lang,
                    "一条很长的说明，写不下时省略",
                    "a long line of facts that is cut at the end of the row",
                ));
            }
        }
        let long = QueueRows::new(lang, QueueFilter::All, QueueCounts { signals: 1_204, warnings: 320, closed: 5 }, long, None);
        let sent = Some(say(lang, "已转交给何静怡。", "Handed over to He Jingyi."));
        vec![
            ("normal", page(workbench(lang, queue(lang, QueueFilter::All)))),
            ("empty", page(none(QueueFilter::All))),
            ("no-signals", page(none(QueueFilter::Signals))),
            ("no-warnings", page(none(QueueFilter::Warnings))),
            ("none-closed", page(none(QueueFilter::Closed))),
            ("closed", page(WorkbenchView { pressing: 0, ..workbench(lang, closed) })),
            ("long", page(WorkbenchView { open: 1_524, pressing: 212, done: sent, ..workbench(lang, long) })),
        ]
    }
}

fn pager(lang: Lang, text: (&str, &str)) -> Pager {
    let next = super::address::with(&links::audit(), "before", "2026-04-16T12:00:00Z");
    Pager { lang, text: say(lang, text.0, text.1), newer: None, older: Some(next) }
}

impl Samples for NoticesPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = StaffShell::sample(lang, Area::Desk);
        let read = notices(lang).into_iter().map(|notice| NoticeRow { unread: None, href: None, ..notice }).collect();
        vec![
            ("unread", Self::new(shell.clone(), notices(lang), Some(pager(lang, ("最近2条", "2 newest"))))),
            ("read", Self::new(shell.clone(), read, None)),
            ("empty", Self::new(shell, Vec::new(), None)),
        ]
    }
}

impl Samples for WarningsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let row = |level, state: (&str, &str), sla: Option<Sla>| WarningRow {
            number: "W20260416-03".to_owned(),
            href: links::warning(uuid(4)),
            level: LevelBadge::plain(lang, level),
            name: say(lang, "李**", "L** W***"),
            place: say(lang, "甘州区梁家墩镇", "Liangjiadun, Ganzhou"),
            state: say(lang, state.0, state.1),
            owner: say(lang, "陈海棠", "Chen Haitang"),
            sla,
            at: say(lang, "4月12日 16:20", "12 April, 16:20"),
        };
        let open = vec![
            row(
                Level::Red,
                ("待启动干预", "Support to begin"),
                Some(Sla::new(SlaState::Soon, say(lang, "剩22分", "22 min left"), 73)),
            ),
            row(
                Level::Yellow,
                ("待联系本人核实", "To be talked with"),
                Some(Sla::new(SlaState::Over, say(lang, "超时20小时", "20 h late"), 100)),
            ),
            row(Level::Blue, ("待反馈", "To be told"), Some(Sla::new(SlaState::Fine, say(lang, "剩3天", "3 days left"), 20))),
        ];
        let ended = vec![row(Level::Red, ("已得到支持，眼前的难处已缓解", "Supported; the present need has passed"), None)];
        let shell = StaffShell::sample(lang, Area::Desk);
        vec![
            (
                "open",
                Self::new(
                    shell.clone(),
                    WarningList::Open,
                    open,
                    Ahead::of(lang, (3, 320), None, Some(super::address::warnings())),
                ),
            ),
            ("ended", Self::new(shell.clone(), WarningList::Ended, ended, None)),
            ("open-empty", Self::new(shell.clone(), WarningList::Open, Vec::new(), None)),
            ("ended-empty", Self::new(shell, WarningList::Ended, Vec::new(), None)),
        ]
    }
}

impl Samples for JobsPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let job = |kind: (&str, &str), state, attempts: &str, failure: Option<String>| JobLine {
            kind: say(lang, kind.0, kind.1),
            id: uuid(7).to_string(),
            state,
            at: say(lang, "4月16日 14:30", "16 April, 14:30"),
            attempts: attempts.to_owned(),
            failure,
        };
        let jobs = vec![
            job(("超时提醒", "Remind of what is overdue"), JobState::Running, "1", None),
            job(("导入答卷", "Import answers"), JobState::Waiting, "0", None),
            job(("封存审计", "Seal the audit"), JobState::Done, "1", None),
            job(
                ("备份", "Backup"),
                JobState::Failed,
                "3",
                Some("the folder of the backups has no space left on its device and could not take the next file".to_owned()),
            ),
        ];
        let shell = StaffShell::sample(lang, Area::Jobs);
        vec![
            ("normal", Self::new(shell.clone(), jobs, Some(pager(lang, ("4个", "4 jobs"))))),
            ("empty", Self::new(shell, Vec::new(), None)),
        ]
    }
}
