//! Does the file count from another number than the instrument?

use xinqiao_psychometrics::{Accepts, Instrument};

/// Largest shift that is thought of.
const MOST: usize = 6;

/// Where the answers lie with respect to the options, from the first bad row on.
pub(super) struct Sides {
    ends: Vec<Option<(f64, f64)>>,
    /// Answers that lie so many above the lowest option.
    from_low: [u64; MOST + 1],
    /// Answers that lie so many below the highest option.
    from_high: [u64; MOST + 1],
    /// Answers that lie so many above the highest option; the last place holds all that lie farther.
    above: [u64; MOST + 2],
    /// Answers that lie so many below the lowest option; the last place holds all that lie farther.
    below: [u64; MOST + 2],
    rows: u64,
}

impl Sides {
    pub(super) fn new(instrument: &Instrument) -> Self {
        let ends = instrument.items().iter().map(|item| match item.accepts() {
            Accepts::Choice(options) => {
                options.iter().min().zip(options.iter().max()).map(|(low, high)| (*low as f64, *high as f64))
            }
            Accepts::Number { .. } | Accepts::Clock => None,
        });
        Self {
            ends: ends.collect(),
            from_low: [0; MOST + 1],
            from_high: [0; MOST + 1],
            above: [0; MOST + 2],
            below: [0; MOST + 2],
            rows: 0,
        }
    }

    /// Takes in the shifted answers of a row.
    pub(super) fn look(&mut self, values: &[Option<f64>], is_bad: bool) {
        let mut outside = false;
        for (value, ends) in values.iter().zip(&self.ends) {
            let (Some(value), Some((low, high))) = (value, ends) else { continue };
            if value.fract() != 0.0 {
                continue;
            }
            outside |= value < low || high < value;
            match (value - low, high - value) {
                (_, room) if room < 0.0 => self.above[(-room as usize).min(MOST + 1)] += 1,
                (room, _) if room < 0.0 => self.below[(-room as usize).min(MOST + 1)] += 1,
                (over_low, under_high) => {
                    if let Some(count) = self.from_low.get_mut(over_low as usize) {
                        *count += 1;
                    }
                    if let Some(count) = self.from_high.get_mut(under_high as usize) {
                        *count += 1;
                    }
                }
            }
        }
        self.rows += u64::from(is_bad && outside);
    }

    /// A sentence when many rows lie out on the same side, with the shift that would bring nearly all of them in.
    pub(super) fn advice(&self, rows: u64, shift: i32) -> Option<String> {
        let (above, below) = (self.above.iter().sum::<u64>(), self.below.iter().sum::<u64>());
        if self.rows == 0 || self.rows * 20 < rows || (0 < above && 0 < below && above.min(below) * 20 > above.max(below)) {
            return None;
        }
        let (side, out, sign) = if below < above {
            ("above the highest option", (&self.above, &self.from_low), -1)
        } else {
            ("below the lowest option", (&self.below, &self.from_high), 1)
        };
        // with a shift of k, the near ones come in and those within k of the other end fall out
        let left = |k: usize| out.0[k + 1..].iter().sum::<u64>() + out.1[..k].iter().sum::<u64>();
        let best = (1..=MOST).min_by_key(|&k| left(k))?;
        let mut advice = format!("{} of {rows} rows have answers {side} and hardly any on the other side", self.rows);
        if left(best) * 10 <= above.max(below) {
            match shift + sign * best as i32 {
                0 => advice.push_str("; try without --shift"),
                shift => advice.push_str(&format!("; does the file count from another number? try --shift {shift}")),
            }
        }
        Some(advice)
    }
}
