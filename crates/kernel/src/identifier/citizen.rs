//! Citizen id numbers 公民身份号码 (GB 11643).

use std::fmt;

use jiff::civil::Date;

use super::{ascii, weighted_sum};
use crate::person::Sex;

/// A citizen number 公民身份号码 of 18 characters whose check character and birth date hold.
///
/// The region prefix is never a reason to refuse: prefixes change, and 81, 82, 83 (residence permits of Hong Kong, Macao and Taiwan)
/// and 9 (foreign permanent residents) follow the same rule. Source: GB 11643, `domain_rules` F.1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CitizenId {
    digits: [u8; 18],
    birth: Date,
}

/// Why a text is no citizen number. Positions count from 1, in the number of 18 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CitizenIdFault {
    /// Neither 18 characters nor the 15 of the old form.
    #[error("citizen number has {found} characters, expected 18 (or 15 in the old form)")]
    Length { found: usize },
    /// A character that cannot stand where it stands.
    #[error("citizen number has {found:?} at position {position}, expected {expected}")]
    Character { position: usize, expected: &'static str, found: char },
    /// Month or day of the birth date do not exist.
    #[error("citizen number has {found} at position {position} of its birth date, expected {expected}")]
    NoSuchDate { position: usize, expected: String, found: u8 },
    /// The birth date lies after today.
    #[error("citizen number has a birth date at position {position} that lies after {today}")]
    BornLater { position: usize, today: Date },
    /// The check character is another.
    #[error("citizen number ends in {found}, expected {expected} at position {position}")]
    Check { position: usize, expected: char, found: char },
}

const LENGTH: usize = 18;
const OLD_LENGTH: usize = 15;
const BIRTH_AT: usize = 6;
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";

impl CitizenId {
    /// Reads 18 characters, or the 15 of the old form, which get `19` before the year and a check character.
    ///
    /// A final `x` is stored as `X`. Spaces are not removed. Errors: the first fault from the left, the check character last.
    pub fn parse(text: &str, today: Date) -> Result<Self, CitizenIdFault> {
        let digits = match text.chars().count() {
            LENGTH => current_form(text)?,
            OLD_LENGTH => old_form(text)?,
            found => return Err(CitizenIdFault::Length { found }),
        };
        let birth = birth_date(&digits)?;
        if birth > today {
            return Err(CitizenIdFault::BornLater { position: BIRTH_AT + 1, today });
        }
        let (expected, found) = (check_of(&digits), digits[LENGTH - 1]);
        if expected != found {
            let (expected, found) = (char::from(expected), char::from(found));
            return Err(CitizenIdFault::Check { position: LENGTH, expected, found });
        }
        Ok(Self { digits, birth })
    }

    /// The 18 characters. Personal: never for logs or addresses.
    pub fn as_str(&self) -> &str {
        ascii(&self.digits)
    }

    /// First and last character with stars between: for pages whose reader may not see the number.
    pub fn masked(&self) -> String {
        let stars = "*".repeat(LENGTH - 2);
        format!("{}{stars}{}", char::from(self.digits[0]), char::from(self.digits[LENGTH - 1]))
    }

    /// The region in which the number was given, six digits: not where the person lives now.
    pub fn region(&self) -> &str {
        ascii(&self.digits[..BIRTH_AT])
    }

    /// The birth date.
    pub const fn birth(&self) -> Date {
        self.birth
    }

    /// The sex: an odd sequence number is male.
    pub const fn sex(&self) -> Sex {
        if self.digits[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }
}

impl fmt::Debug for CitizenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CitizenId(******)")
    }
}

fn current_form(text: &str) -> Result<[u8; LENGTH], CitizenIdFault> {
    let mut digits = [0; LENGTH];
    for (at, (slot, found)) in digits.iter_mut().zip(text.chars()).enumerate() {
        let last = at == LENGTH - 1;
        *slot = match found {
            '0'..='9' => found as u8,
            'x' | 'X' if last => b'X',
            _ => {
                let expected = if last { "a digit or X" } else { "a digit" };
                return Err(CitizenIdFault::Character { position: at + 1, expected, found });
            }
        };
    }
    Ok(digits)
}

fn old_form(text: &str) -> Result<[u8; LENGTH], CitizenIdFault> {
    let mut digits = [0; LENGTH];
    digits[BIRTH_AT..BIRTH_AT + 2].copy_from_slice(b"19");
    for (at, found) in text.chars().enumerate() {
        let to = if at < BIRTH_AT { at } else { at + 2 };
        if !found.is_ascii_digit() {
            return Err(CitizenIdFault::Character { position: to + 1, expected: "a digit", found });
        }
        digits[to] = found as u8;
    }
    digits[LENGTH - 1] = check_of(&digits);
    Ok(digits)
}

fn birth_date(digits: &[u8; LENGTH]) -> Result<Date, CitizenIdFault> {
    let two = |at: usize| (digits[at] - b'0') * 10 + digits[at + 1] - b'0';
    let (century, year, month, day) = (two(6), two(8), two(10), two(12));
    let year = i16::from(century) * 100 + i16::from(year);
    let fault = |position, last, found| CitizenIdFault::NoSuchDate { position, expected: format!("01–{last:02}"), found };
    let Ok(first) = Date::new(year, month.cast_signed(), 1) else {
        return Err(fault(BIRTH_AT + 5, 12, month));
    };
    let last = first.days_in_month();
    Date::new(year, first.month(), day.cast_signed()).map_err(|_| fault(BIRTH_AT + 7, last, day))
}

fn check_of(digits: &[u8; LENGTH]) -> u8 {
    let sum = weighted_sum(digits.iter().map(|digit| u32::from(digit.wrapping_sub(b'0'))), &WEIGHTS);
    CHECKS[(sum % 11) as usize]
}
