//! A referral and how events change it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId};

use crate::event::{Debt, Event, Harm, Sent, Subject, What};
use crate::standing::{Effect, effects};
use crate::{
    Age, Basis, Code, Kind, Open, Owner, Packet, ReferralId, Refusal, Side, StepId, Urgency, accept, ask_back, begin,
    cite_report, done, down_refer, inform, pass_on, reject, report_back, revoke, send, send_on, silence,
};

/// Why it came back to the sender.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Returned {
    /// Not accepted, with a reason of the pack.
    Rejected { reason: Code },
    /// Nobody answered in time. `told`: who stands above the receiver.
    Silence { told: Option<Owner> },
}

/// How it came out, as the sender may know it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Outcome {
    /// A result of the pack.
    pub result: Code,
    /// Who goes on being responsible.
    pub continues: Side,
    /// The referral that goes back or down, when there is one.
    pub on: Option<ReferralId>,
}

/// How a referral ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum End {
    /// Assigned or transferred: the receiver has it.
    Moved,
    /// The result was read.
    Done { outcome: Outcome },
    /// Taken back.
    Revoked { reason: Code },
}

/// Where a referral stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum State {
    /// The receiver owes an answer.
    Sent { open: Open },
    /// The sender owes an answer to a question.
    Asked { open: Open },
    /// Taken on; the receiver is to begin.
    Accepted { open: Open },
    /// Begun; the receiver owes the result.
    Begun { open: Open },
    /// The sender is to read the result.
    Reported { open: Open, outcome: Outcome },
    /// Back with the sender, who is to find another way.
    Returned { open: Open, why: Returned },
    /// Nothing is owed about the step any more.
    Ended { end: End, at: Timestamp, by: AccountId },
}

impl State {
    /// The open step; `None` when it has ended.
    pub const fn open(&self) -> Option<&Open> {
        match self {
            Self::Sent { open }
            | Self::Asked { open }
            | Self::Accepted { open }
            | Self::Begun { open }
            | Self::Reported { open, .. }
            | Self::Returned { open, .. } => Some(open),
            Self::Ended { .. } => None,
        }
    }

    pub(crate) const fn open_mut(&mut self) -> Option<&mut Open> {
        match self {
            Self::Sent { open }
            | Self::Asked { open }
            | Self::Accepted { open }
            | Self::Begun { open }
            | Self::Reported { open, .. }
            | Self::Returned { open, .. } => Some(open),
            Self::Ended { .. } => None,
        }
    }

    /// The word of the state, for lists and text keys `referral.state.<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Sent { .. } => "sent",
            Self::Asked { .. } => "asked",
            Self::Accepted { .. } => "accepted",
            Self::Begun { .. } => "begun",
            Self::Reported { .. } => "reported",
            Self::Returned { .. } => "returned",
            Self::Ended { .. } => "ended",
        }
    }
}

/// A referral: what its events made of it. Fields change only through [`Referral::apply`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Referral {
    pub(crate) sent: Sent,
    pub(crate) sent_at: Timestamp,
    pub(crate) sent_by: AccountId,
    pub(crate) last_at: Timestamp,
    pub(crate) state: State,
    /// Was it accepted by the present receiver?
    pub(crate) accepted: bool,
    /// Word that is owed to the person.
    pub(crate) information: Option<Open>,
    /// A mandatory report that is owed.
    pub(crate) report: Option<Open>,
    pub(crate) silences: u32,
    /// Receivers that had it before: they keep the record that it came and went.
    pub(crate) earlier: Vec<Owner>,
    pub(crate) applied: BTreeSet<StepId>,
}

/// What a verb gives: the referral after it, the event to keep, and who sees and answers for what from now on.
///
/// All of it belongs into one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub referral: Referral,
    /// `None` when an event of this id was applied before: nothing to keep.
    pub event: Option<Event>,
    pub effects: Vec<Effect>,
}

/// Something that somebody owes by a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed<'a> {
    pub debt: Debt,
    pub open: &'a Open,
}

impl Referral {
    /// The referral that its first event opens.
    ///
    /// Errors: [`Refusal::Beginning`] for any other event, [`Refusal::SamePerson`].
    pub fn open(event: &Event) -> Result<Self, Refusal> {
        let What::Sent(sent) = &event.what else { return Err(Refusal::Beginning) };
        send::open(event, sent)
    }

    /// The referral after `event`. An event whose id was applied before changes nothing.
    ///
    /// An event that is older than the last one (a clock was set back) counts as happening at the last one's instant.
    /// Errors: any [`Refusal`] of the event's verb; this referral is as it was.
    pub fn apply(&self, event: &Event) -> Result<Self, Refusal> {
        if self.applied.contains(&event.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(event.at);
        if !matches!(event.what, What::Silent { .. } | What::PassedOn { .. }) {
            event.account()?;
        }
        match &event.what {
            What::Sent(_) => return Err(Refusal::Beginning),
            What::Accepted { due_at } => accept::apply(&mut next, event.account()?, *due_at)?,
            What::Rejected { reason, due_at } => reject::apply(&mut next, event.account()?, reason, *due_at)?,
            What::AskedBack { due_at } => ask_back::apply(&mut next, event, *due_at)?,
            What::Answered { packet, due_at } => ask_back::apply_answer(&mut next, event, packet.as_ref(), *due_at)?,
            What::Begun { due_at } => begin::apply(&mut next, event.account()?, *due_at)?,
            What::Interim { due_at, .. } => report_back::apply_interim(&mut next, event.account()?, *due_at)?,
            What::Reported { result, continues, due_at } => {
                report_back::apply(&mut next, event.account()?, result, *continues, None, *due_at)?;
            }
            What::DownReferred { on, result, continues, due_at } => {
                down_refer::apply(&mut next, event.account()?, *on, result, *continues, *due_at)?;
            }
            What::Done => done::apply(&mut next, event.account()?)?,
            What::Revoked { reason } => revoke::apply(&mut next, event.account()?, reason)?,
            What::SentOn { to, role, packet, basis, due_at, inform_at } => {
                send_on::apply(&mut next, event.account()?, to, role, packet, basis, *due_at, *inform_at)?;
            }
            What::Silent { debt, missed, to, due_at } => silence::apply(&mut next, *debt, *missed, to.as_ref(), *due_at)?,
            What::PassedOn { gone, to } => pass_on::apply(&mut next, *gone, to)?,
            What::Informed { .. } => inform::apply(&mut next)?,
            What::ReportCited { report } => cite_report::apply(&mut next, *report)?,
        }
        next.applied.insert(event.id);
        Ok(next)
    }

    /// The referral that a kept log of events tells of. Repeated events change nothing.
    ///
    /// Errors: [`Refusal::Beginning`] for an empty log; any other refusal means that the log is damaged.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Self, Refusal> {
        let mut events = events.into_iter();
        let first = Self::open(events.next().ok_or(Refusal::Beginning)?)?;
        events.try_fold(first, |referral, event| referral.apply(event))
    }

    /// The change that `event` makes.
    pub(crate) fn change(&self, event: Event) -> Result<Change, Refusal> {
        if self.applied.contains(&event.id) {
            return Ok(Change { referral: self.clone(), event: None, effects: Vec::new() });
        }
        let referral = self.apply(&event)?;
        Ok(Change { effects: effects(Some(self), &referral), referral, event: Some(event) })
    }

    /// All that is owed: the step, word to the person, a mandatory report.
    pub fn owed(&self) -> impl Iterator<Item = Owed<'_>> {
        let step = self.state.open().map(|open| Owed { debt: Debt::Step, open });
        let information = self.information.as_ref().map(|open| Owed { debt: Debt::Information, open });
        let report = self.report.as_ref().map(|open| Owed { debt: Debt::Report, open });
        step.into_iter().chain(information).chain(report)
    }

    /// Is nothing owed any more? A referral that was taken back may still owe word to the person.
    pub fn has_ended(&self) -> bool {
        self.owed().next().is_none()
    }

    /// When an act at `at` counts as happening: never before the last event.
    pub(crate) fn effective(&self, at: Timestamp) -> Timestamp {
        self.last_at.max(at)
    }

    /// Was an event of this id applied?
    pub fn knows(&self, id: StepId) -> bool {
        self.applied.contains(&id)
    }

    /// What the first event, and any sending on, said: id, person, kind, urgency, sides, packet, basis.
    pub const fn sent(&self) -> &Sent {
        &self.sent
    }

    /// Its id.
    pub const fn id(&self) -> ReferralId {
        self.sent.referral
    }

    /// Whom it is about.
    pub const fn person(&self) -> PersonId {
        self.sent.person
    }

    /// What moves.
    pub const fn subject(&self) -> Subject {
        self.sent.subject
    }

    /// How it moves.
    pub const fn kind(&self) -> Kind {
        self.sent.kind
    }

    /// How soon.
    pub const fn urgency(&self) -> Urgency {
        self.sent.urgency
    }

    /// How old the person is.
    pub const fn age(&self) -> Age {
        self.sent.age
    }

    /// Exactly what the receiver sees.
    pub const fn packet(&self) -> &Packet {
        &self.sent.packet
    }

    /// What the packet was given for.
    pub const fn basis(&self) -> &Basis {
        &self.sent.basis
    }

    /// The mandatory report that it cites.
    pub const fn harm(&self) -> Harm {
        self.sent.harm
    }

    /// The referral that this one answers.
    pub const fn cites(&self) -> Option<ReferralId> {
        self.sent.cites
    }

    /// Where it stands.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Has the present receiver accepted?
    pub const fn is_accepted(&self) -> bool {
        self.accepted
    }

    /// How many times were missed in silence.
    pub const fn silences(&self) -> u32 {
        self.silences
    }

    /// Receivers that had it before.
    pub fn earlier(&self) -> &[Owner] {
        &self.earlier
    }

    /// Instant of the last event.
    pub const fn last_at(&self) -> Timestamp {
        self.last_at
    }

    /// Account and instant of the sending.
    pub const fn sent_at(&self) -> (AccountId, Timestamp) {
        (self.sent_by, self.sent_at)
    }

    pub(crate) fn cite(&mut self, report: DutyId) {
        self.sent.harm = Harm::Reported(report);
        self.report = None;
    }
}
