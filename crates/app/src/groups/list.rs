//! Who is on record below a place: the list of those whose work it is, and cohorts for what is offered to a group.

use jiff::civil::Date;
use xinqiao_access::{Action, Permit, Resource, act, rules};
use xinqiao_cases::register::{GroupToml, Use};
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::groups::{AfterEntry, EntryRow};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// People of one page of the list.
const PAGE: u32 = 50;
/// People of one page of a cohort at most.
const MOST_COHORT: u32 = 1_000;

/// What of the register somebody wants to see.
#[derive(Debug, Clone, Default)]
pub struct RegisterAsked {
    /// none: where the caller's first post is
    pub place: Option<PlacePath>,
    /// code of a group; none: all that the caller sees
    pub group: Option<String>,
    /// only what is to be confirmed
    pub due_only: bool,
    pub after: Option<AfterEntry>,
}

/// One page of the register.
#[derive(Debug, Clone)]
pub struct Register {
    pub place: PlacePath,
    /// places that can be chosen, with their names
    pub places: Vec<(PlacePath, String)>,
    /// groups that the caller sees there
    pub groups: Vec<GroupToml>,
    pub group: Option<String>,
    pub due_only: bool,
    /// by place and person; names masked
    pub rows: Vec<EntryRow>,
    /// names of the places of the rows
    pub names: std::collections::BTreeMap<PlacePath, String>,
    pub next: Option<AfterEntry>,
    /// running entries of the chosen groups, and of these those to be confirmed; each group counted up to 10,000
    pub count: i64,
    pub due: i64,
    pub today: Date,
    /// may the caller enter somebody?
    pub may_record: bool,
}

/// People of some groups, a page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    pub people: Vec<PersonId>,
    pub next: Option<AfterEntry>,
}

impl App {
    /// One page of the register below a place, of the groups that the caller sees.
    ///
    /// Errors: `Denied` without the right; `NotFound` for a place out of reach or at which the caller sees no group; `Invalid` on `group`.
    pub async fn register(&self, caller: &Caller, asked: &RegisterAsked) -> Result<Register> {
        self.listing(caller, self.staff_scope::<act::ReadGroups>(caller)).await?;
        let places = self.register_places(caller).await?;
        let place = asked.place.clone().or_else(|| places.first().map(|(place, _)| place.clone())).ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::ReadGroups>(caller, &Resource::at(place.clone())).await?;
        let groups: Vec<GroupToml> = self.seen_groups(caller, &place)?.into_iter().cloned().collect();
        if groups.is_empty() {
            return Err(AppError::NotFound);
        }
        let wanted: Vec<&str> = match asked.group.as_deref() {
            None => groups.iter().map(|group| group.code.as_str()).collect(),
            Some(code) if groups.iter().any(|group| group.code.as_str() == code) => vec![code],
            Some(other) => return Err(AppError::field("group", "fault-group-choice", other)),
        };
        let today = self.day(self.now());
        let due_by = asked.due_only.then_some(today);
        let (rows, next) = self.on_record(&permit, &wanted, due_by, asked.after.as_ref(), PAGE).await?;
        let count = self.inner.db.group_count(&permit, &wanted, None).await?;
        let due = self.inner.db.group_count(&permit, &wanted, Some(today)).await?;
        let mut names = std::collections::BTreeMap::new();
        for row in &rows {
            if !names.contains_key(&row.place) {
                names.insert(row.place.clone(), self.place_name(&row.place).await?);
            }
        }
        Ok(Register {
            may_record: self.may_record_groups(caller),
            group: asked.group.clone(),
            due_only: asked.due_only,
            place,
            places,
            groups,
            rows,
            names,
            next,
            count,
            due,
            today,
        })
    }

    /// Ids of people who are on record in any of some groups below a place, a page at a time, for offering something to them. Only groups that
    /// the caller sees and whose entries may be used so.
    ///
    /// Errors: `Denied` without the right, `NotFound` out of reach, `Invalid` on `group` for one that the caller does not see or that may not be
    /// used for this.
    pub async fn cohort(
        &self,
        caller: &Caller,
        place: &PlacePath,
        groups: &[&str],
        after: Option<&AfterEntry>,
        limit: u32,
    ) -> Result<Cohort> {
        self.listing(caller, self.staff_scope::<act::ReadGroups>(caller)).await?;
        let permit = self.staff_permit::<act::ReadGroups>(caller, &Resource::at(place.clone())).await?;
        let seen = self.seen_groups(caller, place)?;
        let may = |code: &str| seen.iter().any(|group| group.code.as_str() == code && group.uses.contains(&Use::Cohort));
        if let Some(other) = groups.iter().find(|code| !may(code)) {
            return Err(AppError::field("group", "fault-group-cohort", *other));
        }
        let (rows, next) = self.on_record(&permit, groups, None, after, limit.clamp(1, MOST_COHORT)).await?;
        let mut people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        people.dedup();
        Ok(Cohort { people, next })
    }

    /// The entries of the next people of some groups, and where they go on. Leaves an audit row.
    async fn on_record(
        &self,
        permit: &Permit<act::ReadGroups>,
        groups: &[&str],
        due_by: Option<Date>,
        after: Option<&AfterEntry>,
        limit: u32,
    ) -> Result<(Vec<EntryRow>, Option<AfterEntry>)> {
        let mut rows = self.inner.db.group_page(permit, groups, due_by, after, limit + 1).await?;
        let mut people: Vec<(PlacePath, PersonId)> = rows.iter().map(|row| (row.place.clone(), row.person)).collect();
        people.dedup();
        let next = match people.get(limit as usize) {
            Some(beyond) => {
                rows.retain(|row| (&row.place, row.person) < (&beyond.0, beyond.1));
                rows.last().map(|last| AfterEntry { place: last.place.as_str().to_owned(), person: last.person })
            }
            None => None,
        };
        let detail = format!("groups={} rows={}", groups.len(), rows.len());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, permit, "group_entry", None, detail), self.now()).await?;
        tx.commit().await?;
        Ok((rows, next))
    }

    /// The places of the caller's posts that see the register, and the ones directly below.
    pub async fn register_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        self.places_of_action(caller, Action::ReadGroups).await
    }

    /// The places of the caller's posts that enter people, and the ones directly below.
    pub async fn recording_places(&self, caller: &Caller) -> Result<Vec<(PlacePath, String)>> {
        self.places_of_action(caller, Action::RecordGroup).await
    }

    pub(crate) async fn places_of_action(&self, caller: &Caller, action: Action) -> Result<Vec<(PlacePath, String)>> {
        let today = self.day(self.now());
        let may = |role: xinqiao_access::Role| rules(role).any(|rule| rule.action == action);
        let held: Vec<PlacePath> =
            caller.actor().in_force(today).filter(|held| may(held.role)).map(|held| held.place.clone()).collect();
        let mut found: Vec<(PlacePath, String)> = Vec::new();
        for place in held {
            let name = self.place_name(&place).await?;
            let below = self.places_under(&place).await?.into_iter().map(|below| (below.path, below.name));
            for one in std::iter::once((place, name)).chain(below) {
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        Ok(found)
    }
}
