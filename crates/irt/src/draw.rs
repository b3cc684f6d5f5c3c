//! Chance from a seed: the same numbers on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A source of chance. Source: ChaCha with 8 rounds, whose numbers are fixed by its specification.
#[derive(Debug, Clone)]
pub struct Draw {
    source: ChaCha8Rng,
}

impl Draw {
    /// The stream `stream` of `seed`: streams of one seed have nothing in common.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(stream);
        Self { source }
    }

    /// From 0 to below 1, with 53 bits.
    pub fn uniform(&mut self) -> f64 {
        (self.source.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to below `count`, each as likely; 0 when `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        ((self.uniform() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// Standard normal, by the polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    /// An index drawn by `probabilities` that add up to 1.
    pub fn choose(&mut self, probabilities: &[f64]) -> usize {
        let drawn = self.uniform();
        let mut sum = 0.0;
        for (at, probability) in probabilities.iter().enumerate() {
            sum += probability;
            if drawn < sum {
                return at;
            }
        }
        probabilities.len().saturating_sub(1)
    }
}
