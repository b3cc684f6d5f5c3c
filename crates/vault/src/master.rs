//! The master key: it wraps data keys and lies outside the database.

use std::fmt;
use std::sync::Arc;

use xinqiao_kernel::IdSource;
use zeroize::Zeroizing;

use crate::cipher::Cipher;
use crate::suite::Keyed;
use crate::{Field, Header, MasterError, Suite, sealed};

/// Wraps and opens data keys. A file, an environment variable, or a program that asks a key management service.
pub trait MasterKey: Send + Sync {
    /// Wraps the payload of the data key `number`.
    fn wrap(&self, number: u32, payload: &[u8]) -> Result<Vec<u8>, MasterError>;

    /// Opens what [`MasterKey::wrap`] made. Errors: `Wrong` when another master key wrapped it.
    fn open(&self, number: u32, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, MasterError>;

    /// A short public text that tells one master key from another, for messages and backups.
    fn check_value(&self) -> Result<String, MasterError>;
}

const WRAPPED: Field = Field::new("data_key", "wrapped");

/// A master key of 32 bytes in memory.
pub struct LocalMaster {
    key: Zeroizing<[u8; 32]>,
    suite: Suite,
    random: Arc<IdSource>,
}

impl fmt::Debug for LocalMaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalMaster")
    }
}

impl LocalMaster {
    /// A master key that wraps with `suite`; it opens what either suite wrapped.
    pub fn new(key: Zeroizing<[u8; 32]>, suite: Suite, random: Arc<IdSource>) -> Self {
        Self { key, suite, random }
    }
}

impl MasterKey for LocalMaster {
    fn wrap(&self, number: u32, payload: &[u8]) -> Result<Vec<u8>, MasterError> {
        let spot = WRAPPED.of_key(&[&number.to_be_bytes()]);
        let cipher = Cipher::new(self.suite, &self.key);
        let wrapped = sealed::seal(&cipher, number, &self.random, &spot, payload);
        wrapped.map_err(|fault| MasterError::Failed { what: fault.to_string() })
    }

    fn open(&self, number: u32, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, MasterError> {
        let wrong = |_| MasterError::Wrong { number };
        let spot = WRAPPED.of_key(&[&number.to_be_bytes()]);
        let suite = Header::of(wrapped).map_err(wrong)?.suite;
        sealed::open(&Cipher::new(suite, &self.key), &spot, wrapped).map_err(wrong)
    }

    fn check_value(&self) -> Result<String, MasterError> {
        use fmt::Write as _;
        // the same for both suites: it names the key, not what is done with it
        let hash = Keyed::new(Suite::Aes256GcmSiv, &self.key).hash(&[b"xinqiao master key check"]);
        Ok(hash.iter().take(8).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}
