//! Writing entries: row and event together.

use jiff::Timestamp;
use xinqiao_kernel::id::{GroupEntryId, PersonId};

use super::{EntryRow, GroupEventRow, WORDS};
use crate::arg::{Arg, args};
use crate::fields::own_arg_opt;
use crate::{Result, StoreError, Tx};

impl Tx {
    /// Enters somebody with the first event. Errors: `Duplicate` for an id that is there and for somebody who is on record in the group;
    /// `Sealed(Erased)` for somebody who was erased.
    pub async fn add_group_entry(&mut self, entry: &EntryRow, event: &GroupEventRow, now: Timestamp) -> Result<()> {
        let row = args![
            entry.id.uuid(),
            entry.person.uuid(),
            &entry.group,
            entry.place.as_str(),
            entry.since,
            entry.confirm_by,
            entry.recorded_by.uuid(),
            entry.version,
            now
        ];
        self.exec(include_str!("insert_entry.sql"), &row).await?;
        self.add_group_event(entry.id, entry.person, event, now).await
    }

    /// Saves an entry after an event. Errors: `Stale` when somebody else changed it since version `from`.
    pub async fn save_group_entry(&mut self, entry: &EntryRow, from: i64, event: &GroupEventRow, now: Timestamp) -> Result<()> {
        let (on, reason) = entry.ended.clone().unzip();
        let closed_at = on.map(|_| now);
        let row = args![entry.id.uuid(), from, entry.confirm_by, on, reason, closed_at, entry.version];
        if self.exec(include_str!("update_entry.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "group_entry", id: entry.id.to_string() });
        }
        self.add_group_event(entry.id, entry.person, event, now).await
    }

    async fn add_group_event(
        &mut self,
        entry: GroupEntryId,
        person: PersonId,
        event: &GroupEventRow,
        now: Timestamp,
    ) -> Result<()> {
        let key = self.key_of(person).await?;
        let id = event.id.uuid();
        let row = [
            Arg::from(id),
            Arg::from(entry.uuid()),
            Arg::from(person.uuid()),
            Arg::from(event.seq),
            Arg::from(event.account.uuid()),
            Arg::from(&event.word),
            Arg::from(&event.body),
            own_arg_opt(&key, &WORDS.of(id), event.words.as_deref())?,
            Arg::from(event.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_event.sql"), &row).await.map(|_| ())
    }

    /// Nothing stays of what groups somebody was on record in.
    pub(crate) async fn erase_groups_of(&mut self, person: PersonId) -> Result<()> {
        self.exec(include_str!("erase_events.sql"), &args![person.uuid()]).await?;
        self.exec(include_str!("erase_entries.sql"), &args![person.uuid()]).await.map(|_| ())
    }
}
