//! Numbers of mobile phones, and the codes that are sent to them.

use std::fmt;

/// Signs of a code.
const DIGITS: u32 = 6;

/// The number of a mobile phone, `+8613812345678`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

/// What was typed is no number of a mobile phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected the eleven digits of a mobile phone, or + and a number with its country")]
pub struct PhoneFault;

impl Phone {
    /// Reads what was typed: eleven digits from 13… to 19…, with or without 86 before them, or another country's number with `+`. Spaces,
    /// hyphens and full-width digits are taken.
    pub fn parse(typed: &str) -> Result<Self, PhoneFault> {
        let plain: String =
            typed.trim().chars().filter(|sign| !matches!(sign, ' ' | '-' | '\u{3000}' | '(' | ')')).map(narrow).collect();
        let (is_foreign, digits) = match plain.strip_prefix('+').or_else(|| plain.strip_prefix("00")) {
            Some(rest) => (true, rest),
            None => (false, plain.as_str()),
        };
        if !digits.bytes().all(|sign| sign.is_ascii_digit()) {
            return Err(PhoneFault);
        }
        let is_mobile = |digits: &str| digits.len() == 11 && digits.starts_with('1') && ("3"..="9").contains(&&digits[1..2]);
        match digits.strip_prefix("86").filter(|_| is_foreign || digits.len() == 13) {
            Some(own) if is_mobile(own) => Ok(Self(format!("+86{own}"))),
            Some(_) => Err(PhoneFault),
            None if is_foreign && (8..=15).contains(&digits.len()) && !digits.starts_with('0') => Ok(Self(format!("+{digits}"))),
            None if !is_foreign && is_mobile(digits) => Ok(Self(format!("+86{digits}"))),
            None => Err(PhoneFault),
        }
    }

    /// The number with its country.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As its holder recognises it: the last four digits.
    pub fn masked(&self) -> String {
        format!("****{}", &self.0[self.0.len() - 4..])
    }
}

/// Nothing of a number stands in a log.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone")
    }
}

/// A code of six digits out of random bytes.
pub fn phone_code(random: [u8; 32]) -> String {
    let [a, b, c, d, e, f, g, h, ..] = random;
    // 2⁶⁴ is so much more than 10⁶ that no code is likelier than another to anybody who could count
    let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 10_u64.pow(DIGITS);
    format!("{number:06}")
}

/// A code as it was typed: six digits, with whatever stands between them. `None` for anything else.
pub fn typed_phone_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').map(narrow).collect();
    (digits.len() == DIGITS as usize && digits.bytes().all(|sign| sign.is_ascii_digit())).then_some(digits)
}

/// Full-width digits and signs as others.
fn narrow(sign: char) -> char {
    match sign {
        '０'..='９' | '＋' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>) {
        assert_eq!(Phone::parse(typed).ok().as_ref().map(Phone::as_str), expected, "{typed}");
    }

    #[test]
    fn a_number_is_the_same_however_it_is_typed() {
        for typed in [
            "13812345678",
            " 138 1234 5678 ",
            "138-1234-5678",
            "+86 13812345678",
            "8613812345678",
            "008613812345678",
            "１３８１２３４５６７８",
        ] {
            check(typed, Some("+8613812345678"));
        }
        check("+852 9123 4567", Some("+85291234567"));
    }

    #[test]
    fn what_is_no_mobile_phone_is_refused() {
        for typed in [
            "",
            "12356",
            "0936-8214567",
            "1381234567",
            "138123456789",
            "12812345678",
            "+86 10 1234 5678",
            "+0123456789",
            "138x2345678",
            "+1234567890123456",
        ] {
            check(typed, None);
        }
    }

    #[test]
    fn a_number_is_shown_by_its_end_and_never_by_debug() {
        let phone = Phone::parse("13812345678").unwrap();
        assert_eq!((phone.masked().as_str(), format!("{phone:?}").as_str()), ("****5678", "Phone"));
    }

    #[test]
    fn a_code_has_six_digits_zeros_in_front_included() {
        let mut random = [0; 32];
        assert_eq!(phone_code(random), "000000");
        random[7] = 41;
        assert_eq!(phone_code(random), "000041");
        assert_eq!(phone_code([255; 32]), "551615");
        assert_eq!(typed_phone_code(" 001 041 ").as_deref(), Some("001041"));
        assert_eq!(typed_phone_code("００１０４１").as_deref(), Some("001041"));
        for wrong in ["", "12345", "1234567", "12345x"] {
            assert_eq!(typed_phone_code(wrong), None, "{wrong}");
        }
    }
}
