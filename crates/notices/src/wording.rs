//! What the operator fills into every letter.

use crate::pack::is_hidden;
use crate::{Fault, Rules};

/// The neutral name of the service and the link to the desk. Made by [`Wording::new`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    service: String,
    link: String,
}

impl Wording {
    /// Checks both against the pack: lengths, forbidden words, and a link that holds nothing but the way to the desk.
    ///
    /// Errors: all faults at once.
    pub fn new(rules: &Rules, service: impl Into<String>, link: impl Into<String>) -> Result<Self, Vec<Fault>> {
        let wording = Self { service: service.into(), link: link.into() };
        let mut faults = Vec::new();
        let mut fault = |key: &str, expected: String, found: String| {
            faults.push(Fault { key: key.to_owned(), expected, found });
        };
        let limits = rules.wording();
        for (key, text, most) in
            [("service", &wording.service, limits.service_characters), ("link", &wording.link, limits.link_characters)]
        {
            let length = text.chars().count();
            if text.trim().is_empty() || most < length {
                fault(key, format!("1 to {most} characters"), length.to_string());
            }
            if let Some(word) = rules.forbidden().find(text) {
                fault(key, "no word of forbidden.words of the pack".to_owned(), word.to_owned());
            }
        }
        if wording.service.chars().any(|sign| sign.is_control() || is_hidden(sign) || "{}【】<>".contains(sign)) {
            fault("service", "visible signs without {}【】<>".to_owned(), "another sign".to_owned());
        }
        let rest = wording.link.strip_prefix("https://").or_else(|| wording.link.strip_prefix("http://"));
        let is_plain = |rest: &str| rest.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-._:/[]".contains(&sign));
        if !rest.is_some_and(|rest| !rest.is_empty() && is_plain(rest)) {
            let expected = "an address such as https://xq.example/desk, without ?, # and @".to_owned();
            fault("link", expected, wording.link.clone());
        }
        if faults.is_empty() { Ok(wording) } else { Err(faults) }
    }

    /// The neutral name of the service.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The way to the desk.
    pub fn link(&self) -> &str {
        &self.link
    }
}
