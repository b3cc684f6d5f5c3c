//! Values put into the places of a pattern.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn segment(value: impl Display) -> String {
    utf8_percent_encode(&value.to_string(), SEGMENT).to_string()
}

/// Fills the places of a pattern in order.
pub(super) fn fill(pattern: &str, values: &[String]) -> String {
    let mut values = values.iter();
    let parts = pattern.split('/').map(|part| match part.starts_with('{') {
        true => values.next().map(String::as_str).unwrap_or_default(),
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
