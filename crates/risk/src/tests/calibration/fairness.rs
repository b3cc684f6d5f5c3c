use super::*;
use crate::{Level, Points};

const SURE: Confidence = Confidence::NinetyFive;

fn row(level: Level, happened: bool, sex: Option<&str>) -> Row<'_> {
    Row { level, points: Points::ZERO, happened, sex, age_band: Some("18-25"), area: None }
}

/// Rows of one group: flagged and happened, flagged only, happened only, neither.
fn group(sex: Option<&str>, [both, flagged, happened, neither]: [usize; 4]) -> Vec<Row<'_>> {
    let mut rows = vec![row(Level::Red, true, sex); both];
    rows.extend(vec![row(Level::Yellow, false, sex); flagged]);
    rows.extend(vec![row(Level::Blue, true, sex); happened]);
    rows.extend(vec![row(Level::None, false, sex); neither]);
    rows
}

fn all(groups: &[(Option<&'static str>, [usize; 4])]) -> Vec<Row<'static>> {
    groups.iter().flat_map(|(sex, cells)| group(*sex, *cells)).collect()
}

#[test]
fn rates_and_differences_of_two_groups_by_hand() {
    let rows = all(&[(Some("1"), [12, 8, 6, 74]), (Some("2"), [20, 30, 10, 140])]);
    let report = fairness(&rows, Attribute::Sex, Level::Yellow, 5, SURE);
    let shares = |at: usize| report.groups[at].rates.map(|rate| rate.map(|rate| (rate.hits, rate.total)).unwrap());
    assert_eq!(shares(0), [(20, 100), (12, 20), (12, 18), (8, 82)]);
    assert_eq!(shares(1), [(50, 200), (20, 50), (20, 30), (30, 170)]);
    let differences = report.groups[0].differences.map(|difference| difference.unwrap().value);
    for (found, expected) in differences.into_iter().zip([0.2 - 0.25, 0.6 - 0.4, 0.0, 8.0 / 82.0 - 30.0 / 170.0]) {
        near(found, expected);
    }
    let interval = report.groups[0].differences[1].unwrap().interval;
    let by_itself = newcombe((12, 20), (20, 50), SURE).unwrap();
    assert_eq!((interval, report.hidden), (by_itself, 0));
}

#[test]
fn a_small_group_is_hidden_and_cannot_be_worked_out() {
    let big = [(Some("1"), [12, 8, 6, 74]), (Some("2"), [20, 30, 10, 140])];
    let without = fairness(&all(&big), Attribute::Sex, Level::Yellow, 5, SURE);
    let with = fairness(&all(&[big[0], big[1], (Some("9"), [1, 1, 1, 1])]), Attribute::Sex, Level::Yellow, 5, SURE);
    assert_eq!(with.hidden, 1);
    assert_eq!(with.groups, without.groups);
}

#[test]
fn few_flagged_hide_all_rates_and_few_outcomes_what_rests_on_them() {
    let report = |cells: [usize; 4]| {
        let rows = all(&[(Some("1"), cells), (Some("2"), [20, 30, 10, 140])]);
        fairness(&rows, Attribute::Sex, Level::Yellow, 5, SURE).groups[0].rates.map(|rate| rate.is_some())
    };
    assert_eq!(report([3, 1, 20, 60]), [false; 4]);
    assert_eq!(report([1, 40, 2, 60]), [true, true, false, false]);
    assert_eq!(report([0, 40, 0, 60]), [true, true, false, true], "no outcome at all gives nobody away");
    assert_eq!(report([0, 0, 20, 60]), [true, false, true, true], "nobody flagged: no precision");
}

#[test]
fn rows_without_a_label_are_a_group_of_their_own() {
    let rows = all(&[(None, [5, 5, 5, 5]), (Some("1"), [5, 5, 5, 5])]);
    let report = fairness(&rows, Attribute::Sex, Level::Yellow, 5, SURE);
    assert_eq!(report.groups.iter().map(|group| (group.label, group.total)).collect::<Vec<_>>(), [(None, 20), (Some("1"), 20)]);
    let one_group = fairness(&rows, Attribute::AgeBand, Level::Yellow, 5, SURE);
    assert_eq!((one_group.groups[0].label, one_group.groups[0].differences[0]), (Some("18-25"), None));
    assert_eq!(fairness(&rows, Attribute::Area, Level::Yellow, 5, SURE).groups[0].label, None);
}

#[test]
fn levels_are_counted_with_what_was_seen() {
    let table = by_level(&all(&[(None, [4, 3, 2, 1])]), SURE).map(|(level, total, happened, _)| (level, total, happened));
    assert_eq!(table, [(Level::None, 1, 0), (Level::Blue, 2, 2), (Level::Yellow, 3, 0), (Level::Red, 4, 4)]);
}
