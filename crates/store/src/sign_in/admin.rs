//! Accounts and roles as the security administrator sees and changes them.

use jiff::{Timestamp, civil::Date};
use xinqiao_access::{Clause, Scope, act};
use xinqiao_kernel::id::{AccountId, AssignmentId};
use xinqiao_kernel::place::{PathRange, PlacePath};

use super::CREDENTIAL_NUMBER;
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What is known of an account beside its login and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    pub id: AccountId,
    pub locked_at: Option<Timestamp>,
    pub signed_in_at: Option<Timestamp>,
    /// confirmed second factors
    pub factors: i64,
    /// the password was given by somebody else
    pub must_change: bool,
    pub created_at: Timestamp,
}

impl FromRow for AccountFacts {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: AccountId::from_uuid(row.uuid(0)?),
            locked_at: row.at_opt(1)?,
            signed_in_at: row.at_opt(2)?,
            factors: row.int(3)?,
            must_change: row.flag(4)?,
            created_at: row.at(5)?,
        })
    }
}

/// One role with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRow {
    pub id: AssignmentId,
    pub account: AccountId,
    /// role code of the crate access
    pub role: String,
    pub place: PlacePath,
    pub from: Date,
    pub until: Option<Date>,
    /// kind code of the crate access, last day
    pub credential: Option<(String, Option<Date>)>,
    /// who approved of opening records of minors, last day
    pub minors: Option<(AccountId, Date)>,
    pub ended_at: Option<Timestamp>,
    pub ended_why: Option<String>,
}

impl RoleRow {
    /// The role in the columns from one on.
    pub(crate) fn at(row: &Row, first: usize) -> Result<Self> {
        Ok(Self {
            id: AssignmentId::from_uuid(row.uuid(first)?),
            account: AccountId::from_uuid(row.uuid(first + 1)?),
            role: row.text(first + 2)?,
            place: row.parsed(first + 3, "assignment", "place_path", "a place path")?,
            from: row.day(first + 4)?,
            until: row.day_opt(first + 5)?,
            credential: match row.text_opt(first + 6)? {
                Some(kind) => Some((kind, row.day_opt(first + 7)?)),
                None => None,
            },
            minors: row.uuid_opt(first + 8)?.map(AccountId::from_uuid).zip(row.day_opt(first + 9)?),
            ended_at: row.at_opt(first + 10)?,
            ended_why: row.text_opt(first + 11)?,
        })
    }
}

impl FromRow for RoleRow {
    fn from_row(row: &Row) -> Result<Self> {
        Self::at(row, 0)
    }
}

/// A role to be given.
pub struct NewRole<'a> {
    pub id: AssignmentId,
    pub account: AccountId,
    pub role: &'a str,
    pub place: &'a PlacePath,
    pub from: Date,
    pub until: Option<Date>,
    /// kind code, number, last day
    pub credential: Option<(&'a str, &'a str, Option<Date>)>,
    /// the account that gives it; none from the command line
    pub by: Option<AccountId>,
}

impl Tx {
    /// Gives an account a role with what stands behind it.
    pub async fn give_role(&mut self, new: &NewRole<'_>, now: Timestamp) -> Result<()> {
        let number = match new.credential {
            Some((_, number, _)) if !number.is_empty() => {
                Some(self.seal_account(CREDENTIAL_NUMBER, new.id.uuid(), number.as_bytes())?)
            }
            _ => None,
        };
        let row = args![
            new.id.uuid(),
            new.account.uuid(),
            new.role,
            new.place.as_str(),
            new.from,
            new.until,
            now,
            new.by.map(AccountId::uuid),
            new.credential.map(|(kind, ..)| kind),
            crate::arg::Arg::Bytes(number),
            new.credential.and_then(|(.., until)| until)
        ];
        self.exec(include_str!("give_role.sql"), &row).await.map(|_| ())
    }

    /// Approves that the holder of a role opens records of minors until a day, or takes the approval back; false when the role has ended.
    pub async fn approve_minors(&mut self, id: AssignmentId, by: AccountId, until: Option<Date>) -> Result<bool> {
        let by = until.map(|_| by.uuid());
        Ok(self.exec(include_str!("approve_minors.sql"), &args![id.uuid(), by, until]).await? > 0)
    }

    /// Ends a role at once, also on the lists of reviews; false when it has ended.
    pub async fn end_role(&mut self, id: AssignmentId, by: Option<AccountId>, why: &str, now: Timestamp) -> Result<bool> {
        let ended = self.exec(include_str!("end_role.sql"), &args![id.uuid(), now, by.map(AccountId::uuid), why]).await? > 0;
        if ended {
            self.end_lines(id, by, now).await?;
        }
        Ok(ended)
    }

    /// Opens a locked account again.
    pub async fn unlock_account(&mut self, account: AccountId) -> Result<()> {
        self.exec(include_str!("unlock.sql"), &args![account.uuid()]).await.map(|_| ())
    }
}

impl Db {
    /// Accounts with a role for work in the scope, by id, after one of them.
    pub async fn staff_accounts(
        &self,
        scope: &Scope<act::ManageAccounts>,
        after: Option<AccountId>,
        limit: u32,
    ) -> Result<Vec<AccountFacts>> {
        let after = after.map_or(uuid::Uuid::nil(), AccountId::uuid);
        let mut found: Vec<AccountFacts> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                let row = args![after, range.from.as_str(), range.below.as_str(), i64::from(limit)];
                found.extend(self.all::<AccountFacts>(include_str!("staff.sql"), &row).await?);
            }
        }
        found.sort_by_key(|one| one.id);
        found.dedup_by_key(|one| one.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// As [`Db::staff_accounts`] for every place: for the operator's command line.
    pub async fn every_staff_account(&self, after: Option<AccountId>, limit: u32) -> Result<Vec<AccountFacts>> {
        let after = after.map_or(uuid::Uuid::nil(), AccountId::uuid);
        let all = PlacePath::root().range();
        self.all(include_str!("staff.sql"), &args![after, all.from.as_str(), all.below.as_str(), i64::from(limit)]).await
    }

    /// What is known of one account beside its login and name.
    pub async fn account_facts(&self, id: AccountId) -> Result<Option<AccountFacts>> {
        self.opt(include_str!("facts.sql"), &args![id.uuid()]).await
    }

    /// All roles of an account, ended ones included: what decides about giving another.
    pub async fn roles_of(&self, account: AccountId) -> Result<Vec<RoleRow>> {
        self.all(include_str!("roles_of.sql"), &args![account.uuid()]).await
    }

    /// One role.
    pub async fn role(&self, id: AssignmentId) -> Result<Option<RoleRow>> {
        self.opt(include_str!("role_by_id.sql"), &args![id.uuid()]).await
    }

    /// Roles for work in a range of places that hold on a day, by id, after one of them.
    pub async fn roles_below(
        &self,
        range: &PathRange,
        after: Option<AssignmentId>,
        today: Date,
        limit: u32,
    ) -> Result<Vec<RoleRow>> {
        let after = after.map_or(uuid::Uuid::nil(), AssignmentId::uuid);
        let row = args![range.from.as_str(), range.below.as_str(), after, today, i64::from(limit)];
        self.all(include_str!("roles_below.sql"), &row).await
    }

    /// Roles for work whose account nobody has used since an instant, without the three administrators: for the sweep.
    pub async fn dormant_roles(&self, since: Timestamp, limit: u32) -> Result<Vec<RoleRow>> {
        self.all(include_str!("dormant.sql"), &args![since, i64::from(limit)]).await
    }

    /// Roles whose last day, or whose credential's last day, lies before a day: for the sweep.
    pub async fn roles_run_out(&self, today: Date, limit: u32) -> Result<Vec<RoleRow>> {
        self.all(include_str!("run_out.sql"), &args![today, i64::from(limit)]).await
    }
}
