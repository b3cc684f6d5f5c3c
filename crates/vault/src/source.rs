//! What a database needs in order to open: master key, randomness, suite of new keys.

use std::fmt;
use std::sync::Arc;

use xinqiao_kernel::IdSource;
use zeroize::Zeroizing;

use crate::{LocalMaster, MasterKey, Suite};

/// Where keys come from. Cloning it is cheap.
#[derive(Clone)]
pub struct KeySource {
    pub master: Arc<dyn MasterKey>,
    /// For nonces and new keys; seeded by the operating system outside tests.
    pub random: Arc<IdSource>,
    /// Suite of keys that are made from now on.
    pub suite: Suite,
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeySource").field("suite", &self.suite).finish_non_exhaustive()
    }
}

impl KeySource {
    /// A master key of 32 bytes in memory, and randomness from a seed of 32 bytes.
    pub fn local(master: [u8; 32], seed: [u8; 32]) -> Self {
        let (random, suite) = (Arc::new(IdSource::new(seed)), Suite::default());
        let master = LocalMaster::new(Zeroizing::new(master), suite, Arc::clone(&random));
        Self { master: Arc::new(master), random, suite }
    }

    /// The same with another suite for new data keys.
    #[must_use]
    pub fn with_suite(self, suite: Suite) -> Self {
        Self { suite, ..self }
    }
}
