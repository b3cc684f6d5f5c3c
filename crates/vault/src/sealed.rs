//! The wire form of a sealed value: format, suite, key number, nonce, ciphertext, tag.

use xinqiao_kernel::IdSource;
use zeroize::Zeroizing;

use crate::cipher::{Cipher, NONCE, TAG};
use crate::{Result, Spot, Suite, VaultError};

const FORMAT: u8 = 1;
const HEAD: usize = 6;

/// By how many bytes a sealed value is longer than what it holds.
pub const LONGER_BY: usize = HEAD + NONCE + TAG;

/// The key number of values that the key of their own person sealed.
pub(crate) const OF_PERSON: u32 = 0;

/// What a sealed value says of itself before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The suite that sealed it.
    pub suite: Suite,
    /// The number of the data key; 0 for a value that the key of its own person sealed.
    pub key: u32,
}

impl Header {
    /// The key number of values that the key of their own person sealed.
    pub const OF_PERSON: u32 = OF_PERSON;

    /// Reads the head of a sealed value. Errors: `Truncated`, `UnknownFormat`, `UnknownSuite`.
    pub fn of(sealed: &[u8]) -> Result<Self> {
        if sealed.len() < LONGER_BY {
            return Err(VaultError::Truncated { length: sealed.len() });
        }
        let [format, suite, a, b, c, d, ..] = *sealed else {
            return Err(VaultError::Truncated { length: sealed.len() });
        };
        if format != FORMAT {
            return Err(VaultError::UnknownFormat { found: format });
        }
        let suite = Suite::of_byte(suite).ok_or(VaultError::UnknownSuite { found: suite })?;
        Ok(Self { suite, key: u32::from_be_bytes([a, b, c, d]) })
    }

    /// The bytes with which a value begins that this key sealed: rows of an old key are found by them.
    pub fn bytes(self) -> [u8; HEAD] {
        let [a, b, c, d] = self.key.to_be_bytes();
        [FORMAT, self.suite.byte(), a, b, c, d]
    }
}

pub(crate) fn seal(cipher: &Cipher, key: u32, random: &IdSource, spot: &Spot, plain: &[u8]) -> Result<Vec<u8>> {
    let head = Header { suite: cipher.suite(), key }.bytes();
    let mut nonce = [0_u8; NONCE];
    random.fill(&mut nonce);
    let mut sealed = Vec::with_capacity(plain.len() + LONGER_BY);
    sealed.extend_from_slice(&head);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let associated = spot.associated(&head);
    let tag = sealed.get_mut(HEAD + NONCE..).and_then(|body| cipher.encrypt(&nonce, &associated, body));
    sealed.extend_from_slice(&tag.ok_or_else(|| refusal(spot))?);
    Ok(sealed)
}

pub(crate) fn open(cipher: &Cipher, spot: &Spot, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let truncated = || VaultError::Truncated { length: sealed.len() };
    let (head, rest) = sealed.split_at_checked(HEAD).ok_or_else(truncated)?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or_else(truncated)?;
    let (body, tag) = rest.split_last_chunk::<TAG>().ok_or_else(truncated)?;
    let mut plain = Zeroizing::new(body.to_vec());
    cipher.decrypt(nonce, &spot.associated(head), &mut plain, tag, || refusal(spot))?;
    Ok(plain)
}

pub(crate) fn refusal(spot: &Spot) -> VaultError {
    VaultError::NotOpened { table: spot.field.table, column: spot.field.column }
}

pub(crate) fn text(spot: &Spot, bytes: &[u8]) -> Result<String> {
    let not_text = |_| VaultError::NotText { table: spot.field.table, column: spot.field.column };
    std::str::from_utf8(bytes).map(str::to_owned).map_err(not_text)
}
