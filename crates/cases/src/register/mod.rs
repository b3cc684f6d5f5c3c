//! The register of population groups 人群名册: who is on record as belonging to which group, since when, by whom, until when that holds.
//!
//! An entry is the fold of its events: recorded, confirmed, ended. Nothing is overwritten: whoever belongs again gets a new entry. An entry
//! that nobody confirms in time still counts and is shown as to be confirmed, because only a person knows whether it ended.
//!
//! Which groups there are, who records and sees each, how long an entry holds and what it may be used for is a pack ([`Groups`]).
//! Source: requirements §4, F-19 step 1, K2-08, K3-42, Q-04, Q-33; PIPL 28, 29 (much of it is sensitive information).

mod entry;
mod rules;

pub use entry::{Acting, Deed, Ending, Entry, RegisterEvent, Wrong, confirm, end, record};
pub use rules::{CountedToml, GroupToml, Groups, GroupsToml, Use};

use crate::Code;

/// Is `group` the group `of` or one of its sub-groups? `G-05a` is of `G-05`, `G-05` is not of `G-05a`, `G-050` not of `G-05`.
pub fn belongs(group: &Code, of: &Code) -> bool {
    let rest = group.as_str().strip_prefix(of.as_str());
    rest.is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_lowercase()))
}
