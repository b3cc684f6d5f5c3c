//! The register of population groups 人群名册: entered, confirmed and ended by those whose work a group is, seen by few, counted without names.
//!
//! Two things decide: the policy (role, place, purpose) and the pack of groups, which says for each group which roles enter it and which see it.
//! The pack only takes away. A group that a role does not see is to it as if it were not there.

mod count;
mod entry;
mod file;
mod list;
mod of_person;
mod record;
mod step;
mod whom;

pub use entry::{EntryEvent, EntryView};
pub use file::{GROUP_COLUMNS, GroupFile};
pub use list::{Cohort, Register, RegisterAsked};
pub use of_person::{GroupLine, OwnGroup};
pub use record::{NewEntry, Recorded};
pub use step::{GroupInput, GroupStep};
pub use whom::GroupWhom;
pub use xinqiao_store::groups::{AfterEntry, EntryRow};

pub(crate) use count::case_days;

use std::collections::BTreeSet;

use xinqiao_access::{Age, Resource, act};
use xinqiao_cases::register::{GroupToml, Groups, Wrong};
use xinqiao_kernel::id::{GroupEntryId, GroupEventId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::{App, AppError, Caller, Result};

/// The pack of groups that is in force.
pub const GROUPS: &str = "default";
/// The longest words of an entry, in characters.
pub(crate) const LONGEST: usize = 500;

impl App {
    /// The groups of the register. Errors: `Broken` when the pack is missing.
    pub fn group_rules(&self) -> Result<&Groups> {
        self.inner.library.groups(GROUPS).ok_or_else(|| AppError::broken("the pack groups/default is missing"))
    }

    /// A fresh id for the form that enters somebody.
    pub fn fresh_group_entry(&self) -> GroupEntryId {
        GroupEntryId::new(self.ids(), self.now())
    }

    /// A fresh idempotency id for a form of an entry.
    pub fn fresh_group_event(&self) -> GroupEventId {
        GroupEventId::new(self.ids(), self.now())
    }

    /// May the caller look at the register at all? For showing a link; leaves no trace.
    pub fn has_groups(&self, caller: &Caller) -> bool {
        self.staff_scope::<act::ReadGroups>(caller).is_ok()
    }

    /// May the caller enter somebody? For showing a link; leaves no trace.
    pub fn may_record_groups(&self, caller: &Caller) -> bool {
        self.staff_scope::<act::RecordGroup>(caller).is_ok()
    }

    /// The groups whose entries at a place the caller's posts see.
    pub(crate) fn seen_groups(&self, caller: &Caller, place: &PlacePath) -> Result<Vec<&GroupToml>> {
        let roles = self.roles_over(caller, place);
        Ok(self.group_rules()?.all().iter().filter(|group| group.see.iter().any(|role| roles.contains(role.as_str()))).collect())
    }

    /// The groups that the caller's posts enter at a place.
    pub(crate) fn kept_groups(&self, caller: &Caller, place: &PlacePath) -> Result<Vec<&GroupToml>> {
        let roles = self.roles_over(caller, place);
        Ok(self
            .group_rules()?
            .all()
            .iter()
            .filter(|group| group.record.iter().any(|role| roles.contains(role.as_str())))
            .collect())
    }

    /// The groups that the caller's posts enter somewhere: what a form offers before it knows the place.
    pub fn own_kept_groups(&self, caller: &Caller) -> Result<Vec<&GroupToml>> {
        let today = self.day(self.now());
        let roles: BTreeSet<&str> = caller.actor().in_force(today).map(|held| held.role.code()).collect();
        Ok(self
            .group_rules()?
            .all()
            .iter()
            .filter(|group| group.record.iter().any(|role| roles.contains(role.as_str())))
            .collect())
    }

    fn roles_over(&self, caller: &Caller, place: &PlacePath) -> BTreeSet<&'static str> {
        let today = self.day(self.now());
        let over = caller.actor().in_force(today).filter(|held| held.place.covers(place));
        over.map(|held| held.role.code()).collect()
    }

    /// Somebody of the index, as access decides about them. Errors: `NotFound` for nobody and for somebody who was erased.
    pub(crate) async fn person_on_record(&self, person: PersonId) -> Result<Resource> {
        let known = self.inner.db.whereabouts(person).await?.filter(|known| !known.lock.is_erased());
        let known = known.ok_or(AppError::NotFound)?;
        let restricted = self.inner.db.restricted_at(person).await?.is_some();
        let age = Age::of(known.birth_on, self.day(self.now()));
        Ok(Resource::at(known.place).of(person).aged(age).restricted(restricted))
    }
}

/// Words of an entry, trimmed; none where nothing was written. Errors: `Invalid` on `note` for too many.
pub(crate) fn worded(note: Option<&str>) -> Result<Option<String>> {
    let words = note.map(str::trim).filter(|words| !words.is_empty());
    match words.map(|words| words.chars().count()) {
        Some(long) if LONGEST < long => Err(AppError::field("note", "fault-group-long", long.to_string())),
        _ => Ok(words.map(str::to_owned)),
    }
}

/// A refusal of the pure rules as what a form shows.
pub(crate) fn wrong(why: Wrong) -> AppError {
    match why {
        Wrong::Group(found) => AppError::field("group", "fault-group-choice", found),
        Wrong::Origin(found) => AppError::field("origin", "fault-group-origin", found),
        Wrong::Reason(found) => AppError::field("reason", "fault-group-reason", found),
        Wrong::Day { day, .. } => AppError::field("day", "fault-group-day", day.to_string()),
        Wrong::Over => AppError::conflict("group_ended"),
        Wrong::Broken => AppError::broken("the events of an entry of a group are damaged"),
    }
}
