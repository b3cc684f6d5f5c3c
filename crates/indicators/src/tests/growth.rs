//! Tables that are shown more than once.

use super::*;
use crate::suppress::{Kept, decide_at};

fn next(truth: &Leaves, history: &[Release]) -> Decision {
    decide(&table(truth, |_| 5), history)
}

#[test]
fn a_part_that_grew_by_a_few_is_hidden_the_second_time() {
    let before = first(&table(&leaves(&[("a/", &[30]), ("b/", &[50]), ("c/", &[20])]), |_| 5));
    let Decision::Publish { release, is_anew } = next(&leaves(&[("a/", &[32]), ("b/", &[90]), ("c/", &[29])]), &[before]) else {
        panic!("kept");
    };
    assert!(!is_anew);
    assert_eq!(shown(&release, "", ""), Some(151));
    assert_eq!(shown(&release, "a/", ""), None);
    // and another with it, or 151 − 90 − 29 would say it
    assert_eq!(release.cells().filter(|(.., cell)| *cell == Cell::Hidden).count(), 2);
}

#[test]
fn a_whole_that_grew_by_a_few_is_not_shown_again() {
    let before = first(&table(&leaves(&[("a/", &[30]), ("b/", &[50])]), |_| 5));
    assert_eq!(next(&leaves(&[("a/", &[30]), ("b/", &[52])]), &[before]), Decision::Keep(Kept::WouldSayLess));
}

#[test]
fn the_same_counts_are_not_released_again() {
    let truth = leaves(&[("a/", &[30]), ("b/", &[3])]);
    let before = first(&table(&truth, |_| 5));
    assert_eq!(next(&truth, &[before]), Decision::Keep(Kept::Unchanged));
}

#[test]
fn a_table_in_which_one_person_is_missing_is_not_released() {
    let before = first(&table(&leaves(&[("a/", &[30]), ("b/", &[50])]), |_| 5));
    assert_eq!(next(&leaves(&[("a/", &[29]), ("b/", &[50])]), &[before]), Decision::Keep(Kept::Shrunk));
}

#[test]
fn a_table_that_comes_back_to_within_a_few_of_an_earlier_date_is_not_released() {
    let before = first(&table(&leaves(&[("a/", &[30]), ("b/", &[50])]), |_| 5));
    let Decision::Publish { release, .. } = next(&leaves(&[("a/", &[40]), ("b/", &[90])]), std::slice::from_ref(&before)) else {
        panic!("kept")
    };
    assert_eq!(next(&leaves(&[("a/", &[31]), ("b/", &[99])]), &[before, release]), Decision::Keep(Kept::Shrunk));
}

#[test]
fn a_table_that_was_corrected_by_many_begins_anew() {
    let before = first(&table(&leaves(&[("a/", &[30]), ("b/", &[50])]), |_| 5));
    let Decision::Publish { is_anew, .. } = next(&leaves(&[("a/", &[10]), ("b/", &[70])]), &[before]) else { panic!("kept") };
    assert!(is_anew);
}

#[test]
fn two_small_steps_do_not_show_as_one_over_a_date_that_was_hidden() {
    let truths = [[9, 50, 60], [10, 80, 90], [11, 120, 150], [30, 160, 190]];
    let mut history: Vec<Release> = Vec::new();
    for [a, b, c] in truths {
        match next(&leaves(&[("a/", &[a]), ("b/", &[b]), ("c/", &[c])]), &history) {
            Decision::Publish { release, .. } => history.push(release),
            Decision::Keep(why) => panic!("{why:?}"),
        }
    }
    let shown: Vec<Option<u64>> = history.iter().map(|release| shown(release, "a/", "")).collect();
    assert_eq!(shown, [Some(9), None, None, Some(30)]);
}

#[test]
fn a_sealed_release_comes_back_and_a_damaged_one_is_refused() {
    let release = first(&table(&leaves(&[("a/", &[30, 2]), ("b/", &[5, 50])]), |_| 5));
    assert_eq!(Release::unsealed(&release.sealed()).unwrap(), release);
    assert!(Release::unsealed("[[\"a/\"").is_err());
}

#[test]
fn a_tree_in_which_the_old_sums_do_not_hold_is_not_released() {
    let before = first(&table(&leaves(&[("a/", &[30]), ("b/", &[50])]), |_| 5));
    let later = leaves(&[("a/x/", &[20]), ("a/y/", &[30]), ("b/", &[90])]);
    assert_eq!(next(&later, &[before]), Decision::Keep(Kept::Reshaped));
}

#[test]
fn a_screening_is_shown_again_only_after_enough_more_have_answered() {
    let asked = RawCounts::of([(String::new(), String::new(), 200)]);
    let at = |calm: u64, tense: u64| table(&leaves(&[("calm/", &[calm]), ("tense/", &[tense])]), |_| 5).within(&asked);
    let before = [first(&at(40, 10))];
    assert_eq!(decide_at(&at(59, 10), &before, 10), Decision::Keep(Kept::TooSoon));
    assert_eq!(decide_at(&at(44, 10), &before, 0), Decision::Keep(Kept::TooSoon));
    let Decision::Publish { release, is_anew: false } = decide_at(&at(60, 10), &before, 10) else { panic!("kept") };
    assert_eq!((shown(&release, "", ""), release.whole()), (Some(70), Cell::Count(200)));
    // two are left: showing 198 of 200 would say so
    assert_eq!(decide_at(&at(168, 30), &before, 10), Decision::Keep(Kept::WouldSayLess));
    assert!(matches!(decide_at(&at(170, 30), &before, 10), Decision::Publish { .. }));
}

/// Eight places, of which each grows by less than `most` from date to date, over twelve dates: how many of a hundred dates go out, and how
/// many of a hundred cells of those are hidden.
fn out_and_hidden(most: u64) -> (usize, usize) {
    let (mut out, mut hidden, mut cells) = (0, 0, 0);
    let mut draw = size::drawing(7);
    for _ in 0..50 {
        let mut truth: Leaves = (0..8).map(|at| (format!("c{}/t{at}/", at / 3), vec![0])).collect();
        let mut history: Vec<Release> = Vec::new();
        for _ in 0..12 {
            truth.iter_mut().for_each(|(_, counts)| counts[0] += if draw(3) == 0 { 0 } else { draw(most) });
            if let Decision::Publish { release, .. } = next(&truth, &history) {
                out += 1;
                hidden += release.hidden().0;
                cells += release.hidden().1;
                history.push(release);
            }
        }
    }
    (out * 100 / (50 * 12), hidden * 100 / cells)
}

#[test]
fn most_dates_of_a_table_that_grows_go_out_and_say_something() {
    for (most, least_out, most_hidden) in [(8, 95, 60), (30, 99, 25), (100, 99, 10)] {
        let (out, hidden) = out_and_hidden(most);
        assert!(least_out <= out && hidden <= most_hidden, "by less than {most}: {out} % out, {hidden} % hidden");
    }
}
