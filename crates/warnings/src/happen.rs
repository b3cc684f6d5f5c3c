//! Which verb an event belongs to.

use crate::event::{Event, What};
use crate::warning::Warning;
use crate::{
    Refusal, acknowledge, close, confirm, dismiss, downgrade, escalate, feedback, hand_over, intervene, merge, note, objection,
    offer, pass_on, reassign, reopen, review, take_up, upgrade, verify,
};

/// Lets `event` happen to `next`. What only the program does is asked for no person; everything else is.
pub(crate) fn happen(next: &mut Warning, event: &Event) -> Result<(), Refusal> {
    match &event.what {
        What::Opened(_) => Err(Refusal::AlreadyOpen),
        What::Escalated { missed, to, due_at, clock } => escalate::apply(next, *clock, *missed, to.as_ref(), *due_at),
        What::Reassigned { from, to, due_at } => reassign::apply(next, *from, to, *due_at),
        What::Seconded { .. }
        | What::Dismissed { .. }
        | What::Acknowledged { .. }
        | What::Verified { .. }
        | What::Intervened { .. }
        | What::Heard { .. }
        | What::CloseProposed { .. }
        | What::CloseSeconded
        | What::Closed { .. }
        | What::HandedOver { .. }
        | What::Noted => steps(next, event),
        _ => beside(next, event),
    }
}

/// The way of the loop.
fn steps(next: &mut Warning, event: &Event) -> Result<(), Refusal> {
    let by = event.account()?;
    match &event.what {
        What::Seconded { level, two_to_close, owner, due_at } => confirm::apply(next, by, *level, *two_to_close, owner, *due_at),
        What::Dismissed { reason } => dismiss::apply(next, by, *reason),
        What::Acknowledged { due_at } => acknowledge::apply(next, by, *due_at),
        What::Verified { finding, due_at } => verify::apply(next, *finding, *due_at),
        What::Intervened { action, due_at, review_due_at } => intervene::apply(next, *action, *due_at, *review_due_at),
        What::Heard { party, hearing, due_at } => feedback::apply(next, *party, *hearing, *due_at),
        What::CloseProposed { outcome } => close::apply_proposal(next, by, *outcome),
        What::CloseSeconded => close::apply_second(next, by),
        What::Closed { outcome } => close::apply_single(next, by, *outcome),
        What::HandedOver { to } => hand_over::apply(next, to),
        _ => note::apply(next),
    }
}

/// What happens beside the steps, or changes them.
fn beside(next: &mut Warning, event: &Event) -> Result<(), Refusal> {
    let by = event.account()?;
    match &event.what {
        What::Raised { rise } => upgrade::apply(next, by, rise),
        What::RaiseSeconded { two_to_close, due_at, review_due_at } => {
            upgrade::apply_second(next, by, *two_to_close, *due_at, *review_due_at)
        }
        What::RaiseRefused => upgrade::apply_refusal(next, by),
        What::LowerProposed { level, cited } => downgrade::apply_proposal(next, by, *level, cited),
        What::LowerSigned { two_to_close } => downgrade::apply_signature(next, by, *two_to_close),
        What::Reviewed { finding, due_at } => review::apply(next, event.id, by, *finding, *due_at),
        What::TookUp { signals, has_reporter, due_at, review_due_at, rise } => {
            take_up::apply(next, by, signals, *has_reporter, *due_at, *review_due_at, rise.as_ref())
        }
        What::Absorbed(absorbed) => merge::apply_absorbed(next, by, absorbed),
        What::MergedInto { into } => merge::apply_merged(next, by, *into),
        What::Reopened { two_to_close, owner, due_at, .. } => reopen::apply(next, *two_to_close, owner, *due_at),
        What::Offered { to, due_at } => offer::apply_offer(next, to, *due_at),
        What::Accepted => offer::apply_acceptance(next, by),
        What::PassedOn { clock, to } => pass_on::apply(next, *clock, to),
        What::Objected { owner, due_at } => objection::apply(next, by, owner, *due_at),
        What::ObjectionAnswered { answer } => objection::apply_answer(next, by, *answer),
        What::ObjectionSeconded => objection::apply_second(next, by),
        _ => Err(Refusal::AlreadyOpen),
    }
}
