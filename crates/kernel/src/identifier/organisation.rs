//! Organisation codes 组织机构代码 (GB 11714).

use std::fmt;
use std::str::FromStr;

use super::{ascii, weighted_sum};

/// An organisation code 组织机构代码 of 9 characters whose check character holds.
///
/// Source: GB 11714, `domain_rules` F.1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationCode([u8; 9]);

/// Why a text is no organisation code. Positions count from 1, without the hyphen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationCodeFault {
    /// Not 9 characters (10 with the hyphen before the last).
    #[error("organisation code has {found} characters, expected 9")]
    Length { found: usize },
    /// A character that cannot stand where it stands.
    #[error("organisation code has {found:?} at position {position}, expected {expected}")]
    Character { position: usize, expected: &'static str, found: char },
    /// The check character is another.
    #[error("organisation code ends in {found}, expected {expected} at position {position}")]
    Check { position: usize, expected: char, found: char },
}

const LENGTH: usize = 9;
const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl OrganisationCode {
    /// The 9 characters, in capitals, without hyphen.
    pub fn as_str(&self) -> &str {
        ascii(&self.0)
    }
}

impl FromStr for OrganisationCode {
    type Err = OrganisationCodeFault;

    /// Reads `D2143569X` or `D2143569-X`; small letters become capitals.
    fn from_str(text: &str) -> Result<Self, OrganisationCodeFault> {
        let mut characters: Vec<char> = text.chars().collect();
        if characters.len() == LENGTH + 1 && characters[LENGTH - 1] == '-' {
            characters.remove(LENGTH - 1);
        }
        let read: &[char; LENGTH] =
            characters.as_slice().try_into().map_err(|_| OrganisationCodeFault::Length { found: characters.len() })?;
        let mut code = [0; LENGTH];
        let mut values = [0; LENGTH - 1];
        for (at, found) in read.iter().copied().enumerate() {
            let capital = found.to_ascii_uppercase();
            let last = at == LENGTH - 1;
            let value = if last && capital != 'X' { capital.to_digit(10) } else { capital.to_digit(36) };
            let Some(value) = value else {
                let expected = if last { "a digit or X" } else { "a digit or a letter" };
                return Err(OrganisationCodeFault::Character { position: at + 1, expected, found });
            };
            code[at] = capital as u8;
            if let Some(slot) = values.get_mut(at) {
                *slot = value;
            }
        }
        let expected = match 11 - weighted_sum(values, &WEIGHTS) % 11 {
            10 => 'X',
            11 => '0',
            digit => char::from_digit(digit, 10).unwrap_or('0'),
        };
        let found = char::from(code[LENGTH - 1]);
        if expected != found {
            return Err(OrganisationCodeFault::Check { position: LENGTH, expected, found });
        }
        Ok(Self(code))
    }
}

impl fmt::Debug for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrganisationCode(******)")
    }
}
