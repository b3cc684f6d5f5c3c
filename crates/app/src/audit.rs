//! Audit rows from permits and scopes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;
use xinqiao_access::{Act, Action, Permit, Purpose, Resource, Scope};
use xinqiao_kernel::id::{AccountId, AuditId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::audit::NewAudit;

use crate::{App, Caller, Result};

/// The row of something done with one record.
pub(crate) fn done<A: Act>(
    app: &App,
    permit: &Permit<A>,
    kind: &'static str,
    record: Option<Uuid>,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(permit.account()),
        role: permit.role().code().to_owned(),
        action: A::ACTION.code().to_owned(),
        purpose: permit.purpose().code().to_owned(),
        place: permit.place().clone(),
        person: permit.person(),
        record_kind: kind,
        record,
        refused: false,
        detail: detail.into(),
    }
}

/// The row of a list that was read.
pub(crate) fn listed<A: Act>(app: &App, caller: &Caller, scope: &Scope<A>, kind: &'static str, count: usize) -> NewAudit {
    let role = scope.role();
    let assignment = caller.actor().in_force(app.day(app.now())).find(|held| Some(held.role) == role);
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(scope.account()),
        role: role.map_or("none", |role| role.code()).to_owned(),
        action: A::ACTION.code().to_owned(),
        purpose: scope.purpose().code().to_owned(),
        place: assignment.map_or_else(PlacePath::root, |held| held.place.clone()),
        person: None,
        record_kind: kind,
        record: None,
        refused: false,
        detail: format!("rows={count}"),
    }
}

/// The row of something that an account's holder did with the account itself.
pub(crate) fn by_account(
    app: &App,
    caller: &Caller,
    action: &'static str,
    kind: &'static str,
    record: Option<Uuid>,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(caller.account()),
        role: caller.first().map_or("none", |(role, _)| role.code()).to_owned(),
        action: action.to_owned(),
        purpose: Purpose::SelfService.code().to_owned(),
        place: caller.first().map_or_else(PlacePath::root, |(_, place)| place.clone()),
        person: None,
        record_kind: kind,
        record,
        refused: false,
        detail: detail.into(),
    }
}

/// The row of something the program itself did with a record.
pub(crate) fn by_system(
    app: &App,
    action: &str,
    place: &PlacePath,
    person: Option<xinqiao_kernel::id::PersonId>,
    kind: &'static str,
    record: Uuid,
    detail: impl Into<String>,
) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: None,
        role: "system".to_owned(),
        action: action.to_owned(),
        purpose: Purpose::DutyResponse.code().to_owned(),
        place: place.clone(),
        person,
        record_kind: kind,
        record: Some(record),
        refused: false,
        detail: detail.into(),
    }
}

/// The row of something that was refused.
pub(crate) fn refused(app: &App, caller: &Caller, action: Action, resource: &Resource, purpose: Purpose) -> NewAudit {
    NewAudit {
        id: AuditId::new(app.ids(), app.now()),
        account: Some(caller.account()),
        role: caller.actor().assignments().first().map_or("none", |held| held.role.code()).to_owned(),
        action: action.code().to_owned(),
        purpose: purpose.code().to_owned(),
        place: resource.place.clone(),
        person: resource.person,
        record_kind: "record",
        record: None,
        refused: true,
        detail: String::new(),
    }
}

/// Who refreshed which list in which minute, and the refreshes that no row tells yet.
#[derive(Debug, Default)]
pub(crate) struct Refreshes(Mutex<HashMap<(AccountId, &'static str), Refreshed>>);

#[derive(Debug)]
struct Refreshed {
    minute: i64,
    untold: u32,
    /// the row that tells them, if the list is not asked for again
    row: NewAudit,
}

/// Lists that are remembered at once; beyond them every refresh leaves a row.
const MOST_LISTS: usize = 20_000;

impl App {
    /// Writes the row of a list that pages refresh by themselves: one for each minute and caller. What was asked for between two rows is
    /// told by the next one, in `repeats`.
    pub(crate) async fn list_refreshed(&self, row: NewAudit) -> Result<()> {
        let Some(account) = row.account else { return self.keep_row(row).await };
        let minute = self.now().as_second().div_euclid(60);
        let key = (account, row.record_kind);
        let repeats = {
            let mut known = self.inner.refreshes.0.lock().unwrap_or_else(PoisonError::into_inner);
            match known.get_mut(&key) {
                Some(list) if list.minute == minute && list.row.role == row.role && list.row.place == row.place => {
                    list.untold = list.untold.saturating_add(1);
                    list.row = row;
                    return Ok(());
                }
                Some(list) => list.untold,
                None => 0,
            }
        };
        let told = with_repeats(row.clone(), repeats);
        // remembered only when the row is there: a row that cannot be written fails the list
        self.keep_row(told).await?;
        let mut known = self.inner.refreshes.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST_LISTS || known.contains_key(&key) {
            known.insert(key, Refreshed { minute, untold: 0, row });
        }
        Ok(())
    }

    /// Writes rows for refreshes of past minutes that nothing tells, and forgets lists that were not asked for in the last minute.
    pub(crate) async fn flush_refreshes(&self) -> Result<()> {
        let minute = self.now().as_second().div_euclid(60);
        let mut untold = Vec::new();
        {
            let mut known = self.inner.refreshes.0.lock().unwrap_or_else(PoisonError::into_inner);
            known.retain(|_, list| {
                let is_past = list.minute < minute;
                if is_past && list.untold > 0 {
                    untold.push(with_repeats(list.row.clone(), list.untold));
                }
                !is_past
            });
        }
        if untold.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        for mut row in untold {
            row.id = AuditId::new(self.ids(), now);
            tx.audit(&row, now).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn keep_row(&self, row: NewAudit) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&row, self.now()).await?;
        Ok(tx.commit().await?)
    }
}

fn with_repeats(mut row: NewAudit, repeats: u32) -> NewAudit {
    if repeats > 0 {
        row.detail = format!("{} repeats={repeats}", row.detail);
    }
    row
}
