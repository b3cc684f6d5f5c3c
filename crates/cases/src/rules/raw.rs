//! The written form of a pack: `rules.toml`, `lists.toml` and `seats.toml` of `cases/<id>`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::{Code, Grade, Group, Movement, Score, Seat, Section, Side};

/// Words by language: `zh-CN`, `en`.
pub type Title = BTreeMap<String, String>;

/// A whole pack: three files. Every number and every list entry has a source.
#[derive(Debug, Clone, PartialEq)]
pub struct PackToml {
    pub rules: RulesToml,
    pub lists: ListsToml,
    pub seats: SeatsToml,
}

/// `rules.toml`: head, numbers, outcomes, measures, rates.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    pub id: Code,
    pub version: Code,
    pub valid_from: Date,
    pub source: Vec<SourceToml>,
    pub limits: LimitsToml,
    pub thresholds: ThresholdsToml,
    pub grade: Vec<GradeToml>,
    pub outcome: Vec<OutcomeToml>,
    pub measure: Vec<MeasureToml>,
    /// Words for staff, by what a trend shows.
    pub trend: BTreeMap<Movement, Title>,
    pub coverage: Vec<CoverageToml>,
}

/// `lists.toml`: what can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListsToml {
    pub kind: Vec<KindToml>,
    pub problem: Vec<TermToml>,
    pub area: Vec<TermToml>,
    pub step: Vec<StepKindToml>,
    pub channel: Vec<ChannelToml>,
    pub pause: Vec<PauseToml>,
    pub not_done: Vec<TermToml>,
    pub safety: Vec<SafetyToml>,
}

/// `seats.toml`: what each seat sees.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatsToml {
    pub seat: Vec<SeatToml>,
}

/// A document that the pack rests on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    /// Document and clause.
    #[serde(rename = "ref")]
    pub reference: String,
    /// `L`, `V`, `K` or `P`, with `H`, `M` or `L` for how sure: as in the rules of the domain.
    pub confidence: String,
}

/// A number with its source; its unit stands in its name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitToml {
    pub is: u16,
    pub source: String,
}

/// All limits; days are calendar days.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsToml {
    /// From opening or re-opening to the first review of the risk.
    pub first_review_days: LimitToml,
    /// From opening or re-opening to the first contact with the person.
    pub first_contact_days: LimitToml,
    /// The receiver answers a transfer.
    pub transfer_answer_days: LimitToml,
    /// Somebody else answers a proposal to close.
    pub close_answer_days: LimitToml,
    /// Minutes are written after a conference.
    pub minutes_days: LimitToml,
    /// The chair confirms minutes.
    pub confirm_days: LimitToml,
    /// How often one step may be postponed.
    pub postpone_times: LimitToml,
    /// How far at once.
    pub postpone_days: LimitToml,
    /// A case rests at most so long before somebody looks at it.
    pub pause_days: LimitToml,
    /// From the end of a rest to contact and review.
    pub after_pause_days: LimitToml,
    /// A safety plan is talked through again.
    pub safety_review_days: LimitToml,
    /// A step is due at most so far ahead.
    pub step_days: LimitToml,
    /// A goal is set at most so far ahead.
    pub goal_days: LimitToml,
    /// After a failed attempt to reach the person the next one follows within so many days.
    pub retry_days: LimitToml,
    /// Attempts to reach the person that failed one after the other, before a case may end as unreachable.
    pub tries: LimitToml,
    /// Reviews in a row below the standing grade before it falls.
    pub reviews_to_fall: LimitToml,
}

impl LimitsToml {
    /// Every limit with its name.
    pub fn named(&self) -> [(&'static str, &LimitToml); 16] {
        [
            ("first_review_days", &self.first_review_days),
            ("first_contact_days", &self.first_contact_days),
            ("transfer_answer_days", &self.transfer_answer_days),
            ("close_answer_days", &self.close_answer_days),
            ("minutes_days", &self.minutes_days),
            ("confirm_days", &self.confirm_days),
            ("postpone_times", &self.postpone_times),
            ("postpone_days", &self.postpone_days),
            ("pause_days", &self.pause_days),
            ("after_pause_days", &self.after_pause_days),
            ("safety_review_days", &self.safety_review_days),
            ("step_days", &self.step_days),
            ("goal_days", &self.goal_days),
            ("retry_days", &self.retry_days),
            ("tries", &self.tries),
            ("reviews_to_fall", &self.reviews_to_fall),
        ]
    }
}

/// What depends on the grade.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdsToml {
    /// From this grade on a plan needs a safety plan.
    pub safety_plan_from: Grade,
    /// Up to this grade a case may end as helped.
    pub close_up_to: Grade,
    /// Up to this grade a case may rest although nobody else cares for the person.
    pub pause_up_to: Grade,
    pub source: String,
}

/// How often somebody looks at a person of a grade.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeToml {
    pub grade: Grade,
    pub title: Title,
    /// Days from one review of the risk to the next.
    pub review_days: u16,
    /// Days from one contact with the person to the next.
    pub contact_days: u16,
    pub source: String,
}

/// An entry of a list without more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermToml {
    pub code: Code,
    pub title: Title,
    pub source: String,
}

/// A kind of case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindToml {
    pub code: Code,
    pub title: Title,
    /// Seats that must be filled before a plan counts as made.
    #[serde(default)]
    pub team: Vec<Seat>,
    /// Sides that must be in the team.
    #[serde(default)]
    pub sides: Vec<Side>,
    pub source: String,
}

/// A kind of step.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepKindToml {
    pub code: Code,
    pub title: Title,
    /// Psychological guidance: a done step of this kind counts for coverage.
    #[serde(default)]
    pub guidance: bool,
    pub source: String,
}

/// A way of contact.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelToml {
    pub code: Code,
    pub title: Title,
    /// The person is seen.
    #[serde(default)]
    pub face_to_face: bool,
    pub source: String,
}

/// Why a case may rest.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PauseToml {
    pub code: Code,
    pub title: Title,
    /// Somebody else cares for the person meanwhile (hospital, custody): allowed at every grade.
    #[serde(default)]
    pub cared_for: bool,
    pub source: String,
}

closed_list! {
    /// What must hold before a case ends with an outcome.
    Need: "need of an outcome" {
        /// Every goal is reached, changed or dropped.
        Goals = "goals",
        /// Every step is done or will not be.
        Steps = "steps",
        /// Every problem is resolved or set aside.
        Problems = "problems",
        /// The standing grade is low enough, and the risk was reviewed.
        Risk = "risk",
        /// The person was told how the case ends, or did not wish to hear it.
        Told = "told",
        /// As many attempts in a row as the pack says failed to reach the person.
        Tried = "tried",
        /// The person or the guardian does not wish support, or took the consent back.
        Declined = "declined",
    }
}

/// How a case may end.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeToml {
    pub code: Code,
    pub title: Title,
    pub needs: Vec<Need>,
    pub source: String,
}

closed_list! {
    /// What a higher score means.
    Higher: "direction of a measure" {
        /// More complaints.
        Worse = "worse",
        /// Better.
        Better = "better",
    }
}

/// An outcome measure. The wording stands elsewhere or nowhere: this is how its totals are read.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureToml {
    pub code: Code,
    pub title: Title,
    pub higher: Higher,
    /// Lowest and highest total.
    pub range: [Score; 2],
    /// The total is a sum of so many parts.
    pub parts: Option<PartsToml>,
    /// A difference of so many points is more than chance; left out where nobody knows.
    pub reliable_change: Option<Score>,
    /// Where `reliable_change` comes from a formula: spread and reliability.
    pub jacobson_truax: Option<SpreadToml>,
    /// The youngest group first; the last one without `up_to_age`.
    #[serde(default)]
    pub cut_off: Vec<CutOffToml>,
    pub source: String,
}

/// Parts of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartsToml {
    pub count: u8,
    pub range: [Score; 2],
}

/// Standard deviation and reliability, for 1.96 · sd · √(2 (1 − reliability)).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpreadToml {
    pub sd: f64,
    pub reliability: f64,
}

impl SpreadToml {
    /// The least difference that is more than chance at the five-percent level.
    pub fn reliable_change(self) -> f64 {
        1.96 * self.sd * (2.0 * (1.0 - self.reliability)).sqrt()
    }
}

/// A boundary between those who seek help and others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOffToml {
    /// Completed years; left out for everybody older.
    pub up_to_age: Option<u8>,
    /// The first score on the good side where higher is better, on the bad side where higher is worse.
    pub at: Score,
}

/// What a seat sees.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatToml {
    pub seat: Seat,
    pub title: Title,
    pub sees: Vec<Group>,
    pub source: String,
}

/// A section of a safety plan.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyToml {
    pub section: Section,
    pub title: Title,
    pub source: String,
}

/// How a coverage rate is counted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageToml {
    pub code: Code,
    pub title: Title,
    /// Who is on record in any of these groups is in the denominator.
    pub groups: Vec<Code>,
    /// Does a person need a plan beside guidance?
    pub needs_plan: bool,
    pub target_percent: u8,
    pub source: String,
}
