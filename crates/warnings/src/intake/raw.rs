//! The form of `packs/sources/<id>`: `sources.toml` and `evidence.toml`, as they are written. Unknown keys are faults.

use jiff::civil::Date;

use crate::rule::{LimitToml, SourceToml};
use crate::{Action, Code, Finding, Severity};

/// A whole file.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourcesToml {
    /// Folder name.
    pub id: Code,
    pub version: Code,
    /// The day from which this version is used.
    pub valid_from: Date,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    #[serde(rename = "observation")]
    pub observations: Vec<ObservationToml>,
    #[serde(rename = "text")]
    pub texts: Vec<TextLevelToml>,
    #[serde(rename = "kind")]
    pub kinds: Vec<KindToml>,
}

/// The form of `evidence.toml` beside it.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceToml {
    /// What the rules of answer sheets are evidence of.
    #[serde(rename = "assessment", default)]
    pub assessments: Vec<AssessmentToml>,
    /// What deeds on a warning are evidence of.
    #[serde(rename = "deed", default)]
    pub deeds: Vec<DeedToml>,
}

/// Words in both languages of the staff.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleToml {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

/// Something that somebody can notice and tick.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservationToml {
    pub code: Code,
    pub title: TitleToml,
    pub severity: Severity,
    /// Kind of the risk model that it is evidence of; left out: of none.
    pub risk: Option<Code>,
    pub source: String,
}

/// What a text that triage reads at a level is proposed as.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextLevelToml {
    /// Attention 1–4 of the crate `text`.
    pub level: u8,
    pub title: TitleToml,
    pub severity: Severity,
    /// Kind of the risk model, once a person has confirmed it.
    pub risk: Option<Code>,
    pub source: String,
}

/// What a rule of answer sheets is evidence of.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentToml {
    /// Code of the rule in the pack of warnings.
    pub rule: Code,
    /// Kind of the risk model.
    pub risk: Code,
    /// How much of the kind's weight it has, in thousandths, 1–1000.
    pub permille: u16,
    pub source: String,
}

/// What a deed on a warning is evidence of: what talking with the person showed, or support that was given.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeedToml {
    pub finding: Option<Finding>,
    pub action: Option<Action>,
    /// Kind of the risk model.
    pub risk: Code,
    pub source: String,
}

/// One kind of source.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindToml {
    pub code: Code,
    pub title: TitleToml,
    /// Roles to whom the form offers it; codes of the crate `access`.
    pub offered_to: Vec<Code>,
    /// May the source hand in free words? They go through triage.
    pub words: bool,
    /// Are its words clinical text, open to clinical roles only?
    #[serde(default)]
    pub clinical: bool,
    /// Whose words they are: only what the person wrote is read as about themselves.
    pub own_words: bool,
    /// Does whoever handed it in hear back?
    pub hears_back: bool,
    /// What is proposed at least, whatever was ticked and read.
    pub least: Severity,
    /// In hours or days of 24 hours.
    pub expires_after: LimitToml,
    pub source: String,
}
