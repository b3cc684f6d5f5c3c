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
