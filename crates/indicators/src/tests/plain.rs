//! Worked tables.

use super::*;

fn shown_parts(counts: &[u64]) -> Vec<Option<u64>> {
    let leaves: Leaves = counts.iter().enumerate().map(|(at, count)| (format!("p{at}/"), vec![*count])).collect();
    let release = first(&table(&leaves, |_| 5));
    leaves.iter().map(|(key, _)| shown(&release, key, "")).collect()
}

#[test]
fn a_single_small_part_takes_the_smallest_other_with_it() {
    assert_eq!(shown_parts(&[3, 50, 20]), [None, Some(50), None]);
}

#[test]
fn two_small_parts_stand_alone_only_when_their_sum_is_not_small() {
    assert_eq!(shown_parts(&[3, 50, 4]), [None, Some(50), None]);
    assert_eq!(shown_parts(&[1, 50, 1]), [None, None, None]);
}

#[test]
fn parts_without_a_small_one_are_all_shown_and_zero_is_one_of_them() {
    assert_eq!(shown_parts(&[5, 0, 50]), [Some(5), Some(0), Some(50)]);
}

#[test]
fn a_table_of_nobody_is_shown() {
    let release = first(&table(&Leaves::new(), |_| 5));
    assert_eq!(release.cells().collect::<Vec<_>>(), [("", "", Cell::Count(0))]);
}

#[test]
fn a_small_whole_is_hidden_all_the_way_up() {
    let release = first(&table(&leaves(&[("a/b/c/", &[3])]), |_| 5));
    assert!(release.cells().all(|(.., cell)| cell == Cell::Hidden), "{release:?}");
}

#[test]
fn a_small_complement_hides_the_part_although_the_part_is_large() {
    // 98 of 100: the two who did not are few
    let release = first(&table(&leaves(&[("done/", &[98]), ("rest/", &[2])]), |_| 5));
    assert_eq!((shown(&release, "", ""), shown(&release, "done/", "")), (Some(100), None));
    // all of them, and enough of both
    let release = first(&table(&leaves(&[("done/", &[98]), ("rest/", &[0])]), |_| 5));
    assert_eq!((shown(&release, "", ""), shown(&release, "done/", "")), (Some(98), Some(98)));
}

#[test]
fn a_node_that_may_not_be_shown_is_not() {
    let release = first(&table(&leaves(&[("done/", &[60]), ("rest/", &[40])]), |_| 5));
    assert_eq!((shown(&release, "done/", ""), shown(&release, "rest/", "")), (Some(60), None));
}

#[test]
fn a_place_that_counts_people_of_its_own_beside_those_below_gives_neither_away() {
    // 2 live in the town itself, 30 in its village: town 32 − village 30
    let release = first(&table(&leaves(&[("t/", &[2]), ("t/v/", &[30]), ("u/", &[40])]), |_| 5));
    assert_eq!(shown(&release, "", ""), Some(72));
    assert!(shown(&release, "t/", "").is_none() || shown(&release, "t/v/", "").is_none());
}

#[test]
fn a_cell_of_two_ways_takes_a_rectangle_with_it() {
    let leaves = leaves(&[("a/", &[3, 40]), ("b/", &[30, 20]), ("c/", &[60, 70])]);
    let release = first(&table(&leaves, |_| 5));
    let hidden: Vec<(&str, &str)> =
        release.cells().filter(|(.., cell)| *cell == Cell::Hidden).map(|(node, column, _)| (node, column)).collect();
    assert_eq!(hidden, [("a/", "red"), ("a/", "yellow"), ("b/", "red"), ("b/", "yellow")]);
}

#[test]
fn the_same_table_always_hides_the_same() {
    let leaves = leaves(&[("a/x/", &[3, 4]), ("a/y/", &[30, 20]), ("c/", &[6, 7])]);
    let once = first(&table(&leaves, |_| 5));
    let mut turned = leaves;
    turned.reverse();
    assert_eq!(once, first(&table(&turned, |_| 5)));
}

#[test]
fn a_rate_is_shown_when_both_its_counts_are() {
    let (part, whole) = (Cell::Count(7), Cell::Count(20));
    assert_eq!(part.share_of(whole), Some((7, 20)));
    assert_eq!(Cell::Hidden.share_of(whole), None);
    assert_eq!(part.share_of(Cell::Hidden), None);
    assert_eq!(Cell::Count(0).share_of(Cell::Count(0)), None);
}

#[test]
fn raw_counts_print_no_number() {
    let raw = RawCounts::of([("a/".to_owned(), String::new(), 3)]);
    assert_eq!(format!("{raw:?}"), "RawCounts(1 rows)");
    let table = Table::build(&raw, &[], |_| NodeRule { floor: 5, is_shown: true });
    assert!(!format!("{table:?} {:?}", first(&table)).contains('3'));
}

#[test]
fn two_who_are_left_of_a_whole_hide_the_sum_and_a_part() {
    let asked = RawCounts::of([(String::new(), String::new(), 100)]);
    let release = first(&table(&leaves(&[("a/", &[50]), ("b/", &[28]), ("c/", &[20])]), |_| 5).within(&asked));
    let cells = ["", "a/", "b/", "c/"].map(|node| shown(&release, node, ""));
    assert_eq!(cells, [None, Some(50), Some(28), None]);
}

#[test]
fn a_whole_that_is_small_is_hidden() {
    let asked = RawCounts::of([(String::new(), String::new(), 4)]);
    let release = first(&table(&leaves(&[("a/", &[1]), ("b/", &[2])]), |_| 5).within(&asked));
    assert_eq!(release.whole(), Cell::Hidden);
    assert!(release.cells().all(|(.., cell)| cell == Cell::Hidden));
}
