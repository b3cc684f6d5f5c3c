//! The key of one person.

use std::fmt;
use std::sync::Arc;

use xinqiao_kernel::IdSource;
use zeroize::Zeroizing;

use crate::cipher::Cipher;
use crate::sealed::{self, OF_PERSON};
use crate::{Header, Result, Spot, Suite, VaultError};

/// The key that seals the fields of one person. Cloning it is cheap; it is wiped when the last clone goes.
#[derive(Clone)]
pub struct PersonKey {
    cipher: Arc<Cipher>,
    random: Arc<IdSource>,
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey")
    }
}

impl PersonKey {
    pub(crate) fn new(suite: Suite, key: &[u8; 32], random: Arc<IdSource>) -> Self {
        Self { cipher: Arc::new(Cipher::new(suite, key)), random }
    }

    /// Seals a field of the person.
    pub fn seal(&self, spot: &Spot, plain: &[u8]) -> Result<Vec<u8>> {
        sealed::seal(&self.cipher, OF_PERSON, &self.random, spot, plain)
    }

    /// Opens a field of the person. Errors: `NotOpened` for a value that was changed or sealed for another row or person.
    pub fn open(&self, spot: &Spot, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let header = Header::of(sealed)?;
        if header.key != OF_PERSON {
            return Err(VaultError::OtherKey { number: header.key });
        }
        if header.suite != self.cipher.suite() {
            return Err(sealed::refusal(spot));
        }
        sealed::open(&self.cipher, spot, sealed)
    }

    /// Opens a field of the person that holds text.
    pub fn open_text(&self, spot: &Spot, sealed: &[u8]) -> Result<String> {
        sealed::text(spot, &self.open(spot, sealed)?)
    }
}
