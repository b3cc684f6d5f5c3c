//! What happened to a referral. The log of events is the truth; the referral is derived from it.

use jiff::Timestamp;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, DutyId, PersonId, WarningId};

use crate::basis::Giver;
use crate::{Age, Basis, CaseRef, Code, Kind, Owner, Packet, ReferralId, Refusal, Side, StepId, Urgency};

/// Who does what when: what every verb of a person starts with.
///
/// `id` is the idempotency key: the same id a second time changes nothing, whatever else the act says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub id: StepId,
    pub at: Timestamp,
    pub by: AccountId,
    /// Free words of staff.
    pub note: Option<String>,
}

/// Whose doing an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "account", rename_all = "snake_case")]
pub enum Actor {
    Account(AccountId),
    /// The program itself: only silence, and whoever is gone.
    System,
}

/// One event of a referral.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: StepId,
    pub at: Timestamp,
    pub by: Actor,
    /// Free words of staff: shown to the two sides of the referral only, never copied into a packet.
    pub note: Option<String>,
    pub what: What,
}

/// The record whose work moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Subject {
    Case(CaseRef),
    Warning(WarningId),
    /// No record yet: what somebody noticed about the person themselves.
    Person(PersonId),
}

closed_list! {
    /// What is owed.
    Debt: "debt of a referral" {
        /// The next step.
        Step = "step",
        /// Word to the person, or the guardian, about what was given in an emergency (PIPL 18).
        Information = "information",
        /// A mandatory report about harm to a minor that nobody has made (domain_rules C.8).
        Report = "report",
    }
}

/// What happened. `due_at` is until when the next step is due; it was computed by the rules of that day and stays.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum What {
    /// The sender sent it.
    Sent(Box<Sent>),
    /// The receiver took it on.
    Accepted { due_at: Timestamp },
    /// The receiver did not take it, with a reason.
    Rejected { reason: Code, due_at: Timestamp },
    /// The receiver asks the sender something; the words are in the note.
    AskedBack { due_at: Timestamp },
    /// The sender answers, perhaps with a fuller packet.
    Answered { packet: Option<Packet>, due_at: Timestamp },
    /// The receiver began.
    Begun { due_at: Timestamp },
    /// The receiver said how it stands; the work goes on.
    Interim { result: Code, due_at: Timestamp },
    /// The receiver said how it came out.
    Reported { result: Code, continues: Side, due_at: Timestamp },
    /// The receiver refers back or down; the new referral cites this one and carries the result.
    DownReferred { on: ReferralId, result: Code, continues: Side, due_at: Timestamp },
    /// The sender read the result.
    Done,
    /// The sender, or whoever leads, takes it back.
    Revoked { reason: Code },
    /// The sender tries another receiver.
    SentOn { to: Owner, role: Code, packet: Packet, basis: Basis, due_at: Timestamp, inform_at: Option<Timestamp> },
    /// `missed` passed in silence. `to` is next up the tree; `None` when there is nobody further up.
    Silent { debt: Debt, missed: Timestamp, to: Option<Owner>, due_at: Timestamp },
    /// Who owed the next step is not there any more: by the program. The clock runs on.
    PassedOn { gone: AccountId, to: Owner },
    /// The person, or the guardian, heard of what was given in an emergency.
    Informed { told: Giver },
    /// The mandatory report that was made.
    ReportCited { report: DutyId },
}

impl What {
    /// The word of this kind of event, as in its JSON and the text key `referral.event.<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Sent(_) => "sent",
            Self::Accepted { .. } => "accepted",
            Self::Rejected { .. } => "rejected",
            Self::AskedBack { .. } => "asked_back",
            Self::Answered { .. } => "answered",
            Self::Begun { .. } => "begun",
            Self::Interim { .. } => "interim",
            Self::Reported { .. } => "reported",
            Self::DownReferred { .. } => "down_referred",
            Self::Done => "done",
            Self::Revoked { .. } => "revoked",
            Self::SentOn { .. } => "sent_on",
            Self::Silent { .. } => "silent",
            Self::PassedOn { .. } => "passed_on",
            Self::Informed { .. } => "informed",
            Self::ReportCited { .. } => "report_cited",
        }
    }
}

/// What the first event says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    pub referral: ReferralId,
    pub person: PersonId,
    pub age: Age,
    pub subject: Subject,
    pub kind: Kind,
    pub urgency: Urgency,
    pub from: Owner,
    pub to: Owner,
    /// The receiver's role: which packet it is.
    pub role: Code,
    pub packet: Packet,
    pub basis: Basis,
    /// Pack and version under which it was sent.
    pub rules: String,
    pub rules_version: String,
    /// The referral that this one answers: it goes back or down.
    pub cites: Option<ReferralId>,
    pub due_at: Timestamp,
    /// Until when the person hears of it, where it went out without their consent in an emergency.
    pub inform_at: Option<Timestamp>,
    /// Harm to a minor is suspected: the mandatory report, or none yet.
    pub harm: Harm,
}

/// Is harm to a minor suspected, and was it reported?
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "report", rename_all = "snake_case")]
pub enum Harm {
    None,
    /// Suspected, and nobody has reported it: owed at once.
    Unreported,
    /// The report (crate `duties`).
    Reported(DutyId),
}

impl Event {
    pub(crate) fn of(act: &Act, what: What) -> Self {
        Self { id: act.id, at: act.at, by: Actor::Account(act.by), note: act.note.clone(), what }
    }

    pub(crate) const fn account(&self) -> Result<AccountId, Refusal> {
        match self.by {
            Actor::Account(account) => Ok(account),
            Actor::System => Err(Refusal::NeedsPerson),
        }
    }

    /// Has it words?
    pub(crate) fn worded(&self) -> Result<(), Refusal> {
        let words = self.note.as_deref().unwrap_or_default();
        if words.trim().is_empty() { Err(Refusal::Wordless) } else { Ok(()) }
    }
}
