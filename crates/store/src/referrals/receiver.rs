//! The register of desks that receive, and the accounts that answer for them.

use jiff::Timestamp;
use xinqiao_access::{Clause, Permit, Scope, act};
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::ReceiverId;
use xinqiao_vault::Class;

use crate::arg::args;
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// A desk of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiver {
    pub id: ReceiverId,
    /// the organisation and its desk, never a natural person
    pub name: String,
    /// a receiver of the pack
    pub role: String,
    pub place: PlacePath,
    /// nothing new is sent to it since
    pub closed_at: Option<Timestamp>,
    /// optimistic lock
    pub version: i64,
}

/// Somebody who answers for a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub account: AccountId,
    pub name: String,
}

impl FromRow for Receiver {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: ReceiverId::from_uuid(row.uuid(0)?),
            name: row.text(1)?,
            role: row.text(2)?,
            place: row.parsed(3, "receiver", "place_path", "a place path")?,
            closed_at: row.at_opt(4)?,
            version: row.int(5)?,
        })
    }
}

impl FromRow for Member {
    fn from_row(row: &Row) -> Result<Self> {
        let account = row.uuid(0)?;
        let name = row.class_text(1, Class::Account, &ACCOUNT_NAME.of(account))?;
        Ok(Self { account: AccountId::from_uuid(account), name })
    }
}

impl Tx {
    /// Enters a desk of the permit's place. Errors: `Duplicate` for an id that is there.
    pub async fn add_receiver(
        &mut self,
        permit: &Permit<act::ManageReceivers>,
        receiver: &Receiver,
        now: Timestamp,
    ) -> Result<()> {
        if *permit.place() != receiver.place {
            return Err(StoreError::Stale { table: "receiver", id: receiver.id.to_string() });
        }
        let row = args![receiver.id.uuid(), &receiver.name, &receiver.role, receiver.place.as_str(), now];
        self.exec(include_str!("insert_receiver.sql"), &row).await.map(|_| ())
    }

    /// Renames, closes or opens a desk. Errors: `Stale` when somebody else was first.
    pub async fn save_receiver(&mut self, permit: &Permit<act::ManageReceivers>, after: &Receiver) -> Result<()> {
        let row = args![after.id.uuid(), after.version, &after.name, after.closed_at];
        if *permit.place() != after.place || self.exec(include_str!("update_receiver.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "receiver", id: after.id.to_string() });
        }
        Ok(())
    }

    /// Lets an account answer for a desk; twice is once.
    pub async fn add_receiver_member(&mut self, receiver: ReceiverId, account: AccountId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("add_member.sql"), &args![receiver.uuid(), account.uuid(), now]).await.map(|_| ())
    }

    /// An account answers for a desk no longer.
    pub async fn remove_receiver_member(&mut self, receiver: ReceiverId, account: AccountId) -> Result<()> {
        self.exec(include_str!("remove_member.sql"), &args![receiver.uuid(), account.uuid()]).await.map(|_| ())
    }
}

impl Db {
    /// A desk.
    pub async fn receiver(&self, id: ReceiverId) -> Result<Option<Receiver>> {
        self.opt(include_str!("receiver.sql"), &args![id.uuid()]).await
    }

    /// Open desks that receive the packets of a role.
    pub async fn receivers_of_role(&self, role: &str, limit: u32) -> Result<Vec<Receiver>> {
        self.all(include_str!("receivers_of_role.sql"), &args![role, i64::from(limit)]).await
    }

    /// The desks of a scope by place, after one.
    pub async fn receivers(
        &self,
        scope: &Scope<act::ManageReceivers>,
        after: Option<(&PlacePath, ReceiverId)>,
        limit: u32,
    ) -> Result<Vec<Receiver>> {
        let (place, id) = after.map_or(("", uuid::Uuid::nil()), |(place, id)| (place.as_str(), id.uuid()));
        let mut found: Vec<Receiver> = Vec::new();
        for clause in scope.clauses() {
            let Clause::Below(range) = clause else { continue };
            let row = args![&range.from, &range.below, place, id, i64::from(limit)];
            found.extend(self.all(include_str!("receivers_below.sql"), &row).await?);
        }
        found.sort_by(|one: &Receiver, other| (one.place.as_str(), one.id).cmp(&(other.place.as_str(), other.id)));
        found.dedup_by_key(|one| one.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Who answers for a desk, the longest first; at most 60.
    pub async fn receiver_members(&self, id: ReceiverId) -> Result<Vec<Member>> {
        self.all(include_str!("members.sql"), &args![id.uuid()]).await
    }

    /// The desks for which an account answers; at most 40.
    pub async fn desks_of(&self, account: AccountId) -> Result<Vec<Receiver>> {
        self.all(include_str!("desks_of.sql"), &args![account.uuid()]).await
    }
}
