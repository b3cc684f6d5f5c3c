//! The groups of one person: what a staff member sees of them, and what the person reads about themselves.

use jiff::civil::Date;
use serde_json::{Value, json};
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_cases::rules::Title;
use xinqiao_kernel::id::GroupEntryId;

use crate::audit::done;
use crate::{App, Caller, Result};

/// One entry in the file of a person.
#[derive(Debug, Clone)]
pub struct GroupLine {
    pub id: GroupEntryId,
    pub title: Title,
    pub since: Date,
    pub ended: Option<Date>,
    /// must be confirmed
    pub due: bool,
}

/// One entry as the person reads of it.
#[derive(Debug, Clone)]
pub struct OwnGroup {
    /// in kind words, with what it is for
    pub own: Title,
    pub since: Date,
    pub recorded_by: String,
    pub ended: Option<Date>,
}

impl App {
    /// The entries of a person of the groups that the caller sees; `None` for roles that see none. Leaves an audit row that the person can see.
    pub(crate) async fn groups_in_file(&self, caller: &Caller, at: &Resource) -> Result<Option<Vec<GroupLine>>> {
        let Ok(permit) = self.quiet_permit::<act::ReadGroups>(caller, at) else { return Ok(None) };
        let seen = self.seen_groups(caller, &at.place)?;
        if seen.is_empty() {
            return Ok(None);
        }
        let today = self.day(self.now());
        let rows = self.inner.db.groups_of(&permit).await?;
        let lines: Vec<GroupLine> = rows
            .into_iter()
            .filter_map(|row| {
                let group = seen.iter().find(|group| group.code.as_str() == row.group)?;
                let ended = row.ended.map(|(on, _)| on);
                let due = ended.is_none() && row.confirm_by <= today;
                Some(GroupLine { id: row.id, title: group.title.clone(), since: row.since, ended, due })
            })
            .collect();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "group_entry", None, format!("file rows={}", lines.len())), self.now()).await?;
        tx.commit().await?;
        Ok(Some(lines))
    }

    /// What groups the caller is on record in, in kind words. Errors: `NotFound` for accounts of no person.
    pub async fn own_groups(&self, caller: &Caller) -> Result<Vec<OwnGroup>> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let rules = self.group_rules()?;
        let mut found = Vec::new();
        for row in self.inner.db.own_groups(&permit).await? {
            // a group that the pack has no more is still told, by its code
            let own = rules.group(&row.group).map(|group| group.own.clone());
            let own = own.unwrap_or_else(|| ["zh-CN", "en"].map(|language| (language.to_owned(), row.group.clone())).into());
            let by = self.inner.db.account(row.recorded_by).await?.map(|account| account.name).unwrap_or_default();
            found.push(OwnGroup { own, since: row.since, recorded_by: by, ended: row.ended.map(|(on, _)| on) });
        }
        Ok(found)
    }

    /// The same for the copy of everything about the person, with its history.
    pub(crate) async fn groups_of_export(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<Value>> {
        let rules = self.group_rules()?;
        let mut found = Vec::new();
        for row in self.inner.db.groups_for_export(permit).await? {
            let title = rules.group(&row.group).and_then(|group| group.title.get("zh-CN").cloned());
            let events = self.inner.db.group_events(permit, &row).await?;
            let words: Vec<String> = events.into_iter().filter_map(|event| event.words).collect();
            found.push(json!({
                "group": row.group,
                "title": title,
                "since": row.since.to_string(),
                "confirmed_until": row.confirm_by.to_string(),
                "ended": row.ended.as_ref().map(|(on, _)| on.to_string()),
                "reason": row.ended.map(|(_, reason)| reason),
                "rests_on": words.join("；"),
            }));
        }
        Ok(found)
    }
}
