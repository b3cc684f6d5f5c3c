//! Several people about one person: how far two views lie apart, by score and by question, and from where on that is told.
//!
//! Nothing is combined: two views stay two. A gap says that two people saw different things, not which of them is right.

use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::change::{reach, standard_error};
use crate::norm::linear;
use crate::reference::{Least, NormSource, TableFault};

/// From where on two views are told to be apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Of the error of a difference: 0.95 for 1.96.
    pub level: f64,
    /// Points of T.
    pub t_points: f64,
    /// Steps of one question.
    pub item_steps: usize,
}

/// The people among whom a form's score is placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FormNorm {
    /// Mean of the score.
    pub mean: f64,
    /// Standard deviation of the score.
    pub sd: f64,
    /// How many persons.
    pub persons: u64,
    /// 0 to 1, where it is known.
    pub reliability: Option<f64>,
}

/// One score as one informant gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// The score.
    pub score: f64,
    /// Lowest and highest value.
    pub range: Option<[f64; 2]>,
    /// Of this informant's form.
    pub norm: Option<FormNorm>,
    /// Standard error of measurement in points, where it is known without a norm.
    pub error: Option<f64>,
}

/// How far two views of one score lie apart: the second less the first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Gap {
    /// Both forms have a norm: on T.
    Norms {
        /// T of the first and of the second view.
        t: [f64; 2],
        /// In points of T.
        difference: f64,
        /// Standard error of the difference in points of T, 10·√(2 − r₁ − r₂); none where a reliability is not known.
        error: Option<f64>,
        /// At least the limit in T, and more than error where that is known.
        differs: bool,
    },
    /// No norms, but the error of both: in points of the score.
    Error {
        /// In points.
        difference: f64,
        /// √(SEM₁² + SEM₂²).
        error: f64,
        /// Difference/error.
        index: f64,
        /// |index| reaches the quantile of the level.
        differs: bool,
    },
    /// Neither: the scores stand side by side and are not judged.
    Unjudged {
        /// In points; none where the two scores have no common range.
        difference: Option<f64>,
    },
}

impl Gap {
    /// Are the views told to be apart? None where nothing is known to judge by.
    pub const fn differs(&self) -> Option<bool> {
        match self {
            Self::Norms { differs, .. } | Self::Error { differs, .. } => Some(*differs),
            Self::Unjudged { .. } => None,
        }
    }
}

/// Two views of one score.
///
/// With norms on both sides by T, otherwise by the errors of measurement where the scores have one range, otherwise not at all.
/// Errors: a norm or error that gives no number. Source: Jacobson and Truax 1991 (error of a difference).
pub fn gap(one: &View, other: &View, limits: &Limits) -> Result<Gap, Fault> {
    let reach = reach(limits.level)?;
    if let (Some(first), Some(second)) = (one.norm, other.norm) {
        let t = |view: &View, norm: FormNorm| linear(view.score, norm.mean, norm.sd, norm.persons, limits.level).map(|(t, _)| t);
        let t = [t(one, first)?, t(other, second)?];
        let difference = t[1] - t[0];
        // T has the standard deviation 10 by construction
        let squares = |norm: FormNorm| norm.reliability.map(|is| standard_error(10.0, is)).transpose();
        let error = squares(first)?.zip(squares(second)?).map(|(a, b)| a.hypot(b));
        let is_more_than_error = error.is_none_or(|error| reach * error <= difference.abs());
        return Ok(Gap::Norms { t, difference, error, differs: limits.t_points <= difference.abs() && is_more_than_error });
    }
    let is_alike = one.range.is_some() && one.range == other.range;
    let difference = is_alike.then_some(other.score - one.score);
    match (difference, own_error(one)?, own_error(other)?) {
        (Some(difference), Some(a), Some(b)) if 0.0 < a.hypot(b) => {
            let error = a.hypot(b);
            let index = difference / error;
            Ok(Gap::Error { difference, error, index, differs: reach <= index.abs() })
        }
        (difference, ..) => Ok(Gap::Unjudged { difference }),
    }
}

/// Error of measurement in points: of the norm, or as it is known without one.
fn own_error(view: &View) -> Result<Option<f64>, Fault> {
    let of_norm = view.norm.and_then(|norm| norm.reliability.map(|is| standard_error(norm.sd, is)));
    Ok(of_norm.transpose()?.or(view.error))
}

/// One question that somebody answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered<'a> {
    /// Code of the question.
    pub item: &'a str,
    /// The answer.
    pub value: f64,
    /// The answers that the question knows, in the order in which they are shown.
    pub steps: &'a [i64],
}

/// One question that two people answered on the same steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemGap {
    /// Code of the question.
    pub item: String,
    /// The two answers.
    pub values: [f64; 2],
    /// How many steps lie between them.
    pub steps: usize,
    /// At least the limit.
    pub differs: bool,
}

/// The questions that two people answered on the same steps, the widest apart first, otherwise in the order of the first form.
pub fn item_gaps(one: &[Answered<'_>], other: &[Answered<'_>], limits: &Limits) -> Vec<ItemGap> {
    let mut found: Vec<ItemGap> = Vec::new();
    for first in one {
        let Some(second) = other.iter().find(|second| second.item == first.item && second.steps == first.steps) else { continue };
        let at = |value: f64| first.steps.iter().position(|step| *step as f64 == value);
        let (Some(a), Some(b)) = (at(first.value), at(second.value)) else { continue };
        let steps = a.abs_diff(b);
        let item = first.item.to_owned();
        found.push(ItemGap { item, values: [first.value, second.value], steps, differs: limits.item_steps <= steps });
    }
    found.sort_by_key(|gap| std::cmp::Reverse(gap.steps));
    found
}

/// `informants/<id>/rules.toml` as it is written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformantRulesToml {
    /// Name of the folder.
    pub id: String,
    /// Version.
    pub version: String,
    /// First day on which it holds.
    pub valid_from: String,
    /// Where it comes from.
    #[serde(default)]
    pub source: Vec<NormSource>,
    /// Of the error of a difference.
    pub level: Least,
    /// Points of T.
    pub t_points: Least,
    /// Steps of one question.
    pub item_steps: Least,
    /// Calendar days that somebody is asked.
    pub asked_days: Least,
    /// What a critical answer of an informant is reported as.
    #[serde(default)]
    pub danger: Vec<DangerToml>,
    /// Errors of measurement of scores that have no norm.
    #[serde(default)]
    pub reliability: Vec<FormReliability>,
}

/// What a critical answer is reported as.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DangerToml {
    /// Kind and strength of the critical answer, as instruments say them.
    pub kind: String,
    /// Strength.
    pub strength: String,
    /// Observation of the pack of sources.
    pub observation: String,
    /// Document and clause.
    pub source: String,
}

/// How reliable a score of a form is, where a source says it without a norm.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormReliability {
    /// Code of the instrument.
    pub instrument: String,
    /// Its version.
    pub instrument_version: String,
    /// Code of the score.
    pub score: String,
    /// Standard deviation of the score in the source.
    pub sd: f64,
    /// 0 to 1.
    pub is: f64,
    /// Document and clause.
    pub source: String,
}

/// Sound rules about informants.
#[derive(Debug, Clone, PartialEq)]
pub struct InformantRules {
    raw: InformantRulesToml,
    limits: Limits,
    asked_days: i64,
}

impl InformantRules {
    /// Checks the rules. Errors: every fault with its key.
    pub fn compile(raw: InformantRulesToml) -> Result<Self, Vec<TableFault>> {
        let mut faults = Vec::new();
        let mut fault = |key: &str, expected: &str, found: String| {
            faults.push(TableFault { key: key.to_owned(), expected: expected.to_owned(), found });
        };
        if raw.source.is_empty() {
            fault("source", "at least one source", "none".to_owned());
        }
        if !(0.5..1.0).contains(&raw.level.is) {
            fault("level.is", "0.5 to below 1", raw.level.is.to_string());
        }
        if !(0.0 < raw.t_points.is && raw.t_points.is <= 100.0) {
            fault("t_points.is", "above 0, to 100", raw.t_points.is.to_string());
        }
        let whole = |number: f64, most: f64| number.fract() == 0.0 && (1.0..=most).contains(&number);
        if !whole(raw.item_steps.is, 100.0) {
            fault("item_steps.is", "a whole number from 1 to 100", raw.item_steps.is.to_string());
        }
        if !whole(raw.asked_days.is, 366.0) {
            fault("asked_days.is", "a whole number of days from 1 to 366", raw.asked_days.is.to_string());
        }
        let numbers = [&raw.level, &raw.t_points, &raw.item_steps, &raw.asked_days];
        let sources = numbers.map(|number| &number.source).into_iter().chain(raw.danger.iter().map(|one| &one.source));
        for source in sources.chain(raw.reliability.iter().map(|one| &one.source)) {
            if source.trim().is_empty() {
                fault("source", "a source for every number and every row", "nothing".to_owned());
            }
        }
        for (index, one) in raw.danger.iter().enumerate() {
            if raw.danger.iter().take(index).any(|other| (&other.kind, &other.strength) == (&one.kind, &one.strength)) {
                fault("danger", "each kind and strength once", format!("{} {} again", one.kind, one.strength));
            }
        }
        for one in &raw.reliability {
            if standard_error(one.sd, one.is).is_err() {
                fault("reliability", "sd above 0 and a reliability from 0 to 1", format!("{} and {}", one.sd, one.is));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        // the bounds were checked just now
        let limits = Limits { level: raw.level.is, t_points: raw.t_points.is, item_steps: raw.item_steps.is as usize };
        let asked_days = raw.asked_days.is as i64;
        Ok(Self { raw, limits, asked_days })
    }

    /// The rules as they are written.
    pub const fn raw(&self) -> &InformantRulesToml {
        &self.raw
    }

    /// From where on views are told to be apart.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Calendar days that somebody is asked.
    pub const fn asked_days(&self) -> i64 {
        self.asked_days
    }

    /// The observation that a critical answer is reported as.
    pub fn observation(&self, kind: &str, strength: &str) -> Option<&str> {
        let found = self.raw.danger.iter().find(|one| one.kind == kind && one.strength == strength);
        found.map(|one| one.observation.as_str())
    }

    /// Standard error of measurement of a score that has no norm.
    pub fn error(&self, instrument: &str, version: &str, score: &str) -> Option<f64> {
        let is_it = |one: &&FormReliability| {
            (one.instrument.as_str(), one.instrument_version.as_str(), one.score.as_str()) == (instrument, version, score)
        };
        self.raw.reliability.iter().find(is_it).and_then(|one| standard_error(one.sd, one.is).ok())
    }
}
