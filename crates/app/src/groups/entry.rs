//! One entry with its history.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::act;
use xinqiao_cases::register::{Deed, Entry, GroupToml};
use xinqiao_kernel::id::GroupEntryId;
use xinqiao_store::groups::EntryRow;

use super::step::read_event;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// One event in the history of an entry.
#[derive(Debug, Clone)]
pub struct EntryEvent {
    pub at: Timestamp,
    /// name of the account
    pub by: String,
    pub deed: Deed,
    pub words: Option<String>,
}

/// An entry as those see it whose work its group is.
#[derive(Debug, Clone)]
pub struct EntryView {
    /// name masked
    pub row: EntryRow,
    pub group: GroupToml,
    pub entry: Entry,
    pub events: Vec<EntryEvent>,
    /// name of the place of the person
    pub place: String,
    /// may the caller confirm and end it?
    pub may_record: bool,
    /// may the caller open the person's file?
    pub may_open_person: bool,
    pub today: Date,
}

impl App {
    /// One entry with its history. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` out of reach and for a group that the caller does not see, `Denied` without the right.
    pub async fn group_entry(&self, caller: &Caller, id: GroupEntryId) -> Result<EntryView> {
        self.listing(caller, self.staff_scope::<act::ReadGroups>(caller)).await?;
        let row = self.inner.db.group_entry_place(id).await?.ok_or(AppError::NotFound)?;
        let at = self.person_on_record(row.person).await?;
        let permit = self.staff_permit::<act::ReadGroups>(caller, &at).await?;
        let seen = self.seen_groups(caller, &at.place)?;
        let group = seen.into_iter().find(|group| group.code.as_str() == row.group).ok_or(AppError::NotFound)?.clone();
        let (entry, rows) = self.load_entry(&permit, &row).await?;
        let events = rows
            .into_iter()
            .map(|kept| Ok(EntryEvent { at: kept.at, deed: read_event(&kept)?.deed, by: kept.by, words: kept.words }))
            .collect::<Result<Vec<_>>>()?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "group_entry", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        let keeps = self.kept_groups(caller, &at.place)?.iter().any(|kept| kept.code == group.code);
        Ok(EntryView {
            may_record: keeps && entry.ended.is_none() && self.may::<act::RecordGroup>(caller, &at),
            may_open_person: self.may::<act::ReadPerson>(caller, &at),
            place: self.place_name(&at.place).await?,
            today: self.day(self.now()),
            row,
            group,
            entry,
            events,
        })
    }

    /// Does the pack let the caller see entries of the group at the entry's place?
    pub(super) fn sees_entry(&self, caller: &Caller, row: &EntryRow) -> Result<bool> {
        Ok(self.seen_groups(caller, &row.place)?.iter().any(|group| group.code.as_str() == row.group))
    }
}
