//! Latencies in buckets that widen with the value: 64 for each doubling, so that a quantile is off by less than 1.6 %.

use std::time::Duration;

/// Buckets of one doubling, as a power of two.
const BITS: u32 = 6;
const STEPS: u64 = 1 << BITS;

/// Counts of latencies in microseconds.
#[derive(Debug, Clone, Default)]
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
    longest: u64,
}

impl Histogram {
    /// Counts one latency.
    pub fn push(&mut self, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        let bucket = bucket_of(micros);
        if self.counts.len() <= bucket {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] += 1;
        self.total += 1;
        self.longest = self.longest.max(micros);
    }

    /// Takes in the counts of another one.
    pub fn add(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.total += other.total;
        self.longest = self.longest.max(other.longest);
    }

    /// How many latencies were counted.
    pub const fn count(&self) -> u64 {
        self.total
    }

    /// The longest latency in milliseconds.
    pub fn longest_ms(&self) -> f64 {
        self.longest as f64 / 1e3
    }

    /// The latency in milliseconds that a share of all did not exceed; 0 when nothing was counted.
    pub fn quantile_ms(&self, share: f64) -> f64 {
        let rank = (share * self.total as f64).ceil().max(1.0) as u64;
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if rank <= seen {
                return upper_end(bucket).min(self.longest) as f64 / 1e3;
            }
        }
        0.0
    }
}

/// The bucket of a value: values below two doublings have one each, later ones share.
fn bucket_of(micros: u64) -> usize {
    let shift = (u64::BITS - micros.leading_zeros()).saturating_sub(BITS + 1);
    usize::try_from(u64::from(shift) * STEPS + (micros >> shift)).unwrap_or(usize::MAX)
}

/// The largest value of a bucket.
fn upper_end(bucket: usize) -> u64 {
    let bucket = bucket as u64;
    if bucket < 2 * STEPS {
        return bucket;
    }
    let shift = bucket / STEPS - 1;
    ((bucket - shift * STEPS + 1) << shift) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_one_another_without_gaps() {
        let mut last = 0;
        for micros in 0..2_000_000_u64 {
            let bucket = bucket_of(micros);
            assert!(bucket == last || bucket == last + 1, "{micros}");
            assert!(micros <= upper_end(bucket), "{micros}");
            assert!((upper_end(bucket) - micros) as f64 <= micros as f64 / 64.0 + 1.0, "{micros}");
            last = bucket;
        }
    }

    #[test]
    fn quantiles_of_a_thousand_even_latencies() {
        let mut histogram = Histogram::default();
        for millis in 1..=1_000 {
            histogram.push(Duration::from_millis(millis));
        }
        assert!((histogram.quantile_ms(0.5) - 500.0).abs() < 8.0);
        assert!((histogram.quantile_ms(0.99) - 990.0).abs() < 16.0);
        assert!((histogram.quantile_ms(1.0) - 1_000.0).abs() < f64::EPSILON);
        assert_eq!(histogram.count(), 1_000);
    }

    #[test]
    fn adding_two_halves_gives_the_whole() {
        let (mut low, mut high) = (Histogram::default(), Histogram::default());
        low.push(Duration::from_micros(10));
        high.push(Duration::from_secs(3));
        low.add(&high);
        assert_eq!((low.count(), low.longest_ms()), (2, 3_000.0));
        assert!((low.quantile_ms(0.5) - 0.01).abs() < 1e-9);
    }

    #[test]
    fn nothing_counted_is_zero() {
        assert_eq!(Histogram::default().quantile_ms(0.99), 0.0);
    }
}
