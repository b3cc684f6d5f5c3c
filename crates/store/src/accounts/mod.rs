//! Logins, who has which role where, sessions and login attempts.
//!
//! These rows are what access is decided from, so they are read before any permit can exist.

mod left;
mod live;

pub use left::Left;
pub use live::LiveSessions;

use jiff::{Timestamp, civil::Date};
use xinqiao_kernel::id::{AccountId, AssignmentId, PersonId, SessionId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, LOGIN, LOOKUP_LOGIN, class_arg, lookup_arg, lookup_args};
use crate::people::Whereabouts;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A login.
#[derive(Clone)]
pub struct Account {
    pub id: AccountId,
    /// lower case
    pub login: String,
    pub name: String,
    /// argon2id, PHC string
    pub password_hash: String,
    pub person: Option<PersonId>,
    pub disabled_at: Option<Timestamp>,
}

impl FromRow for Account {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: AccountId::from_uuid(row.uuid(0)?),
            login: row.class_text(1, Class::Account, &LOGIN.of(row.uuid(0)?))?,
            name: row.class_text(2, Class::Account, &ACCOUNT_NAME.of(row.uuid(0)?))?,
            password_hash: row.text(3)?,
            person: row.uuid_opt(4)?.map(PersonId::from_uuid),
            disabled_at: row.at_opt(5)?,
        })
    }
}

/// One role of an account at and below a place, from a day until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentRow {
    pub id: AssignmentId,
    pub account: AccountId,
    /// role code of the crate access
    pub role: String,
    pub place: PlacePath,
    pub from: Date,
    pub until: Option<Date>,
}

impl FromRow for AssignmentRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: AssignmentId::from_uuid(row.uuid(0)?),
            account: AccountId::from_uuid(row.uuid(1)?),
            role: row.text(2)?,
            place: row.parsed(3, "assignment", "place_path", "a place path")?,
            from: row.day(4)?,
            until: row.day_opt(5)?,
        })
    }
}

/// A session with its account, the account's own person, and one of its roles.
///
/// One row per role; one row with none for an account without roles.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: SessionId,
    pub account: AccountId,
    pub login: String,
    pub name: String,
    pub person: Option<Whereabouts>,
    pub expires_at: Timestamp,
    pub role: Option<(String, PlacePath, Date, Option<Date>)>,
    pub begun_at: Timestamp,
    /// last request, to the minute
    pub seen_at: Timestamp,
    /// longest pause between requests, in seconds
    pub idle_s: i64,
    /// how its holder proved who they are: password, totp, passkey, recovery, identity, phone, program
    pub proof: String,
    /// when a second factor was proved
    pub proved_at: Option<Timestamp>,
    pub password_set_at: Timestamp,
    /// the password was given by somebody else
    pub must_change: bool,
    /// confirmed second factors of the account
    pub factors: i64,
    /// what the role rests on: kind code of the crate access, last day
    pub credential: Option<(String, Option<Date>)>,
    /// who approved of opening records of minors in the role, last day
    pub minors: Option<(AccountId, Date)>,
}

impl FromRow for SessionRow {
    fn from_row(row: &Row) -> Result<Self> {
        let role = match row.text_opt(6)? {
            Some(role) => Some((role, row.parsed(7, "assignment", "place_path", "a place path")?, row.day(8)?, row.day_opt(9)?)),
            None => None,
        };
        let person = match row.uuid_opt(4)? {
            Some(person) => Some(Whereabouts::of_columns(row, PersonId::from_uuid(person), 10)?),
            None => None,
        };
        let account = row.uuid(1)?;
        Ok(Self {
            id: SessionId::from_uuid(row.uuid(0)?),
            account: AccountId::from_uuid(account),
            login: row.class_text(2, Class::Account, &LOGIN.of(account))?,
            name: row.class_text(3, Class::Account, &ACCOUNT_NAME.of(account))?,
            person,
            expires_at: row.at(5)?,
            role,
            begun_at: row.at(14)?,
            seen_at: row.at(15)?,
            idle_s: row.int(16)?,
            proof: row.text(17)?,
            proved_at: row.at_opt(18)?,
            password_set_at: row.at(19)?,
            must_change: row.flag(20)?,
            factors: row.int(21)?,
            credential: match row.text_opt(22)? {
                Some(kind) => Some((kind, row.day_opt(23)?)),
                None => None,
            },
            minors: row.uuid_opt(24)?.map(AccountId::from_uuid).zip(row.day_opt(25)?),
        })
    }
}

/// Somebody who may own a warning, and the place and role for which they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDuty {
    pub account: AccountId,
    pub name: String,
    pub place: PlacePath,
    /// role code of the crate access
    pub role: String,
}

impl FromRow for OnDuty {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            account: AccountId::from_uuid(row.uuid(0)?),
            name: row.class_text(1, Class::Account, &ACCOUNT_NAME.of(row.uuid(0)?))?,
            place: row.parsed(2, "assignment", "place_path", "a place path")?,
            role: row.text(3)?,
        })
    }
}

impl Tx {
    /// Adds a login. Errors: `Duplicate` when the login is taken.
    pub async fn add_account(&mut self, account: &Account, now: Timestamp) -> Result<()> {
        let (vault, id) = (self.vault(), account.id.uuid());
        let row = [
            Arg::from(id),
            lookup_arg(&vault, LOOKUP_LOGIN, &account.login)?,
            class_arg(&vault, Class::Account, &LOGIN.of(id), account.login.as_bytes())?,
            class_arg(&vault, Class::Account, &ACCOUNT_NAME.of(id), account.name.as_bytes())?,
            Arg::from(&account.password_hash),
            Arg::from(account.person.map(PersonId::uuid)),
            Arg::from(now),
        ];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Gives an account a role.
    pub async fn add_assignment(&mut self, given: &AssignmentRow, now: Timestamp) -> Result<()> {
        let row = args![given.id.uuid(), given.account.uuid(), &given.role, given.place.as_str(), given.from, given.until, now];
        self.exec(include_str!("insert_assignment.sql"), &row).await.map(|_| ())
    }

    /// Records a try to sign in.
    pub async fn add_login_attempt(
        &mut self,
        id: uuid::Uuid,
        login: &str,
        address: &str,
        succeeded: bool,
        now: Timestamp,
    ) -> Result<()> {
        let hash = lookup_arg(&self.vault(), LOOKUP_LOGIN, login)?;
        let row = [Arg::from(id), hash, Arg::from(address), Arg::from(succeeded), Arg::from(now)];
        self.exec(include_str!("insert_attempt.sql"), &row).await.map(|_| ())
    }

    /// Closes an account from `now` on; its sessions end with it.
    pub async fn disable_account(&mut self, account: AccountId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("disable.sql"), &args![account.uuid(), now]).await.map(|_| ())
    }
}

impl Db {
    /// The account of a login in lower case.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        self.opt(include_str!("by_login.sql"), &lookup_args(&self.vault(), LOOKUP_LOGIN, login)?).await
    }

    /// The account of an id.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// The roles of an account whose days may come, last or have passed; without those that were ended early.
    pub async fn assignments(&self, account: AccountId) -> Result<Vec<AssignmentRow>> {
        self.all(include_str!("assignments.sql"), &args![account.uuid()]).await
    }

    /// The live session of a token with the roles of its account; empty when there is none.
    pub async fn session(&self, token_hash: &[u8], now: Timestamp) -> Result<Vec<SessionRow>> {
        self.all(include_str!("session.sql"), &args![token_hash.to_vec(), now]).await
    }

    /// An account by login in the shape of a session, for commands on the machine itself; empty when it is closed or unknown.
    pub async fn account_rows(&self, login: &str) -> Result<Vec<SessionRow>> {
        self.all(include_str!("by_login_with_roles.sql"), &lookup_args(&self.vault(), LOOKUP_LOGIN, login)?).await
    }

    /// Those who may own a warning, of a place and of the places above it, nearest place first; of one place the duty officers first.
    ///
    /// Places deeper than the eighth level have no staff of their own above that level.
    pub async fn staff_over(&self, place: &PlacePath, today: Date, limit: u32) -> Result<Vec<OnDuty>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.push(today.into());
        row.push(i64::from(limit).into());
        self.all(include_str!("staff_over.sql"), &row).await
    }

    /// Those who have a role at a place or below it.
    pub async fn of_role(&self, role: &str, place: &PlacePath, today: Date, limit: u32) -> Result<Vec<OnDuty>> {
        let range = place.range();
        let row = args![&range.from, &range.below, role, today, i64::from(limit)];
        self.all(include_str!("of_role.sql"), &row).await
    }

    /// Those who have a role at a place or above it, the nearest first.
    pub async fn of_role_over(&self, role: &str, place: &PlacePath, today: Date, limit: u32) -> Result<Vec<OnDuty>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.extend([role.into(), today.into(), i64::from(limit).into()]);
        self.all(include_str!("of_role_over.sql"), &row).await
    }

    /// Those who may have a seat at a case, of a place and of the places above it, nearest place first.
    pub async fn case_staff_over(&self, place: &PlacePath, today: Date, limit: u32) -> Result<Vec<OnDuty>> {
        let mut row: Vec<Arg> = place.upwards().take(8).map(|above| Arg::from(above.as_str())).collect();
        row.resize(8, Arg::Text(None));
        row.push(today.into());
        row.push(i64::from(limit).into());
        self.all(include_str!("case_staff_over.sql"), &row).await
    }
}
