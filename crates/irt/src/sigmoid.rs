//! The logistic function and its relatives, exact to rounding for every finite argument and at both infinities.

/// σ(x) and σ(−x) from one exponential; neither loses digits where it is small.
pub(crate) fn both(x: f64) -> (f64, f64) {
    let small = (-x.abs()).exp();
    let (near, far) = (1.0 / (1.0 + small), small / (1.0 + small));
    if x >= 0.0 { (near, far) } else { (far, near) }
}

/// ln σ(x).
pub(crate) fn log(x: f64) -> f64 {
    if x >= 0.0 { -(-x).exp().ln_1p() } else { x - x.exp().ln_1p() }
}

/// ln(1 − e^(−gap)) for a gap above zero: what two neighbouring boundaries leave to the category between them.
pub(crate) fn log_between(gap: f64) -> f64 {
    if gap > std::f64::consts::LN_2 { (-(-gap).exp()).ln_1p() } else { (-(-gap).exp_m1()).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_keep_their_digits() {
        assert_eq!(both(0.0), (0.5, 0.5));
        assert_eq!(both(f64::INFINITY), (1.0, 0.0));
        assert_eq!(both(f64::NEG_INFINITY), (0.0, 1.0));
        let (_, far) = both(700.0);
        assert!((far.ln() + 700.0).abs() < 1e-12);
        assert_eq!(log(f64::INFINITY), 0.0);
        assert!((log(-1e4) + 1e4).abs() < 1e-9);
    }

    #[test]
    fn the_part_between_is_exact_for_narrow_and_wide_gaps() {
        assert!((log_between(1e-12) - 1e-12_f64.ln()).abs() < 1e-9);
        assert!((log_between(1.0) - (1.0 - (-1.0_f64).exp()).ln()).abs() < 1e-15);
        assert!((log_between(50.0) + (-50.0_f64).exp()).abs() < 1e-30);
    }
}
