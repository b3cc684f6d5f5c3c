//! Samples of the roster and of the end of a shift.

use jiff::civil::date;

use super::{DayRows, LineRow, OfferedLine, OwnLine, RosterPage, RosterView, ShiftPage};
use crate::i18n::Lang;
use crate::links;
use crate::pages::Samples;
use crate::pages::desk::parts::{Entry, EntryKind, PostForm};
use crate::pages::desk::sample::{owners, say};
use crate::parts::{Choice, Level, LevelBadge};
use crate::shell::{Area, StaffShell};

fn day(lang: Lang, at: i8) -> DayRows {
    let line = |number: i8| LineRow {
        hours: "08:00–20:00".to_owned(),
        name: say(lang, "陈海棠", "Chen Haitang"),
        post: lang.t(if number == 0 { "post-duty" } else { "post-standby" }),
        is_now: at == 1 && number == 0,
        end: (at < 3).then(|| links::roster_end("1")),
    };
    DayRows { title: lang.day(date(2026, 4, 13 + at)), is_today: at == 1, lines: (0..at % 3).map(line).collect() }
}

fn view(lang: Lang) -> RosterView {
    let form = PostForm::new("roster", links::roster(), lang.t("roster-enter-do"))
        .primary()
        .with_entry(Entry::new("roster", "account", lang.t("roster-who"), EntryKind::Select(owners(lang))).required())
        .with_entry(Entry::new("roster", "from", lang.t("roster-from"), EntryKind::Line("datetime-local")).required());
    RosterView {
        place: StaffShell::sample(lang, Area::Roster).scope,
        path: "620000/620700/".to_owned(),
        places: vec![Choice::new("620000/620700/", say(lang, "张掖市", "Zhangye"))],
        week: "2026-04-13".to_owned(),
        title: lang.t2("roster-week", "from", lang.date(date(2026, 4, 13)), "until", lang.date(date(2026, 4, 19))),
        earlier: links::roster(),
        later: links::roster(),
        days: (0..7).map(|at| day(lang, at)).collect(),
        gaps: vec![lang.t2("roster-gap", "from", "04-16 20:00", "until", "04-17 08:00")],
        is_empty: false,
        form: Some(form),
        done: Some(lang.t("roster-done-entered")),
    }
}

impl Samples for RosterPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Roster);
        let empty = RosterView {
            places: Vec::new(),
            days: (0..7).map(|at| DayRows { lines: Vec::new(), ..day(lang, at) }).collect(),
            gaps: Vec::new(),
            is_empty: true,
            form: None,
            done: None,
            ..view(lang)
        };
        let refused = view(lang).form.map(|form| form.with_error("from", lang.t("fault-roster-time")));
        vec![
            ("week", Self::new(shell(), view(lang))),
            ("empty", Self::new(shell(), empty)),
            ("refused", Self::new(shell(), RosterView { form: refused, done: None, ..view(lang) })),
        ]
    }
}

impl Samples for ShiftPage {
    fn samples(lang: Lang) -> Vec<(&'static str, Self)> {
        let shell = || StaffShell::sample(lang, Area::Roster);
        let own = |at: u8| OwnLine {
            id: at.to_string(),
            event: at.to_string(),
            number: format!("W20260416-000{at}"),
            href: links::warning(at),
            level: LevelBadge::pill(lang, Level::Yellow),
            name: say(lang, "林**", "L**"),
            step: say(lang, "联系本人", "Reach the person"),
            sla: None,
            owners: if at == 0 { Vec::new() } else { owners(lang) },
            state: match at {
                0 => Some(lang.t2("shift-waits", "name", say(lang, "陈海棠", "Chen Haitang"), "at", "20:30")),
                1 => None,
                _ => Some(lang.t("shift-nobody-there")),
            },
        };
        let offered = OfferedLine {
            id: "7".to_owned(),
            event: "7".to_owned(),
            number: "W20260416-0007".to_owned(),
            href: links::warning(7),
            level: LevelBadge::pill(lang, Level::Red),
            name: say(lang, "王**", "W**"),
            step: say(lang, "开始支持", "Begin support"),
            by: lang.t2("shift-by", "name", say(lang, "陈海棠", "Chen Haitang"), "at", "20:30"),
            note: Some(say(lang, "晚上再打一次电话", "Call once more tonight")),
        };
        vec![
            ("both", Self::new(shell(), vec![offered], (0..3).map(own).collect(), true)),
            ("nothing", Self::new(shell(), Vec::new(), Vec::new(), false)),
            (
                "refused",
                Self::new(shell(), Vec::new(), (1..3).map(own).collect(), false).said(
                    None,
                    Some(lang.t("shift-nobody")),
                    say(lang, "先给王阿姨回电话", "Call back first"),
                ),
            ),
        ]
    }
}
