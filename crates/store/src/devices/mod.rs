//! Devices that send results, the sessions that are open for them, and what they sent.
//!
//! A device's key lies here as a hash only, a session code as a keyed hash. What was measured is sealed with the key of the person.

mod device;
mod result;
mod session;

pub use device::{AfterDevice, Device, Refusals};
pub(crate) use result::BODY;
pub use result::{AfterResult, DeviceResultRow, NewDeviceResult};
pub use session::DeviceSession;

use xinqiao_kernel::id::PersonId;

use crate::arg::args;
use crate::{Result, Tx};

impl Tx {
    /// Nothing stays of what devices sent about somebody.
    pub(crate) async fn erase_devices_of(&mut self, person: PersonId) -> Result<()> {
        self.exec(include_str!("erase_results.sql"), &args![person.uuid()]).await?;
        self.exec(include_str!("erase_sessions.sql"), &args![person.uuid()]).await.map(|_| ())
    }
}
