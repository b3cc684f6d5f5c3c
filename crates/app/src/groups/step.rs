//! Saying that an entry still holds, and ending it.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Act as ActTag, Permit, act};
use xinqiao_cases::Code;
use xinqiao_cases::register::{Acting, Entry, RegisterEvent, confirm, end};
use xinqiao_kernel::id::{GroupEntryId, GroupEventId};
use xinqiao_store::groups::{EntryRow, GroupEventRow};

use super::{worded, wrong};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What somebody does with an entry.
#[derive(Debug, Clone)]
pub enum GroupInput {
    /// it still holds
    Confirm,
    /// it holds no more: the last day, and a code of the pack
    End { on: Date, reason: String },
}

/// A step with what every form carries.
#[derive(Debug, Clone)]
pub struct GroupStep {
    /// made when the form was shown: the same form sent twice changes nothing the second time
    pub id: GroupEventId,
    pub note: Option<String>,
    pub input: GroupInput,
}

impl App {
    /// Confirms or ends an entry. Doing it twice with the same id is harmless.
    ///
    /// Errors: `NotFound` out of reach and for a group that the caller does not keep, `Denied` without the right, `Conflict` `group_ended` and
    /// `group_entry_changed`, `Invalid` on `day`, `reason` or `note`.
    pub async fn group_step(&self, caller: &Caller, id: GroupEntryId, step: &GroupStep) -> Result<()> {
        self.listing(caller, self.staff_scope::<act::RecordGroup>(caller)).await?;
        let row = self.inner.db.group_entry_place(id).await?.ok_or(AppError::NotFound)?;
        let at = self.person_on_record(row.person).await?;
        let permit = self.staff_permit::<act::RecordGroup>(caller, &at).await?;
        if !self.kept_groups(caller, &at.place)?.iter().any(|group| group.code.as_str() == row.group) {
            return Err(AppError::NotFound);
        }
        let words = worded(step.note.as_deref())?;
        let (entry, _) = self.load_entry(&permit, &row).await?;
        let now = self.now();
        let act = Acting { id: step.id, on: self.day(now), by: caller.account() };
        let rules = self.group_rules()?;
        let change = match &step.input {
            GroupInput::Confirm => confirm(rules, &entry, act),
            GroupInput::End { on, reason } => {
                let reason: Code = reason.parse().map_err(|_| AppError::field("reason", "fault-group-reason", reason.clone()))?;
                end(rules, &entry, *on, &reason, act)
            }
        };
        let Some((after, event)) = change.map_err(wrong)? else { return Ok(()) };
        let saved = EntryRow {
            confirm_by: after.confirm_by,
            ended: after.ended.as_ref().map(|ending| (ending.on, ending.reason.to_string())),
            version: row.version + 1,
            ..row.clone()
        };
        let mut tx = self.inner.db.begin().await?;
        tx.save_group_entry(&saved, row.version, &event_row(&event, saved.version, words, now)?, now).await?;
        tx.audit(&done(self, &permit, "group_entry", Some(id.uuid()), event.deed.word()), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The fold of an entry, and its events.
    pub(super) async fn load_entry<A: ActTag>(&self, permit: &Permit<A>, row: &EntryRow) -> Result<(Entry, Vec<GroupEventRow>)> {
        let rows = self.inner.db.group_events(permit, row).await?;
        let events = rows.iter().map(read_event).collect::<Result<Vec<_>>>()?;
        Ok((Entry::replay(&events).map_err(wrong)?, rows))
    }
}

/// An event as it lies there.
pub(super) fn read_event(row: &GroupEventRow) -> Result<RegisterEvent> {
    serde_json::from_str(&row.body).map_err(|fault| AppError::Broken {
        what: format!("event {} of the register of groups cannot be read", row.id),
        source: Some(Box::new(fault)),
    })
}

/// The row of an event.
pub(super) fn event_row(event: &RegisterEvent, seq: i64, words: Option<String>, at: Timestamp) -> Result<GroupEventRow> {
    let body = serde_json::to_string(event).map_err(|fault| AppError::Broken {
        what: "an event of the register of groups cannot be written".to_owned(),
        source: Some(Box::new(fault)),
    })?;
    let word = event.deed.word().to_owned();
    Ok(GroupEventRow { id: event.id, seq, account: event.by, word, body, words, at, by: String::new() })
}
