//! Published norms as versioned tables: whom they are of, and where a score stands among them.

use serde::{Deserialize, Serialize};

use crate::change::standard_error;
use crate::{Fault, Interval, linear};

/// A word in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// Chinese.
    #[serde(rename = "zh-CN")]
    pub zh_cn: String,
    /// English.
    pub en: String,
}

/// `norms/<id>/norm.toml` as it is written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NormToml {
    /// Name of the folder.
    pub id: String,
    /// Version of the table.
    pub version: String,
    /// First day on which it holds.
    pub valid_from: String,
    /// Code and version of the instrument, code of the score.
    pub instrument: String,
    /// Version of the instrument.
    pub instrument_version: String,
    /// Code of the score.
    pub score: String,
    /// What kind of sample it is, as a code.
    pub setting: String,
    /// First year of the answers; none: the source names none.
    pub from_year: Option<u16>,
    /// Last year of the answers.
    pub to_year: Option<u16>,
    /// Whom it is of.
    pub title: Both,
    /// What to keep in mind.
    pub note: Both,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<NormSource>,
    /// How reliable the score is.
    pub reliability: Option<ReliabilityToml>,
    /// Groups; the first that fits a person counts.
    #[serde(default)]
    pub group: Vec<NormGroup>,
    /// Worked cases.
    #[serde(default)]
    pub case: Vec<NormCase>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NormSource {
    /// Document and clause.
    #[serde(rename = "ref")]
    pub reference: String,
    /// How sure.
    pub confidence: String,
}

/// How reliable a score is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliabilityToml {
    /// 0 to 1.
    pub is: f64,
    /// What was computed: alpha, omega, retest.
    pub kind: String,
    /// Of whom.
    pub of: Both,
    /// Document and clause.
    pub source: String,
}

/// One group of a norm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NormGroup {
    /// `male` or `female`; none: everybody.
    pub sex: Option<String>,
    /// Completed years, inclusive.
    pub min_age: Option<u8>,
    /// Completed years, inclusive.
    pub max_age: Option<u8>,
    /// How many persons.
    pub persons: u64,
    /// Mean of the score.
    pub mean: f64,
    /// Standard deviation of the score.
    pub sd: f64,
    /// Percent of the group with each value of the score, by rising score; empty where the source gives none.
    #[serde(default)]
    pub shares: Vec<(f64, f64)>,
    /// Document and clause.
    pub source: String,
}

/// A worked case.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NormCase {
    /// What it shows.
    pub name: String,
    /// Sex of the person.
    pub sex: Option<String>,
    /// Completed years.
    pub age: Option<u8>,
    /// The score.
    pub score: f64,
    /// Linear T that must come out.
    pub t: f64,
    /// Percentile that must come out; none where the norm has no shares.
    pub percentile: Option<f64>,
    /// The sum, or document and clause.
    pub source: String,
}

/// `norms/local/local.toml` as it is written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalNormToml {
    /// Name of the folder.
    pub id: String,
    /// Version.
    pub version: String,
    /// First day on which it holds.
    pub valid_from: String,
    /// Where it comes from.
    pub source: Vec<NormSource>,
    /// Fewer persons make no norm.
    pub least_persons: Least,
    /// Of intervals.
    pub level: Least,
}

/// A number with its source.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Least {
    /// The number.
    pub is: f64,
    /// Document and clause.
    pub source: String,
}

/// What is wrong in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFault {
    /// Where.
    pub key: String,
    /// What would be right.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Where a score stands among the people of a norm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standing {
    /// Persons of the group.
    pub persons: u64,
    /// 50 + 10·(score − mean)/sd.
    pub t: f64,
    /// How far T is known, given the persons.
    pub t_interval: Interval,
    /// Percent below and half of those with the same score; none where the source gives no shares.
    pub percentile: Option<f64>,
    /// Standard error of measurement, in points of the score; none without a reliability.
    pub error: Option<f64>,
}

/// A sound table.
#[derive(Debug, Clone, PartialEq)]
pub struct ReferenceNorm {
    raw: NormToml,
}

impl ReferenceNorm {
    /// Checks a table. Errors: every fault with its key.
    pub fn compile(raw: NormToml) -> Result<Self, Vec<TableFault>> {
        let mut faults = Vec::new();
        let mut fault = |key: String, expected: &str, found: String| {
            faults.push(TableFault { key, expected: expected.to_owned(), found });
        };
        if raw.source.is_empty() {
            fault("source".to_owned(), "at least one source", "none".to_owned());
        }
        if raw.group.is_empty() {
            fault("group".to_owned(), "at least one group", "none".to_owned());
        }
        if raw.to_year < raw.from_year {
            fault("to_year".to_owned(), "not before from_year", format!("{:?}", raw.to_year));
        }
        if let Some(reliability) = raw.reliability.as_ref().filter(|reliability| !(0.0 < reliability.is && reliability.is < 1.0))
        {
            fault("reliability.is".to_owned(), "between 0 and 1", reliability.is.to_string());
        }
        for (index, group) in raw.group.iter().enumerate() {
            let key = |name: &str| format!("group[{}].{name}", index + 1);
            if !(group.sd.is_finite() && 0.0 < group.sd) {
                fault(key("sd"), "a number above 0", group.sd.to_string());
            }
            if group.persons < 2 {
                fault(key("persons"), "at least 2", group.persons.to_string());
            }
            if group.source.trim().is_empty() {
                fault(key("source"), "document and clause", "nothing".to_owned());
            }
            if group.sex.as_deref().is_some_and(|sex| !["male", "female"].contains(&sex)) {
                fault(key("sex"), "male or female", group.sex.clone().unwrap_or_default());
            }
            let sum: f64 = group.shares.iter().map(|(_, share)| share).sum();
            let rises = group.shares.windows(2).all(|pair| pair[0].0 < pair[1].0);
            let sound = group.shares.iter().all(|(_, share)| (0.0..=100.0).contains(share));
            let fits = group.shares.is_empty() || (rises && sound && (99.5..=100.5).contains(&sum));
            if !fits {
                fault(key("shares"), "rising scores with percents that sum to 100", sum.to_string());
            }
        }
        if raw.case.is_empty() {
            fault("case".to_owned(), "at least one worked case", "none".to_owned());
        }
        if faults.is_empty() { Ok(Self { raw }) } else { Err(faults) }
    }

    /// What is written in the pack.
    pub const fn raw(&self) -> &NormToml {
        &self.raw
    }

    /// The first group that fits; a group that asks for something that is not known of the person does not.
    pub fn group(&self, sex: Option<&str>, age: Option<u8>) -> Option<&NormGroup> {
        self.raw.group.iter().find(|group| {
            let of_sex = group.sex.as_deref().is_none_or(|wanted| sex == Some(wanted));
            let old_enough = group.min_age.is_none_or(|least| age.is_some_and(|age| least <= age));
            let young_enough = group.max_age.is_none_or(|most| age.is_some_and(|age| age <= most));
            of_sex && old_enough && young_enough
        })
    }

    /// Where a score stands in a group of this norm. Errors: as [`stand`].
    pub fn stand(&self, group: &NormGroup, score: f64, level: f64) -> Result<Standing, Fault> {
        stand(group, self.raw.reliability.as_ref().map(|reliability| reliability.is), score, level)
    }

    /// Runs the worked cases; what differs, as key, expected, found.
    pub fn run_cases(&self) -> Vec<TableFault> {
        let mut faults = Vec::new();
        for (index, case) in self.raw.case.iter().enumerate() {
            let mut differs = |name: &str, expected: String, found: String| {
                let key = format!("case[{}] \"{}\" {name}", index + 1, case.name);
                faults.push(TableFault { key, expected, found });
            };
            let found = self.group(case.sex.as_deref(), case.age).map(|group| self.stand(group, case.score, 0.95));
            let Some(Ok(found)) = found else {
                differs("group", "a group that fits".to_owned(), "none".to_owned());
                continue;
            };
            if 1e-5 < (found.t - case.t).abs() {
                differs("t", case.t.to_string(), found.t.to_string());
            }
            let same = match (found.percentile, case.percentile) {
                (Some(found), Some(expected)) => (found - expected).abs() <= 1e-5,
                (None, None) => true,
                _ => false,
            };
            if !same {
                differs("percentile", format!("{:?}", case.percentile), format!("{:?}", found.percentile));
            }
        }
        faults
    }
}

/// Where a score stands in a group; `level` is 0.95 for 95 % intervals. Without a reliability there is no error of measurement.
/// Errors: a score or level that is none, a reliability outside 0–1.
pub fn stand(group: &NormGroup, reliability: Option<f64>, score: f64, level: f64) -> Result<Standing, Fault> {
    if !score.is_finite() {
        return Err(Fault::Number { what: "score", expected: "a number", found: score });
    }
    let (t, t_interval) = linear(score, group.mean, group.sd, group.persons, level)?;
    let all: f64 = group.shares.iter().map(|(_, share)| share).sum();
    let rank = group.shares.iter().map(|(value, share)| match value.total_cmp(&score) {
        std::cmp::Ordering::Less => *share,
        std::cmp::Ordering::Equal => share / 2.0,
        std::cmp::Ordering::Greater => 0.0,
    });
    let percentile = (0.0 < all).then(|| 100.0 * rank.sum::<f64>() / all);
    let error = reliability.map(|reliability| standard_error(group.sd, reliability)).transpose()?;
    Ok(Standing { persons: group.persons, t, t_interval, percentile, error })
}
