//! The two families of algorithms.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sm3::Sm3;
use zeroize::Zeroizing;

/// A family of algorithms: one cipher with authentication and one keyed hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Suite {
    /// AES-256-GCM-SIV (RFC 8452) and HMAC-SHA-256. A nonce that comes twice tells only that two values are the same.
    #[default]
    Aes256GcmSiv,
    /// SM4-GCM (GB/T 32907, RFC 8998) and HMAC-SM3 (GB/T 32905).
    Sm4Gcm,
}

impl Suite {
    /// Both suites.
    pub const ALL: [Self; 2] = [Self::Aes256GcmSiv, Self::Sm4Gcm];

    /// The word in the database and in options.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aes256GcmSiv => "aes-256-gcm-siv",
            Self::Sm4Gcm => "sm4-gcm",
        }
    }

    /// The byte in a sealed value.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Aes256GcmSiv => 1,
            Self::Sm4Gcm => 2,
        }
    }

    pub(crate) fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.byte() == byte)
    }
}

impl std::str::FromStr for Suite {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|suite| suite.code() == text);
        found.ok_or_else(|| format!("{text:?} is not aes-256-gcm-siv or sm4-gcm"))
    }
}

/// A keyed hash, ready to be used many times.
#[derive(Clone)]
pub(crate) enum Keyed {
    Sha256(Box<Hmac<Sha256>>),
    Sm3(Box<Hmac<Sm3>>),
}

impl Keyed {
    pub(crate) fn new(suite: Suite, key: &[u8; 32]) -> Self {
        // HMAC takes keys of 32 bytes as they are: a shorter or longer one cannot come here
        match suite {
            Suite::Aes256GcmSiv => Self::Sha256(Box::new(hmac_of(key))),
            Suite::Sm4Gcm => Self::Sm3(Box::new(hmac_of(key))),
        }
    }

    /// The hash of the parts, each with its length in front.
    pub(crate) fn hash(&self, parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        match self {
            Self::Sha256(ready) => finish(ready.as_ref().clone(), parts),
            Self::Sm3(ready) => finish(ready.as_ref().clone(), parts),
        }
    }
}

fn hmac_of<M: KeyInit>(key: &[u8; 32]) -> M {
    let mut block = hmac::digest::Key::<M>::default();
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    M::new(&block)
}

fn finish<M: Mac>(mut mac: M, parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    let mut hash = Zeroizing::new([0_u8; 32]);
    for (to, from) in hash.iter_mut().zip(mac.finalize().into_bytes()) {
        *to = from;
    }
    hash
}
