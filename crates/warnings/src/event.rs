//! What happened to a warning. The log of events is the truth; the warning is derived from it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId, SignalId, WarningEventId, WarningId};
use xinqiao_kernel::place::PlacePath;

use crate::{
    Action, Answer, Cited, Clock, Code, Dismissal, Finding, Hearing, Level, Outcome, Owner, Party, Refusal, Reopening, Reviewing,
    Rise, Step,
};

/// Who does what when: what every verb of a person starts with.
///
/// `id` is the idempotency key: the same id a second time changes nothing, whatever else the act says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    pub id: WarningEventId,
    pub at: Timestamp,
    pub by: AccountId,
}

/// Whose doing an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "account", rename_all = "snake_case")]
pub enum Actor {
    Account(AccountId),
    /// The program itself; only escalation, and what somebody owed whose account ended.
    System,
}

/// One event of a warning.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Event {
    pub id: WarningEventId,
    pub at: Timestamp,
    pub by: Actor,
    /// Free words of staff about the step: clinical text, shown only to roles that open notes, never copied into the warning.
    pub note: Option<String>,
    pub what: What,
}

/// What happened. `due_at` is until when the next step is due; it was computed by the rules of that day and stays.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A duty person confirmed signals, or proposed to where a second person must confirm.
    Opened(Opened),
    /// The second person confirmed, perhaps at a lower level.
    Seconded { level: Level, two_to_close: bool, owner: Owner, due_at: Timestamp },
    /// A proposal was set aside before a second person confirmed it.
    Dismissed { reason: Dismissal },
    /// The responsible person took it on.
    Acknowledged { due_at: Timestamp },
    /// Somebody talked with the person, or could not.
    Verified { finding: Finding, due_at: Timestamp },
    /// Support began, or went on.
    /// `review_due_at` is until when the first review is owed, where support begins with this.
    Intervened {
        action: Action,
        due_at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        review_due_at: Option<Timestamp>,
    },
    /// A party heard back, or did not wish to, or could not be reached.
    Heard { party: Party, hearing: Hearing, due_at: Timestamp },
    /// The first of two persons would close.
    CloseProposed { outcome: Outcome },
    /// The second person agrees: closed with the proposed outcome.
    CloseSeconded,
    /// Closed by one person.
    Closed { outcome: Outcome },
    /// Another named account owes the next step; the clock runs on.
    HandedOver { to: Owner },
    /// `missed` passed in silence. `to` is the next owner up the tree; `None` when there is nobody further up.
    Escalated {
        missed: Timestamp,
        to: Option<Owner>,
        due_at: Timestamp,
        /// Which clock; events from before there were several speak of the step.
        #[serde(default, skip_serializing_if = "Clock::is_step")]
        clock: Clock,
    },
    /// Something was written down; the step and its clock stay as they are.
    Noted,
    /// A graver level, given or proposed.
    Raised { rise: Rise },
    /// The second person confirms the graver level.
    RaiseSeconded { two_to_close: bool, due_at: Timestamp, review_due_at: Option<Timestamp> },
    /// The second person does not agree with the graver level.
    RaiseRefused,
    /// Somebody proposes a milder level and cites assessments.
    LowerProposed { level: Level, cited: Vec<Cited> },
    /// A clinician signs the milder level.
    LowerSigned { two_to_close: bool },
    /// Somebody looked again; `due_at` is the next review's unless this one cleared it.
    Reviewed { finding: Reviewing, due_at: Timestamp },
    /// Further signals became part of it.
    TookUp { signals: Vec<SignalId>, has_reporter: bool, due_at: Timestamp, review_due_at: Option<Timestamp>, rise: Option<Rise> },
    /// A duplicate ended in this warning.
    Absorbed(Box<Absorbed>),
    /// It ended in another warning about the same person.
    MergedInto { into: WarningId },
    /// Closed, and opened again.
    Reopened { reason: Reopening, two_to_close: bool, owner: Owner, due_at: Timestamp },
    /// Offered to the next one, who is to accept by `due_at`.
    Offered { to: Owner, due_at: Timestamp },
    /// The one to whom it was offered owes it from now.
    Accepted,
    /// The account `from` ended: what it owed goes to `to`, who is to take it on or to accept by `due_at`.
    Reassigned { from: AccountId, to: Owner, due_at: Timestamp },
    /// Something that is owed beside the step goes to another account.
    PassedOn { clock: Clock, to: Owner },
    /// The person objects; `owner` is to answer by `due_at`.
    Objected { owner: Owner, due_at: Timestamp },
    /// The objection was answered, or the first of two persons would uphold it.
    ObjectionAnswered { answer: Answer },
    /// The second person upholds the objection: closed as a false alarm.
    ObjectionSeconded,
}

impl What {
    /// The word of this kind of event, as in its JSON and the text key `event.<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Opened(_) => "opened",
            Self::Seconded { .. } => "seconded",
            Self::Dismissed { .. } => "dismissed",
            Self::Acknowledged { .. } => "acknowledged",
            Self::Verified { .. } => "verified",
            Self::Intervened { .. } => "intervened",
            Self::Heard { .. } => "heard",
            Self::CloseProposed { .. } => "close_proposed",
            Self::CloseSeconded => "close_seconded",
            Self::Closed { .. } => "closed",
            Self::HandedOver { .. } => "handed_over",
            Self::Escalated { .. } => "escalated",
            Self::Noted => "noted",
            Self::Raised { .. } => "raised",
            Self::RaiseSeconded { .. } => "raise_seconded",
            Self::RaiseRefused => "raise_refused",
            Self::LowerProposed { .. } => "lower_proposed",
            Self::LowerSigned { .. } => "lower_signed",
            Self::Reviewed { .. } => "reviewed",
            Self::TookUp { .. } => "took_up",
            Self::Absorbed(_) => "absorbed",
            Self::MergedInto { .. } => "merged_into",
            Self::Reopened { .. } => "reopened",
            Self::Offered { .. } => "offered",
            Self::Accepted => "accepted",
            Self::Reassigned { .. } => "reassigned",
            Self::PassedOn { .. } => "passed_on",
            Self::Objected { .. } => "objected",
            Self::ObjectionAnswered { .. } => "objection_answered",
            Self::ObjectionSeconded => "objection_seconded",
        }
    }

    /// All words that [`Self::word`] gives.
    pub const WORDS: &'static [&'static str] = &[
        "opened",
        "seconded",
        "dismissed",
        "acknowledged",
        "verified",
        "intervened",
        "heard",
        "close_proposed",
        "close_seconded",
        "closed",
        "handed_over",
        "escalated",
        "noted",
        "raised",
        "raise_seconded",
        "raise_refused",
        "lower_proposed",
        "lower_signed",
        "reviewed",
        "took_up",
        "absorbed",
        "merged_into",
        "reopened",
        "offered",
        "accepted",
        "reassigned",
        "passed_on",
        "objected",
        "objection_answered",
        "objection_seconded",
    ];
}

/// What the first event says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Opened {
    pub warning: WarningId,
    pub person: PersonId,
    pub place: PlacePath,
    pub level: Level,
    pub signals: Vec<SignalId>,
    /// Pack and version whose clocks the warning runs by.
    pub rules: Code,
    pub rules_version: Code,
    pub two_to_confirm: bool,
    pub two_to_close: bool,
    /// Does somebody other than the person wait to hear back?
    pub has_reporter: bool,
    pub owner: Owner,
    pub due_at: Timestamp,
    /// The warning that was closed before, where this one is a relapse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<Follows>,
}

/// The earlier warning of a relapse, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Follows {
    pub warning: WarningId,
    pub outcome: Outcome,
    pub closed_at: Timestamp,
}

/// What a warning takes over from a duplicate that ends in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Absorbed {
    pub from: WarningId,
    pub signals: Vec<SignalId>,
    /// Of the duplicate; it was confirmed by as many persons as it needs.
    pub level: Level,
    pub two_to_close: bool,
    pub has_reporter: bool,
    /// Did the person hear back about the duplicate?
    pub person_settled: bool,
    pub reporter_heard: Option<Hearing>,
    pub finding: Option<Finding>,
    /// Its step.
    pub step: Step,
    /// The earlier of its due time and, where the levels differ, that of the graver level from now.
    pub due_at: Timestamp,
    pub review_due_at: Option<Timestamp>,
    pub deciders: BTreeSet<AccountId>,
}

impl Event {
    pub(crate) fn of(act: &Act, note: Option<String>, what: What) -> Self {
        Self { id: act.id, at: act.at, by: Actor::Account(act.by), note, what }
    }

    pub(crate) const fn account(&self) -> Result<AccountId, Refusal> {
        match self.by {
            Actor::Account(account) => Ok(account),
            Actor::System => Err(Refusal::NeedsPerson),
        }
    }
}
