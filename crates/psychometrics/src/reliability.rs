//! Streaming moments and Cronbach's alpha.

/// Mean and variance of a stream in one pass (Welford), mergeable (Chan).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Default for Moments {
    fn default() -> Self {
        Self { count: 0, mean: 0.0, squares: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY }
    }
}

impl Moments {
    /// Takes in one value.
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let delta = value - self.mean;
        self.mean += delta / self.count as f64;
        self.squares += delta * (value - self.mean);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// Takes in everything that another stream has seen.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (here, there) = (self.count as f64, other.count as f64);
        let delta = other.mean - self.mean;
        self.mean += delta * there / (here + there);
        self.squares += other.squares + delta * delta * here * there / (here + there);
        self.count += other.count;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// Number of values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Mean; `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (0 < self.count).then_some(self.mean)
    }

    /// Variance with n − 1; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        (1 < self.count).then(|| self.squares / (self.count - 1) as f64)
    }

    /// Standard deviation with n − 1; `None` below two values.
    pub fn sd(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// Smallest value; `None` without values.
    pub fn min(&self) -> Option<f64> {
        (0 < self.count).then_some(self.min)
    }

    /// Largest value; `None` without values.
    pub fn max(&self) -> Option<f64> {
        (0 < self.count).then_some(self.max)
    }
}

/// Cronbach's alpha over complete rows, in one pass.
/// α = k/(k−1)·(1 − Σ s_i²/s_T²).
/// Missing: `None` below two parts or two rows, or when the sums do not vary.
/// Source: G.7 of the domain rules.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Alpha {
    parts: Vec<Moments>,
    total: Moments,
}

impl Alpha {
    /// For rows of `parts` values.
    pub fn new(parts: usize) -> Self {
        Self { parts: vec![Moments::default(); parts], total: Moments::default() }
    }

    /// Takes in one complete row; a row of another length is not counted.
    pub fn push(&mut self, row: &[f64]) {
        if row.len() != self.parts.len() {
            return;
        }
        for (part, value) in self.parts.iter_mut().zip(row) {
            part.push(*value);
        }
        self.total.push(row.iter().sum());
    }

    /// Takes in everything that another accumulator of the same instrument has seen.
    pub fn merge(&mut self, other: &Self) {
        for (part, seen) in self.parts.iter_mut().zip(&other.parts) {
            part.merge(seen);
        }
        self.total.merge(&other.total);
    }

    /// Number of rows.
    pub fn rows(&self) -> u64 {
        self.total.count()
    }

    /// Alpha of what has been seen.
    pub fn value(&self) -> Option<f64> {
        let parts = self.parts.len();
        let total = self.total.variance()?;
        if parts < 2 || total <= 0.0 {
            return None;
        }
        let sum: f64 = self.parts.iter().filter_map(Moments::variance).sum();
        let parts = parts as f64;
        Some(parts / (parts - 1.0) * (1.0 - sum / total))
    }
}
