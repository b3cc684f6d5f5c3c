//! Bands of a result as the four steps of attention.

use xinqiao_indicators::Cell;
use xinqiao_psychometrics::{Instrument, Primary};
use xinqiao_store::releases::PublishedCell;

/// How many answer sheets ask for one step of attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeCount {
    /// 1 (steady) to 4 (talk soon); `None`: the sheets whose result has no band
    pub attention: Option<u8>,
    pub count: Cell,
}

/// The steps as they were published, always 1 to 4, then those without a band if there are any; empty when there is no sheet at all.
pub(super) fn in_order(cells: &[PublishedCell]) -> Vec<GradeCount> {
    let of = |node: &str| cells.iter().find(|cell| cell.node == node).map(|cell| cell.cell);
    if !cells.iter().any(|cell| cell.node.matches('/').count() == 1) {
        return Vec::new();
    }
    let steady_to_soon =
        (1..=4_u8).map(|step| GradeCount { attention: Some(step), count: of(&format!("{step}/")).unwrap_or(Cell::Count(0)) });
    let without = of("0/").map(|count| GradeCount { attention: None, count });
    steady_to_soon.chain(without).collect()
}

/// The attention of what the column `band` of a sheet holds; the gravest where several scores stand in it.
pub(super) fn attention(instrument: &Instrument, column: &str) -> Option<u8> {
    match instrument.primary() {
        Some(Primary::Score(score)) => of_score(instrument, score, column),
        Some(Primary::Decision(decision)) => of_decision(instrument, decision, column),
        None => {
            let pairs = column.split(';').filter_map(|pair| pair.split_once('='));
            let graded = pairs.filter_map(|(name, code)| match instrument.score_index(name) {
                Some(score) => of_score(instrument, score, code),
                None => {
                    let decision = instrument.decisions().iter().position(|decision| decision.code() == name)?;
                    of_decision(instrument, decision, code)
                }
            });
            graded.max()
        }
    }
}

fn of_score(instrument: &Instrument, score: usize, code: &str) -> Option<u8> {
    let bands = instrument.bands().iter().filter(|band| band.score() == score && band.code() == code);
    bands.map(|band| band.attention().number()).max()
}

fn of_decision(instrument: &Instrument, decision: usize, code: &str) -> Option<u8> {
    let levels = instrument.decisions().get(decision)?.levels().iter();
    levels.filter(|level| level.code() == code).map(|level| level.attention().number()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(node: &str, cell: Cell) -> PublishedCell {
        PublishedCell { node: node.to_owned(), part: String::new(), cell }
    }

    fn steps(cells: &[PublishedCell]) -> Vec<(Option<u8>, Cell)> {
        in_order(cells).iter().map(|step| (step.attention, step.count)).collect()
    }

    #[test]
    fn a_step_without_a_sheet_is_zero_and_sheets_without_a_band_stand_behind_the_four() {
        let published =
            [cell("", Cell::Count(17)), cell("0/", Cell::Count(8)), cell("0/-/", Cell::Count(8)), cell("1/", Cell::Hidden)];
        let expected = [
            (Some(1), Cell::Hidden),
            (Some(2), Cell::Count(0)),
            (Some(3), Cell::Count(0)),
            (Some(4), Cell::Count(0)),
            (None, Cell::Count(8)),
        ];
        assert_eq!(steps(&published), expected);
    }

    #[test]
    fn without_any_sheet_there_is_no_step() {
        assert_eq!(steps(&[cell("", Cell::Count(0))]), []);
    }
}
