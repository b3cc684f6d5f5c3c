//! Whom identity providers know, and the number of an account's phone: both are names that somebody else gives.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::AccountId;

use super::IDENTITY_SUBJECT;
use crate::arg::args;
use crate::fields::{lookup_arg, lookup_args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What is hashed to find an identity.
pub(crate) const LOOKUP_IDENTITY: &str = "identity";

/// An identity that is linked with an account.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkedIdentity {
    pub id: Uuid,
    pub account: AccountId,
    /// code of the provider
    pub provider: String,
    /// issuer and subject, with a space between them
    pub subject: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

struct IdentityRow {
    id: Uuid,
    account: AccountId,
    provider: String,
    sealed: Vec<u8>,
    created_at: Timestamp,
    used_at: Option<Timestamp>,
}

impl FromRow for IdentityRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.uuid(0)?,
            account: AccountId::from_uuid(row.uuid(1)?),
            provider: row.text(2)?,
            sealed: row.bytes(3)?,
            created_at: row.at(4)?,
            used_at: row.at_opt(5)?,
        })
    }
}

impl Tx {
    /// Links an identity with an account. Errors: `Duplicate` when it is linked with one.
    pub async fn add_identity(
        &mut self,
        id: Uuid,
        account: AccountId,
        provider: &str,
        subject: &str,
        now: Timestamp,
    ) -> Result<()> {
        let sealed = self.seal_account(IDENTITY_SUBJECT, id, subject.as_bytes())?;
        let found = lookup_arg(&self.vault(), LOOKUP_IDENTITY, subject)?;
        let [one, two, three, four, six] = args![id, account.uuid(), provider, sealed, now];
        self.exec(include_str!("insert_identity.sql"), &[one, two, three, four, found, six]).await.map(|_| ())
    }

    /// Remembers that somebody signed in with an identity.
    pub async fn use_identity(&mut self, id: Uuid, now: Timestamp) -> Result<()> {
        self.exec(include_str!("use_identity.sql"), &args![id, now]).await.map(|_| ())
    }

    /// Unlinks an identity; false when the account has none such.
    pub async fn forget_identity(&mut self, id: Uuid, account: AccountId) -> Result<bool> {
        Ok(self.exec(include_str!("forget_identity.sql"), &args![id, account.uuid()]).await? > 0)
    }

    /// Unlinks every identity of an account.
    pub async fn forget_identities(&mut self, account: AccountId) -> Result<()> {
        self.exec(include_str!("forget_identities_of.sql"), &args![account.uuid()]).await.map(|_| ())
    }
}

impl Db {
    /// The identity of an issuer's subject, if it is linked.
    pub async fn identity(&self, subject: &str) -> Result<Option<LinkedIdentity>> {
        let both = lookup_args(&self.vault(), LOOKUP_IDENTITY, subject)?;
        let found: Option<IdentityRow> = self.opt(include_str!("identity_of_subject.sql"), &both).await?;
        Ok(found.map(|row| row.with(subject.to_owned())))
    }

    /// The identities of an account, oldest first.
    pub async fn identities(&self, account: AccountId) -> Result<Vec<LinkedIdentity>> {
        let rows: Vec<IdentityRow> = self.all(include_str!("identities_of.sql"), &args![account.uuid()]).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            let opened = self.open_account(IDENTITY_SUBJECT, row.id, &row.sealed).await?;
            found.push(row.with(String::from_utf8_lossy(&opened).into_owned()));
        }
        Ok(found)
    }
}

impl IdentityRow {
    fn with(self, subject: String) -> LinkedIdentity {
        let Self { id, account, provider, created_at, used_at, .. } = self;
        LinkedIdentity { id, account, provider, subject, created_at, used_at }
    }
}
