//! Staff hand a device to somebody, who answers one campaign on it and reaches nothing else.
//!
//! Whoever may import answers of a campaign opens a hand-over for one person and gets a code. The code is typed in on the device, once; from then on
//! the device acts for that person in that campaign. It ends with the answers, with "give back", or when nobody touches the device.
//! Answers are in the audit under the account of whoever opened it, in the role of a resident, beside the rows of the hand-over itself.

mod end;
mod open;
mod start;
mod who;

pub use end::Ending;
pub use open::Opened;
pub use start::Started;
pub use xinqiao_store::hand_overs::HandOver;

/// Under what codes and tokens are hashed.
const CODE: &str = "hand-over-code";
const TOKEN: &str = "hand-over-token";

/// A code as it was typed: letters of either size, with or without the dash.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests;
