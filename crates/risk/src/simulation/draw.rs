//! Chance that is the same everywhere.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Two sources: what people are and do, and what is said of them besides. So rumours change nothing else.
pub(super) struct Draw {
    people: ChaCha8Rng,
    rumours: ChaCha8Rng,
}

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        let mut rumours = ChaCha8Rng::seed_from_u64(seed);
        rumours.set_stream(1);
        Self { people: ChaCha8Rng::seed_from_u64(seed), rumours }
    }

    /// In [0, 1).
    pub(super) fn uniform(&mut self) -> f64 {
        uniform(&mut self.people)
    }

    /// In [0, 1), of the second source.
    pub(super) fn rumour(&mut self) -> f64 {
        uniform(&mut self.rumours)
    }

    /// Mean 0, standard deviation 1. Source: Box GEP, Muller ME (1958), Ann Math Stat 29:610–611.
    pub(super) fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }

    /// How many, with this mean; at most `most`.
    pub(super) fn poisson(&mut self, mean: f64, most: u32) -> u32 {
        poisson(&mut self.people, mean, most)
    }

    /// The same of the second source.
    pub(super) fn rumours(&mut self, mean: f64, most: u32) -> u32 {
        if mean == 0.0 { 0 } else { poisson(&mut self.rumours, mean, most) }
    }
}

/// The upper 53 bits.
fn uniform(source: &mut ChaCha8Rng) -> f64 {
    (source.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// One number, turned into a count by adding up the probabilities of 0, 1, 2 …
fn poisson(source: &mut ChaCha8Rng, mean: f64, most: u32) -> u32 {
    let mut left = uniform(source);
    let mut probability = (-mean).exp();
    for count in 0..most {
        left -= probability;
        if left < 0.0 {
            return count;
        }
        probability *= mean / f64::from(count + 1);
    }
    most
}
