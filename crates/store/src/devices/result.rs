//! What devices sent about people.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{DeviceId, DeviceResultId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Field;

use crate::arg::{Arg, args};
use crate::fields::own_arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// Measurements and ratings.
pub(crate) const BODY: Field = Field::new("device_result", "body_sealed");

/// A result to be kept.
#[derive(Debug, Clone)]
pub struct NewDeviceResult {
    pub id: DeviceResultId,
    /// none: the page of relaxation
    pub device: Option<DeviceId>,
    /// the device's own id of the session
    pub external: String,
    pub person: PersonId,
    pub place: PlacePath,
    pub kind: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    /// `json`, `fhir`, `file` or `page`
    pub way: &'static str,
    /// JSON
    pub body: String,
}

/// A result as it lies in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceResultRow {
    pub id: DeviceResultId,
    pub person: PersonId,
    pub device: Option<DeviceId>,
    pub external: String,
    pub kind: String,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    pub way: String,
    /// JSON; empty after erasure
    pub body: String,
    pub received_at: Timestamp,
    /// what staff call the device
    pub device_name: Option<String>,
}

impl FromRow for DeviceResultRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person) = (row.uuid(0)?, row.uuid(1)?);
        let key = row.person_key(10, person)?;
        Ok(Self {
            id: DeviceResultId::from_uuid(id),
            person: PersonId::from_uuid(person),
            device: row.uuid_opt(2)?.map(DeviceId::from_uuid),
            external: row.text(3)?,
            kind: row.text(4)?,
            started_at: row.at(5)?,
            ended_at: row.at(6)?,
            way: row.text(7)?,
            body: row.own_text(8, key.as_ref(), &BODY.of(id))?.unwrap_or_default(),
            received_at: row.at(9)?,
            device_name: row.text_opt(11)?,
        })
    }
}

/// Where a list goes on: the last one that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterResult {
    pub started_at: Timestamp,
    pub id: DeviceResultId,
}

impl Db {
    /// What a device sent before under this id of a session: for telling the same from something else.
    pub async fn device_sent_before(&self, device: DeviceId, external: &str) -> Result<Option<DeviceResultRow>> {
        self.opt(include_str!("sent_before.sql"), &args![device.uuid(), external]).await
    }

    /// The same for the form of the page.
    pub async fn page_sent_before(&self, permit: &Permit<act::AnswerSelf>, external: &str) -> Result<Option<DeviceResultRow>> {
        let Some(person) = permit.person() else { return Ok(None) };
        self.opt(include_str!("sent_by_page.sql"), &args![person.uuid(), external]).await
    }

    /// What devices sent about the permit's person, the latest first.
    pub async fn device_results(
        &self,
        permit: &Permit<act::ReadDeviceResults>,
        after: Option<AfterResult>,
        limit: u32,
    ) -> Result<Vec<DeviceResultRow>> {
        self.device_results_of(permit.person(), after, limit).await
    }

    /// The same for the person themselves.
    pub async fn own_device_results(
        &self,
        permit: &Permit<act::ReadOwnRecords>,
        after: Option<AfterResult>,
        limit: u32,
    ) -> Result<Vec<DeviceResultRow>> {
        self.device_results_of(permit.person(), after, limit).await
    }

    /// All of it for the copy of the person's data.
    pub async fn device_results_for_export(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<DeviceResultRow>> {
        const AT_ONCE: u32 = 200;
        let mut found: Vec<DeviceResultRow> = Vec::new();
        loop {
            let after = found.last().map(|last| AfterResult { started_at: last.started_at, id: last.id });
            let page = self.device_results_of(permit.person(), after, AT_ONCE).await?;
            if page.is_empty() {
                return Ok(found);
            }
            found.extend(page);
        }
    }

    async fn device_results_of(
        &self,
        person: Option<PersonId>,
        after: Option<AfterResult>,
        limit: u32,
    ) -> Result<Vec<DeviceResultRow>> {
        let Some(person) = person else { return Ok(Vec::new()) };
        let (at, id) = after.map_or((Timestamp::MAX, Uuid::max()), |after| (after.started_at, after.id.uuid()));
        self.all(include_str!("of_person.sql"), &args![person.uuid(), at, id, i64::from(limit)]).await
    }
}

impl Tx {
    /// Keeps a result; false when one of this device and session id was first. Errors: `Sealed(Erased)` for somebody who was erased.
    pub async fn add_device_result(&mut self, new: &NewDeviceResult, now: Timestamp) -> Result<bool> {
        let key = self.key_of(new.person).await?;
        let id = new.id.uuid();
        let row = [
            Arg::from(id),
            Arg::from(new.device.map(|device| device.uuid())),
            Arg::from(&new.external),
            Arg::from(new.person.uuid()),
            Arg::from(new.place.as_str()),
            Arg::from(&new.kind),
            Arg::from(new.started_at),
            Arg::from(new.ended_at),
            Arg::from(new.way),
            own_arg(&key, &BODY.of(id), &new.body)?,
            Arg::from(now),
        ];
        Ok(self.exec(include_str!("insert_result.sql"), &row).await? > 0)
    }

    /// Deletes a result of the permit's own person; false when there is none of theirs.
    pub async fn delete_device_result(&mut self, permit: &Permit<act::RequestOwnData>, id: DeviceResultId) -> Result<bool> {
        let Some(person) = permit.person() else { return Ok(false) };
        Ok(self.exec(include_str!("delete_own.sql"), &args![id.uuid(), person.uuid()]).await? > 0)
    }
}
