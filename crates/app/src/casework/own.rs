//! The person's own plan: their goals, their steps, their safety plan in their words. No grade, no codes of problems, no notes of staff.

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_access::{Purpose, act};
use xinqiao_cases::{CaseView, Viewer, view};
use xinqiao_kernel::id::AccountId;

use super::folded;
use crate::audit::done;
use crate::{App, Caller, Result};

/// Most plans of one person that are looked at; the newest.
const MOST: u32 = 5;

/// A plan as its person sees it.
#[derive(Debug, Clone)]
pub struct OwnPlan {
    pub view: CaseView,
    /// who answers for it
    pub responsible: String,
    pub names: BTreeMap<AccountId, String>,
    pub is_open: bool,
    pub today: Date,
}

impl App {
    /// The caller's own plan: the open one, else the last that ended; `None` when there never was one. Leaves an audit row.
    pub async fn own_plan(&self, caller: &Caller) -> Result<Option<OwnPlan>> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let found = self.inner.db.own_cases(&permit, MOST).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "plan", Some(person.uuid()), format!("rows={}", found.len())), now).await?;
        tx.commit().await?;
        let today = self.day(now);
        let chosen = found.iter().position(|(row, _)| row.state.closed_at.is_none()).unwrap_or(0);
        let Some((row, events)) = found.into_iter().nth(chosen).filter(|(_, events)| !events.is_empty()) else {
            return Ok(None);
        };
        let mut names: BTreeMap<AccountId, String> = events.iter().map(|event| (event.account, event.name.clone())).collect();
        names.extend(self.inner.db.case_seats(row.id).await?.into_iter().map(|seat| (seat.account, seat.name)));
        let loaded = folded(events)?;
        let seen = view(&loaded.case, self.case_rules()?, Viewer::Person, None, today);
        let is_open = row.state.closed_at.is_none();
        Ok(seen.map(|view| OwnPlan { view, responsible: row.responsible_name, names, is_open, today }))
    }
}
