//! How the scores of one measure moved.

use jiff::civil::Date;
use xinqiao_kernel::closed_list;

use crate::rules::{Higher, MeasureToml};
use crate::{Code, Score};

closed_list! {
    /// What a trend shows, from the first score to the last. The pack has the words for staff. A score is no diagnosis (domain_rules, rule 3).
    Movement: "movement of a measure" {
        /// One score only.
        TooFew = "too_few",
        /// Nobody knows which difference of this measure is more than chance.
        NotJudged = "not_judged",
        /// Better by more than chance.
        Better = "better",
        /// Better by more than chance, and past the cut-off.
        BetterPastCutOff = "better_past_cut_off",
        /// No reliable change.
        NoReliableChange = "no_reliable_change",
        /// Worse by more than chance.
        Worse = "worse",
    }
}

/// A score and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct At {
    pub on: Date,
    pub score: Score,
}

/// The movement of one measure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Trend {
    pub measure: Code,
    /// All scores in the order of their days; at least one.
    pub points: Vec<At>,
    /// How many scores there are, from 1.
    pub count: usize,
    pub first: At,
    pub last: At,
    /// The best of all; the earliest of equals.
    pub best: At,
    /// Last less first, in points of the measure: its sign says nothing about better or worse.
    pub change: Score,
    /// Is the change more than chance? `None` with one score, or where nobody knows.
    pub is_reliable: Option<bool>,
    pub movement: Movement,
    /// The boundary for somebody of this age; `None` where there is none or the age is not known.
    pub cut_off: Option<Score>,
}

/// The trend of scores in the order of their days; `None` without a score. `age` in completed years, for the cut-off.
///
/// A difference as large as the measure's reliable change is reliable.
pub fn trend(measure: &MeasureToml, points: &[At], age: Option<u8>) -> Option<Trend> {
    let (first, last) = (*points.first()?, *points.last()?);
    let best = points.iter().skip(1).fold(first, |best, one| if is_better(measure, one.score, best.score) { *one } else { best });
    let change = last.score.minus(first.score);
    let cut_off = cut_off(measure, age);
    let is_reliable = measure.reliable_change.filter(|_| 1 < points.len()).map(|least| least <= change.size());
    let movement = match is_reliable {
        _ if points.len() < 2 => Movement::TooFew,
        None => Movement::NotJudged,
        Some(false) => Movement::NoReliableChange,
        Some(true) if !is_better(measure, last.score, first.score) => Movement::Worse,
        Some(true) if cut_off.is_some_and(|at| !is_good(measure, first.score, at) && is_good(measure, last.score, at)) => {
            Movement::BetterPastCutOff
        }
        Some(true) => Movement::Better,
    };
    let (all, count) = (points.to_vec(), points.len());
    Some(Trend { measure: measure.code.clone(), points: all, count, first, last, best, change, is_reliable, movement, cut_off })
}

fn is_better(measure: &MeasureToml, one: Score, other: Score) -> bool {
    match measure.higher {
        Higher::Better => other < one,
        Higher::Worse => one < other,
    }
}

/// On the good side of a boundary: at or above it where higher is better, below it where higher is worse.
fn is_good(measure: &MeasureToml, score: Score, at: Score) -> bool {
    match measure.higher {
        Higher::Better => at <= score,
        Higher::Worse => score < at,
    }
}

fn cut_off(measure: &MeasureToml, age: Option<u8>) -> Option<Score> {
    let rows = &measure.cut_off;
    let row = match age {
        Some(age) => rows.iter().find(|row| row.up_to_age.is_none_or(|oldest| age <= oldest)),
        None => rows.first().filter(|_| rows.len() == 1),
    };
    row.map(|row| row.at)
}
