//! What a crash leaves: a use case that stopped half-way.

use std::future::Future;
use std::pin::pin;
use std::task::Poll;

/// Wakes a use case so many times and then drops it where it stands; `None` when it was dropped.
pub async fn cut_off<F: Future>(wakings: u32, work: F) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut left = wakings;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

/// Choices that are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides` (splitmix64).
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((word ^ (word >> 31)) % sides as u64).unwrap()
    }

    /// True in `percent` of a hundred throws.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}
