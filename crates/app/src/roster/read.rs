//! Reading a roster: a week of a place, and where it leaves nobody.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use xinqiao_access::{Action, Resource, act};
use xinqiao_kernel::id::{AccountId, RosterEntryId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_warnings::{DutyEntry, Period, Post, gaps, standing_in};

use crate::warnings::{Candidate, entry, officers};
use crate::{App, AppError, Caller, Result};

/// Lines on one page: a week of a large desk.
const MOST: u32 = 500;

/// One line.
#[derive(Debug, Clone)]
pub struct RosterLine {
    pub id: RosterEntryId,
    pub account: AccountId,
    pub name: String,
    pub post: Post,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// A span in which nobody is on duty at the place.
#[derive(Debug, Clone)]
pub struct GapSeen {
    pub from: Timestamp,
    pub until: Timestamp,
    /// name of who is asked instead: standby, or somebody above; none: nobody at all
    pub instead: Option<String>,
}

/// A week of a place.
pub struct Roster {
    pub place: PlacePath,
    /// its first day
    pub monday: Date,
    pub lines: Vec<RosterLine>,
    /// from now on; empty for a place that keeps no roster
    pub gaps: Vec<GapSeen>,
    /// who may be entered
    pub candidates: Vec<Candidate>,
    pub may_keep: bool,
}

impl App {
    /// The roster of a place for the week of a day. Errors: `NotFound` outside the scope, `Denied`.
    pub async fn roster(&self, caller: &Caller, place: &PlacePath, day: Date) -> Result<Roster> {
        let at = Resource::at(place.clone());
        let permit = self.staff_permit::<act::ReadRoster>(caller, &at).await?;
        let days = i64::from(day.weekday().to_monday_zero_offset());
        let outside = || AppError::field("week", "fault-day", day.to_string());
        let monday = day.checked_sub(days.days()).map_err(|_| outside())?;
        let next = monday.checked_add(7.days()).map_err(|_| outside())?;
        let (from, until) = (self.start_of(monday).ok_or_else(outside)?, self.start_of(next).ok_or_else(outside)?);
        let now = self.now();
        let rows = self.inner.db.roster(&permit, (from, until), MOST).await?;
        let kept = self.rules_for(place).roster().kept;
        let over = self.inner.db.roster_over(place, from - kept, until + kept, MOST).await?;
        let candidates = self.candidates(place, now).await?;
        let written: Vec<DutyEntry> = over.iter().filter_map(entry).collect();
        // above, where no roster is kept, all officers are there
        let entries =
            standing_in(&written, &officers(&candidates), |account| candidates.iter().any(|one| one.account == account));
        let period = Period { from: from.max(now), until };
        let empty = rows.is_empty() || period.until <= period.from;
        let found = if empty { Vec::new() } else { gaps(&entries, place, Post::Duty, period) };
        let name = |account| candidates.iter().find(|one| one.account == account).map(|one| one.name.clone());
        let gaps = found.into_iter().map(|gap| GapSeen {
            from: gap.from,
            until: gap.until,
            instead: gap.instead.and_then(|owner| name(owner.account)),
        });
        let gaps = gaps.collect();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&crate::audit::done(self, &permit, "roster", None, format!("lines={}", rows.len())), now).await?;
        tx.commit().await?;
        let lines = rows.into_iter().filter_map(|row| {
            let post = row.post.parse().ok()?;
            Some(RosterLine { id: row.id, account: row.account, name: row.name, post, from: row.from, until: row.until })
        });
        Ok(Roster {
            place: place.clone(),
            monday,
            lines: lines.collect(),
            gaps,
            candidates,
            may_keep: self.may::<act::KeepRoster>(caller, &at),
        })
    }

    /// The places whose rosters the caller may read by a role of their own, nearest first: where a page begins.
    pub fn roster_places(&self, caller: &Caller) -> Vec<PlacePath> {
        let mut found: Vec<PlacePath> = Vec::new();
        for place in caller.actor().places(Action::ReadRoster, self.day(self.now())) {
            if !found.contains(place) {
                found.push(place.clone());
            }
        }
        found
    }
}
