//! Approving that whoever holds a role opens records of minors: for everybody in the role's reach, until a day.
//!
//! The approval for one child is a duty of its own (`crates/duties`). Source: 未成年人网络保护条例 36 (`domain_rules` F.3).

use jiff::ToSpan;
use jiff::civil::Date;
use xinqiao_access::{Clause, Purpose, Resource, Role, act};
use xinqiao_kernel::id::AssignmentId;
use xinqiao_store::sign_in::RoleRow;

use crate::audit::{done, listed};
use crate::notify::Owing;
use crate::{App, AppError, Caller, Result};

/// Roles that one page shows.
const MOST: u32 = 200;

/// A page of roles.
#[derive(Debug, Clone, Default)]
pub struct GuardedRoles {
    pub roles: Vec<GuardedRole>,
    /// after which the next page begins, if there is one
    pub next: Option<AssignmentId>,
}

/// A role that opens records of minors with an approval.
#[derive(Debug, Clone)]
pub struct GuardedRole {
    pub row: RoleRow,
    pub role: Role,
    /// name of the account's holder
    pub name: String,
    /// it is the caller's own: somebody else decides about it
    pub is_own: bool,
}

impl App {
    /// The roles of the caller's places that need an approval to open records of minors, and which have one.
    pub async fn roles_for_minors(&self, caller: &Caller, after: Option<AssignmentId>) -> Result<GuardedRoles> {
        let scope = self.listing(caller, self.scope::<act::ApproveMinorAccess>(caller, Purpose::Administration)).await?;
        let today = self.day(self.now());
        let mut rows = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) | Clause::Related(range, ..) = clause {
                rows.extend(self.inner.db.roles_below(range, after, today, MOST).await?);
            }
        }
        rows.sort_by_key(|row| row.id);
        rows.dedup_by_key(|row| row.id);
        rows.truncate(MOST as usize);
        let next = rows.last().filter(|_| rows.len() == MOST as usize).map(|row| row.id);
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(role) = row.role.parse::<Role>().ok().filter(|role| role.opens_guarded()) else { continue };
            let Some(account) = self.inner.db.account(row.account).await? else { continue };
            found.push(GuardedRole { is_own: row.account == caller.account(), name: account.name, role, row });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "assignment", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(GuardedRoles { roles: found, next })
    }

    /// Days for which one approval holds at most.
    pub fn approval_days(&self) -> i64 {
        i64::from(self.sign_in_rules().minors.approval_days)
    }

    /// Approves that the holder of a role opens records of minors until a day, or takes the approval back with `None`. The holder is told.
    ///
    /// Errors: `NotFound` outside the caller's places and for the own role, `Invalid` on `until`, `Conflict` with `role_ended` or
    /// `needs_no_approval`.
    pub async fn approve_minors(&self, caller: &Caller, id: AssignmentId, until: Option<Date>) -> Result<()> {
        self.listing(caller, self.scope::<act::ApproveMinorAccess>(caller, Purpose::Administration)).await?;
        let row = self.inner.db.role(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(row.place.clone()).written_by(row.account);
        let permit = self.permit::<act::ApproveMinorAccess>(caller, &at, Purpose::Administration).await?;
        if !row.role.parse::<Role>().is_ok_and(Role::opens_guarded) {
            return Err(AppError::conflict("needs_no_approval"));
        }
        let now = self.now();
        let today = self.day(now);
        if let Some(until) = until
            && !(today..=today.saturating_add(self.approval_days().days())).contains(&until)
        {
            return Err(AppError::field("until", "fault-minors-until", until.to_string()));
        }
        let mut tx = self.inner.db.begin().await?;
        if !tx.approve_minors(id, caller.account(), until).await? {
            return Err(AppError::conflict("role_ended"));
        }
        let word = until.map_or_else(|| "taken_back".to_owned(), |until| format!("until={until}"));
        tx.audit(&done(self, &permit, "assignment", Some(id.uuid()), word), now).await?;
        let kind = if until.is_some() { "notice-minors-approved" } else { "notice-minors-taken-back" };
        self.owe(&mut tx, Owing::new(row.account, kind)).await?;
        tx.commit().await?;
        Ok(())
    }
}
