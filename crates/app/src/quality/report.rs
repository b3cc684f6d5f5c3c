//! A report on the risk model: numbers about many, small ones hidden before anything is kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{Cell, RawCounts};
use xinqiao_risk::calibration::{
    Attribute, Confidence, Difference, Fit, Forecast, Interval, Rate, Row, auc, brier, calibration_in_the_large, fairness,
    logistic, recalibration, reliability, wilson,
};
use xinqiao_risk::{Level, Points};
use xinqiao_warnings::quality::ModelRules;

use crate::{AppError, Result};

const SURE: Confidence = Confidence::NinetyFive;

/// One person at the first instant of a quarter, and what happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub level: Level,
    pub points: Points,
    pub happened: bool,
    pub sex: Option<String>,
    pub age_band: Option<String>,
    pub area: Option<String>,
}

/// What a report is made of.
pub(super) struct Of<'a> {
    pub index: Date,
    pub rules: &'a ModelRules,
    pub pack: String,
    /// from how many persons on a count is shown
    pub floor: u64,
}

/// A number with its interval of 95 in 100.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// What was seen at one level; none hides a small number.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LevelLine {
    pub level: Level,
    pub people: Option<u64>,
    pub happened: Option<u64>,
    pub share: Option<Estimate>,
}

/// One bin of the reliability table: what was told, what was seen.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BinLine {
    /// shares, 0–1
    pub from: f64,
    pub below: f64,
    pub people: Option<u64>,
    /// mean of what was told; hidden with the number
    pub told: Option<f64>,
    pub seen: Option<Estimate>,
}

/// Log-odds of the outcome by points, as fitted on one quarter.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FitLine {
    pub intercept: f64,
    pub slope: f64,
}

/// Probabilities of an earlier quarter, judged on this one.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Probabilities {
    /// the quarter on which they were fitted
    pub fitted_on: String,
    pub brier: f64,
    pub reliability: f64,
    pub resolution: f64,
    pub uncertainty: f64,
    /// 0 when calibrated
    pub in_the_large: Option<Estimate>,
    /// 1 when calibrated
    pub slope: Option<Estimate>,
    pub bins: Vec<BinLine>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct GroupLineKept {
    /// code, first year of age, or path of a place; none where the register does not know
    pub label: Option<String>,
    pub people: u64,
    /// flagged, precision, sensitivity, false alarms
    pub rates: [Option<Estimate>; 4],
    /// this group less the others
    pub differences: [Option<Estimate>; 4],
}

/// All groups by one attribute.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FairnessLine {
    /// `sex`, `age` or `area`
    pub by: String,
    pub groups: Vec<GroupLineKept>,
    /// how many groups are hidden whole
    pub hidden: u64,
}

/// A report as it is kept.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ModelReport {
    pub index: Date,
    /// version of the pack quality
    pub pack: String,
    pub window_days: i64,
    pub outcome: xinqiao_warnings::Level,
    pub flagged_from: xinqiao_warnings::Level,
    pub people: Option<u64>,
    pub happened: Option<u64>,
    pub least_people: u64,
    pub least_outcomes: u64,
    /// with too little nothing below is worked out
    pub is_enough: bool,
    pub levels: Vec<LevelLine>,
    pub auc: Option<Estimate>,
    pub fit: Option<FitLine>,
    pub judged: Option<Probabilities>,
    pub fairness: Vec<FairnessLine>,
}

impl ModelReport {
    /// The report of rows; `before` is the fit of the quarter before, by the same version.
    pub(super) fn of(of: &Of<'_>, rows: &[Judged], before: Option<(String, FitLine)>) -> Self {
        let rules = of.rules;
        let (people, happened) = (rows.len() as u64, rows.iter().filter(|row| row.happened).count() as u64);
        let is_enough =
            rules.least_people <= people && rules.least_outcomes <= happened && rules.least_outcomes <= people - happened;
        let shown = |count: u64| (count == 0 || of.floor <= count).then_some(count);
        let empty = Self {
            index: of.index,
            pack: of.pack.clone(),
            window_days: rules.window_days,
            outcome: rules.outcome,
            flagged_from: rules.flagged_from,
            people: shown(people),
            happened: shown(happened),
            least_people: rules.least_people,
            least_outcomes: rules.least_outcomes,
            is_enough,
            levels: Vec::new(),
            auc: None,
            fit: None,
            judged: None,
            fairness: Vec::new(),
        };
        if !is_enough {
            return empty;
        }
        let pairs: Vec<(f64, bool)> = rows.iter().map(|row| (row.points.value(), row.happened)).collect();
        let found = auc(&pairs, SURE);
        let auc = found.and_then(|found| found.interval.map(|interval| estimate(found.value, interval)));
        let fit = logistic(&pairs).ok().map(|fit| FitLine { intercept: fit.intercept, slope: fit.slope });
        Self {
            levels: levels(rows, of.floor),
            auc,
            fit,
            judged: before.and_then(|(quarter, fit)| probabilities(&pairs, quarter, fit, rules, of.floor)),
            fairness: groups(rows, rules, of.floor),
            ..empty
        }
    }

    pub(super) fn written(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|fault| AppError::Broken { what: "a report cannot be written".to_owned(), source: Some(Box::new(fault)) })
    }

    pub(super) fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text)
            .map_err(|fault| AppError::Broken { what: "a report cannot be read".to_owned(), source: Some(Box::new(fault)) })
    }
}

const fn estimate(value: f64, interval: Interval) -> Estimate {
    Estimate { value, low: interval.low, high: interval.high }
}

/// Persons by row of a table and by whether it happened, as far as they may be seen: total and how many.
fn shown(counts: impl IntoIterator<Item = (String, u64, u64)>, floor: u64) -> BTreeMap<String, (Option<u64>, Option<u64>)> {
    let rows: Vec<(String, u64, u64)> = counts.into_iter().collect();
    let cells = rows.iter().flat_map(|(node, total, hits)| {
        [(format!("{node}/yes/"), String::new(), *hits), (format!("{node}/no/"), String::new(), total - hits)]
    });
    let table = Table::build(&RawCounts::of(cells), &[], |_| NodeRule { floor, is_shown: true });
    let release = match decide(&table, &[]) {
        Decision::Publish { release, .. } => release,
        Decision::Keep(_) => return BTreeMap::new(),
    };
    let told = |node: String| match release.cell(&node, "") {
        Cell::Count(count) => Some(count),
        Cell::Hidden => None,
    };
    let mut seen: BTreeMap<String, (Option<u64>, Option<u64>)> =
        rows.iter().map(|(node, ..)| (node.clone(), (told(format!("{node}/")), told(format!("{node}/yes/"))))).collect();
    // how many had the outcome in all is told as well: a single hidden number would follow from it
    if seen.values().filter(|(_, hits)| hits.is_none()).count() == 1 {
        let beside = seen.values_mut().filter(|(total, hits)| hits.is_some() && total.is_some_and(|total| 0 < total));
        if let Some(smallest) = beside.min_by_key(|(_, hits)| *hits) {
            smallest.1 = None;
        }
    }
    seen
}

fn share(total: Option<u64>, hits: Option<u64>) -> Option<Estimate> {
    let (total, hits) = total.zip(hits)?;
    Some(estimate(hits as f64 / total as f64, wilson(hits, total, SURE)?))
}

fn levels(rows: &[Judged], floor: u64) -> Vec<LevelLine> {
    let count = |level: Level| {
        let of = || rows.iter().filter(move |row| row.level == level);
        (level.code().to_owned(), of().count() as u64, of().filter(|row| row.happened).count() as u64)
    };
    let seen = shown(Level::ALL.into_iter().map(count), floor);
    let line = |level: Level| {
        let (people, happened) = seen.get(level.code()).copied().unwrap_or((None, None));
        LevelLine { level, people, happened, share: share(people, happened) }
    };
    Level::ALL.into_iter().map(line).collect()
}

fn probabilities(
    pairs: &[(f64, bool)],
    fitted_on: String,
    fit: FitLine,
    rules: &ModelRules,
    floor: u64,
) -> Option<Probabilities> {
    let told = |x: f64| 1.0 / (1.0 + (-(fit.intercept + fit.slope * x)).exp());
    let forecasts: Vec<Forecast> =
        pairs.iter().map(|(points, happened)| Forecast { probability: told(*points), happened: *happened }).collect();
    let score = brier(&forecasts)?;
    let cuts: Vec<f64> = rules.bins.iter().map(|percent| *percent as f64 / 100.0).collect();
    let bins = reliability(&forecasts, &cuts, SURE);
    let name = |at: usize| format!("bin{at:02}");
    let seen = shown(bins.iter().enumerate().map(|(at, bin)| (name(at), bin.total, bin.happened)), floor);
    let lines = bins.iter().enumerate().map(|(at, bin)| {
        let (people, happened) = seen.get(&name(at)).copied().unwrap_or((None, None));
        let told = bin.told.filter(|_| people.is_some());
        BinLine { from: bin.from, below: bin.below, people, told, seen: share(people, happened) }
    });
    let intercept = |fit: Fit| estimate(fit.intercept, fit.intercept_interval(SURE));
    let slope = |fit: Fit| estimate(fit.slope, fit.slope_interval(SURE));
    Some(Probabilities {
        fitted_on,
        brier: score.score,
        reliability: score.reliability,
        resolution: score.resolution,
        uncertainty: score.uncertainty,
        in_the_large: calibration_in_the_large(&forecasts).ok().map(intercept),
        slope: recalibration(&forecasts).ok().map(slope),
        bins: lines.collect(),
    })
}

fn groups(rows: &[Judged], rules: &ModelRules, floor: u64) -> Vec<FairnessLine> {
    let flagged_from = match rules.flagged_from {
        xinqiao_warnings::Level::Red => Level::Red,
        xinqiao_warnings::Level::Yellow => Level::Yellow,
        xinqiao_warnings::Level::Blue => Level::Blue,
    };
    let rows: Vec<Row<'_>> = rows
        .iter()
        .map(|row| Row {
            level: row.level,
            points: row.points,
            happened: row.happened,
            sex: row.sex.as_deref(),
            age_band: row.age_band.as_deref(),
            area: row.area.as_deref(),
        })
        .collect();
    let by = [(Attribute::Sex, "sex"), (Attribute::AgeBand, "age"), (Attribute::Area, "area")];
    let line = |(attribute, by): (Attribute, &str)| {
        let found = fairness(&rows, attribute, flagged_from, floor, SURE);
        let rate = |rate: Option<Rate>| rate.map(|rate| estimate(rate.share, rate.interval));
        let difference = |found: Option<Difference>| found.map(|found| estimate(found.value, found.interval));
        let groups = found.groups.into_iter().map(|group| GroupLineKept {
            label: group.label.map(str::to_owned),
            people: group.total,
            rates: group.rates.map(rate),
            differences: group.differences.map(difference),
        });
        FairnessLine { by: by.to_owned(), groups: groups.collect(), hidden: found.hidden as u64 }
    };
    by.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use xinqiao_packs::Library;

    use super::*;

    /// So many people at a level, of whom so many had the outcome; every third is a man.
    fn people(level: Level, points: f64, count: u64, happened: u64) -> impl Iterator<Item = Judged> {
        (0..count).map(move |number| Judged {
            level,
            points: Points::of(points + (number % 5) as f64).unwrap(),
            happened: number < happened,
            sex: Some(if number.is_multiple_of(3) { "male" } else { "female" }.to_owned()),
            age_band: None,
            area: Some("a/".to_owned()),
        })
    }

    fn rows() -> Vec<Judged> {
        let all =
            [(Level::None, 1.0, 300, 6), (Level::Blue, 12.0, 60, 12), (Level::Yellow, 28.0, 30, 15), (Level::Red, 55.0, 9, 7)];
        all.into_iter().flat_map(|(level, points, count, happened)| people(level, points, count, happened)).collect()
    }

    fn report(rows: &[Judged], before: Option<(String, FitLine)>) -> ModelReport {
        let library = Library::embedded();
        let rules = library.quality(super::super::QUALITY).unwrap();
        let of = Of { index: date(2026, 7, 1), rules: rules.model(), pack: "1".to_owned(), floor: 5 };
        ModelReport::of(&of, rows, before)
    }

    #[test]
    fn shares_rise_with_the_level_and_no_small_number_follows_from_what_is_shown() {
        let found = report(&rows(), None);
        assert!(found.is_enough && (found.people, found.happened) == (Some(399), Some(40)));
        // two at red had no outcome: they are hidden, and so is what they would follow from
        let red = &found.levels[3];
        assert!(red.people.is_none() || red.happened.is_none(), "{red:?}");
        let hidden = found.levels.iter().filter(|line| line.people.is_none() || line.happened.is_none()).count();
        assert!(1 < hidden, "{:?}", found.levels);
        let shown: Vec<f64> = found.levels.iter().filter_map(|line| line.share.map(|share| share.value)).collect();
        assert!(shown.is_sorted(), "{shown:?}");
        let auc = found.auc.unwrap();
        assert!(0.5 < auc.low && auc.low < auc.value && auc.value < auc.high && auc.high <= 1.0);
        // nothing is judged by the numbers that it was fitted on
        assert!(found.fit.is_some() && found.judged.is_none());
    }

    #[test]
    fn probabilities_of_the_quarter_before_are_judged_and_the_report_survives_being_written() {
        let first = report(&rows(), None);
        let second = report(&rows(), Some(("2026-Q2".to_owned(), first.fit.unwrap())));
        let judged = second.judged.clone().unwrap();
        assert_eq!(judged.fitted_on, "2026-Q2");
        // the same people again: calibrated by construction
        let (large, slope) = (judged.in_the_large.unwrap(), judged.slope.unwrap());
        assert!(large.value.abs() < 1e-6 && (slope.value - 1.0).abs() < 1e-6);
        let parts = judged.reliability - judged.resolution + judged.uncertainty;
        assert!((judged.brier - parts).abs() < 1e-9);
        assert_eq!(ModelReport::parse(&second.written().unwrap()).unwrap().fairness.len(), 3);
        let sexes: Vec<Option<&str>> = second.fairness[0].groups.iter().map(|group| group.label.as_deref()).collect();
        assert_eq!(sexes, [Some("female"), Some("male")]);
    }

    #[test]
    fn with_too_few_outcomes_nothing_is_worked_out() {
        let rows: Vec<Judged> = people(Level::Blue, 12.0, 400, 19).collect();
        let found = report(&rows, None);
        assert!(!found.is_enough && found.levels.is_empty() && found.auc.is_none() && found.fit.is_none());
        assert_eq!((found.people, found.happened, found.least_outcomes), (Some(400), Some(19), 20));
    }
}
