//! The form of `packs/warnings/<id>/rule.toml`, as it is written. The vocabulary is closed; unknown keys are faults.

use jiff::civil::{Date, Time};

use crate::facts::{CriticalKind, Strength};
use crate::level::{ByLevel, Level, Severity};
use crate::{Assessment, Code, Dismissal, NoticeKind, Outcome};

/// A whole rule file.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleToml {
    /// Folder name.
    pub id: Code,
    pub version: Code,
    /// The day from which this version is used.
    pub valid_from: Date,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    /// Levels that two persons must confirm; red must be among them.
    pub confirm_needs_two: Vec<Level>,
    /// Levels that two persons must close.
    pub close_needs_two: Vec<Level>,
    pub outcomes: Vec<Outcome>,
    pub dismissals: Vec<Dismissal>,
    pub day: DayToml,
    pub level: ByLevel<LevelToml>,
    #[serde(rename = "signal")]
    pub signals: Vec<SignalToml>,
    pub clock: ByLevel<ClockToml>,
    /// Time of the next owner after an escalation.
    pub escalation: ByLevel<LimitToml>,
    /// From the beginning of support, and from one review to the next.
    pub review: ByLevel<LimitToml>,
    /// Until when the next shift accepts.
    pub shift: ByLevel<LimitToml>,
    pub roster: RosterToml,
    pub objection: ObjectionToml,
    pub reopen: ReopenToml,
    pub downgrade: DowngradeToml,
    /// Left out: messages are delivered at any hour.
    pub quiet: Option<QuietToml>,
}

/// What holds for rosters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterToml {
    /// A place keeps a roster while a line of it lies within so many days of the moment.
    pub kept_days: u16,
    /// The longest shift.
    pub longest_hours: u16,
    /// How far ahead a line may begin.
    pub farthest_days: u16,
    pub source: String,
}

/// How long an objection may wait.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionToml {
    pub answer: LimitToml,
}

/// How long a closed warning can be opened again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReopenToml {
    pub within: LimitToml,
}

/// What a milder level needs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DowngradeToml {
    /// What counts as an assessment.
    pub counts: Vec<Assessment>,
    /// How many; at least 2.
    pub at_least: u8,
    /// From one to the next, in minutes, hours or days of 24 hours.
    pub apart: LimitToml,
    pub source: String,
}

/// When messages wait for the morning; those about red never do.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietToml {
    /// Local time.
    pub from: Time,
    /// Local time, on the next day where it is before `from`.
    pub until: Time,
    /// The kinds of messages that wait.
    pub waits: Vec<NoticeKind>,
    pub source: String,
}

/// Document and clause that numbers come from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    #[serde(rename = "ref")]
    pub reference: String,
    /// Tags of domain_rules, e.g. `P` or `K,H`.
    pub confidence: String,
}

/// When a day's work ends.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayToml {
    /// Local time.
    pub ends: Time,
    pub source: String,
}

/// Which severities are proposed under a colour.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelToml {
    pub severities: Vec<Severity>,
    pub source: String,
}

/// What raises a signal.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignalToml {
    pub code: Code,
    /// Of the rules of one group only the first that holds speaks; gravest first.
    pub group: Option<Code>,
    /// Left out: any instrument.
    pub instruments: Option<Vec<Code>>,
    pub severity: Severity,
    pub when: When,
    /// In hours or days of 24 hours.
    pub expires_after: LimitToml,
    pub source: String,
}

/// A condition on an answer sheet.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// A critical item fired with an answer in the range (inclusive, option values).
    Critical { kinds: Vec<CriticalKind>, strengths: Vec<Strength>, at_least: Option<i64>, at_most: Option<i64> },
    /// A score fell into one of the bands.
    Band { score: Code, codes: Vec<Code> },
    /// Any band of the sheet asks for at least so much attention (1–4).
    Attention { at_least: u8 },
    /// A decision came out at one of the levels.
    Decision { code: Code, levels: Vec<Code> },
    /// A score is worse than its best value of the last days by so many points, and has reached a bound.
    Worsening { score: Code, worse: Direction, by_at_least: f64, within_days: u16, must_reach: Option<f64> },
    /// The person asked to be contacted.
    AskedForContact,
}

/// Which way a score gets worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Higher,
    Lower,
}

impl Direction {
    /// 1 where higher is worse, −1 where lower is.
    pub const fn sign(self) -> f64 {
        match self {
            Self::Higher => 1.0,
            Self::Lower => -1.0,
        }
    }
}

/// Time limits of one level.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockToml {
    /// Bound on the sum of all steps up to and including `verify`.
    pub first_response: LimitToml,
    pub decide: LimitToml,
    /// Exactly for the levels that two persons confirm.
    pub second: Option<LimitToml>,
    pub acknowledge: LimitToml,
    pub verify: LimitToml,
    pub intervene: LimitToml,
    pub feedback: LimitToml,
    pub close: LimitToml,
}

/// A time: exactly one unit, and where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitToml {
    pub minutes: Option<u16>,
    pub hours: Option<u16>,
    pub days: Option<u16>,
    pub working_days: Option<u16>,
    /// May be left out where the table around it names one.
    pub source: Option<String>,
}
