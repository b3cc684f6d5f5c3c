//! Goals, set with the person.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::event::{Act, Desk, Event, What};
use crate::rules::{Higher, ahead};
use crate::{Case, Change, Code, ItemId, Refusal, Score};

closed_list! {
    /// How a goal ended.
    GoalEnd: "end of a goal" {
        /// Reached.
        Reached = "reached",
        /// Given up, with words.
        Dropped = "dropped",
    }
}

/// A score that a goal is to reach.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub measure: Code,
    /// At least this where higher is better, at most where higher is worse.
    pub score: Score,
}

/// What a goal says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalText {
    /// What the person wants to be able to do, in words agreed with the person, who reads them.
    pub words: String,
    /// By what everybody sees that it is reached ("three nights a week slept through"); may be empty where there is a target.
    pub seen_by: String,
    pub target: Option<Target>,
    /// An area of the pack.
    pub area: Code,
    /// The problem that it answers.
    pub problem: Option<ItemId>,
    pub by: Date,
}

/// One goal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Goal {
    pub id: ItemId,
    pub text: GoalText,
    /// How it read before, oldest first, each with the day on which it changed.
    pub before: Vec<(GoalText, Date)>,
    pub set_on: Date,
    pub ended: Option<(GoalEnd, Date)>,
    /// Which opening of the case it belongs to, from 1.
    pub(crate) episode: u32,
}

impl Goal {
    /// Has a score reached the target? `None` without a target or a point of its measure.
    pub fn target_reached(&self, case: &Case, higher: Higher) -> Option<bool> {
        let target = self.text.target.as_ref()?;
        let last = case.points_of(&target.measure).pop()?;
        Some(match higher {
            Higher::Better => target.score <= last.score,
            Higher::Worse => last.score <= target.score,
        })
    }
}

/// Sets a goal.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::NotMeasurable`], [`Refusal::NotAScore`], [`Refusal::NotOffered`], [`Refusal::DayOutside`],
/// [`Refusal::NoSuchItem`] for the problem, [`Refusal::Declined`], [`Refusal::Closed`].
pub fn set_goal(case: &Case, act: &Act, goal: GoalText, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    check(&goal, today, desk)?;
    case.change(Event::of(act, today, note, What::GoalSet(goal)))
}

/// The goal reads otherwise from now on: smaller, later, nearer to what the person wants.
///
/// Errors: as [`set_goal`].
pub fn change_goal(
    case: &Case,
    act: &Act,
    goal: ItemId,
    to: GoalText,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    check(&to, today, desk)?;
    case.change(Event::of(act, today, note, What::GoalChanged { goal, to }))
}

/// The goal is reached, or dropped with words.
///
/// Errors: [`Refusal::NoSuchItem`], [`Refusal::Wordless`], [`Refusal::Closed`].
pub fn end_goal(
    case: &Case,
    act: &Act,
    goal: ItemId,
    how: GoalEnd,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    if how == GoalEnd::Dropped {
        crate::worded(&note)?;
    }
    case.change(Event::of(act, desk.today(case, act), note, What::GoalEnded { goal, how }))
}

fn check(goal: &GoalText, today: Date, desk: &Desk<'_>) -> Result<(), Refusal> {
    crate::said(&goal.words)?;
    desk.rules.area(&goal.area)?;
    match &goal.target {
        Some(target) => {
            let [low, high] = desk.rules.measure(&target.measure)?.range;
            if target.score < low || high < target.score {
                return Err(Refusal::NotAScore);
            }
        }
        None if goal.seen_by.trim().is_empty() => return Err(Refusal::NotMeasurable),
        None => {}
    }
    crate::day_within(goal.by, today, ahead(today, desk.rules.limits().goal_days.is))
}

fn answers(next: &Case, goal: &GoalText) -> Result<(), Refusal> {
    match goal.problem {
        Some(item) if !next.problems.iter().any(|one| one.id == item && one.ended.is_none()) => Err(Refusal::NoSuchItem { item }),
        _ => Ok(()),
    }
}

pub(crate) fn apply_set(next: &mut Case, event: &Event, text: &GoalText) -> Result<(), Refusal> {
    next.may_plan()?;
    answers(next, text)?;
    let episode = next.episode;
    let goal = Goal { id: event.id.into(), text: text.clone(), before: Vec::new(), set_on: event.on, ended: None, episode };
    next.goals.push(goal);
    Ok(())
}

pub(crate) fn apply_change(next: &mut Case, event: &Event, goal: ItemId, to: &GoalText) -> Result<(), Refusal> {
    next.may_plan()?;
    answers(next, to)?;
    let found = next.goals.iter_mut().find(|one| one.id == goal && one.ended.is_none());
    let found = found.ok_or(Refusal::NoSuchItem { item: goal })?;
    let before = std::mem::replace(&mut found.text, to.clone());
    found.before.push((before, event.on));
    Ok(())
}

pub(crate) fn apply_end(next: &mut Case, event: &Event, goal: ItemId, how: GoalEnd) -> Result<(), Refusal> {
    next.open_now()?;
    let found = next.goals.iter_mut().find(|one| one.id == goal && one.ended.is_none());
    found.ok_or(Refusal::NoSuchItem { item: goal })?.ended = Some((how, event.on));
    Ok(())
}
