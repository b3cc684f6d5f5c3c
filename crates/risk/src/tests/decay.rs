use proptest::prelude::*;

use crate::Fade;
use crate::decay::half_power;

fn near(found: f64, expected: f64) {
    assert!((found / expected - 1.0).abs() < 1e-15, "found {found}, expected {expected}");
}

#[test]
fn powers_agree_with_forty_digits() {
    // python3 mpmath 1.3.0.
    near(half_power(1, 3), 0.793_700_525_984_099_7);
    near(half_power(86_399, 86_400), 0.500_004_011_284_496_3);
    near(half_power(100_000, 2_592_000), 0.973_612_606_191_483_2);
    near(half_power(12_345_678, 5_184_000), 0.191_910_223_212_476_83);
    near(half_power(1, 315_360_000), 0.999_999_997_802_044_7);
}

#[test]
fn whole_half_lives_are_exact() {
    assert_eq!([0, 1, 2, 10].map(|lives| half_power(lives * 77, 77)), [1.0, 0.5, 0.25, 1.0 / 1024.0]);
    assert_eq!(half_power(-5, 77), 1.0, "what lies ahead is fresh");
    assert_eq!(half_power(77 * 100, 77), 0.0);
}

proptest! {
    #[test]
    fn a_second_never_adds_anything(half in 3_600..315_360_000_i64, lives in 0.0..40.0_f64) {
        let age = (lives * half as f64) as i64;
        prop_assert!(half_power(age + 1, half) < half_power(age, half));
    }

    #[test]
    fn it_is_the_power_of_two_of_the_system(half in 3_600..315_360_000_i64, lives in 0.0..40.0_f64) {
        let age = (lives * half as f64) as i64;
        let expected = (-(age as f64) / half as f64).exp2();
        prop_assert!((half_power(age, half) / expected - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_piece_is_gone_at_the_first_second_below_the_cutoff(half in 3_600..315_360_000_i64, start in 1..1_000_000_000_i64, cutoff in 1_000..50_000_000_i64) {
        let fade = Fade::HalfLife(half);
        let gone = fade.gone_after(start, cutoff);
        prop_assert!(fade.left(start, gone) < cutoff);
        prop_assert!(gone == 0 || cutoff <= fade.left(start, gone - 1));
    }
}
