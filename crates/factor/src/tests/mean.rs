use crate::{MeanOf, mean_difference, mean_interval};

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-8, "{found} {expected}");
}

#[test]
fn the_interval_of_a_mean_is_that_of_the_tables_of_t() {
    // t of 97.5 % with 4, 9 and 29 degrees of freedom
    for (persons, t) in [(5, 2.776_445_105_198), (10, 2.262_157_162_741), (30, 2.045_229_642_133)] {
        let found = mean_interval(MeanOf { persons, mean: 5.0, sd: 2.0 }, 0.95).unwrap();
        let reach = t * 2.0 / (persons as f64).sqrt();
        close(found.lower, 5.0 - reach);
        close(found.upper, 5.0 + reach);
    }
    assert_eq!(mean_interval(MeanOf { persons: 1, mean: 5.0, sd: 0.0 }, 0.95), None);
}

#[test]
fn two_groups_of_the_same_size_and_spread_have_the_degrees_of_freedom_of_both() {
    let of = |mean| MeanOf { persons: 10, mean, sd: 3.0 };
    let found = mean_difference(of(7.0), of(5.0), 0.95).unwrap();
    // t of 97.5 % with 18 degrees of freedom
    let reach = 2.100_922_040_241 * (2.0_f64 * 9.0 / 10.0).sqrt();
    close(found.lower, 2.0 - reach);
    close(found.upper, 2.0 + reach);
}

#[test]
fn of_two_unequal_groups_the_smaller_one_decides_about_the_degrees_of_freedom() {
    let (small, large) = (MeanOf { persons: 5, mean: 10.0, sd: 4.0 }, MeanOf { persons: 500_000_000, mean: 8.0, sd: 1.0 });
    let found = mean_difference(small, large, 0.95).unwrap();
    // as good as 4 degrees of freedom
    let reach = 2.776_445_105_198 * 4.0 / 5.0_f64.sqrt();
    assert!((found.lower - (2.0 - reach)).abs() < 1e-6 && (found.upper - (2.0 + reach)).abs() < 1e-6, "{found:?}");
    let same = MeanOf { persons: 5, mean: 1.0, sd: 0.0 };
    assert_eq!(mean_difference(same, same, 0.95), None);
}
