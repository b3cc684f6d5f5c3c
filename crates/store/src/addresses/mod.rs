//! Where an account is reached outside: confirmed by its holder, read for its holder and for sending alone.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_kernel::id::AccountId;
use xinqiao_vault::{Class, Field};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// An address of an e-mail, a number or an id of WeChat.
pub const ADDRESS: Field = Field::new("account_address", "address_sealed");

/// Where an account is reached by one way.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    pub id: Uuid,
    pub account: AccountId,
    /// code of the way
    pub channel: String,
    pub address: String,
    /// of letters
    pub language: String,
    pub confirmed_at: Timestamp,
    /// since when nothing is sent there
    pub off_at: Option<Timestamp>,
}

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").field("channel", &self.channel).finish_non_exhaustive()
    }
}

impl FromRow for Address {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        Ok(Self {
            id,
            account: AccountId::from_uuid(row.uuid(1)?),
            channel: row.text(2)?,
            address: row.class_text(3, Class::Account, &ADDRESS.of(id))?,
            language: row.text(4)?,
            confirmed_at: row.at(5)?,
            off_at: row.at_opt(6)?,
        })
    }
}

impl Tx {
    /// Keeps a confirmed address in place of the one that the account had for this way.
    pub async fn put_address(&mut self, new: &Address) -> Result<()> {
        self.forget_address(new.account, &new.channel).await?;
        let sealed = self.seal_account(ADDRESS, new.id, new.address.as_bytes())?;
        let row = args![new.id, new.account.uuid(), &new.channel, sealed, &new.language, new.confirmed_at];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Forgets the address of a way; false when there was none.
    pub async fn forget_address(&mut self, account: AccountId, channel: &str) -> Result<bool> {
        Ok(self.exec(include_str!("delete.sql"), &args![account.uuid(), channel]).await? > 0)
    }

    /// Forgets every address of an account.
    pub async fn forget_addresses(&mut self, account: AccountId) -> Result<()> {
        self.exec(include_str!("delete_all.sql"), &args![account.uuid()]).await.map(|_| ())
    }

    /// Sends nothing to an address from `off_at` on, or again with none; false when there is none for this way.
    pub async fn switch_address(&mut self, account: AccountId, channel: &str, off_at: Option<Timestamp>) -> Result<bool> {
        Ok(self.exec(include_str!("switch.sql"), &args![account.uuid(), channel, off_at]).await? > 0)
    }
}

impl Db {
    /// The addresses of an account, by way. For its holder, and for sending.
    pub async fn addresses(&self, account: AccountId) -> Result<Vec<Address>> {
        self.all(include_str!("of_account.sql"), &args![account.uuid()]).await
    }

    /// Codes of the ways for which an account has an address: for whoever manages it.
    pub async fn ways_of(&self, account: AccountId) -> Result<Vec<String>> {
        self.all(include_str!("ways.sql"), &args![account.uuid()]).await
    }
}
