//! Numbers as they stand in the result.

use std::io::Write;

/// Beyond this a whole number is not exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Appends the number: whole ones without a decimal point, others with at most ten significant digits.
pub(super) fn append(text: &mut Vec<u8>, value: f64) {
    if value.fract() == 0.0 && value.abs() < EXACT {
        text.extend_from_slice(itoa::Buffer::new().format(value as i64).as_bytes());
        return;
    }
    let size = value.abs().log10().floor() as i32;
    let scale = 10_f64.powi(9 - size);
    let rounded = (value * scale).round() / scale;
    let shown = if rounded.is_finite() { rounded } else { value };
    // writing to a vector cannot fail
    let _ = write!(text, "{shown}");
}

#[cfg(test)]
mod tests {
    use super::append;

    fn check(value: f64, expected: &str) {
        let mut text = Vec::new();
        append(&mut text, value);
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn a_whole_number_has_no_decimal_point() {
        check(0.0, "0");
        check(-0.0, "0");
        check(27.0, "27");
        check(-3.0, "-3");
    }

    #[test]
    fn a_fraction_has_at_most_ten_significant_digits_and_no_more_than_it_needs() {
        check(1.0 / 3.0, "0.3333333333");
        check(8.71153846153, "8.711538462");
        check(0.1 + 0.2, "0.3");
        check(2.5, "2.5");
        check(-1234.56789012345, "-1234.56789");
        check(0.000_012_345_678_912_3, "0.00001234567891");
    }
}
