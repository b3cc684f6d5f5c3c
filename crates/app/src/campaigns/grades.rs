//! Bands of a result as the four steps of attention, without giving away a hidden cell.

use xinqiao_psychometrics::{Instrument, Primary};

use super::BandCount;

/// How many answer sheets ask for one step of attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeCount {
    /// 1 (steady) to 4 (talk soon); `None`: the sheets whose result has no band
    pub attention: Option<u8>,
    /// `None`: hidden
    pub count: Option<i64>,
}

/// The bands grouped, always 1 to 4, then those without a band if there are any; empty when there is no sheet at all.
///
/// A group that holds a hidden band is hidden. A single hidden group is what is left of the total, and the rules for parts
/// (`cells::shown_parts`) have seen to it that what is left is not small; it is shown.
pub(super) fn grades(instrument: &Instrument, bands: &[BandCount], responses: Option<i64>) -> Vec<GradeCount> {
    if bands.is_empty() {
        return Vec::new();
    }
    let of = |wanted: Option<u8>| bands.iter().filter(move |band| attention(instrument, &band.code) == wanted);
    let mut groups: Vec<GradeCount> = [Some(1), Some(2), Some(3), Some(4), None]
        .into_iter()
        .filter(|wanted| wanted.is_some() || of(None).next().is_some())
        .map(|wanted| GradeCount { attention: wanted, count: of(wanted).map(|band| band.count).sum() })
        .collect();
    let known: i64 = groups.iter().filter_map(|group| group.count).sum();
    let mut hidden = groups.iter_mut().filter(|group| group.count.is_none());
    if let (Some(single), None, Some(total)) = (hidden.next(), hidden.next(), responses) {
        single.count = Some(total - known);
    }
    groups
}

/// The attention of what the column `band` of a sheet holds; the gravest where several scores stand in it.
fn attention(instrument: &Instrument, column: &str) -> Option<u8> {
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
    use xinqiao_packs::Library;

    use super::*;

    fn check(bands: &[(&str, Option<i64>)], responses: Option<i64>, expected: &[(Option<u8>, Option<i64>)]) {
        let library = Library::embedded();
        let instrument = library.instrument("phq-9").unwrap().instrument();
        let bands: Vec<BandCount> =
            bands.iter().map(|(code, count)| BandCount { code: (*code).to_owned(), count: *count }).collect();
        let found: Vec<_> = grades(instrument, &bands, responses).iter().map(|group| (group.attention, group.count)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn bands_of_one_attention_are_counted_together_and_an_empty_one_is_zero() {
        check(
            &[("none", Some(50)), ("moderately_severe", Some(6)), ("severe", Some(7))],
            Some(63),
            &[(Some(1), Some(50)), (Some(2), Some(0)), (Some(3), Some(0)), (Some(4), Some(13))],
        );
    }

    #[test]
    fn a_group_with_a_hidden_band_is_hidden() {
        check(
            &[("none", Some(50)), ("mild", None), ("moderate", Some(9)), ("severe", None)],
            Some(70),
            &[(Some(1), Some(50)), (Some(2), None), (Some(3), Some(9)), (Some(4), None)],
        );
    }

    #[test]
    fn a_single_hidden_group_is_what_is_left_of_the_total() {
        check(
            &[("none", Some(50)), ("moderately_severe", None), ("severe", None)],
            Some(57),
            &[(Some(1), Some(50)), (Some(2), Some(0)), (Some(3), Some(0)), (Some(4), Some(7))],
        );
    }

    #[test]
    fn sheets_without_a_band_stand_behind_the_four() {
        check(
            &[("", Some(8)), ("none", Some(9))],
            Some(17),
            &[(Some(1), Some(9)), (Some(2), Some(0)), (Some(3), Some(0)), (Some(4), Some(0)), (None, Some(8))],
        );
        check(&[], Some(0), &[]);
    }

    #[test]
    fn with_fewer_than_five_sheets_the_only_band_stays_hidden() {
        check(&[("mild", None)], None, &[(Some(1), Some(0)), (Some(2), None), (Some(3), Some(0)), (Some(4), Some(0))]);
    }
}
