//! Steps of the plan: what, who, by when.

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::case::PlanAgreed;
use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::{Case, Change, Code, ItemId, Party, Refusal};

/// Who has a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Who {
    /// An account, in the team or not: a colleague who does one thing.
    Account(AccountId),
    /// A member of the team, perhaps somebody without an account.
    Member(ItemId),
    /// The person whom the plan is for.
    Person,
}

/// What a step says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepText {
    /// A kind of the pack.
    pub kind: Code,
    /// What staff think about it; seen only by seats with the group `notes`.
    pub words: String,
    /// What its owner reads, perhaps a volunteer or a neighbour: the task, and nothing about the person's health.
    pub for_owner: String,
    pub owner: Who,
    pub due: Date,
    pub goal: Option<ItemId>,
}

/// How a step stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StepState {
    /// Owed by its owner.
    Open,
    Done {
        on: Date,
    },
    NotDone {
        reason: Code,
        on: Date,
    },
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Step {
    pub id: ItemId,
    /// `due` and `owner` as they are now.
    pub text: StepText,
    pub planned_on: Date,
    /// How often it was postponed.
    pub postponed: u16,
    pub state: StepState,
    pub(crate) episode: u32,
}

impl Step {
    /// Is it still owed?
    pub const fn is_open(&self) -> bool {
        matches!(self.state, StepState::Open)
    }
}

/// Plans a step.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::Wordless`] without words for a member or the person, [`Refusal::DayOutside`],
/// [`Refusal::NoSuchItem`] for goal or member, [`Refusal::Declined`], [`Refusal::Closed`].
pub fn plan_step(case: &Case, act: &Act, step: StepText, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    check(&step, today, desk)?;
    case.change(Event::of(act, today, note, What::StepPlanned(step)))
}

/// The step was done on a day.
///
/// Errors: [`Refusal::NoSuchItem`], [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn finish_step(
    case: &Case,
    act: &Act,
    step: ItemId,
    on: Date,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    crate::day_within(on, case.step(step)?.planned_on, today)?;
    case.change(Event::of(act, today, note, What::StepDone { step, on }))
}

/// The step will not be done, for a reason of the pack.
///
/// Errors: [`Refusal::NoSuchItem`], [`Refusal::NotOffered`], [`Refusal::Closed`].
pub fn drop_step(
    case: &Case,
    act: &Act,
    step: ItemId,
    reason: Code,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    desk.rules.not_done(&reason)?;
    case.change(Event::of(act, desk.today(case, act), note, What::StepNotDone { step, reason }))
}

/// The step is due later: as often and as far as the pack allows.
///
/// Errors: [`Refusal::PostponedEnough`], [`Refusal::DayOutside`], [`Refusal::NotOffered`], [`Refusal::NoSuchItem`], [`Refusal::Closed`].
pub fn postpone_step(
    case: &Case,
    act: &Act,
    step: ItemId,
    to: Date,
    reason: Code,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    desk.rules.not_done(&reason)?;
    let (today, limits) = (desk.today(case, act), desk.rules.limits());
    let present = case.step(step)?;
    if limits.postpone_times.is <= present.postponed {
        return Err(Refusal::PostponedEnough { times: present.postponed });
    }
    let due = present.text.due.max(today);
    crate::day_within(to, ahead(due, 1), ahead(due, limits.postpone_days.is))?;
    case.change(Event::of(act, today, note, What::StepPostponed { step, to, reason }))
}

/// Somebody else has the step; its day stays. The words for the new owner take the place of those for the old one: what was meant for a
/// doctor must not reach a volunteer.
///
/// Errors: [`Refusal::Already`], [`Refusal::Wordless`], [`Refusal::NoSuchItem`] for step or member, [`Refusal::Closed`].
pub fn hand_on_step(
    case: &Case,
    act: &Act,
    step: ItemId,
    to: Who,
    for_owner: String,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    addressed(to, &for_owner)?;
    case.change(Event::of(act, desk.today(case, act), note, What::StepHandedOn { step, to, for_owner }))
}

/// The plan was talked through with the person or the guardian, who agree with it.
///
/// Errors: [`Refusal::NoPlan`] without a goal and a step, [`Refusal::DayOutside`], [`Refusal::Declined`], [`Refusal::Closed`].
pub fn agree_plan(
    case: &Case,
    act: &Act,
    with: Party,
    on: Date,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    crate::day_within(on, case.opened_on, today)?;
    case.change(Event::of(act, today, note, What::PlanAgreed { with, on }))
}

pub(crate) fn check(step: &StepText, today: Date, desk: &Desk<'_>) -> Result<(), Refusal> {
    desk.rules.step(&step.kind)?;
    addressed(step.owner, &step.for_owner)?;
    crate::day_within(step.due, today, ahead(today, desk.rules.limits().step_days.is))
}

/// Who has no account of their own in the matter needs to be told what the task is.
fn addressed(owner: Who, words: &str) -> Result<(), Refusal> {
    match owner {
        Who::Member(_) | Who::Person => crate::said(words),
        Who::Account(_) => Ok(()),
    }
}

fn owned(next: &Case, owner: Who, on: Date) -> Result<(), Refusal> {
    match owner {
        Who::Member(item) if !next.team.iter().any(|member| member.id == item && member.holds(on)) => {
            Err(Refusal::NoSuchItem { item })
        }
        _ => Ok(()),
    }
}

pub(crate) fn apply_plan(next: &mut Case, event: &Event, id: ItemId, text: &StepText) -> Result<(), Refusal> {
    next.may_plan()?;
    owned(next, text.owner, event.on)?;
    if let Some(item) = text.goal
        && !next.goals.iter().any(|goal| goal.id == item)
    {
        return Err(Refusal::NoSuchItem { item });
    }
    let (planned_on, episode) = (event.on, next.episode);
    next.steps.push(Step { id, text: text.clone(), planned_on, postponed: 0, state: StepState::Open, episode });
    Ok(())
}

pub(crate) fn apply_end(next: &mut Case, step: ItemId, state: StepState) -> Result<(), Refusal> {
    open_step(next, step)?.state = state;
    Ok(())
}

pub(crate) fn apply_postpone(next: &mut Case, step: ItemId, to: Date) -> Result<(), Refusal> {
    let found = open_step(next, step)?;
    found.text.due = to;
    found.postponed = found.postponed.saturating_add(1);
    Ok(())
}

pub(crate) fn apply_hand_on(next: &mut Case, event: &Event, step: ItemId, to: Who, words: &str) -> Result<(), Refusal> {
    owned(next, to, event.on)?;
    let found = open_step(next, step)?;
    if found.text.owner == to {
        return Err(Refusal::Already);
    }
    found.text.owner = to;
    found.text.for_owner = words.to_owned();
    Ok(())
}

pub(crate) fn apply_agree(next: &mut Case, with: Party, on: Date) -> Result<(), Refusal> {
    next.may_plan()?;
    let episode = next.episode;
    if !next.goals.iter().any(|goal| goal.episode == episode) || !next.steps.iter().any(|step| step.episode == episode) {
        return Err(Refusal::NoPlan);
    }
    next.plans.push(PlanAgreed { with, on, episode });
    Ok(())
}

fn open_step(next: &mut Case, step: ItemId) -> Result<&mut Step, Refusal> {
    next.open_now()?;
    next.steps.iter_mut().find(|one| one.id == step && one.is_open()).ok_or(Refusal::NoSuchItem { item: step })
}
