//! The loop ends with an outcome; grave levels take two persons.

use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::warning::{Change, CloseProposal, State, Warning};
use crate::{Refusal, Step, Timetable};

words! {
    /// How a warning ended. Source: domain_rules C.1 ("closed only with an outcome code").
    Outcome {
        /// Support was given and the present danger or need has passed.
        Supported = "supported",
        /// Another service took over and confirmed it.
        Referred = "referred",
        /// The person does not wish support at present.
        DeclinedSupport = "declined_support",
        /// Verification showed no need.
        FalseAlarm = "false_alarm",
        /// The person moved and the place that now cares has taken over.
        MovedCare = "moved_care",
        /// Could not be reached although all was tried.
        UnreachableAfterEffort = "unreachable_after_effort",
        /// Another warning covers the same need.
        Duplicate = "duplicate",
    }
}

/// Closes with `outcome`, or proposes to where the level needs two persons; a later proposal replaces an earlier one.
///
/// Until the second person agrees the clock runs on. With the end reviews end too.
/// Errors: [`Refusal::OutcomeNotOffered`], [`Refusal::RiseWaits`], [`Refusal::ObjectionWaits`], [`Refusal::WrongStep`], [`Refusal::Ended`].
pub fn close(
    warning: &Warning,
    act: &Act,
    outcome: Outcome,
    note: Option<String>,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    time.rules.offers_outcome(outcome)?;
    let what = if warning.two_to_close { What::CloseProposed { outcome } } else { What::Closed { outcome } };
    warning.change(Event::of(act, note, what))
}

/// The second person agrees with the proposed outcome.
///
/// Errors: [`Refusal::SamePerson`], [`Refusal::NothingProposed`], [`Refusal::RiseWaits`], [`Refusal::ObjectionWaits`], [`Refusal::WrongStep`],
/// [`Refusal::Ended`].
pub fn second_close(warning: &Warning, act: &Act, note: Option<String>) -> Result<Change, Refusal> {
    warning.change(Event::of(act, note, What::CloseSeconded))
}

pub(crate) fn apply_single(next: &mut Warning, by: AccountId, outcome: Outcome) -> Result<(), Refusal> {
    next.at_step(Step::Close)?;
    next.nothing_waits()?;
    if next.two_to_close {
        return Err(Refusal::NeedsTwo);
    }
    let at = next.last_at;
    next.end(State::Closed { outcome, at, by, proposed_by: None });
    Ok(())
}

pub(crate) fn apply_proposal(next: &mut Warning, by: AccountId, outcome: Outcome) -> Result<(), Refusal> {
    next.at_step(Step::Close)?;
    next.nothing_waits()?;
    if let State::Close { proposal, .. } = &mut next.state {
        *proposal = Some(CloseProposal { by, outcome });
    }
    Ok(())
}

pub(crate) fn apply_second(next: &mut Warning, by: AccountId) -> Result<(), Refusal> {
    next.at_step(Step::Close)?;
    let State::Close { proposal: Some(CloseProposal { by: first, outcome }), .. } = next.state else {
        return Err(Refusal::NothingProposed);
    };
    if first == by {
        return Err(Refusal::SamePerson);
    }
    next.nothing_waits()?;
    let at = next.last_at;
    next.end(State::Closed { outcome, at, by, proposed_by: Some(first) });
    Ok(())
}
