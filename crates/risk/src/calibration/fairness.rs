//! Are the levels equally right for all groups?

use std::collections::BTreeMap;

use super::{Confidence, Interval, newcombe, wilson};
use crate::{Level, Points};

/// One person at one time: what the model said, and what happened within the time that is looked at. Labels as the register writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    pub level: Level,
    pub points: Points,
    pub happened: bool,
    pub sex: Option<&'a str>,
    pub age_band: Option<&'a str>,
    pub area: Option<&'a str>,
}

/// By what groups are formed. Written `sex`, `age`, `area`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribute {
    Sex,
    #[serde(rename = "age")]
    AgeBand,
    Area,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sex, Self::AgeBand, Self::Area];
}

impl<'a> Row<'a> {
    /// The label of the row; none when the register does not know it.
    pub const fn label(&self, attribute: Attribute) -> Option<&'a str> {
        match attribute {
            Attribute::Sex => self.sex,
            Attribute::AgeBand => self.age_band,
            Attribute::Area => self.area,
        }
    }
}

/// What is compared. Shares, 0–1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// Flagged, of all.
    Flagged,
    /// Happened, of the flagged: positive predictive value.
    Precision,
    /// Flagged, of those to whom it happened.
    Sensitivity,
    /// Flagged, of those to whom it did not happen.
    FalseAlarms,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Flagged, Self::Precision, Self::Sensitivity, Self::FalseAlarms];
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    pub hits: u64,
    pub total: u64,
    pub share: f64,
    pub interval: Interval,
}

/// One group. What rests on fewer rows than the floor is hidden.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLine<'a> {
    /// None: rows without a label.
    pub label: Option<&'a str>,
    /// Rows.
    pub total: u64,
    /// In the order of [`Metric::ALL`]; none when too few rows stand behind it.
    pub rates: [Option<Rate>; 4],
    /// Against all other groups that are shown, this group less the others; none when either side is hidden.
    pub differences: [Option<Difference>; 4],
}

/// A difference of two shares with its interval. An interval without zero is a reason to look, not a proof of unfairness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    pub value: f64,
    pub interval: Interval,
}

/// All groups of one attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct FairnessReport<'a> {
    /// Those with at least as many rows as the floor, by label; rows without a label first.
    pub groups: Vec<GroupLine<'a>>,
    /// How many groups are hidden. Their rows are in no number of this report, so that they cannot be worked out from it.
    pub hidden: usize,
}

/// Hits and totals of the four metrics.
type Counts = [(u64, u64); 4];

/// Rates by group of `attribute`, flagged being `flagged_from` and above.
///
/// Groups of fewer than `floor` rows are hidden whole. A rate is hidden when it rests on fewer rows than the floor, and also when it would
/// give away a margin of 1 to `floor` − 1 rows: with few flagged (or few not flagged) all four are hidden, with few outcomes the sensitivity and
/// the false alarms. A floor of 0 counts as 1. Numerators may be small: numbers for the public go through `indicators::suppress`, which also
/// looks at other tables.
pub fn fairness<'a>(
    rows: &[Row<'a>],
    attribute: Attribute,
    flagged_from: Level,
    floor: u64,
    confidence: Confidence,
) -> FairnessReport<'a> {
    let floor = floor.max(1);
    let mut groups: BTreeMap<Option<&'a str>, Counts> = BTreeMap::new();
    for row in rows {
        count(groups.entry(row.label(attribute)).or_default(), flagged_from <= row.level, row.happened);
    }
    let all = groups.len();
    groups.retain(|_, counts| counts.first().is_some_and(|(_, total)| floor <= *total));
    let see = |(label, counts): (Option<&'a str>, Counts)| Seen {
        label,
        total: counts.first().map_or(0, |(_, total)| *total),
        counts: visible(&counts, floor),
    };
    let shown: Vec<Seen<'a>> = groups.into_iter().map(see).collect();
    let line = |group: &Seen<'a>| GroupLine {
        label: group.label,
        total: group.total,
        rates: metric_by_metric(|at| rate((*group.counts.get(at)?)?, confidence)),
        differences: metric_by_metric(|at| {
            let others = shown.iter().filter(|other| other.label != group.label).filter_map(|other| *other.counts.get(at)?);
            let rest = others.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            difference((*group.counts.get(at)?)?, rest, confidence)
        }),
    };
    FairnessReport { hidden: all - shown.len(), groups: shown.iter().map(line).collect() }
}

/// What of a group may be seen.
struct Seen<'a> {
    label: Option<&'a str>,
    total: u64,
    counts: [Option<(u64, u64)>; 4],
}

/// Which of the four counts may be seen.
fn visible(counts: &Counts, floor: u64) -> [Option<(u64, u64)>; 4] {
    let [flagged, precision, sensitivity, alarms] = *counts;
    let is_small = |part: u64| 0 < part && part < floor;
    let few_flagged = is_small(flagged.0) || is_small(flagged.1 - flagged.0);
    let few_outcomes = is_small(sensitivity.1) || is_small(alarms.1);
    let seen = |count: (u64, u64), is_hidden: bool| (!is_hidden && floor <= count.1).then_some(count);
    [
        seen(flagged, few_flagged),
        seen(precision, few_flagged),
        seen(sensitivity, few_flagged || few_outcomes),
        seen(alarms, few_flagged || few_outcomes),
    ]
}

fn metric_by_metric<T>(of: impl Fn(usize) -> Option<T>) -> [Option<T>; 4] {
    [of(0), of(1), of(2), of(3)]
}

fn count(counts: &mut Counts, is_flagged: bool, happened: bool) {
    let below = [true, is_flagged, happened, !happened];
    let above = [is_flagged, is_flagged && happened, is_flagged && happened, is_flagged && !happened];
    for (count, (above, below)) in counts.iter_mut().zip(above.into_iter().zip(below)) {
        count.0 += u64::from(above);
        count.1 += u64::from(below);
    }
}

fn rate((hits, total): (u64, u64), confidence: Confidence) -> Option<Rate> {
    let interval = wilson(hits, total, confidence)?;
    Some(Rate { hits, total, share: hits as f64 / total as f64, interval })
}

fn difference(own: (u64, u64), rest: (u64, u64), confidence: Confidence) -> Option<Difference> {
    let (one, two) = (rate(own, confidence)?, rate(rest, confidence)?);
    let interval = newcombe(own, rest, confidence)?;
    Some(Difference { value: one.share - two.share, interval })
}
