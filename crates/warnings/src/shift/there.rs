//! Who answers for a place now, with a roster or without one.

use jiff::Timestamp;
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;

use super::{DutyEntry, Post, on_duty};
use crate::Owner;

/// Those to whom silence goes and whom the end of a shift hands to: whoever the rosters say is on duty, nearest place first; at a place
/// without a line in `roster` all of its officers are on duty. Where nobody at all is on duty, all officers: better somebody who may than nobody.
///
/// `roster`: the lines of the place and those above it within [`crate::RosterRules::kept_days`] of `at`. `officers`: who has the role today, at
/// their places. `may_answer`: whoever lost their role since a line was written is not there, though the line still says that the place has a roster.
pub fn there(
    roster: &[DutyEntry],
    officers: &[Owner],
    may_answer: impl Fn(AccountId) -> bool,
    place: &PlacePath,
    at: Timestamp,
) -> Vec<Owner> {
    let found = on_duty(&standing_in(roster, officers, may_answer), place, at);
    if found.is_empty() { officers.to_vec() } else { found }
}

/// The lines of `roster` of those who may answer, and a line without end for each officer of a place without a line: ready for [`on_duty`] and
/// [`crate::gaps()`].
pub fn standing_in(roster: &[DutyEntry], officers: &[Owner], may_answer: impl Fn(AccountId) -> bool) -> Vec<DutyEntry> {
    let mut lines: Vec<DutyEntry> = roster.iter().filter(|line| may_answer(line.account)).cloned().collect();
    let without = officers.iter().filter(|officer| !roster.iter().any(|line| line.place == officer.place));
    lines.extend(without.map(|officer| DutyEntry {
        account: officer.account,
        place: officer.place.clone(),
        from: Timestamp::MIN,
        until: Timestamp::MAX,
        post: Post::Duty,
    }));
    lines
}
