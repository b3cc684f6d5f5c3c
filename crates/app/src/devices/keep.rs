//! Keeping one session about one person: the same for the interface, a file and the page.

use xinqiao_devices::{Fault, Session};
use xinqiao_kernel::id::{DeviceId, DeviceResultId};
use xinqiao_store::Tx;
use xinqiao_store::devices::NewDeviceResult;
use xinqiao_store::people::Whereabouts;

use crate::{App, AppError, Result};

/// What became of a result.
#[derive(Debug, Clone, PartialEq)]
pub enum Received {
    /// it is kept; not new: the same one came before
    Kept { id: DeviceResultId, is_new: bool },
    /// nothing of it is kept
    Unkept(Unkept),
}

/// Why nothing was kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Unkept {
    /// it cannot be read, or does not fit the pack
    Faulty(Vec<Fault>),
    /// no session has this code
    UnknownCode,
    /// the session of this code is over
    EndedCode,
    /// the code belongs to another device; the sender hears the same as for an unknown one
    ForeignCode,
    /// the person has not agreed, or has taken it back
    NoConsent,
    /// the device sent something else under this id of a session before
    Changed,
}

impl Unkept {
    /// Code in rows and answers.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Faulty(_) => "faulty",
            Self::UnknownCode => "unknown_code",
            Self::EndedCode => "ended_code",
            Self::ForeignCode => "foreign_code",
            Self::NoConsent => "no_consent",
            Self::Changed => "changed",
        }
    }

    /// The code that the sender hears: whether a code exists elsewhere is nobody's business.
    pub const fn told(&self) -> &'static str {
        match self {
            Self::ForeignCode => "unknown_code",
            other => other.code(),
        }
    }
}

impl App {
    /// Writes a session into the unit of work; none when one of the same id was first.
    pub(super) async fn keep_session(
        &self,
        tx: &mut Tx,
        who: &Whereabouts,
        (device, way): (Option<DeviceId>, &'static str),
        session: &Session,
    ) -> Result<Option<DeviceResultId>> {
        let now = self.now();
        let body = session.content();
        if body.is_empty() {
            return Err(AppError::broken("a session of a device cannot be written"));
        }
        let new = NewDeviceResult {
            id: DeviceResultId::new(self.ids(), now),
            device,
            external: session.id.clone(),
            person: who.id,
            place: who.place.clone(),
            kind: session.kind.clone(),
            started_at: session.started_at,
            ended_at: session.ended_at,
            way,
            body,
        };
        Ok(tx.add_device_result(&new, now).await?.then_some(new.id))
    }
}
