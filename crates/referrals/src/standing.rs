//! Who is responsible and who sees what, as a function of where a referral stands, and what a change does to it.

use xinqiao_kernel::closed_list;

use crate::referral::{End, Referral, State};
use crate::{Basis, Code, Kind, Owner, Side};

closed_list! {
    /// What one side sees of the work, least first.
    Sight: "sight of a referral" {
        /// Nothing.
        Nothing = "nothing",
        /// That it came or went, when, to whom and why; nothing about the person.
        Record = "record",
        /// The packet and what was said about the referral.
        Packet = "packet",
        /// The whole record, within the role's own fields.
        Whole = "whole",
    }
}

/// How a referral divides responsibility and sight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub responsible: Side,
    pub sender: Sight,
    pub receiver: Sight,
}

/// What the app has to do in the transaction that keeps the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Another side is responsible for the work from now on.
    Responsible { from: Owner, to: Owner },
    /// A packet went to somebody outside the team: what the register of disclosures keeps (domain_rules F.3: basis, fields, recipient).
    Disclosed { to: Owner, role: Code, fields: Vec<Code>, basis: Basis },
    /// `who` sees so much from now on; what they saw beyond it closes, what they did not see opens.
    Sees { who: Owner, before: Sight, now: Sight },
}

impl Referral {
    /// Responsibility and sight of both sides. The store's rule of access follows this and nothing else.
    pub fn standing(&self) -> Standing {
        let has = |responsible, sender, receiver| Standing { responsible, sender, receiver };
        let (kind, before) = (self.kind(), has(Side::Sender, Sight::Whole, Sight::Packet));
        match &self.state {
            State::Sent { .. } | State::Asked { .. } => before,
            // who did not answer may still do so until the sender goes elsewhere; who refused has no business with it
            State::Returned { why: crate::Returned::Silence { .. }, .. } => before,
            State::Returned { why: crate::Returned::Rejected { .. }, .. } => has(Side::Sender, Sight::Whole, Sight::Record),
            State::Accepted { .. } | State::Begun { .. } => match kind {
                Kind::Consult => before,
                _ => has(Side::Receiver, Sight::Whole, Sight::Packet),
            },
            State::Reported { outcome, .. } => has(outcome.continues, Sight::Whole, Sight::Packet),
            State::Ended { end: End::Moved, .. } => match kind {
                // the team stays the same: the sender sees what its members see
                Kind::Assign => has(Side::Receiver, Sight::Whole, Sight::Whole),
                _ => has(Side::Receiver, Sight::Record, Sight::Whole),
            },
            State::Ended { end: End::Done { outcome }, .. } => {
                let receiver = if outcome.continues == Side::Receiver { Sight::Packet } else { Sight::Record };
                has(outcome.continues, Sight::Whole, receiver)
            }
            State::Ended { end: End::Revoked { .. }, .. } => has(Side::Sender, Sight::Whole, Sight::Record),
        }
    }

    /// The owner on a side.
    pub const fn side(&self, side: Side) -> &Owner {
        match side {
            Side::Sender => &self.sent.from,
            Side::Receiver => &self.sent.to,
        }
    }

    /// Who is responsible for the work.
    pub fn responsible(&self) -> &Owner {
        self.side(self.standing().responsible)
    }
}

/// What changed between two states, the second following the first.
pub(crate) fn effects(before: Option<&Referral>, after: &Referral) -> Vec<Effect> {
    let now = after.standing();
    let mut effects = Vec::new();
    let known = before.is_some_and(|before| before.sent.packet == after.sent.packet && before.earlier == after.earlier);
    if !known && after.sent.basis != Basis::Inside {
        let fields = after.sent.packet.fields().iter().map(|field| field.code.clone()).collect();
        let (to, role) = (after.sent.to.clone(), after.sent.role.clone());
        effects.push(Effect::Disclosed { to, role, fields, basis: after.sent.basis.clone() });
    }
    let Some(before) = before else {
        effects.push(Effect::Sees { who: after.sent.to.clone(), before: Sight::Nothing, now: now.receiver });
        return effects;
    };
    let was = before.standing();
    let mut sees = |who: &Owner, before: Sight, now: Sight| {
        if before != now {
            effects.push(Effect::Sees { who: who.clone(), before, now });
        }
    };
    sees(&after.sent.from, was.sender, now.sender);
    if before.sent.to == after.sent.to {
        sees(&after.sent.to, was.receiver, now.receiver);
    } else {
        sees(&before.sent.to, was.receiver, Sight::Record);
        sees(&after.sent.to, Sight::Nothing, now.receiver);
    }
    let (from, to) = (before.responsible(), after.responsible());
    if from != to {
        effects.push(Effect::Responsible { from: from.clone(), to: to.clone() });
    }
    effects
}
