//! Who opened my records, when and what for.

use jiff::Timestamp;
use xinqiao_access::{Purpose, Resource, Role, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::person::masked_name;
use xinqiao_store::audit::AuditRow;

use crate::{App, AppError, Caller, Result};

/// One thing that was done with the person's records.
#[derive(Debug, Clone)]
pub struct Look {
    pub at: Timestamp,
    /// name of who did it; `None` for the program itself
    pub by: Option<String>,
    /// the person themselves
    pub own: bool,
    /// role, action and purpose codes; saying no to a campaign is `decline_campaign`
    pub role: String,
    pub action: String,
    pub purpose: String,
    /// somebody tried and was refused
    pub refused: bool,
    /// how often on that day, one after the other; `at` is the latest
    pub times: u32,
}

impl Look {
    fn is_like(&self, other: &Self) -> bool {
        (&self.by, &self.role, &self.action, &self.purpose, self.refused, self.own)
            == (&other.by, &other.role, &other.action, &other.purpose, other.refused, other.own)
    }
}

impl Look {
    /// An audit row as `me` reads it.
    pub(super) fn of(row: AuditRow, me: AccountId) -> Self {
        let declined = row.record_kind == "campaign" && row.detail == "declined";
        Self {
            at: row.at,
            own: row.account == Some(me),
            by: row.name,
            role: row.role,
            action: if declined { "decline_campaign".to_owned() } else { row.action },
            purpose: row.purpose,
            refused: row.outcome == "refused",
            times: 1,
        }
    }

    /// The same for staff: the name of the person themselves, or of a guardian, is masked like everywhere in a file.
    pub(super) fn masked(mut self) -> Self {
        if [Role::Resident, Role::Guardian].iter().any(|role| role.code() == self.role) {
            self.by = self.by.as_deref().map(masked_name);
        }
        self
    }
}

impl App {
    /// What was done with the caller's own records, newest first, before an instant.
    pub async fn who_looked(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<Look>> {
        let (person, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadWhoLooked>(caller, &at, Purpose::SelfService).await?;
        let rows = self.inner.db.who_looked(&permit, person, before, limit).await?;
        // of an emergency the person is told when it is over, unless telling is held back with a reason (PIPL 18)
        let untold = self.inner.db.untold_of_person(person).await?;
        let is_untold = |account: Option<AccountId>, purpose: &str, at: Timestamp| {
            purpose == Purpose::Emergency.code() && untold.iter().any(|(by, from)| account == Some(*by) && *from <= at)
        };
        let shown = rows.into_iter().filter(|row| !is_untold(row.account, &row.purpose, row.at));
        Ok(shown.map(|row| Look::of(row, caller.account())).collect())
    }

    /// Puts together what one person did again and again on one day, so that a long evening of work is one line. Newest first, as given.
    pub fn grouped_looks(&self, looks: Vec<Look>) -> Vec<Look> {
        let mut grouped: Vec<Look> = Vec::new();
        for look in looks {
            match grouped.last_mut() {
                Some(last) if last.is_like(&look) && self.day(last.at) == self.day(look.at) => {
                    last.times = last.times.saturating_add(look.times);
                }
                _ => grouped.push(look),
            }
        }
        grouped
    }

    /// The caller's own person as access sees it. Errors: `NotFound` for an account that belongs to no person.
    pub(crate) fn own_record(&self, caller: &Caller) -> Result<(xinqiao_kernel::id::PersonId, Resource)> {
        let own = caller.whereabouts().ok_or(AppError::NotFound)?;
        Ok((own.id, Resource::at(own.place.clone()).of(own.id)))
    }
}
