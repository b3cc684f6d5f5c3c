//! The verbs on a referral that was sent. Each checks the caller's right, lets the state machine decide, and saves.

use xinqiao_access::{Permit, act};
use xinqiao_referrals::event::Act;
use xinqiao_referrals::{
    Change, Code, Debt, Giver, Kind, Opening, Owner, Referral, ReferralId, Returned, Side, State, StepId, accept, answer,
    ask_back, begin, cite_report, done as read_result, down_refer, inform, preview, reject, report_back, revoke, send_on,
};
use xinqiao_store::referrals::ReferralRow;

use super::change::Saving;
use super::draft::Draft;
use super::fold::{Loaded, age_class, refused};
use super::seats::{receiver_resource, sender_resource};
use crate::{App, AppError, Caller, Result};

/// What somebody does with a referral.
#[derive(Debug, Clone)]
pub enum Move {
    Accept,
    Reject {
        reason: Code,
    },
    /// the note is the question
    AskBack,
    /// the note is the answer
    Answer,
    Begin,
    /// a result of the pack; an interim one keeps it open
    Report {
        result: Code,
    },
    /// the sender read the result
    Done,
    Revoke {
        reason: Code,
    },
    /// another receiver, with a packet for that one
    SendOn {
        draft: Box<Draft>,
    },
    /// the person, or the guardian, heard of what went out in an emergency
    Inform {
        told: Giver,
    },
    /// the mandatory report was made: the latest about the person
    CiteReport,
    /// back or down from a referral that was begun; the result, and the packet of the new one
    DownRefer {
        result: Code,
        draft: Box<Draft>,
        referral: ReferralId,
        second: StepId,
    },
}

/// A move with what every form carries.
#[derive(Debug, Clone)]
pub struct MoveInput {
    /// idempotency id: the same form sent twice changes nothing the second time
    pub id: StepId,
    pub note: Option<String>,
    pub step: Move,
}

/// Something that may be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Accept,
    Reject,
    AskBack,
    Answer,
    Begin,
    Report,
    DownRefer,
    Done,
    Revoke,
    SendOn,
    Inform,
    CiteReport,
}

impl Verb {
    /// Which side does it.
    pub const fn side(self) -> Side {
        match self {
            Self::Accept | Self::Reject | Self::AskBack | Self::Begin | Self::Report | Self::DownRefer => Side::Receiver,
            Self::Answer | Self::Done | Self::Revoke | Self::SendOn | Self::Inform | Self::CiteReport => Side::Sender,
        }
    }

    /// What a referral asks for, whoever does it.
    pub(super) fn of(referral: &Referral) -> Vec<Self> {
        let refers = referral.kind() == Kind::Refer;
        let mut verbs = match referral.state() {
            State::Sent { .. } => vec![Self::Accept, Self::AskBack, Self::Reject, Self::Revoke],
            State::Asked { .. } => vec![Self::Answer, Self::Revoke],
            State::Accepted { .. } => vec![Self::Begin, Self::Revoke],
            State::Begun { .. } if refers => vec![Self::Report, Self::DownRefer, Self::Revoke],
            State::Begun { .. } => vec![Self::Report, Self::Revoke],
            State::Reported { .. } => vec![Self::Done],
            State::Returned { why: Returned::Silence { .. }, .. } => vec![Self::Accept, Self::Reject, Self::SendOn, Self::Revoke],
            State::Returned { .. } => vec![Self::SendOn, Self::Revoke],
            State::Ended { .. } => Vec::new(),
        };
        verbs.retain(|verb| *verb != Self::SendOn || referral.kind() != Kind::Assign);
        for owed in referral.owed() {
            match owed.debt {
                Debt::Step => {}
                Debt::Information => verbs.push(Self::Inform),
                Debt::Report => verbs.push(Self::CiteReport),
            }
        }
        verbs
    }
}

impl Move {
    const fn verb(&self) -> Verb {
        match self {
            Self::Accept => Verb::Accept,
            Self::Reject { .. } => Verb::Reject,
            Self::AskBack => Verb::AskBack,
            Self::Answer => Verb::Answer,
            Self::Begin => Verb::Begin,
            Self::Report { .. } => Verb::Report,
            Self::Done => Verb::Done,
            Self::Revoke { .. } => Verb::Revoke,
            Self::SendOn { .. } => Verb::SendOn,
            Self::Inform { .. } => Verb::Inform,
            Self::CiteReport => Verb::CiteReport,
            Self::DownRefer { .. } => Verb::DownRefer,
        }
    }
}

impl App {
    /// Does a move. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` for who has nothing to do with it, `Denied` for the other side, `Conflict` when it is past that step, for an emergency that
    /// may not be refused, `same_person`; `Invalid` on `note`, `choice`, `receiver`, `fields`, `basis`.
    pub async fn referral_step(&self, caller: &Caller, id: ReferralId, input: &MoveInput) -> Result<()> {
        let (row, seat) = self.seat(caller, id).await?;
        let loaded = self.load_referral(&seat.permit, id).await?;
        if loaded.referral.knows(input.id) {
            // the same form sent again: what it did may have ended the right to do it
            return Ok(());
        }
        let saved = match input.step.verb().side() {
            Side::Receiver => self.receiver_step(caller, &loaded, input).await,
            Side::Sender => self.sender_step(caller, &loaded, input).await,
        };
        if matches!(saved, Err(AppError::Conflict { .. }))
            && self.load_referral(&seat.permit, row.id).await?.referral.knows(input.id)
        {
            // the same form, sent twice at the same moment: the other one was saved
            return Ok(());
        }
        saved
    }

    async fn receiver_step(&self, caller: &Caller, loaded: &Loaded, input: &MoveInput) -> Result<()> {
        let permit = self.answering(caller, &loaded.row).await?;
        let (referral, time) = (&loaded.referral, self.referral_time()?);
        let act = Act { id: input.id, at: self.now(), by: caller.account(), note: input.note.clone() };
        let change = match &input.step {
            Move::Accept => accept(referral, &act, &time),
            Move::Reject { reason } => reject(referral, &act, reason.clone(), &time),
            Move::AskBack => ask_back(referral, &act, &time),
            Move::Begin => begin(referral, &act, &time),
            Move::Report { result } => report_back(referral, &act, result.clone(), &time),
            Move::DownRefer { result, draft, referral: on, second } => {
                return self.down_refer_by(caller, &permit, loaded, &act, result, draft, (*on, *second)).await;
            }
            _ => return Err(AppError::conflict("referral_out_of_turn")),
        };
        self.keep_move(&permit, loaded, change.map_err(refused)?, None).await
    }

    async fn sender_step(&self, caller: &Caller, loaded: &Loaded, input: &MoveInput) -> Result<()> {
        let permit = self.carrying(caller, loaded).await?;
        let (referral, time) = (&loaded.referral, self.referral_time()?);
        let act = Act { id: input.id, at: self.now(), by: caller.account(), note: input.note.clone() };
        let change = match &input.step {
            Move::Answer => answer(referral, &act, None, &time),
            Move::Done => read_result(referral, &act),
            Move::Revoke { reason } => revoke(referral, &act, reason.clone(), &time),
            Move::Inform { told } => inform(referral, &act, *told),
            Move::CiteReport => {
                let report = self.report_of(referral.person()).await?;
                let report = report.ok_or_else(|| AppError::field("choice", "fault-referral-no-report", ""))?;
                cite_report(referral, &act, report)
            }
            Move::SendOn { draft } => return self.send_on_by(caller, &permit, loaded, &act, draft).await,
            _ => return Err(AppError::conflict("referral_out_of_turn")),
        };
        self.keep_move(&permit, loaded, change.map_err(refused)?, None).await
    }

    async fn send_on_by(
        &self,
        caller: &Caller,
        permit: &Permit<act::CarryReferral>,
        loaded: &Loaded,
        act: &Act,
        draft: &Draft,
    ) -> Result<()> {
        let (referral, time) = (&loaded.referral, self.referral_time()?);
        let target = self.target(caller, draft, &loaded.row.from_place).await?;
        let report = self.report_of(referral.person()).await?;
        let found = preview(time.rules, &draft.facts(), referral.kind(), &target.role, referral.age()).map_err(refused)?;
        let change = send_on(referral, act, target.owner, &found, draft.basis(self, report), &time).map_err(refused)?;
        self.keep_move(permit, loaded, change, Some((target.receiver, &target.name))).await
    }

    async fn down_refer_by(
        &self,
        caller: &Caller,
        permit: &Permit<act::AnswerReferral>,
        loaded: &Loaded,
        act: &Act,
        result: &Code,
        draft: &Draft,
        (on, second): (ReferralId, StepId),
    ) -> Result<()> {
        let (first, time) = (&loaded.referral, self.referral_time()?);
        let place = first.sent().to.place.clone();
        let target = self.target(caller, draft, &place).await?;
        let who = self.inner.db.whereabouts(first.person()).await?.ok_or(AppError::NotFound)?;
        let age = age_class(who.birth_on, self.day(self.now()));
        let found = preview(time.rules, &draft.facts(), Kind::Refer, &target.role, age).map_err(refused)?;
        let opening = Opening {
            referral: on,
            person: first.person(),
            subject: first.subject(),
            urgency: draft.urgency,
            from: Owner { account: caller.account(), place: place.clone() },
            to: target.owner.clone(),
            team: &Default::default(),
            preview: &found,
            basis: draft.basis(self, None),
            harm_suspected: draft.harm,
            report: None,
            cites: None,
        };
        let both = down_refer(first, act, second, result.clone(), opening, &time).map_err(refused)?;
        let row = &loaded.row;
        let one = Saving { id: row.id, receiver: row.state.receiver, name: "", place: &row.place, from: row.state.version };
        let other = Saving { id: on, receiver: target.receiver, name: &target.name, place: &row.place, from: 0 };
        self.save_both(permit, (&one, &both.first), (&other, &both.second)).await
    }

    async fn keep_move<A: xinqiao_store::rights::Discloses>(
        &self,
        permit: &Permit<A>,
        loaded: &Loaded,
        change: Change,
        on: Option<(Option<xinqiao_referrals::ReceiverId>, &str)>,
    ) -> Result<()> {
        let row = &loaded.row;
        let kept = row.receiver_name.clone().unwrap_or_default();
        let (receiver, name) = on.unwrap_or((row.state.receiver, &kept));
        let saving = Saving { id: row.id, receiver, name, place: &row.place, from: row.state.version };
        self.save_step(permit, &saving, change).await
    }

    /// The permit to answer for the receiver: somebody of the desk who holds its role there, the colleague to whom it was assigned, or who owes the step
    /// above the desk.
    pub(super) async fn answering(&self, caller: &Caller, row: &ReferralRow) -> Result<Permit<act::AnswerReferral>> {
        let me = caller.account();
        let of_desk = match row.state.receiver {
            Some(desk) => self.own_desks(caller).await?.contains(&desk) && self.has_role(caller, row),
            None => row.state.to == me,
        };
        let stands_in = row.state.step_owner == Some(me) && me != row.from;
        let team = if of_desk || stands_in { vec![me] } else { Vec::new() };
        self.side_permit(caller, receiver_resource(row, &row.state.to_place, team)).await
    }

    /// The permit to carry on for the sender: whoever sent it, owes something of it, or leads.
    pub(super) async fn carrying(&self, caller: &Caller, loaded: &Loaded) -> Result<Permit<act::CarryReferral>> {
        let (me, row) = (caller.account(), &loaded.row);
        let owes = loaded.referral.owed().any(|owed| owed.open.owner.account == me) && me != row.state.to;
        let owner = if owes || me == row.from { me } else { row.from };
        self.side_permit(caller, sender_resource(row, owner)).await
    }

    async fn side_permit<A: xinqiao_access::Act>(&self, caller: &Caller, at: xinqiao_access::Resource) -> Result<Permit<A>> {
        match self.staff_permit::<A>(caller, &at).await {
            // whoever is here sees it: that the step is the other side's is no secret
            Err(AppError::NotFound) => Err(AppError::Denied(xinqiao_access::Refusal::OutsideScope)),
            other => other,
        }
    }

    fn has_role(&self, caller: &Caller, row: &ReferralRow) -> bool {
        let mut held = caller.actor().in_force(self.day(self.now()));
        held.any(|held| held.role.code() == row.state.role && held.place.covers(&row.state.to_place))
    }
}
