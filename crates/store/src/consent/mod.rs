//! What people agreed to, and who consents for whom. Rows of words are only added; what holds is derived in the crate `consent`.

mod event;
mod facts;
mod guardian;
mod withdraw;

pub(crate) use event::{CONSENT_COLUMNS, CONSENT_WIDTH};
pub use event::{ConsentRow, NewConsent, ShownText};
pub use facts::{ConsentFacts, Consents};
pub use guardian::{Guardianship, NewGuardianship};
pub use withdraw::{AskedCampaign, Touched};
