//! Registered devices, and how often something of theirs could not be assigned.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, DeviceId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// A registered device, without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    /// the site that answers for it
    pub place: PlacePath,
    pub name: String,
    /// codes of the kinds that it may send
    pub kinds: Vec<String>,
    /// `active`, `locked` or `withdrawn`
    pub state: String,
    pub key_set_at: Timestamp,
    pub seen_at: Option<Timestamp>,
    pub created_by: AccountId,
    pub created_at: Timestamp,
}

impl FromRow for Device {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: DeviceId::from_uuid(row.uuid(0)?),
            place: row.parsed(1, "device", "place_path", "a place path")?,
            name: row.text(2)?,
            kinds: row.text(3)?.split(' ').map(str::to_owned).collect(),
            state: row.text(4)?,
            key_set_at: row.at(5)?,
            seen_at: row.at_opt(6)?,
            created_by: AccountId::from_uuid(row.uuid(7)?),
            created_at: row.at(8)?,
        })
    }
}

/// Where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterDevice {
    pub place: String,
    pub id: DeviceId,
}

/// How many results of a day could not be assigned, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusals {
    pub device: DeviceId,
    pub on: Date,
    pub reason: String,
    pub count: i64,
    pub last_at: Timestamp,
}

impl FromRow for Refusals {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            device: DeviceId::from_uuid(row.uuid(0)?),
            on: row.day_opt(1)?.ok_or_else(|| StoreError::Corrupt {
                table: "device_refusal",
                column: "on_day",
                expected: "a day",
                found: "nothing".to_owned(),
            })?,
            reason: row.text(2)?,
            count: row.int(3)?,
            last_at: row.at(4)?,
        })
    }
}

impl Db {
    /// The device of a key: for knowing who sends.
    pub async fn device_by_key(&self, key_hash: &[u8; 32]) -> Result<Option<Device>> {
        self.opt(include_str!("by_key.sql"), &args![key_hash.to_vec()]).await
    }

    /// One device: what an access decision needs.
    pub async fn device(&self, id: DeviceId) -> Result<Option<Device>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// The devices of the sites in a scope, by site.
    pub async fn devices<A: Act>(&self, scope: &Scope<A>, after: Option<&AfterDevice>, limit: u32) -> Result<Vec<Device>> {
        let (place, id) = after.map_or(("", Uuid::nil()), |after| (after.place.as_str(), after.id.uuid()));
        let mut found: Vec<Device> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                let row = args![&range.from, &range.below, place, id, i64::from(limit)];
                found.extend(self.all::<Device>(include_str!("below.sql"), &row).await?);
            }
        }
        found.sort_by(|one, other| (one.place.as_str(), one.id).cmp(&(other.place.as_str(), other.id)));
        found.dedup_by_key(|device| device.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// What of a device at the permit's place could not be assigned, the latest day first; at most sixty lines.
    pub async fn device_refusals(&self, permit: &Permit<act::ManageDevices>, device: &Device) -> Result<Vec<Refusals>> {
        if *permit.place() != device.place {
            return Ok(Vec::new());
        }
        self.all(include_str!("refusals.sql"), &args![device.id.uuid()]).await
    }
}

impl Tx {
    /// Registers a device at the permit's place; false when the form was sent before.
    pub async fn add_device(
        &mut self,
        permit: &Permit<act::ManageDevices>,
        device: &Device,
        key_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool> {
        let row = args![
            device.id.uuid(),
            permit.place().as_str(),
            &device.name,
            device.kinds.join(" "),
            key_hash.to_vec(),
            now,
            permit.account().uuid()
        ];
        Ok(self.exec(include_str!("insert.sql"), &row).await? > 0)
    }

    /// Gives a device another key: the one before opens nothing from now on. False for one that was withdrawn or is elsewhere.
    pub async fn set_device_key(
        &mut self,
        permit: &Permit<act::ManageDevices>,
        id: DeviceId,
        key_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<bool> {
        Ok(self.exec(include_str!("set_key.sql"), &args![id.uuid(), key_hash.to_vec(), now, permit.place().as_str()]).await? > 0)
    }

    /// Locks, unlocks or withdraws a device; false when it is so already, was withdrawn or is elsewhere.
    pub async fn set_device_state(&mut self, permit: &Permit<act::ManageDevices>, id: DeviceId, state: &str) -> Result<bool> {
        Ok(self.exec(include_str!("set_state.sql"), &args![id.uuid(), state, permit.place().as_str()]).await? > 0)
    }

    /// A device has sent a result.
    pub async fn see_device(&mut self, id: DeviceId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("seen.sql"), &args![id.uuid(), now]).await.map(|_| ())
    }

    /// Counts something that could not be assigned; nothing of its content is kept.
    pub async fn count_device_refusal(&mut self, id: DeviceId, on: Date, reason: &str, now: Timestamp) -> Result<()> {
        self.exec(include_str!("refuse.sql"), &args![id.uuid(), on, reason, now]).await.map(|_| ())
    }
}
