//! What rules may look at: one scored answer sheet, in this crate's own words. `app` fills it from the scoring result.

use jiff::civil::Date;

use crate::Code;

words! {
    /// What a critical item speaks of. The same list as in instrument packs (`docs/packs.md`).
    CriticalKind {
        Suicide = "suicide",
        SelfHarm = "self_harm",
        HarmToOthers = "harm_to_others",
        Psychosis = "psychosis",
    }
}

words! {
    /// How directly a critical item asks.
    Strength {
        /// Asks for the act or the thought itself.
        Hard = "hard",
        /// Asks around it, e.g. "life is meaningless".
        Soft = "soft",
    }
}

/// A critical item that fired; it fires on incomplete sheets too (domain_rules C.4, H.5).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalHit {
    pub item: Code,
    /// The answer as its option value.
    pub value: i64,
    pub kind: CriticalKind,
    pub strength: Strength,
}

/// A score that fell into a band.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandHit {
    pub score: Code,
    pub band: Code,
    /// 1 steady … 4 talk soon.
    pub attention: u8,
}

/// A decision that came out at a level, e.g. a triage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionHit {
    pub code: Code,
    pub level: Code,
}

/// A score of this sheet, in the unit of the instrument.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreValue {
    pub code: Code,
    pub value: f64,
}

/// The same score of the same instrument and version on an earlier day.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousScore {
    pub code: Code,
    pub value: f64,
    pub on: Date,
}

/// One scored answer sheet and what is known of earlier ones.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub instrument: Code,
    pub version: Code,
    /// Local day on which the sheet was answered.
    pub on: Date,
    #[serde(default)]
    pub critical: Vec<CriticalHit>,
    #[serde(default)]
    pub bands: Vec<BandHit>,
    #[serde(default)]
    pub decisions: Vec<DecisionHit>,
    #[serde(default)]
    pub scores: Vec<ScoreValue>,
    #[serde(default)]
    pub previous: Vec<PreviousScore>,
    /// The person ticked 希望有人联系我.
    #[serde(default)]
    pub asked_for_contact: bool,
}

impl Facts {
    /// The value of a score; `None` if the sheet has none, e.g. because it is incomplete.
    pub fn score(&self, code: &Code) -> Option<f64> {
        self.scores.iter().find(|score| score.code == *code).map(|score| score.value)
    }

    /// The latest earlier value of a score.
    pub fn latest_before(&self, code: &Code) -> Option<&PreviousScore> {
        self.previous.iter().filter(|earlier| earlier.code == *code && earlier.on <= self.on).max_by_key(|earlier| earlier.on)
    }
}
