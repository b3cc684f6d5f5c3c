//! Entering somebody into a group.

use jiff::civil::Date;
use xinqiao_access::{Permit, act};
use xinqiao_cases::Code;
use xinqiao_cases::register::{Acting, record};
use xinqiao_kernel::id::{GroupEntryId, GroupEventId, PersonId};
use xinqiao_store::StoreError;
use xinqiao_store::groups::{EntryRow, GroupEventRow};

use super::step::event_row;
use super::whom::Subject;
use super::{GroupWhom, worded, wrong};
use crate::audit::done;
use crate::{App, AppError, Caller, Person, Result};

/// An entry as a form or a row of a file says it.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// made when the form was shown: the same form sent twice enters once
    pub id: GroupEntryId,
    pub event: GroupEventId,
    pub whom: GroupWhom,
    /// codes of the pack
    pub group: String,
    pub origin: String,
    pub since: Date,
    /// what it rests on, in words
    pub note: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    pub entry: GroupEntryId,
    /// false: the person was on record in the group before
    pub is_new: bool,
    /// may the caller open it?
    pub may_open: bool,
}

/// What an entry would be, before anything is written.
pub(super) struct Prepared {
    pub subject: Subject,
    pub permit: Permit<act::RecordGroup>,
    /// the running entry that says the same
    pub there: Option<EntryRow>,
    row: EntryRow,
    event: GroupEventRow,
}

impl App {
    /// Enters somebody; durable when it returns. Doing it twice is harmless: whoever is on record in the group stays so, with the first day.
    ///
    /// Errors: `Denied` without the right, `NotFound` out of reach, `Invalid` on `number`, `name`, `birth_on`, `place`, `group`, `origin`, `day` or `note`.
    pub async fn record_group(&self, caller: &Caller, new: &NewEntry) -> Result<Recorded> {
        self.listing(caller, self.staff_scope::<act::RecordGroup>(caller)).await?;
        if let Some(known) = self.inner.db.group_entry_place(new.id).await? {
            let is_mine = known.recorded_by == caller.account() && known.group == new.group;
            let may_open = is_mine && self.sees_entry(caller, &known)?;
            return if is_mine { Ok(Recorded { entry: known.id, is_new: false, may_open }) } else { Err(AppError::NotFound) };
        }
        let prepared = self.prepare_entry(caller, new).await?;
        let may_open = self.sees_entry(caller, &prepared.row)?;
        if let Some(there) = prepared.there {
            return Ok(Recorded { entry: there.id, is_new: false, may_open });
        }
        let Prepared { subject, permit, row, event, .. } = prepared;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if let Some((person, number)) = &subject.new {
            self.keep_person(&mut tx, person, number.as_ref()).await?;
        }
        match tx.add_group_entry(&row, &event, now).await {
            Err(StoreError::Duplicate { .. }) => {
                // the same form, or somebody else, at the same moment
                drop(tx);
                let there = self.inner.db.open_group_entry(&permit, &row.group).await?;
                let there = there.ok_or_else(|| AppError::conflict("other"))?;
                return Ok(Recorded { entry: there.id, is_new: false, may_open });
            }
            other => other?,
        }
        tx.audit(&done(self, &permit, "group_entry", Some(row.id.uuid()), "recorded"), now).await?;
        tx.commit().await?;
        Ok(Recorded { entry: row.id, is_new: true, may_open })
    }

    /// May the caller enter somebody somewhere? A refusal is kept. Errors: `Denied`.
    pub async fn may_enter_groups(&self, caller: &Caller) -> Result<()> {
        self.listing(caller, self.staff_scope::<act::RecordGroup>(caller)).await.map(|_| ())
    }

    /// Whom an entry is to be about, masked. Leaves an audit row that the person can see. Errors: `NotFound` out of reach, `Denied` without the right.
    pub async fn group_candidate(&self, caller: &Caller, person: PersonId) -> Result<Person> {
        self.may_enter_groups(caller).await?;
        let at = self.person_on_record(person).await?;
        // who hands in and does not look back chooses nobody of the index
        self.staff_permit::<act::ReadGroups>(caller, &at).await?;
        let permit = self.staff_permit::<act::RecordGroup>(caller, &at).await?;
        let found = self.inner.db.person_of_group(&permit).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", Some(person.uuid()), "chosen"), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Everything of an entry but the writing: the rows of a file are looked at by the same rules.
    pub(super) async fn prepare_entry(&self, caller: &Caller, new: &NewEntry) -> Result<Prepared> {
        let scope = self.listing(caller, self.staff_scope::<act::RecordGroup>(caller)).await?;
        let words = worded(new.note.as_deref())?;
        let subject = self.group_subject(&scope, &new.whom).await?;
        let permit = self.staff_permit::<act::RecordGroup>(caller, &subject.at).await?;
        let kept = self.kept_groups(caller, &subject.at.place)?;
        if !kept.iter().any(|group| group.code.as_str() == new.group) {
            return Err(AppError::field("group", "fault-group-choice", new.group.clone()));
        }
        let code = |field: &'static str, expected: &'static str, text: &str| -> Result<Code> {
            text.parse().map_err(|_| AppError::field(field, expected, text))
        };
        let group = code("group", "fault-group-choice", &new.group)?;
        let origin = code("origin", "fault-group-origin", &new.origin)?;
        let now = self.now();
        let act = Acting { id: new.event, on: self.day(now), by: caller.account() };
        let (entry, event) = record(self.group_rules()?, &group, new.since, &origin, act).map_err(wrong)?;
        let there = match subject.new {
            Some(_) => None,
            None => self.inner.db.open_group_entry(&permit, &new.group).await?,
        };
        let person = permit.person().ok_or_else(|| AppError::broken("an entry about nobody"))?;
        let row = EntryRow {
            id: new.id,
            person,
            group: new.group.clone(),
            place: subject.at.place.clone(),
            since: entry.since,
            confirm_by: entry.confirm_by,
            ended: None,
            recorded_by: caller.account(),
            version: 1,
            name: String::new(),
            birth_on: None,
        };
        let event = event_row(&event, 1, words, now)?;
        Ok(Prepared { subject, permit, there, row, event })
    }
}
