//! Unified social credit codes 统一社会信用代码 (GB 32100).

use std::fmt;
use std::str::FromStr;

use super::organisation::{OrganisationCode, OrganisationCodeFault};
use super::{ascii, weighted_sum};

/// A unified social credit code 统一社会信用代码 of 18 characters whose check character holds.
///
/// Source: GB 32100, `domain_rules` F.1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocialCreditCode([u8; 18]);

/// Why a text is no unified social credit code. Positions count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SocialCreditCodeFault {
    /// Not 18 characters.
    #[error("social credit code has {found} characters, expected 18")]
    Length { found: usize },
    /// A character outside the alphabet, which has no I, O, S, V, Z.
    #[error("social credit code has {found:?} at position {position}, expected a digit or a letter but I, O, S, V, Z")]
    Character { position: usize, found: char },
    /// The check character is another.
    #[error("social credit code ends in {found}, expected {expected} at position {position}")]
    Check { position: usize, expected: char, found: char },
}

const LENGTH: usize = 18;
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

impl SocialCreditCode {
    /// The 18 characters, in capitals.
    pub fn as_str(&self) -> &str {
        ascii(&self.0)
    }

    /// The division of the registering authority, positions 3–8.
    pub fn region(&self) -> &str {
        ascii(&self.0[2..8])
    }

    /// The organisation code inside, positions 9–17.
    ///
    /// Errors: its own check character fails, which does not make the credit code invalid.
    pub fn organisation(&self) -> Result<OrganisationCode, OrganisationCodeFault> {
        ascii(&self.0[8..17]).parse()
    }
}

impl FromStr for SocialCreditCode {
    type Err = SocialCreditCodeFault;

    /// Reads 18 characters; small letters become capitals.
    fn from_str(text: &str) -> Result<Self, SocialCreditCodeFault> {
        let found = text.chars().count();
        if found != LENGTH {
            return Err(SocialCreditCodeFault::Length { found });
        }
        let mut characters = [0; LENGTH];
        let mut values = [0; LENGTH];
        for (at, found) in text.chars().enumerate() {
            let capital = found.to_ascii_uppercase();
            let value = ALPHABET.iter().position(|known| char::from(*known) == capital);
            let value = value.ok_or(SocialCreditCodeFault::Character { position: at + 1, found })?;
            characters[at] = ALPHABET[value];
            values[at] = value as u32;
        }
        let expected = ALPHABET[((31 - weighted_sum(values, &WEIGHTS) % 31) % 31) as usize];
        let found = characters[LENGTH - 1];
        if expected != found {
            let (expected, found) = (char::from(expected), char::from(found));
            return Err(SocialCreditCodeFault::Check { position: LENGTH, expected, found });
        }
        Ok(Self(characters))
    }
}

impl fmt::Debug for SocialCreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SocialCreditCode(******)")
    }
}
