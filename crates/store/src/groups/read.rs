//! Reading the register.

use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Act, Permit, Resource, Scope, act};
use xinqiao_kernel::id::{AccountId, GroupEntryId, GroupEventId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Class, Field};

use super::{EntryRow, GroupEventRow};
use crate::arg::{Arg, args};
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

/// What an entry rests on, or why it ended, in words.
pub(crate) const WORDS: Field = Field::new("group_event", "words_sealed");

/// Most that a count tells exactly.
const COUNTED: i64 = 10_000;

/// Where a list goes on: the place and person of the last one that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterEntry {
    pub place: String,
    pub person: PersonId,
}

impl FromRow for GroupEventRow {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let account = row.uuid(2)?;
        let key = row.person_key(7, row.uuid(6)?)?;
        Ok(Self {
            id: GroupEventId::from_uuid(id),
            seq: row.int(1)?,
            account: AccountId::from_uuid(account),
            word: String::new(),
            body: row.text(3)?,
            words: row.own_text(4, key.as_ref(), &WORDS.of(id))?,
            at: row.at(5)?,
            by: row.class_text_opt(8, Class::Account, &ACCOUNT_NAME.of(account))?.unwrap_or_default(),
        })
    }
}

impl Db {
    /// Whose entry it is and where: what an access decision needs before any permit can exist.
    pub async fn group_entry_place(&self, id: GroupEntryId) -> Result<Option<EntryRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// The running entry of the permit's person in a group.
    pub async fn open_group_entry<A: Act>(&self, permit: &Permit<A>, group: &str) -> Result<Option<EntryRow>> {
        let Some(person) = permit.person() else { return Ok(None) };
        self.opt(include_str!("open_of.sql"), &args![person.uuid(), group]).await
    }

    /// All entries of the permit's person, those that run first.
    pub async fn groups_of(&self, permit: &Permit<act::ReadGroups>) -> Result<Vec<EntryRow>> {
        self.groups_of_person(permit.person()).await
    }

    /// The same for the person themselves.
    pub async fn own_groups(&self, permit: &Permit<act::ReadOwnRecords>) -> Result<Vec<EntryRow>> {
        self.groups_of_person(permit.person()).await
    }

    /// The same for their copy.
    pub async fn groups_for_export(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<EntryRow>> {
        self.groups_of_person(permit.person()).await
    }

    async fn groups_of_person(&self, person: Option<PersonId>) -> Result<Vec<EntryRow>> {
        let Some(person) = person else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }

    /// The events of an entry of the permit's person, in order.
    pub async fn group_events<A: Act>(&self, permit: &Permit<A>, entry: &EntryRow) -> Result<Vec<GroupEventRow>> {
        if permit.person() != Some(entry.person) {
            return Ok(Vec::new());
        }
        let mut found: Vec<GroupEventRow> = Vec::new();
        loop {
            let last = found.last().map_or(0, |event| event.seq);
            let page: Vec<GroupEventRow> = self.all(include_str!("events.sql"), &args![entry.id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(found);
            }
            found.extend(page);
        }
    }

    /// Who is on record in any of the groups below the permit's place, by place and person: the entries of the first `limit` people behind `after`.
    /// `due_by`: only entries that are to be confirmed by that day.
    pub async fn group_page(
        &self,
        permit: &Permit<act::ReadGroups>,
        groups: &[&str],
        due_by: Option<Date>,
        after: Option<&AfterEntry>,
        limit: u32,
    ) -> Result<Vec<EntryRow>> {
        let range = permit.place().range();
        let (place, person) = after.map_or(("", Uuid::nil()), |after| (after.place.as_str(), after.person.uuid()));
        let mut found: Vec<EntryRow> = Vec::new();
        for group in groups {
            let row = args![*group, &range.from, &range.below, place, person, due_text(due_by), i64::from(limit)];
            found.extend(self.all::<EntryRow>(include_str!("page.sql"), &row).await?);
        }
        found.sort_by(|one, other| (&one.place, one.person, &one.group).cmp(&(&other.place, other.person, &other.group)));
        let key = |row: &EntryRow| -> (PlacePath, PersonId) { (row.place.clone(), row.person) };
        let mut people: Vec<(PlacePath, PersonId)> = found.iter().map(key).collect();
        people.dedup();
        if let Some(beyond) = people.get(limit as usize) {
            let end = found.iter().position(|row| key(row) == *beyond).unwrap_or(found.len());
            found.truncate(end);
        }
        Ok(found)
    }

    /// Entries of the groups below the permit's place; at most 10,000 of each are counted.
    pub async fn group_count(&self, permit: &Permit<act::ReadGroups>, groups: &[&str], due_by: Option<Date>) -> Result<i64> {
        let range = permit.place().range();
        let mut sum = 0;
        for group in groups {
            let row = args![*group, &range.from, &range.below, due_text(due_by), COUNTED];
            sum += self.opt::<i64>(include_str!("count_below.sql"), &row).await?.unwrap_or(0);
        }
        Ok(sum)
    }

    /// Who is called so and was born on a day, among the people of the scope.
    pub async fn people_called(&self, scope: &Scope<act::RecordGroup>, name: &str, birth_on: Date) -> Result<Vec<PersonId>> {
        let found = self.people_of_name(scope, name).await?;
        let fits = |person: &&crate::people::Person| {
            person.name == name
                && person.birth_on == Some(birth_on)
                && scope.contains(&Resource::at(person.place.clone()).of(person.id))
        };
        Ok(found.iter().filter(fits).map(|person| person.id).collect())
    }
}

fn due_text(due_by: Option<Date>) -> Arg {
    Arg::from(due_by.map(|day| day.to_string()).unwrap_or_default())
}
