//! The form of `packs/disputes/<id>/rules.toml`. The vocabulary is closed; unknown keys are faults.

use jiff::civil::{Date, Time};

use crate::exchange::Field;
use crate::{Code, Danger, Limit, Stage};

/// The whole file.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    /// Folder name.
    pub id: String,
    pub version: String,
    /// The day from which this version is used.
    pub valid_from: Date,
    /// Local time at which limits in days end.
    pub day_ends: Time,
    #[serde(rename = "source")]
    pub sources: Vec<SourceToml>,
    /// What disputes are about.
    #[serde(rename = "kind")]
    pub kinds: Vec<Named>,
    #[serde(rename = "problem")]
    pub problems: Vec<Named>,
    /// Parties without a record of their own.
    #[serde(rename = "outside")]
    pub outsides: Vec<Named>,
    /// Departments of the joint group.
    #[serde(rename = "department")]
    pub departments: Vec<Named>,
    /// What can be offered.
    #[serde(rename = "service")]
    pub services: Vec<Named>,
    /// How the duty desk is told of each danger.
    #[serde(rename = "danger")]
    pub dangers: Vec<DangerToml>,
    pub within: Within,
    pub watch: WatchToml,
    pub exchange: ExchangeToml,
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

/// Words for people, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    pub en: String,
}

/// One code of a list with its words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub code: Code,
    pub title: Title,
}

/// A danger as the duty desk hears of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerToml {
    pub danger: Danger,
    /// An observation of the pack of sources; none where only the words say it.
    #[serde(default)]
    pub observation: Option<Code>,
}

/// How long each step may take.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Within {
    /// The first mediation.
    pub begin: Limit,
    /// The next session, the settlement or the way to the joint group.
    pub mediate: Limit,
    /// The joint group's decision.
    pub joint: Limit,
    /// Whoever is next up has so long after a missed time.
    pub escalated: Limit,
    /// At a reception: service is offered.
    pub offer: Limit,
    /// An answer to the offer is asked for.
    pub answer: Limit,
    /// Guidance takes place.
    pub guide: Limit,
    /// A crisis expert comes.
    pub expert: Limit,
    pub source: String,
}

/// The watch after a settlement.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchToml {
    /// Days from the settlement to the end.
    pub days: u16,
    /// Days between looks.
    pub every_days: u16,
    /// How often the end may be put off by one look because something was seen: no watch is for ever.
    pub most_extensions: u16,
    pub source: String,
}

/// Files of the governance system 综治.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeToml {
    #[serde(rename = "column")]
    pub columns: Vec<ColumnToml>,
    #[serde(rename = "status")]
    pub statuses: Vec<StatusToml>,
    /// How days are written, in the form of strptime; the first is used for writing.
    pub dates: Vec<String>,
    /// Between several values in one cell (domain_rules F.2).
    pub joined_by: String,
    pub source: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnToml {
    pub header: String,
    pub field: Field,
    /// Must it be filled in a file that comes in?
    #[serde(default)]
    pub required: bool,
}

/// The words of the other system for a stage; the first is used for writing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusToml {
    pub stage: Stage,
    pub texts: Vec<String>,
}
