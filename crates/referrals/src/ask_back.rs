//! The receiver asks the sender something, and the sender answers.

use jiff::Timestamp;

use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral, State};
use crate::time::Timetable;
use crate::{Open, Packet, Preview, Refusal};

/// Asks the sender; the words of the question stand in the note. The sender owes the answer.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::OutOfTurn`], [`Refusal::Ended`], [`Refusal::SamePerson`].
pub fn ask_back(referral: &Referral, act: &Act, time: &Timetable<'_>) -> Result<Change, Refusal> {
    let due_at = time.due(referral.kind(), referral.urgency(), referral.effective(act.at), |clock| clock.reply);
    referral.change(Event::of(act, What::AskedBack { due_at }))
}

/// Answers a question, in words, perhaps with a fuller packet: again only what was previewed for the same kind and role.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::OutOfTurn`], [`Refusal::Ended`], [`Refusal::NoSuchReceiver`] for a preview of another receiver.
pub fn answer(referral: &Referral, act: &Act, preview: Option<&Preview>, time: &Timetable<'_>) -> Result<Change, Refusal> {
    if let Some(preview) = preview
        && (preview.kind(), preview.role()) != (referral.kind(), &referral.sent().role)
    {
        return Err(Refusal::NoSuchReceiver { role: preview.role().clone() });
    }
    let due_at = time.due(referral.kind(), referral.urgency(), referral.effective(act.at), |clock| clock.answer);
    referral.change(Event::of(act, What::Answered { packet: preview.map(Preview::packet), due_at }))
}

pub(crate) fn apply(next: &mut Referral, event: &Event, due_at: Timestamp) -> Result<(), Refusal> {
    match &next.state {
        State::Sent { .. } => {}
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    }
    event.worded()?;
    if event.account()? == next.sent.from.account {
        return Err(Refusal::SamePerson);
    }
    next.state = State::Asked { open: Open::new(next.sent.from.clone(), next.last_at, due_at) };
    Ok(())
}

pub(crate) fn apply_answer(
    next: &mut Referral,
    event: &Event,
    packet: Option<&Packet>,
    due_at: Timestamp,
) -> Result<(), Refusal> {
    match &next.state {
        State::Asked { .. } => {}
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    }
    event.worded()?;
    if let Some(packet) = packet {
        next.sent.packet = packet.clone();
    }
    next.state = State::Sent { open: Open::new(next.sent.to.clone(), next.last_at, due_at) };
    Ok(())
}
