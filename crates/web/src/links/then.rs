//! Addresses that lead on to another one, or begin at a point of a list.

use super::*;

/// The sign-in page that leads back to `here`.
pub fn login_then(here: &str) -> String {
    format!("{}?next={}", login(), segment(here))
}

/// An identity provider, for signing in and going on to `next`.
pub fn login_with_then(provider: &str, next: &str) -> String {
    if next.is_empty() { login_with(provider) } else { format!("{}?next={}", login_with(provider), segment(next)) }
}

/// The code to a phone, for signing in and going on to `next`.
pub fn login_phone_then(next: &str) -> String {
    if next.is_empty() { login_phone() } else { format!("{}?next={}", login_phone(), segment(next)) }
}

/// The second step that leads back to `here`.
pub fn second_then(here: &str) -> String {
    format!("{}?next={}", login_second(), segment(here))
}

/// "Who looked" before an instant in microseconds.
pub fn who_looked_before(micros: i64) -> String {
    format!("{}?before={micros}", who_looked())
}

/// Address of an asset by its plain name, `resident.css`: the hashed name is looked up in the manifest.
pub fn asset(name: &str) -> String {
    asset_file(crate::assets::hashed(name))
}

/// Switches large type on or off.
pub fn large(on: bool) -> String {
    if on { large_on() } else { large_off() }
}

/// The number of the people who listen, as a link that phones can dial.
pub fn helpline() -> &'static str {
    "tel:12356"
}

/// A telephone number as a link: digits and a leading plus only.
pub fn telephone(number: &str) -> String {
    let digits: String = number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    format!("tel:{digits}")
}

/// The same page in another language.
pub fn in_language(tag: &str) -> String {
    format!("?lang={}", segment(tag))
}
