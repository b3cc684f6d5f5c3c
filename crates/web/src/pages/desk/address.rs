//! Addresses of the staff pages that `crate::links` does not hold yet, and queries for filters and places in a list.

use std::fmt::Display;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use xinqiao_duties::Kind;
use xinqiao_kernel::id::{DutyId, ImportId};

use crate::links;

/// Address patterns in the syntax of the router.
pub mod pattern {
    /// Open and ended warnings.
    pub const WARNINGS: &str = "/desk/warnings";
    /// My messages.
    pub const NOTICES: &str = "/desk/notices";
    /// Marks all my messages as read.
    pub const NOTICES_READ: &str = "/desk/notices/read";
    /// Where notices reach me outside.
    pub const REACHED: &str = "/desk/notices/ways";
    /// Does something with one way: ask, confirm, try, off, on, forget.
    pub const WAY: &str = "/desk/notices/ways/{way}";
    /// The form of a new campaign; it is posted to the list of campaigns.
    pub const CAMPAIGN_NEW: &str = "/desk/campaigns/new";
    /// Leads to the first list of duties that the caller may open.
    pub const DUTIES_HOME: &str = "/desk/duties";
    /// Duties of a kind; a new one is posted to the same address.
    pub const DUTIES: &str = "/desk/duties/{kind}";
    /// The form of a new duty.
    pub const DUTY_NEW: &str = "/desk/duties/{kind}/new";
    /// One duty.
    pub const DUTY: &str = "/desk/duties/{kind}/{id}";
    /// One step of a duty.
    pub const DUTY_STEP: &str = "/desk/duties/{kind}/{id}/{verb}";
    /// Imports a checked file.
    pub const IMPORT_RUN: &str = "/desk/imports/{id}/run";
}

/// Open and ended warnings.
pub fn warnings() -> String {
    pattern::WARNINGS.to_owned()
}

/// My messages.
pub fn notices() -> String {
    pattern::NOTICES.to_owned()
}

/// Marks all my messages as read.
pub fn notices_read() -> String {
    pattern::NOTICES_READ.to_owned()
}

/// Where notices reach me outside.
pub fn reached() -> String {
    pattern::REACHED.to_owned()
}

/// Does something with one way; takes its code.
pub fn way(way: &str) -> String {
    format!("/desk/notices/ways/{way}")
}

/// The form of a new campaign.
pub fn campaign_new() -> String {
    pattern::CAMPAIGN_NEW.to_owned()
}

/// Imports a checked file.
pub fn import_run(id: ImportId) -> String {
    format!("{}/run", links::import(id))
}

/// Duties of a kind.
pub fn duties(kind: Kind) -> String {
    format!("/desk/duties/{kind}")
}

/// The form of a new duty.
pub fn duty_new(kind: Kind) -> String {
    format!("/desk/duties/{kind}/new")
}

/// One duty.
pub fn duty(kind: Kind, id: DutyId) -> String {
    format!("/desk/duties/{kind}/{id}")
}

/// One step of a duty.
pub fn duty_step(kind: Kind, id: DutyId, verb: &str) -> String {
    format!("/desk/duties/{kind}/{id}/{verb}")
}

/// `address` with one more query parameter.
pub fn with(address: &str, name: &str, value: impl Display) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    let value = value.to_string();
    format!("{address}{mark}{name}={}", utf8_percent_encode(&value, NON_ALPHANUMERIC))
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn parameters_are_joined_and_escaped() {
        assert_eq!(with(&with("/desk", "kind", "all"), "after", "a&b"), "/desk?kind=all&after=a%26b");
    }
}
