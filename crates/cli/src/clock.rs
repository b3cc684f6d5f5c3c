//! The wall clock and the operating system's randomness: the only places where the program meets either.

use jiff::Timestamp;
use xinqiao_kernel::{Clock, IdSource};

/// The wall clock, truncated to microseconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// Ids and session secrets from a generator that the operating system seeds.
pub fn system_ids() -> IdSource {
    IdSource::new(rand::random())
}
