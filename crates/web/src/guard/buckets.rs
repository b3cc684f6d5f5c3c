//! Token buckets with the program's clock, in bounded memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Buckets in one generation; two generations are kept.
const GENERATION: usize = 32_768;

/// How many requests at once, and how many a minute in the long run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    pub burst: u32,
    pub per_minute: u32,
}

impl Budget {
    pub fn times(self, factor: u32) -> Self {
        Self { burst: self.burst.saturating_mul(factor), per_minute: self.per_minute.saturating_mul(factor) }
    }
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Timestamp,
}

/// Buckets of many. When a generation is full, those that were not asked for since the last change are forgotten: they are full again, or
/// somebody sends from tens of thousands of networks, which no budget of one network can help against.
#[derive(Debug)]
pub(super) struct Buckets<K> {
    generations: Mutex<Generations<K>>,
}

#[derive(Debug)]
struct Generations<K> {
    young: HashMap<K, Bucket>,
    old: HashMap<K, Bucket>,
}

impl<K: Hash + Eq> Buckets<K> {
    pub fn new() -> Self {
        Self { generations: Mutex::new(Generations { young: HashMap::new(), old: HashMap::new() }) }
    }

    /// Takes one token. Errors: the seconds, at least 1, until there is one.
    pub fn take(&self, key: K, budget: Budget, now: Timestamp) -> Result<(), u32> {
        let mut generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        let full = Bucket { tokens: f64::from(budget.burst), at: now };
        let known = generations.young.get(&key).copied().or_else(|| generations.old.remove(&key));
        let mut bucket = known.unwrap_or(full);
        // a clock that was set back gives nothing and takes nothing
        let seconds = now.duration_since(bucket.at).as_secs_f64().max(0.0);
        let rate = f64::from(budget.per_minute) / 60.0;
        bucket.tokens = (bucket.tokens + seconds * rate).min(full.tokens);
        bucket.at = now;
        let taken = if 1.0 <= bucket.tokens {
            bucket.tokens -= 1.0;
            Ok(())
        } else {
            let wait = if 0.0 < rate { ((1.0 - bucket.tokens) / rate).ceil() } else { 3_600.0 };
            Err(wait.clamp(1.0, 3_600.0) as u32)
        };
        generations.put(key, bucket);
        taken
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let generations = self.generations.lock().unwrap_or_else(PoisonError::into_inner);
        generations.young.len() + generations.old.len()
    }
}

impl<K: Hash + Eq> Generations<K> {
    fn put(&mut self, key: K, bucket: Bucket) {
        if GENERATION <= self.young.len() && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, bucket);
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    const FIVE: Budget = Budget { burst: 5, per_minute: 30 };

    fn noon() -> Timestamp {
        "2026-11-22T04:00:00Z".parse().unwrap()
    }

    fn emptied() -> Buckets<u32> {
        let buckets = Buckets::new();
        for _ in 0..5 {
            buckets.take(1, FIVE, noon()).unwrap();
        }
        buckets
    }

    #[test]
    fn a_burst_passes_and_the_next_waits_for_the_first_token() {
        let buckets = emptied();
        assert_eq!(buckets.take(1, FIVE, noon()), Err(2), "a token comes every two seconds");
        assert_eq!(buckets.take(2, FIVE, noon()), Ok(()), "another has a budget of their own");
        let later = noon() + SignedDuration::from_secs(2);
        assert_eq!(buckets.take(1, FIVE, later), Ok(()));
        assert_eq!(buckets.take(1, FIVE, later), Err(2));
    }

    #[test]
    fn a_rest_fills_the_bucket_and_not_more() {
        let buckets = emptied();
        let tomorrow = noon() + SignedDuration::from_hours(24);
        let taken = (0..10).filter(|_| buckets.take(1, FIVE, tomorrow).is_ok()).count();
        assert_eq!(taken, 5);
    }

    #[test]
    fn a_clock_that_is_set_back_neither_gives_tokens_nor_locks_out() {
        let buckets = emptied();
        let before = noon() - SignedDuration::from_hours(5);
        assert!(buckets.take(1, FIVE, before).is_err());
        assert_eq!(buckets.take(1, FIVE, before + SignedDuration::from_secs(2)), Ok(()));
    }

    #[test]
    fn memory_is_bounded_and_whoever_keeps_asking_is_not_forgotten() {
        let buckets = emptied();
        for other in 0..200_000 {
            buckets.take(1_000 + other, FIVE, noon()).unwrap();
            if other % 10_000 == 0 {
                assert!(buckets.take(1, FIVE, noon()).is_err(), "forgotten after {other} others");
            }
        }
        assert!(buckets.len() <= 2 * GENERATION);
    }
}
