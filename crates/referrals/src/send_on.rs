//! After a refusal or silence the sender tries another receiver.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;

use crate::event::{Act, Event, What};
use crate::referral::{Change, Referral, State};
use crate::send::sendable;
use crate::time::Timetable;
use crate::{Basis, Code, Kind, Open, Owner, Packet, Preview, Refusal, check_basis};

/// Sends the same work to another receiver, with a packet previewed for that one and a basis for it: consent is given for one receiver.
///
/// Errors: as [`crate::send()`]; [`Refusal::OutOfTurn`] unless it is back with the sender; an assignment that came back is assigned anew instead.
pub fn send_on(
    referral: &Referral,
    act: &Act,
    to: Owner,
    preview: &Preview,
    basis: Basis,
    time: &Timetable<'_>,
) -> Result<Change, Refusal> {
    let (kind, urgency, from) = (referral.kind(), referral.urgency(), referral.effective(act.at));
    if preview.kind() != kind || preview.age() != referral.age() || kind == Kind::Assign {
        return Err(Refusal::OutOfTurn);
    }
    sendable(preview, urgency)?;
    check_basis(time.rules, kind, urgency, preview.age(), &basis, time.day(from))?;
    let inform_within = time.rules.raw().basis.inform_within;
    let what = What::SentOn {
        to,
        role: preview.role().clone(),
        packet: preview.packet(),
        due_at: time.due(kind, urgency, from, |clock| clock.answer),
        inform_at: basis.owes_information().then(|| time.clock.after(inform_within, from)),
        basis,
    };
    referral.change(Event::of(act, what))
}

pub(crate) fn apply(
    next: &mut Referral,
    by: AccountId,
    to: &Owner,
    role: &Code,
    packet: &Packet,
    basis: &Basis,
    due_at: Timestamp,
    inform_at: Option<Timestamp>,
) -> Result<(), Refusal> {
    match &next.state {
        State::Returned { .. } => {}
        State::Ended { .. } => return Err(Refusal::Ended),
        _ => return Err(Refusal::OutOfTurn),
    }
    if to.account == next.sent.from.account || to.account == by {
        return Err(Refusal::SamePerson);
    }
    let before = std::mem::replace(&mut next.sent.to, to.clone());
    next.earlier.push(before);
    (next.sent.role, next.sent.packet, next.sent.basis) = (role.clone(), packet.clone(), basis.clone());
    // an earlier debt keeps its clock: the person is owed word since the first packet went out
    if let (None, Some(at)) = (&next.information, inform_at) {
        next.information = Some(Open::new(next.sent.from.clone(), next.last_at, at));
    }
    next.accepted = false;
    next.state = State::Sent { open: Open::new(to.clone(), next.last_at, due_at) };
    Ok(())
}
