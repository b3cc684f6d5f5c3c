//! Quiet hours: when a message about a warning may reach somebody's telephone. Due times are not touched by them.

use jiff::civil::Time;
use jiff::{Timestamp, ToSpan};

use crate::{Level, Timetable};

words! {
    /// What a message about a warning is for.
    NoticeKind {
        /// Somebody owes a step from now.
        Yours = "yours",
        /// Something was late and moved up to them.
        Late = "late",
        /// Something will be due soon.
        Soon = "soon",
        /// To know, not to do.
        Other = "other",
    }
}

/// When messages wait for the morning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietHours {
    /// Local time.
    pub from: Time,
    /// Local time; on the next day where it is before `from`.
    pub until: Time,
    /// The kinds that wait.
    pub waits: Vec<NoticeKind>,
}

/// When a message of this kind about a warning whose clock runs at `level` may be delivered: `at`, or the end of the quiet hours.
///
/// Red is always now: pass [`crate::Warning::pace`], so that danger that was found in a yellow warning is red here too. A due time within
/// the quiet hours stays where it is. Source: features, warning loop ("quiet hours except red").
pub fn deliver_at(time: &Timetable<'_>, level: Level, kind: NoticeKind, at: Timestamp) -> Timestamp {
    let Some(quiet) = time.rules.quiet() else { return at };
    if level == Level::Red || !quiet.waits.contains(&kind) {
        return at;
    }
    let local = at.to_zoned(time.zone.clone());
    let (day, clock) = (local.date(), local.time());
    let over_midnight = quiet.until < quiet.from;
    let is_quiet =
        if over_midnight { quiet.from <= clock || clock < quiet.until } else { quiet.from <= clock && clock < quiet.until };
    if !is_quiet {
        return at;
    }
    let ends_on = if over_midnight && quiet.from <= clock { day.saturating_add(1.day()) } else { day };
    let end = ends_on.to_datetime(quiet.until).to_zoned(time.zone.clone());
    // only beyond the last representable day is there no such instant
    end.map_or(at, |zoned| zoned.timestamp()).max(at)
}
