//! The stories of the two weeks: every state that a signal or a warning can be in, at the instant at which the demonstration ends.

use xinqiao_warnings::Action::{Counselling, HomeVisit, Information, MedicalCare, NoneNeeded, SafetyPlan, SocialHelp};
use xinqiao_warnings::Finding::{NeedsSupport, NoPresentNeed, Unreachable};
use xinqiao_warnings::Hearing::{Heard, NotReached, NotWished};
use xinqiao_warnings::Level::{Blue, Red, Yellow};
use xinqiao_warnings::{Dismissal, Level, Outcome, Step};

use super::course::{Course, Deed, Move, REVIEWED};
use super::sheets::Want;

/// About whom a story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// the person behind a demonstration account
    Login(&'static str),
    /// some adult of a county
    Adult(&'static str),
    /// some pupil of the school that screens
    Pupil,
}

/// How a story begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// with a sheet: of the campaign for pupils, with the wish to be contacted for residents
    Sheet(Want),
    /// with that wish alone
    Wish,
}

/// When the last deed of a story happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// so that the step which is owed now is due in so many minutes, below 0 late
    Due { level: Level, step: Step, minutes: i64 },
    /// the same after an escalation
    Escalated { level: Level, minutes: i64 },
    /// so many hours ago
    Ago { hours: i64 },
}

/// One person's signal and what became of it.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub who: Who,
    pub begin: Begin,
    pub moves: Vec<Move>,
    pub end: End,
}

pub(crate) const GANZHOU: &str = "620702";

const fn due(level: Level, step: Step, minutes: i64) -> End {
    End::Due { level, step, minutes }
}

fn story(want: Want, course: Course, end: End) -> Story {
    Story { who: Who::Adult(GANZHOU), begin: Begin::Sheet(want), moves: course.moves(), end }
}

fn untouched(want: Want, end: End) -> Story {
    story(want, Course::new(Blue, "counsellor"), end)
}

/// All stories.
pub(crate) fn stories() -> Vec<Story> {
    let mut all = waiting_signals();
    all.extend(set_aside());
    all.extend(first_steps());
    all.extend(later_steps());
    all.extend(ended());
    all
}

/// Signals that nobody has decided about: due soon, later, and late.
fn waiting_signals() -> Vec<Story> {
    let wish = Story { begin: Begin::Wish, ..untouched(Want::Any, due(Blue, Step::Decide, 22 * 60)) };
    let pupil = Story { who: Who::Pupil, ..untouched(Want::Moderate, due(Blue, Step::Decide, 21 * 60)) };
    vec![
        untouched(Want::ManyThoughts, due(Red, Step::Decide, 6)),
        untouched(Want::SomeThoughts, due(Yellow, Step::Decide, 40)),
        untouched(Want::ModeratelySevere, due(Yellow, Step::Decide, 165)),
        untouched(Want::ModeratelySevere, due(Yellow, Step::Decide, -25)),
        wish,
        pupil,
    ]
}

/// Signals and a proposal that were not followed.
fn set_aside() -> Vec<Story> {
    let dismissed = |reason, note| Course::new(Blue, "duty1").then(50, "duty1", Deed::Dismiss(reason), note);
    let refused = Course::new(Red, "duty1").proposed("duty1", "duty2").then(
        5,
        "duty2",
        Deed::SetAside(Dismissal::AnsweredByMistake),
        "电话核实：本人表示看错题目，愿意明天重新填写。",
    );
    vec![
        story(
            Want::SomeThoughts,
            dismissed(Dismissal::ExplainedByPerson, "电话沟通：近期赶工期睡眠少，本人已请假休息。"),
            End::Ago { hours: 76 },
        ),
        story(Want::ModeratelySevere, dismissed(Dismissal::AlreadyInCare, "已有咨询师跟进。"), End::Ago { hours: 140 }),
        story(Want::Moderate, dismissed(Dismissal::AnsweredByMistake, ""), End::Ago { hours: 30 }),
        story(Want::ManyThoughts, refused, End::Ago { hours: 51 }),
    ]
}

/// Warnings before somebody has talked with the person.
fn first_steps() -> Vec<Story> {
    let red = || Course::new(Red, "duty2");
    let yellow = || Course::new(Yellow, "counsellor").confirmed("duty1", "duty2");
    let blue = || Course::new(Blue, "counsellor").confirmed("duty2", "duty1");
    let escalated = yellow().then(12 * 60 + 1, "", Deed::Sweep, "");
    let far = Course::new(Yellow, "duty-city").confirmed("duty-city", "duty1").taken_on();
    vec![
        story(Want::ManyThoughts, red().proposed("duty1", "duty2"), due(Red, Step::Second, 4)),
        story(Want::ManyThoughts, red().confirmed("duty1", "duty2"), due(Red, Step::Acknowledge, -3)),
        story(Want::SomeThoughts, yellow(), due(Yellow, Step::Acknowledge, 50)),
        story(Want::Moderate, blue(), due(Blue, Step::Acknowledge, 20 * 60)),
        story(Want::ModeratelySevere, escalated, End::Escalated { level: Yellow, minutes: 5 * 60 }),
        story(Want::ModeratelySevere, yellow().taken_on(), due(Yellow, Step::Verify, -20)),
        story(Want::SomeThoughts, yellow().taken_on(), due(Yellow, Step::Verify, 180)),
        Story { who: Who::Adult("620725"), ..story(Want::ModeratelySevere, far, due(Yellow, Step::Verify, 26 * 60)) },
    ]
}

/// Warnings in which support is under way.
fn later_steps() -> Vec<Story> {
    let talked = "已与本人通话，本人同意后续联系。";
    let red =
        || Course::new(Red, "duty1").confirmed("duty2", "duty1").taken_on().verified(NeedsSupport, "已见面，家人在身边陪伴。");
    let yellow = || Course::new(Yellow, "counsellor").confirmed("duty1", "duty2").taken_on().verified(NeedsSupport, talked);
    let school = Course::new(Yellow, "school")
        .confirmed("school", "duty1")
        .taken_on()
        .verified(NeedsSupport, "课后在辅导室谈话，本人愿意每周来一次。");
    let handed = Course::new(Yellow, "duty1").confirmed("duty2", "duty1").taken_on().then(
        30,
        "duty1",
        Deed::HandOver { to: "counsellor" },
        "本人希望由咨询师跟进。",
    );
    let wish = Course::new(Blue, "counsellor")
        .confirmed("duty2", "duty1")
        .taken_on()
        .verified(NeedsSupport, talked)
        .helped(Information, "");
    let proposal = red()
        .helped(SafetyPlan, "与本人一起写下安全计划。")
        .heard(Heard)
        .close_stated(Outcome::Supported, "连续两次回访平稳，已转常规咨询。");
    vec![
        story(Want::ManyThoughts, red(), due(Red, Step::Intervene, 20)),
        Story { who: Who::Pupil, ..story(Want::SomeThoughts, school, due(Yellow, Step::Intervene, 10 * 60)) },
        story(Want::ModeratelySevere, handed, due(Yellow, Step::Verify, 40 * 60)),
        story(Want::SomeThoughts, yellow().helped(Counselling, "约定每周一次，共四次。"), due(Yellow, Step::Feedback, 31 * 60)),
        // the review came after the deed that began the step
        story(Want::ManyThoughts, red().helped(MedicalCare, "陪同就诊。").reviewed(), due(Red, Step::Feedback, 45 + REVIEWED)),
        Story { who: Who::Login("resident2"), begin: Begin::Wish, ..story(Want::Any, wish, due(Blue, Step::Feedback, 30 * 60)) },
        story(
            Want::ModeratelySevere,
            yellow().helped(SocialHelp, "已联系街道协助申请临时救助。").heard(Heard),
            End::Ago { hours: 20 },
        ),
        story(Want::ManyThoughts, proposal, End::Ago { hours: 2 }),
    ]
}

/// Warnings that ended, each in another way.
fn ended() -> Vec<Story> {
    let yellow = || Course::new(Yellow, "counsellor").confirmed("duty1", "duty2").taken_on();
    let blue = || Course::new(Blue, "counsellor").confirmed("duty2", "duty1").taken_on();
    let red = Course::new(Red, "duty2")
        .confirmed("duty1", "duty2")
        .taken_on()
        .verified(NeedsSupport, "")
        .helped(MedicalCare, "陪同到医院心理门诊，家人知情。")
        .heard(Heard)
        .closed(Outcome::Referred, "duty1", "医院已接诊并确认后续。");
    let supported =
        yellow().verified(NeedsSupport, "").helped(Counselling, "").heard(Heard).closed(Outcome::Supported, "duty1", "");
    let no_need =
        yellow().verified(NoPresentNeed, "").helped(NoneNeeded, "").heard(Heard).closed(Outcome::FalseAlarm, "duty1", "");
    let declined =
        blue().verified(NeedsSupport, "").helped(Information, "").heard(NotWished).closed(Outcome::DeclinedSupport, "duty1", "");
    let searched = yellow()
        .then(5 * 60, "counsellor", Deed::Note, "第一次电话未接，晚上再打。")
        .verified(Unreachable, "三次电话未接，社区上门未遇。")
        .helped(HomeVisit, "再次上门，留下联系方式。")
        .heard(NotReached)
        .closed(Outcome::UnreachableAfterEffort, "duty1", "");
    let moved = blue().verified(NeedsSupport, "").helped(SocialHelp, "").heard(Heard).closed(Outcome::MovedCare, "duty1", "");
    vec![
        Story { who: Who::Login("resident"), ..story(Want::ModeratelySevere, supported, End::Ago { hours: 29 }) },
        story(Want::ManyThoughts, red, End::Ago { hours: 74 }),
        story(Want::SomeThoughts, no_need, End::Ago { hours: 55 }),
        story(Want::Moderate, declined, End::Ago { hours: 100 }),
        story(Want::ModeratelySevere, searched, End::Ago { hours: 120 }),
        story(Want::Moderate, moved, End::Ago { hours: 170 }),
    ]
}

/// What became of the pupils in whose sheets the rules found something, in turn.
pub(crate) fn school_course(level: Level, turn: usize) -> Vec<Move> {
    let course = Course::new(level, "school");
    if level == Blue && turn.is_multiple_of(3) {
        let reason = if turn.is_multiple_of(2) { Dismissal::ExplainedByPerson } else { Dismissal::AlreadyInCare };
        return course.then(5 * 60, "school", Deed::Dismiss(reason), "").moves();
    }
    let helped = course.confirmed("school", "duty1").taken_on().verified(NeedsSupport, "课后谈话。").helped(Counselling, "");
    let heard = helped.heard(Heard);
    match turn % 4 {
        1 => heard.closed(Outcome::Referred, "duty1", "家长陪同，已转介并确认接诊。"),
        2 => heard.closed(Outcome::DeclinedSupport, "duty1", ""),
        // support goes on: the outcome is due in weeks; that of a red one would be late by now
        3 if level != Red => heard,
        _ => heard.closed(Outcome::Supported, "duty1", ""),
    }
    .moves()
}
