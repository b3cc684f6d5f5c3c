//! One-time codes of an authenticator app (RFC 6238): six digits, 30 seconds, HMAC-SHA-1, which every app knows.

use totp_rs::{Algorithm, Builder};

const STEP_S: u64 = 30;
/// A code of the step before and of the step after counts too: clocks differ.
const SKEW: u16 = 1;

/// An authenticator's secret with its codes. `Debug` shows nothing of it.
pub struct Totp(totp_rs::Totp);

/// The secret or the names beside it cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the secret of one-time codes cannot be used: {0}")]
pub struct SecretFault(String);

impl std::fmt::Debug for Totp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Totp")
    }
}

impl Totp {
    /// Length of a secret in bytes: 160 bits, as RFC 4226 recommends.
    pub const SECRET: usize = 20;

    /// The codes of a secret; `issuer` and `login` are what the app shows. Colons in them become spaces.
    ///
    /// # Errors
    /// A secret below 16 bytes, an empty login.
    pub fn new(secret: &[u8], issuer: &str, login: &str) -> Result<Self, SecretFault> {
        let plain = |text: &str| text.replace(':', " ");
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(SKEW)
            .with_step_duration(STEP_S)
            .with_secret(secret.to_vec())
            .with_account_name(plain(login))
            .with_issuer(Some(plain(issuer)))
            .build()
            .map(Self)
            .map_err(|fault| SecretFault(fault.to_string()))
    }

    /// The step (30-second count) for which a typed code counts at an instant; `None` for a wrong code and for one of a step up to `last`, which was used.
    ///
    /// Spaces in the code are passed over: apps show `123 456`.
    pub fn step_of(&self, typed: &str, at_s: u64, last: Option<u64>) -> Option<u64> {
        let code: String = typed.chars().filter(|sign| !sign.is_whitespace()).take(7).collect();
        if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        self.0.check(&code, at_s).filter(|step| last.is_none_or(|last| last < *step))
    }

    /// The code of an instant, for the demonstration and tests.
    pub fn code(&self, at_s: u64) -> String {
        self.0.generate(at_s).to_string()
    }

    /// The address that an app reads from a QR code.
    ///
    /// # Errors
    /// A name that cannot be written into an address.
    pub fn address(&self) -> Result<String, SecretFault> {
        self.0.to_url().map_err(|fault| SecretFault(fault.to_string()))
    }

    /// The secret as people type it: groups of four letters and digits.
    ///
    /// # Errors
    /// As [`Totp::address`].
    pub fn spelled(&self) -> Result<String, SecretFault> {
        let address = self.address()?;
        let secret = address.split(['?', '&']).find_map(|part| part.strip_prefix("secret=")).unwrap_or_default();
        let signs: Vec<char> = secret.chars().collect();
        Ok(signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B, for SHA-1.
    const SECRET: &[u8] = b"12345678901234567890";

    fn totp() -> Totp {
        Totp::new(SECRET, "心桥: 演示", "qian").unwrap()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        // the RFC prints eight digits; six are its last six
        for (at, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp().code(at), code, "{at}");
        }
    }

    #[test]
    fn a_code_counts_one_step_before_and_after_and_no_further() {
        let code = totp().code(3_000_000);
        let counts = |at| totp().step_of(&code, at, None);
        assert_eq!([counts(2_999_970), counts(3_000_029), counts(3_000_059)], [Some(100_000); 3]);
        assert_eq!([counts(2_999_969), counts(3_000_060)], [None; 2]);
    }

    #[test]
    fn a_code_counts_once_and_none_before_it_counts_afterwards() {
        let (before, code) = (totp().code(2_999_970), totp().code(3_000_000));
        assert_eq!(totp().step_of(&code, 3_000_000, Some(99_999)), Some(100_000));
        assert_eq!(totp().step_of(&code, 3_000_000, Some(100_000)), None);
        assert_eq!(totp().step_of(&before, 3_000_000, Some(100_000)), None);
    }

    #[test]
    fn what_is_no_code_does_not_count() {
        let code = totp().code(3_000_000);
        assert_eq!(totp().step_of(&format!(" {} {} ", &code[..3], &code[3..]), 3_000_000, None), Some(100_000));
        for wrong in ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345"] {
            assert_eq!(totp().step_of(wrong, 3_000_000, None), None, "{wrong}");
        }
    }

    #[test]
    fn the_address_names_service_and_login_and_the_secret_is_spelled_in_fours() {
        let address = totp().address().unwrap();
        assert!(
            address.starts_with("otpauth://totp/") && address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{address}"
        );
        assert_eq!(totp().spelled().unwrap(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert!(Totp::new(b"short", "x", "y").is_err());
        assert_eq!(format!("{:?}", totp()), "Totp");
    }
}
