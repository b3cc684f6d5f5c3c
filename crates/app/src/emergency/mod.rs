//! Emergencies (break-glass): one person's records for a short time, with a reason; told at once, reviewed, and told to the person (PIPL 18).

mod grants;
mod open;
mod read;
mod review;
mod sweep;

pub use open::{EmergencyAsked, WhoIsIt};
pub use read::EmergencyDetail;
pub use review::{ReviewItem, VERDICTS};
pub use xinqiao_store::emergency::EmergencyRow;

use xinqiao_access::emergency::EmergencyRules;
use xinqiao_access::{Age, Resource};
use xinqiao_kernel::id::AccountId;
use xinqiao_store::Tx;
use xinqiao_store::people::Whereabouts;

use crate::notify::Owing;
use crate::{App, AppError, Result};

impl App {
    /// Limits of emergencies.
    pub fn emergency_rules(&self) -> Result<&EmergencyRules> {
        self.inner.library.emergency().ok_or_else(|| AppError::broken("the pack emergency/default.toml is missing or faulty"))
    }

    /// A person as access decides about them.
    pub(crate) fn person_resource(&self, person: &Whereabouts) -> Resource {
        Resource::at(person.place.clone()).of(person.id).aged(Age::of(person.birth_on, self.day(self.now())))
    }

    /// Leaves a message about an emergency.
    pub(crate) async fn tell_of_emergency(&self, tx: &mut Tx, account: AccountId, kind: &str) -> Result<()> {
        self.owe(tx, Owing::new(account, kind)).await.map(|_| ())
    }
}
