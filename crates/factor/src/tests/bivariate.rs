//! The distribution functions.

use serde_json::Value;

use super::files::REFERENCES;
use crate::bivariate;
use crate::distribution::{beta, beta_quantile, f_above, f_quantile, noncentral_chi_square, normal, normal_quantile};

fn field(row: &Value, name: &str) -> f64 {
    row[name].as_f64().unwrap()
}

#[test]
fn the_integral_agrees_with_mvtnorm_to_1e_13() {
    let rows = REFERENCES["bivariate"].as_array().unwrap();
    assert_eq!(rows.len(), 180);
    for row in rows {
        let (h, k, r) = (field(row, "h"), field(row, "k"), field(row, "r"));
        let found = bivariate(h, k, r);
        assert!((found - field(row, "p")).abs() < 1e-13, "{h} {k} {r}: {found} instead of {}", field(row, "p"));
    }
}

// closed form at the middle: 1/4 + asin(r)/2π
#[test]
fn at_the_origin_it_is_a_quarter_and_the_angle() {
    for step in -1000..=1000 {
        let r = f64::from(step) / 1000.0;
        let expected = 0.25 + r.asin() / std::f64::consts::TAU;
        assert!((bivariate(0.0, 0.0, r) - expected).abs() < 1e-14, "{r}");
    }
}

#[test]
fn infinite_thresholds_leave_one_variable() {
    assert!((bivariate(f64::INFINITY, 0.7, 0.4) - normal(0.7)).abs() < 1e-16);
    assert!((bivariate(-1.1, f64::INFINITY, -0.4) - normal(-1.1)).abs() < 1e-16);
    assert_eq!(bivariate(f64::NEG_INFINITY, 0.7, 0.4), 0.0);
    assert_eq!(bivariate(f64::INFINITY, f64::INFINITY, 0.4), 1.0);
}

#[test]
fn the_noncentral_chi_square_agrees_with_r() {
    for row in REFERENCES["noncentral"].as_array().unwrap() {
        let (x, df, ncp, p) = (field(row, "x"), field(row, "df"), field(row, "ncp"), field(row, "p"));
        let found = noncentral_chi_square(x, df, ncp);
        assert!((found - p).abs() < 1e-11, "{x} {df} {ncp}: {found} instead of {p}");
    }
}

#[test]
fn quantiles_undo_their_distributions() {
    for p in [1e-9, 0.001, 0.025, 0.5, 0.9, 0.975, 0.999_999] {
        assert!((normal(normal_quantile(p)) - p).abs() < 1e-15, "{p}");
        for (a, b) in [(0.5, 0.5), (3.0, 40.0), (250.5, 9_000.0), (120_000.0, 960_000.0)] {
            assert!((beta(beta_quantile(p, a, b), a, b) - p).abs() < 1e-9, "{p} {a} {b}");
        }
        for (first, second) in [(6.0, 18.0), (399.0, 2_793.0), (99_999.0, 799_992.0)] {
            assert!((1.0 - f_above(f_quantile(p, first, second), first, second) - p).abs() < 1e-8, "{p} {first} {second}");
        }
    }
}
