//! Numbers of a group with their intervals, out of what may be seen of it.

use xinqiao_factor::{MeanOf, mean_difference, mean_interval};
use xinqiao_indicators::{Cell, Mean};
use xinqiao_risk::calibration::{Confidence, newcombe, wilson};
use xinqiao_store::releases::PublishedCell;

use super::columns::{Column, MISSING};

/// Level of every interval.
const LEVEL: f64 = 0.95;
const SURE: Confidence = Confidence::NinetyFive;

/// A number with its interval of 95 in 100. A share is 0–1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// The sheets of one column; the share is of all sheets of the group, none where it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub column: Column,
    pub count: Cell,
    pub share: Option<Estimate>,
}

/// The mean of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanLine {
    /// with a score
    pub persons: u64,
    /// points
    pub mean: Estimate,
    /// points; n − 1
    pub sd: f64,
}

/// A group of persons: who was asked, who answered, how the answers spread.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupLine {
    pub asked: Cell,
    pub answered: Cell,
    /// of those who were asked
    pub response: Option<Estimate>,
    /// one for each column of the report, in its order
    pub shares: Vec<Share>,
    /// none where it is of few, or where that of few would follow from it
    pub mean: Option<MeanLine>,
}

/// This campaign less the one before; none of a number that one of them does not show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// difference of the shares who answered, −1 to 1
    pub response: Option<Estimate>,
    /// difference of the means, points
    pub mean: Option<Estimate>,
}

impl GroupLine {
    /// The line of a node: its cells and its mean. A column without a cell counts nobody.
    pub(super) fn of(cells: &[&PublishedCell], mean: Option<&Mean>, columns: &[Column]) -> Self {
        let find = |part: &str| cells.iter().find(|cell| cell.part == part).map(|cell| cell.cell);
        let asked = find("").unwrap_or(Cell::Hidden);
        let answered = match (asked, find(MISSING)) {
            (Cell::Count(asked), Some(Cell::Count(missing))) => Cell::Count(asked.saturating_sub(missing)),
            _ => Cell::Hidden,
        };
        let share = |column: &Column| {
            let count = find(&column.code()).unwrap_or(Cell::Count(0));
            Share { column: *column, count, share: count.share_of(answered).and_then(share_of) }
        };
        Self {
            asked,
            answered,
            response: answered.share_of(asked).and_then(share_of),
            shares: columns.iter().map(share).collect(),
            mean: mean.and_then(mean_of),
        }
    }

    /// This line less an earlier one of other persons, or of the same: then the interval is rather too wide.
    pub(super) fn less(&self, earlier: &Self) -> Comparison {
        let response = self.answered.share_of(self.asked).zip(earlier.answered.share_of(earlier.asked));
        let response = response.and_then(|(now, then)| {
            let found = newcombe(now, then, SURE)?;
            Some(Estimate { value: part(now) - part(then), low: found.low, high: found.high })
        });
        let mean = self.mean.zip(earlier.mean).and_then(|(now, then)| {
            let of = |line: MeanLine| MeanOf { persons: line.persons, mean: line.mean.value, sd: line.sd };
            let found = mean_difference(of(now), of(then), LEVEL)?;
            Some(Estimate { value: now.mean.value - then.mean.value, low: found.lower, high: found.upper })
        });
        Comparison { response, mean }
    }
}

fn part((part, whole): (u64, u64)) -> f64 {
    part as f64 / whole as f64
}

fn share_of((hits, total): (u64, u64)) -> Option<Estimate> {
    let found = wilson(hits, total, SURE)?;
    Some(Estimate { value: part((hits, total)), low: found.low, high: found.high })
}

fn mean_of(mean: &Mean) -> Option<MeanLine> {
    let found = mean_interval(MeanOf { persons: mean.persons, mean: mean.mean, sd: mean.sd }, LEVEL)?;
    Some(MeanLine {
        persons: mean.persons,
        mean: Estimate { value: mean.mean, low: found.lower, high: found.upper },
        sd: mean.sd,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [Column::Step(1), Column::Step(2), Column::Rest];

    fn cells(rows: &[(&str, Cell)]) -> Vec<PublishedCell> {
        rows.iter().map(|(part, cell)| PublishedCell { node: String::new(), part: (*part).to_owned(), cell: *cell }).collect()
    }

    fn line(rows: &[(&str, Cell)], mean: Option<&Mean>) -> GroupLine {
        let cells = cells(rows);
        GroupLine::of(&cells.iter().collect::<Vec<_>>(), mean, &COLUMNS)
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-5, "{found} {expected}");
    }

    #[test]
    fn shares_have_the_intervals_of_wilson_and_the_mean_that_of_student() {
        let mean = Mean { node: String::new(), persons: 30, mean: 6.0, sd: 4.0 };
        let rows = [("", Cell::Count(100)), ("missing", Cell::Count(70)), ("step1", Cell::Count(20)), ("step2", Cell::Count(10))];
        let line = line(&rows, Some(&mean));
        assert_eq!(line.answered, Cell::Count(30));
        // 30 of 100: 0.2190 to 0.3958 (Wilson 1927, without continuity correction)
        let response = line.response.unwrap();
        close(response.low, 0.21895);
        close(response.high, 0.39585);
        // 10 of 30: 0.1923 to 0.5122
        let share = line.shares[1].share.unwrap();
        close(share.value, 1.0 / 3.0);
        close(share.low, 0.19231);
        close(share.high, 0.51220);
        let told = line.mean.unwrap();
        // t of 97.5 % with 29 degrees of freedom is 2.04523
        close(told.mean.low, 6.0 - 2.045_229_6 * 4.0 / 30.0_f64.sqrt());
        close(told.mean.high, 6.0 + 2.045_229_6 * 4.0 / 30.0_f64.sqrt());
        assert_eq!(line.shares[2], Share { column: Column::Rest, count: Cell::Count(0), share: share_of((0, 30)) });
    }

    #[test]
    fn where_a_number_is_hidden_no_share_and_no_comparison_holds() {
        let hidden = line(&[("", Cell::Count(100)), ("missing", Cell::Hidden), ("step1", Cell::Count(20))], None);
        assert_eq!((hidden.answered, hidden.response, hidden.shares[0].share), (Cell::Hidden, None, None));
        assert_eq!(hidden.shares[0].count, Cell::Count(20));
        // those who did not answer are not told apart from others
        assert_eq!(line(&[("", Cell::Count(100)), ("rest", Cell::Count(20))], None).answered, Cell::Hidden);
        let whole = line(&[("", Cell::Count(100)), ("missing", Cell::Count(50))], None);
        assert_eq!(whole.less(&hidden), Comparison { response: None, mean: None });
    }

    #[test]
    fn a_change_is_told_with_the_interval_of_a_difference() {
        let mean = |mean| Mean { node: String::new(), persons: 10, mean, sd: 3.0 };
        let now = line(&[("", Cell::Count(100)), ("missing", Cell::Count(44))], Some(&mean(7.0)));
        let then = line(&[("", Cell::Count(80)), ("missing", Cell::Count(32))], Some(&mean(5.0)));
        let change = now.less(&then);
        let mean = change.mean.unwrap();
        close(mean.value, 2.0);
        close(mean.low, 2.0 - 2.100_922 * (1.8_f64).sqrt());
        // 56 of 100 less 48 of 80, method 10 of Newcombe 1998
        let response = change.response.unwrap();
        close(response.value, -0.04);
        assert!(response.low < -0.17 && 0.09 < response.high && response.high < 0.12, "{response:?}");
    }
}
