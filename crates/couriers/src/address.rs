//! Addresses of the three ways.

use std::str::FromStr as _;

use xinqiao_notices::Channel;

/// What is wrong with an address; never the address itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    #[error("expected an e-mail address such as desk@city.example")]
    Email,
    #[error("expected an e-mail address of ASCII letters: not every mail server takes others")]
    EmailLetters,
    #[error("expected a number with country code such as +8613812345678")]
    Phone,
    #[error("expected the id that WeChat gave (letters, digits, - and _)")]
    Wechat,
    #[error("what is told inside the program needs no address")]
    Inside,
}

/// Could a letter go to this address? Nobody is asked whether it exists.
pub fn check_address(channel: Channel, address: &str) -> Result<(), AddressFault> {
    match channel {
        Channel::InApp => Err(AddressFault::Inside),
        Channel::Email if !address.is_ascii() => Err(AddressFault::EmailLetters),
        Channel::Email => {
            let is_one = address.len() <= 254 && lettre::Address::from_str(address).is_ok();
            // a bare host or a literal address of a machine is nobody's mailbox
            let has_domain = address.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.') && !domain.starts_with('['));
            (is_one && has_domain).then_some(()).ok_or(AddressFault::Email)
        }
        Channel::Sms => {
            let digits = address.strip_prefix('+').unwrap_or_default();
            let is_number = (8..=15).contains(&digits.len()) && digits.bytes().all(|sign| sign.is_ascii_digit());
            (is_number && !digits.starts_with('0')).then_some(()).ok_or(AddressFault::Phone)
        }
        Channel::Wechat => {
            let is_id = (1..=64).contains(&address.len())
                && address.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_');
            is_id.then_some(()).ok_or(AddressFault::Wechat)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(channel: Channel, good: &[&str], bad: &[&str]) {
        for address in good {
            assert_eq!(check_address(channel, address), Ok(()), "{address}");
        }
        for address in bad {
            assert!(check_address(channel, address).is_err(), "{address}");
        }
    }

    #[test]
    fn an_address_that_nobody_can_have_is_refused() {
        let long = format!("{}@mail.example", "a".repeat(250));
        let bad = [
            "",
            "lin",
            "@mail.example",
            "lin@",
            "lin@mail",
            "lin@[127.0.0.1]",
            "a b@mail.example",
            "lin@mail.example\r\nBcc: x@y.example",
            "lin@mail.example, x@y.example",
            "林@mail.example",
            "<lin@mail.example>",
            &long,
        ];
        check(Channel::Email, &["lin@mail.example", "lin.wang+desk@a.b.example"], &bad);
        check(Channel::Sms, &["+8613812345678"], &["", "13812345678", "+", "+0138123456", "+86138 1234", "+86138123456789012"]);
        check(Channel::Wechat, &["oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"], &["", "a b", "微信"]);
        check(Channel::InApp, &[], &["", "lin@mail.example"]);
    }
}
