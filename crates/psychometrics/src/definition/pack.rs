//! `pack.toml`: what the instrument is, for whom, under which licence.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The whole of `pack.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackToml {
    /// Code of the instrument; equal to the name of its folder.
    pub code: String,
    /// Version; equal to the name of the folder below the code.
    pub version: String,
    /// What the instrument measures.
    pub measures: Measure,
    /// Days that the answers speak of, where the instrument names a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_days: Option<u32>,
    /// First day on which this version is used here.
    pub valid_from: Date,
    /// Validated ages.
    #[serde(default)]
    pub age: AgeToml,
    /// Right to use the instrument and its wording.
    pub licence: LicenceToml,
    /// The paper to cite.
    pub citation: CitationToml,
    /// Documents that the numbers come from; at least one.
    #[serde(default)]
    pub source: Vec<SourceToml>,
    /// Who answers about the person; absent: the person, and there are no other forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub informant: Option<Informant>,
    /// Code that the forms of one construct share; scores and questions of the same code stand beside each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// LOINC code of each score, for exchange.
    #[serde(default)]
    pub loinc: BTreeMap<String, String>,
}

/// Validated range of ages in completed years, both ends inclusive; an absent end is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeToml {
    /// Youngest age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<u8>,
    /// Oldest age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u8>,
}

/// Right to use the instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceToml {
    /// Class of the licence.
    pub class: LicenceClass,
    /// Whether the pack carries the wording of the questions.
    pub wording: Wording,
    /// Explanation for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Citation of the instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationToml {
    /// Reference as it should be printed.
    pub text: String,
}

/// One document that numbers of the pack come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    /// Document and clause.
    #[serde(rename = "ref")]
    pub reference: String,
    /// How sure the reading is, in the words of the source collection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
}

/// Who answers about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Informant {
    /// The person.
    #[serde(rename = "self")]
    Oneself,
    /// A parent or another guardian.
    Parent,
    /// A teacher of the class.
    Teacher,
}

impl Informant {
    /// All, in the order in which they stand beside each other.
    pub const ALL: [Self; 3] = [Self::Oneself, Self::Parent, Self::Teacher];

    /// The word of the packs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Oneself => "self",
            Self::Parent => "parent",
            Self::Teacher => "teacher",
        }
    }

    /// The informant of a word of the packs.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What an instrument measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Depression.
    Depression,
    /// Anxiety.
    Anxiety,
    /// Mental distress in general.
    Distress,
    /// Well-being.
    Wellbeing,
    /// Stress.
    Stress,
    /// Sleep.
    Sleep,
    /// Consequences of trauma.
    Trauma,
    /// Risk of suicide.
    Suicide,
    /// Use of alcohol.
    Alcohol,
    /// Cognition.
    Cognition,
    /// Attention and hyperactivity.
    Attention,
    /// Obsession and compulsion.
    Obsession,
    /// Self-esteem.
    SelfEsteem,
    /// Satisfaction with life.
    Satisfaction,
    /// Symptoms of many kinds.
    Symptoms,
    /// Screening of students.
    StudentScreening,
}

/// Class of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LicenceClass {
    /// Public domain or explicitly free.
    #[serde(rename = "PD")]
    PublicDomain,
    /// Free with citation.
    #[serde(rename = "FC")]
    FreeWithCitation,
    /// Permission or licence needed.
    #[serde(rename = "PERM")]
    PermissionNeeded,
    /// Wording of the operator's own.
    #[serde(rename = "OWN")]
    Own,
    /// Electronic versions forbidden without a contract.
    #[serde(rename = "NOE")]
    NoElectronicVersion,
}

/// Whether the wording of the questions is part of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// The pack carries the wording.
    Included,
    /// The wording comes from the holder of a right.
    Withheld,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Depression,
        Self::Anxiety,
        Self::Distress,
        Self::Wellbeing,
        Self::Stress,
        Self::Sleep,
        Self::Trauma,
        Self::Suicide,
        Self::Alcohol,
        Self::Cognition,
        Self::Attention,
        Self::Obsession,
        Self::SelfEsteem,
        Self::Satisfaction,
        Self::Symptoms,
        Self::StudentScreening,
    ];

    /// The code as packs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Depression => "depression",
            Self::Anxiety => "anxiety",
            Self::Distress => "distress",
            Self::Wellbeing => "wellbeing",
            Self::Stress => "stress",
            Self::Sleep => "sleep",
            Self::Trauma => "trauma",
            Self::Suicide => "suicide",
            Self::Alcohol => "alcohol",
            Self::Cognition => "cognition",
            Self::Attention => "attention",
            Self::Obsession => "obsession",
            Self::SelfEsteem => "self-esteem",
            Self::Satisfaction => "satisfaction",
            Self::Symptoms => "symptoms",
            Self::StudentScreening => "student-screening",
        }
    }
}
