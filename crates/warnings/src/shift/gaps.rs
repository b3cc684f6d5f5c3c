//! Where a roster leaves a place without anybody.

use jiff::Timestamp;
use xinqiao_kernel::place::PlacePath;

use super::{DutyEntry, Period, Post, on_duty};
use crate::Owner;

/// A span in which nobody holds the post at the place. Known beforehand, so that the desk is warned before it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    pub place: PlacePath,
    pub post: Post,
    pub from: Timestamp,
    pub until: Timestamp,
    /// Who is asked instead while it lasts: another post of the place, or the nearest place above. `None`: nobody at all.
    pub instead: Option<Owner>,
}

/// The gaps of `post` at `place` in the period, in order; a gap is split where the one who stands in changes.
pub fn gaps(roster: &[DutyEntry], place: &PlacePath, post: Post, period: Period) -> Vec<Gap> {
    let mut edges = vec![period.from, period.until];
    for entry in roster.iter().filter(|entry| entry.place.covers(place)) {
        edges.extend([entry.from, entry.until].into_iter().filter(|edge| period.from < *edge && *edge < period.until));
    }
    edges.sort_unstable();
    edges.dedup();
    let mut found: Vec<Gap> = Vec::new();
    for pair in edges.windows(2) {
        let (from, until) = (pair[0], pair[1]);
        if roster.iter().any(|entry| entry.place == *place && entry.post == post && entry.covers(from)) {
            continue;
        }
        let instead = on_duty(roster, place, from).into_iter().next();
        match found.last_mut() {
            Some(last) if last.until == from && last.instead == instead => last.until = until,
            _ => found.push(Gap { place: place.clone(), post, from, until, instead }),
        }
    }
    found
}
