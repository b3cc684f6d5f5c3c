//! A signal 线索: what a rule noticed, with its evidence. A signal is not a warning and reaches nobody but the duty desk.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::{AccountId, ImportId, PersonId, ResponseId, SignalId, WarningId};
use xinqiao_kernel::place::PlacePath;

use crate::facts::{CriticalKind, Strength};
use crate::intake::TextRead;
use crate::{Act, Code, Dismissal, Level, Refusal, Severity, Step, Timetable};

/// The rule that spoke: pack, its version, the rule's code in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RuleRef {
    pub pack: Code,
    pub version: Code,
    pub rule: Code,
}

/// Where a signal comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SignalSource {
    /// The person's own answers.
    Assessment { response: ResponseId, instrument: Code, version: Code },
    /// The person asked for contact outside an assessment.
    SelfRequest,
    /// Somebody else noticed something and wants to hear back.
    Reported { by: AccountId },
    /// Another source, of nobody who waits to hear back; a kind of a pack of sources.
    HandedIn { source: Code },
    /// A file of answers that somebody imported.
    Import { import: ImportId, instrument: Code, version: Code },
}

/// One fact that a rule cites. Text key: `evidence.<kind>`.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A critical item and its answer.
    Critical { item: Code, value: i64, about: CriticalKind, strength: Strength },
    /// A score, its band, and the latest earlier value if there is one.
    Band { score: Code, band: Code, value: Option<f64>, previous: Option<Earlier> },
    /// A decision and its level.
    Decision { code: Code, level: Code },
    /// A score that became worse since an earlier day.
    Worsening { score: Code, value: f64, previous: Earlier },
    /// The person asked to be contacted.
    AskedForContact,
    /// Somebody noticed something of a closed list; the words stand in the pack of sources.
    Observed { code: Code },
    /// Free words, as triage read them.
    Text(TextRead),
}

/// An earlier value of a score.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Earlier {
    pub value: f64,
    pub on: Date,
}

impl Evidence {
    /// The last part of the text key `evidence.<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Critical { .. } => "critical",
            Self::Band { .. } => "band",
            Self::Decision { .. } => "decision",
            Self::Worsening { .. } => "worsening",
            Self::AskedForContact => "asked_for_contact",
            Self::Observed { .. } => "observed",
            Self::Text(_) => "text",
        }
    }

    /// All words that [`Self::word`] gives.
    pub const WORDS: &'static [&'static str] =
        &["critical", "band", "decision", "worsening", "asked_for_contact", "observed", "text"];
}

/// What [`crate::signals_from`] finds, before it belongs to a person.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalDraft {
    pub rule: RuleRef,
    pub severity: Severity,
    pub proposed: Level,
    /// Never empty.
    pub evidence: Vec<Evidence>,
    /// How long the evidence speaks for the present.
    pub expires_after: SignedDuration,
}

impl SignalDraft {
    /// The signal of this draft about `person`, raised at `at`.
    pub fn raise(self, id: SignalId, person: PersonId, place: PlacePath, source: SignalSource, at: Timestamp) -> Signal {
        Signal {
            id,
            person,
            place,
            source,
            evidence: self.evidence,
            rule: self.rule,
            severity: self.severity,
            proposed: self.proposed,
            raised_at: at,
            expires_at: at.saturating_add(self.expires_after).unwrap_or(Timestamp::MAX),
            decision: None,
        }
    }
}

/// A signal about one person.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Signal {
    pub id: SignalId,
    pub person: PersonId,
    pub place: PlacePath,
    pub source: SignalSource,
    pub evidence: Vec<Evidence>,
    pub rule: RuleRef,
    pub severity: Severity,
    pub proposed: Level,
    pub raised_at: Timestamp,
    pub expires_at: Timestamp,
    /// What a person decided; the only thing that ever changes.
    pub decision: Option<Decision>,
}

/// What a duty person decided about a signal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// It became part of a warning.
    Confirmed { warning: WarningId, by: AccountId, at: Timestamp },
    /// It was set aside with a reason.
    Dismissed { reason: Dismissal, by: AccountId, at: Timestamp },
}

words! {
    /// Where a signal stands. Derived, never stored.
    SignalState {
        Open = "open",
        Expired = "expired",
        Confirmed = "confirmed",
        Dismissed = "dismissed",
    }
}

impl Signal {
    /// Where the signal stands at `now`.
    pub fn state(&self, now: Timestamp) -> SignalState {
        match self.decision {
            Some(Decision::Confirmed { .. }) => SignalState::Confirmed,
            Some(Decision::Dismissed { .. }) => SignalState::Dismissed,
            None if self.expires_at <= now => SignalState::Expired,
            None => SignalState::Open,
        }
    }

    /// Until when a duty person owes a decision: the clock step [`Step::Decide`] of the proposed level.
    pub fn decide_by(&self, time: &Timetable<'_>) -> Timestamp {
        time.due(self.proposed, Step::Decide, self.raised_at)
    }

    /// Is the decision owed and late at `now`?
    pub fn is_overdue(&self, time: &Timetable<'_>, now: Timestamp) -> bool {
        self.state(now) == SignalState::Open && self.decide_by(time) <= now
    }

    /// Did somebody other than the person report it?
    pub const fn has_reporter(&self) -> bool {
        matches!(self.source, SignalSource::Reported { .. })
    }

    /// The signal, set aside with a reason.
    ///
    /// Errors: [`Refusal::SignalNotOpen`], [`Refusal::ReasonNotOffered`].
    pub fn dismiss(&self, act: &Act, reason: Dismissal, time: &Timetable<'_>) -> Result<Self, Refusal> {
        time.rules.offers_dismissal(reason)?;
        self.decide(act, Decision::Dismissed { reason, by: act.by, at: act.at })
    }

    /// The signal, as part of the warning that was opened from it.
    ///
    /// Errors: [`Refusal::SignalNotOpen`].
    pub fn confirm(&self, act: &Act, warning: WarningId) -> Result<Self, Refusal> {
        self.decide(act, Decision::Confirmed { warning, by: act.by, at: act.at })
    }

    fn decide(&self, act: &Act, decision: Decision) -> Result<Self, Refusal> {
        match self.state(act.at) {
            SignalState::Open => Ok(Self { decision: Some(decision), ..self.clone() }),
            state => Err(Refusal::SignalNotOpen { signal: self.id, state }),
        }
    }
}
