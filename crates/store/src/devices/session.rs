//! Sessions that are open for a device.

use jiff::Timestamp;
use xinqiao_access::{Act, Permit};
use xinqiao_kernel::id::{AccountId, DeviceId, DeviceSessionId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A session: whoever has its code sends results about this person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceSession {
    pub id: DeviceSessionId,
    pub person: PersonId,
    pub place: PlacePath,
    /// the only device that may use the code; none: whichever the person gives it to
    pub device: Option<DeviceId>,
    pub opened_by: AccountId,
    pub code_until: Timestamp,
}

impl FromRow for DeviceSession {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: DeviceSessionId::from_uuid(row.uuid(0)?),
            person: PersonId::from_uuid(row.uuid(1)?),
            place: row.parsed(2, "device_session", "place_path", "a place path")?,
            device: row.uuid_opt(3)?.map(DeviceId::from_uuid),
            opened_by: AccountId::from_uuid(row.uuid(4)?),
            code_until: row.at(5)?,
        })
    }
}

impl Db {
    /// The session of a code: for knowing whom a result is about, which the device does not know.
    pub async fn device_session_by_code(&self, code_hash: &str) -> Result<Option<DeviceSession>> {
        self.opt(include_str!("session_by_code.sql"), &args![code_hash]).await
    }
}

impl Tx {
    /// Opens a session about the permit's person; false for a permit about somebody else.
    pub async fn add_device_session<A: Act>(
        &mut self,
        permit: &Permit<A>,
        new: &DeviceSession,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        if permit.person() != Some(new.person) {
            return Ok(false);
        }
        let row = args![
            new.id.uuid(),
            new.person.uuid(),
            new.place.as_str(),
            new.device.map(|id| id.uuid()),
            new.opened_by.uuid(),
            code_hash,
            new.code_until,
            now
        ];
        Ok(self.exec(include_str!("insert_session.sql"), &row).await? > 0)
    }
}
