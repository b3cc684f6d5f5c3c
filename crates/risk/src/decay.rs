//! What is left of a piece as it grows old. The same on every machine: additions and multiplications only, no library of the system.

use crate::Fade;

/// ln(2)^k / k! for k = 0…13, the series of 2^x, good to 1e-17 for |x| ≤ 1/2; one row for each power of x^4, so that four sums run side by side.
const SERIES: [[f64; 4]; 4] = [
    [1.0, std::f64::consts::LN_2, 0.240_226_506_959_100_72, 0.055_504_108_664_821_58],
    [0.009_618_129_107_628_477, 0.001_333_355_814_642_844_4, 0.000_154_035_303_933_816_1, 1.525_273_380_405_984e-5],
    [1.321_548_679_014_431e-6, 1.017_808_600_923_969_9e-7, 7.054_911_620_801_123e-9, 4.445_538_271_870_811_5e-10],
    [2.567_843_599_348_820_5e-11, 1.369_148_885_390_412_9e-12, 0.0, 0.0],
];

/// 2^(−age/half), 0–1. Ages below zero count as zero. Exact at whole half-lives, never rising with age.
///
/// A second changes the result by more than a part in 10^9 for half-lives of up to ten years, its error is below one in 10^15.
pub(crate) fn half_power(age: i64, half: i64) -> f64 {
    let (age, half) = (age.max(0), half.max(1));
    let (whole, rest) = (age / half, age % half);
    if 62 < whole {
        return 0.0;
    }
    let scale = (1_u64 << whole) as f64;
    if rest == 0 {
        return 1.0 / scale;
    }
    let x = 0.5 - rest as f64 / half as f64;
    let square = x * x;
    let fourth = square * square;
    let [a, b, c, d] = SERIES.iter().rev().fold([0.0; 4], |[a, b, c, d], row| {
        let [e, f, g, h] = row;
        [a * fourth + e, b * fourth + f, c * fourth + g, d * fourth + h]
    });
    let power = (a + b * x) + square * (c + d * x);
    power * std::f64::consts::FRAC_1_SQRT_2 / scale
}

impl Fade {
    /// What is left of `start` micropoints after `age` seconds: whole micropoints, rounded down, never more than before.
    pub(crate) fn left(self, start: i64, age: i64) -> i64 {
        match self {
            Self::HalfLife(half) => (start as f64 * half_power(age, half)) as i64,
            Self::Fixed(lasts) if age < lasts => start,
            Self::Fixed(_) => 0,
        }
    }

    /// The first age in seconds at which less than `cutoff` micropoints of `start` are left.
    pub(crate) fn gone_after(self, start: i64, cutoff: i64) -> i64 {
        let is_gone = |age: i64| self.left(start, age) < cutoff;
        match self {
            _ if is_gone(0) => 0,
            Self::Fixed(lasts) => lasts,
            Self::HalfLife(half) => {
                let mut age = ((start as f64 / cutoff as f64).log2() * half as f64) as i64;
                while !is_gone(age) {
                    age += 1;
                }
                while 0 < age && is_gone(age - 1) {
                    age -= 1;
                }
                age
            }
        }
    }
}
