use std::process::ExitCode;

use super::{Desk, GAD};

/// A hundred rows that count from `first` to `first + 3`.
fn rows(first: u32) -> String {
    let row = |seed: u32| (0..7).map(|item| (first + (seed * 7 + item * 5) % 4).to_string()).collect::<Vec<_>>().join(",");
    (0..100).map(|seed| format!("{}\n", row(seed * seed + 3))).collect()
}

#[test]
fn a_file_that_counts_from_one_is_told_with_the_shift() {
    let ran = Desk::with(&format!("{GAD}\n{}", rows(1))).score("gad-7", "OUT");
    assert_eq!(ran.code, ExitCode::from(3));
    assert!(ran.err.contains("answers above the highest option") && ran.err.contains("try --shift -1"), "{}", ran.err);
    assert!(ran.err.contains(" of 100 rows"), "{}", ran.err);
    let ran = Desk::with(&format!("{GAD}\n{}", rows(1))).score("gad-7", "--shift -1 OUT");
    assert_eq!((ran.code, ran.errors.len()), (ExitCode::SUCCESS, 0));
}

#[test]
fn a_shift_the_wrong_way_is_told_too() {
    let ran = Desk::with(&format!("{GAD}\n{}", rows(1))).score("gad-7", "--shift 1 OUT");
    assert!(ran.err.contains("try --shift -1"), "{}", ran.err);
    let ran = Desk::with(&format!("{GAD}\n{}", rows(0))).score("gad-7", "--shift -1 OUT");
    assert!(ran.err.contains("below the lowest option") && ran.err.contains("try without --shift"), "{}", ran.err);
}

#[test]
fn a_slip_of_the_pen_is_no_shift() {
    let ran = Desk::with(&format!("{GAD}\n{}0,0,0,0,0,0,4\n", rows(0))).score("gad-7", "OUT");
    assert!(!ran.err.contains("try"), "{}", ran.err);
}

#[test]
fn answers_on_both_sides_are_no_shift() {
    let wild: String = (0..50).map(|row| if row % 2 == 0 { "0,0,0,0,0,0,5\n" } else { "0,0,0,0,0,0,-2\n" }).collect();
    let ran = Desk::with(&format!("{GAD}\n{wild}")).score("gad-7", "OUT");
    assert!(!ran.err.contains("try"), "{}", ran.err);
}
