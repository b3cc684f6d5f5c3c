//! Periods and lists from the pack `duties/<id>`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, Timestamp, ToSpan};

use crate::report::Recipient;

/// `rules.toml` of a pack `duties/<id>`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesToml {
    pub id: String,
    pub version: String,
    pub valid_from: Date,
    pub incident: IncidentToml,
    pub impact: ImpactToml,
    pub access: AccessToml,
    pub report: ReportToml,
}

/// Where a number or a list comes from.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceToml {
    /// Document and clause.
    #[serde(rename = "ref")]
    pub reference: String,
    /// `L`, `V`, `K` or `P`, with `H`, `M` or `L` for how sure: as in the rules of the domain.
    pub confidence: String,
}

/// Incidents.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentToml {
    /// The authority is told within so many hours of the discovery.
    pub authority_within_hours: u16,
    pub source: Vec<SourceToml>,
}

/// Impact assessments.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImpactToml {
    /// Looked at again after so many months.
    pub review_after_months: u16,
    pub source: Vec<SourceToml>,
}

/// Approvals for records of minors.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessToml {
    /// An approval holds for so many days at most.
    pub longest_days: u16,
    pub source: Vec<SourceToml>,
}

/// Mandatory reports.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportToml {
    pub source: Vec<SourceToml>,
    pub situation: Vec<Situation>,
    /// Who is told beside the police, by the kind of the place.
    #[serde(default)]
    pub also: Vec<AlsoToml>,
}

/// Who else is told at places of a kind.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlsoToml {
    /// As the place's own kind says: school, …
    pub kind: String,
    pub recipients: BTreeSet<Recipient>,
}

/// A situation that has to be reported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    pub code: String,
    /// Wording by language.
    pub text: BTreeMap<String, String>,
}

/// What is wrong with a pack: key, what was expected, what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesFault {
    pub key: String,
    pub expected: &'static str,
    pub found: String,
}

/// The rules in force.
#[derive(Debug, Clone)]
pub struct Rules {
    raw: RulesToml,
}

impl Rules {
    /// Checks a pack. Every number is positive and has a source; every situation has a code of its own and words in each of `languages`.
    pub fn compile(raw: RulesToml, languages: &[&str]) -> Result<Self, Vec<RulesFault>> {
        let mut faults = Vec::new();
        let mut fault = |key: String, expected: &'static str, found: String| faults.push(RulesFault { key, expected, found });
        let numbers = [
            ("incident.authority_within_hours", raw.incident.authority_within_hours, &raw.incident.source),
            ("impact.review_after_months", raw.impact.review_after_months, &raw.impact.source),
            ("access.longest_days", raw.access.longest_days, &raw.access.source),
            ("report", 1, &raw.report.source),
        ];
        for (key, number, source) in numbers {
            if number == 0 {
                fault(key.to_owned(), "a number above 0", number.to_string());
            }
            if !source.iter().any(|one| !one.reference.trim().is_empty()) {
                fault(format!("{key}: source"), "document and clause", "nothing".to_owned());
            }
        }
        if raw.report.situation.is_empty() {
            fault("report.situation".to_owned(), "at least one situation", "none".to_owned());
        }
        let mut codes = BTreeSet::new();
        for situation in &raw.report.situation {
            if situation.code.is_empty() || !codes.insert(&situation.code) {
                fault("report.situation.code".to_owned(), "a code of its own", situation.code.clone());
            }
            for language in languages {
                if situation.text.get(*language).is_none_or(|text| text.trim().is_empty()) {
                    fault(format!("report.situation.{}.text.{language}", situation.code), "words", "nothing".to_owned());
                }
            }
        }
        if faults.is_empty() { Ok(Self { raw }) } else { Err(faults) }
    }

    /// By when the authority is told of an incident that was discovered at an instant.
    pub fn authority_by(&self, discovered_at: Timestamp) -> Timestamp {
        later(discovered_at, i64::from(self.raw.incident.authority_within_hours).hours())
    }

    /// The last day that may be proposed for looking again at an assessment that is approved of today.
    pub fn review_by(&self, today: Date) -> Date {
        day_after(today, i32::from(self.raw.impact.review_after_months).months())
    }

    /// The last day for which access to a minor's records may be approved today.
    pub fn last_day_of_access(&self, today: Date) -> Date {
        day_after(today, i32::from(self.raw.access.longest_days).days())
    }

    /// The situations that have to be reported.
    pub fn situations(&self) -> &[Situation] {
        &self.raw.report.situation
    }

    /// Who is told beside the police for somebody of a place of this kind.
    pub fn told_also(&self, kind: Option<&str>) -> BTreeSet<Recipient> {
        let fitting = self.raw.report.also.iter().filter(|also| Some(also.kind.as_str()) == kind);
        fitting.flat_map(|also| also.recipients.iter().copied()).collect()
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.raw.version
    }
}

fn later(at: Timestamp, by: Span) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn day_after(day: Date, by: Span) -> Date {
    day.checked_add(by).unwrap_or(Date::MAX)
}
