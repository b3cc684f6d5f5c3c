//! Numbers with a check character: citizens (GB 11643), social credit codes (GB 32100), organisation codes (GB 11714).
//!
//! A value of these types has passed its check. Their `Debug` shows no digit, so that a log line cannot leak one.
//! Source: `domain_rules` F.1.

mod citizen;
mod credit;
mod organisation;

pub use citizen::{CitizenId, CitizenIdFault};
pub use credit::{SocialCreditCode, SocialCreditCodeFault};
pub use organisation::{OrganisationCode, OrganisationCodeFault};

/// Σ value·weight of the leading characters.
fn weighted_sum(values: impl IntoIterator<Item = u32>, weights: &[u32]) -> u32 {
    values.into_iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The text of bytes that are known to be ASCII.
fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests;
