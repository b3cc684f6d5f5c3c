//! Case conferences 个案会商: called, held, written down, confirmed by the chair.

use std::collections::BTreeSet;

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Desk, Event, What};
use crate::rules::ahead;
use crate::step::{self, StepText};
use crate::{Case, Change, ItemId, Refusal};

/// How a conference is called.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convening {
    pub on: Date,
    pub chair: AccountId,
    /// Members of the team.
    pub invited: BTreeSet<ItemId>,
    /// At least one item.
    pub agenda: Vec<String>,
    /// The chair owes minutes by this day.
    pub minutes_by: Date,
}

/// What was said and decided.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    pub attended: BTreeSet<ItemId>,
    pub words: String,
    pub decisions: Vec<Decision>,
}

/// One decision; those with a step become part of the plan when the chair confirms.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub words: String,
    pub step: Option<StepText>,
}

/// Where a conference stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sitting {
    /// The chair owes minutes.
    Called,
    /// The chair owes a confirmation.
    Minuted {
        minutes: Minutes,
        confirm_by: Date,
    },
    Confirmed {
        minutes: Minutes,
        on: Date,
    },
    Cancelled {
        on: Date,
    },
}

/// One conference.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Conference {
    pub id: ItemId,
    pub called: Convening,
    pub sitting: Sitting,
}

/// Calls a conference; the day for its minutes comes from the pack.
///
/// Errors: [`Refusal::NoAgenda`], [`Refusal::NoSuchItem`] for somebody who is not in the team, [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn convene(
    case: &Case,
    act: &Act,
    on: Date,
    chair: AccountId,
    invited: BTreeSet<ItemId>,
    agenda: Vec<String>,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let (today, limits) = (desk.today(case, act), desk.rules.limits());
    crate::day_within(on, today, ahead(today, limits.step_days.is))?;
    let minutes_by = ahead(on, limits.minutes_days.is);
    case.change(Event::of(act, today, note, What::Convened(Convening { on, chair, invited, agenda, minutes_by })))
}

/// Writes the minutes, or writes them anew before the chair has confirmed.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::NoSuchItem`], [`Refusal::NotOffered`] and [`Refusal::DayOutside`] for a step,
/// [`Refusal::Closed`].
pub fn minute(
    case: &Case,
    act: &Act,
    conference: ItemId,
    minutes: Minutes,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    crate::said(&minutes.words)?;
    for decision in &minutes.decisions {
        crate::said(&decision.words)?;
        if let Some(step) = &decision.step {
            step::check(step, today, desk)?;
        }
    }
    let confirm_by = ahead(today, desk.rules.limits().confirm_days.is);
    case.change(Event::of(act, today, note, What::Minuted { conference, minutes, confirm_by }))
}

/// The chair confirms the minutes: decisions with a step become part of the plan. A step that can no longer be planned (its owner left the
/// team meanwhile) is refused as a whole, so that nothing that was decided is lost in silence.
///
/// Errors: [`Refusal::NotChair`], [`Refusal::NoMinutes`], [`Refusal::NoSuchItem`], [`Refusal::Declined`], [`Refusal::Closed`].
pub fn confirm_minutes(
    case: &Case,
    act: &Act,
    conference: ItemId,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    case.change(Event::of(act, desk.today(case, act), note, What::Confirmed { conference }))
}

/// The conference does not take place, or its minutes are set aside. Confirmed ones stay.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::NoSuchItem`], [`Refusal::Closed`].
pub fn cancel_conference(
    case: &Case,
    act: &Act,
    conference: ItemId,
    note: Option<String>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    crate::worded(&note)?;
    case.change(Event::of(act, desk.today(case, act), note, What::Cancelled { conference }))
}

pub(crate) fn apply_call(next: &mut Case, event: &Event, called: &Convening) -> Result<(), Refusal> {
    next.open_now()?;
    if !called.agenda.iter().any(|item| !item.trim().is_empty()) {
        return Err(Refusal::NoAgenda);
    }
    let holds = |item: &ItemId| next.team.iter().any(|member| member.id == *item && member.holds(event.on));
    if let Some(item) = called.invited.iter().find(|item| !holds(item)) {
        return Err(Refusal::NoSuchItem { item: *item });
    }
    next.conferences.push(Conference { id: event.id.into(), called: called.clone(), sitting: Sitting::Called });
    Ok(())
}

pub(crate) fn apply_minute(next: &mut Case, conference: ItemId, minutes: &Minutes, confirm_by: Date) -> Result<(), Refusal> {
    next.open_now()?;
    if let Some(item) = minutes.attended.iter().find(|item| !next.team.iter().any(|member| member.id == **item)) {
        return Err(Refusal::NoSuchItem { item: *item });
    }
    pending(next, conference)?.sitting = Sitting::Minuted { minutes: minutes.clone(), confirm_by };
    Ok(())
}

pub(crate) fn apply_confirm(next: &mut Case, event: &Event, conference: ItemId) -> Result<(), Refusal> {
    next.open_now()?;
    let found = pending(next, conference)?;
    if found.called.chair != event.by {
        return Err(Refusal::NotChair);
    }
    let Sitting::Minuted { minutes, .. } = found.sitting.clone() else {
        return Err(Refusal::NoMinutes);
    };
    found.sitting = Sitting::Confirmed { minutes: minutes.clone(), on: event.on };
    for (number, text) in (0_u16..).zip(minutes.decisions.iter().filter_map(|decision| decision.step.as_ref())) {
        step::apply_plan(next, event, ItemId { event: event.id, number }, text)?;
    }
    Ok(())
}

pub(crate) fn apply_cancel(next: &mut Case, event: &Event, conference: ItemId) -> Result<(), Refusal> {
    next.open_now()?;
    pending(next, conference)?.sitting = Sitting::Cancelled { on: event.on };
    Ok(())
}

fn pending(next: &mut Case, conference: ItemId) -> Result<&mut Conference, Refusal> {
    let is_pending = |one: &&mut Conference| matches!(one.sitting, Sitting::Called | Sitting::Minuted { .. });
    next.conferences
        .iter_mut()
        .filter(is_pending)
        .find(|one| one.id == conference)
        .ok_or(Refusal::NoSuchItem { item: conference })
}
