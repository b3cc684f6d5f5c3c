//! The hash that a seal is made with, and the bytes that go into it.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// Which hash. It is recorded in each seal: one chain may go over from one to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Suite {
    /// SHA-256 (FIPS 180-4).
    #[default]
    Sha256,
    /// SM3 (GB/T 32905), which the assessment of commercial cryptography asks for (`domain_rules` F.5).
    Sm3,
}

impl Suite {
    /// All suites.
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sm3];

    /// The code in seals, settings and files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        }
    }

    /// Hash of fields in lower-case hexadecimal, 64 digits: each field goes in behind its length in bytes, as eight bytes, most significant first.
    pub fn of_fields(self, fields: &[&[u8]]) -> String {
        let mut bytes = Vec::with_capacity(fields.iter().map(|field| field.len() + 8).sum());
        for field in fields {
            bytes.extend_from_slice(&(field.len() as u64).to_be_bytes());
            bytes.extend_from_slice(field);
        }
        self.of_bytes(&bytes)
    }

    /// Hash of bytes in lower-case hexadecimal.
    pub fn of_bytes(self, bytes: &[u8]) -> String {
        match self {
            Self::Sha256 => hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes)),
            Self::Sm3 => hex(&<sm3::Sm3 as sm3::Digest>::digest(bytes)),
        }
    }
}

impl std::fmt::Display for Suite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

/// A suite that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no hash suite: expected sha256 or sm3")]
pub struct UnknownSuite(pub String);

impl std::str::FromStr for Suite {
    type Err = UnknownSuite;
    fn from_str(code: &str) -> Result<Self, UnknownSuite> {
        Self::ALL.into_iter().find(|suite| suite.code() == code).ok_or_else(|| UnknownSuite(code.to_owned()))
    }
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// The bytes of hexadecimal digits; `None` for anything else or another length.
pub(crate) fn unhex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    if digits.len() != N * 2 || !digits.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}
