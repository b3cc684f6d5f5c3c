//! Erasing one person: their key is destroyed, what they were found by goes, a skeleton without a name stays.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_vault::Class;

use super::Person;
use crate::arg::{Arg, args};
use crate::engine::Pools;
use crate::fields::{ACCOUNT_NAME, LOGIN, LOOKUP_LOGIN, class_arg, lookup_arg};
use crate::{Db, Result, StoreError, Tx};

impl Tx {
    /// Destroys the key of a person and the rows by which they are found; false when nobody has this id or they were erased before.
    ///
    /// What stays: the id, place and sex, the year of birth, and records with codes and scores under the id. What was sealed with the key is noise
    /// from now on. Accounts of the person are closed and forget their login, name and password. On SQLite the old bytes are overwritten
    /// in the file; [`Db::wipe_deleted`] folds the log in. Guardianships are another statement: [`Tx::end_guardianships_of`].
    pub async fn erase_person(&mut self, person: PersonId, now: Timestamp) -> Result<bool> {
        let id = args![person.uuid()];
        // the tokens are computed from name and phone: while the key is there
        if let Some(known) = self.opt::<Person>(include_str!("by_id.sql"), &id).await? {
            self.forget_tokens(&known).await?;
        }
        if self.exec(include_str!("erase.sql"), &args![person.uuid(), now]).await? == 0 {
            return Ok(false);
        }
        self.exec(include_str!("erase_identifiers.sql"), &id).await?;
        self.exec(include_str!("erase_import_rows.sql"), &id).await?;
        self.exec(include_str!("erase_standing.sql"), &id).await?;
        self.forget_dispute_words(person).await?;
        self.exec(include_str!("erase_cases.sql"), &args![person.uuid(), now]).await?;
        self.exec(include_str!("erase_case_seats.sql"), &id).await?;
        self.end_referrals_of(person, now).await?;
        self.erase_groups_of(person).await?;
        self.erase_drafts_of(person).await?;
        self.erase_hand_overs_of(person).await?;
        self.erase_devices_of(person).await?;
        self.erase_retests_of(person, now).await?;
        self.erase_results_of(person).await?;
        self.erase_informants_of(person, now).await?;
        self.exec(include_str!("erase_sessions.sql"), &args![person.uuid(), now]).await?;
        for account in self.all::<Uuid>(include_str!("accounts_of.sql"), &id).await? {
            self.erase_account(account, now).await?;
        }
        Ok(true)
    }

    /// Ends the guardianships of a person, as guardian and as ward; how many there were. `last` is their last day.
    pub async fn end_guardianships_of(&mut self, person: PersonId, last: Date) -> Result<u64> {
        self.exec(include_str!("end_guardianships.sql"), &args![person.uuid(), last]).await
    }

    /// Closes an account; its login becomes its id, which nobody can sign in with. Whom identity providers know, its phone,
    /// where it is reached, its second factors and its passwords are forgotten.
    async fn erase_account(&mut self, account: Uuid, now: Timestamp) -> Result<()> {
        let vault = self.vault();
        let login = format!("erased-{account}");
        let row = [
            Arg::from(account),
            lookup_arg(&vault, LOOKUP_LOGIN, &login)?,
            class_arg(&vault, Class::Account, &LOGIN.of(account), login.as_bytes())?,
            class_arg(&vault, Class::Account, &ACCOUNT_NAME.of(account), b"")?,
            Arg::from(now),
        ];
        self.forget_identities(AccountId::from_uuid(account)).await?;
        self.end_informants_of_account(account, now).await?;
        self.forget_factors(AccountId::from_uuid(account)).await?;
        self.forget_addresses(AccountId::from_uuid(account)).await?;
        self.exec(include_str!("erase_past_passwords.sql"), &args![account]).await?;
        self.exec(include_str!("erase_ceremonies.sql"), &args![account]).await?;
        self.exec(include_str!("erase_account.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// When a person was erased; `None` for everybody else.
    pub async fn erased_at(&self, person: PersonId) -> Result<Option<Timestamp>> {
        let found: Option<i64> = self.opt(include_str!("erased_at.sql"), &args![person.uuid()]).await?;
        found
            .map(|micros| {
                Timestamp::from_microsecond(micros).map_err(|_| StoreError::Corrupt {
                    table: "person",
                    column: "erased_at",
                    expected: "an instant in microseconds",
                    found: micros.to_string(),
                })
            })
            .transpose()
    }

    /// Lets the engine forget what was deleted: SQLite folds its log into the file and empties it, PostgreSQL vacuums the tables of people.
    /// To be called after erasing, outside a unit of work.
    pub async fn wipe_deleted(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let fold = "pragma wal_checkpoint(truncate)";
                sqlx::query(fold).execute(writer).await.map_err(|source| StoreError::statement(fold, source))?;
            }
            Pools::Postgres(pool) => {
                for statement in
                    ["vacuum person", "vacuum person_identifier", "vacuum person_token", "vacuum account", "vacuum import_row"]
                {
                    sqlx::query(statement).execute(pool).await.map_err(|source| StoreError::statement(statement, source))?;
                }
            }
        }
        Ok(())
    }
}
