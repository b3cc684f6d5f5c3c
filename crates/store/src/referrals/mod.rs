//! Moving work: the register of receiving desks, referrals with their events and who sees them, protocols of steps about minors.

mod protocol;
mod receiver;
mod referral;
mod sight;

pub use protocol::{OwnChannel, ProtocolRow, ProtocolState, StepRow};
pub use receiver::{Member, Receiver};
pub use referral::{After, EventRow, ReferralRow, ReferralState, Which};
pub use sight::{Sees, SightRow};

use xinqiao_vault::Field;

/// What happened to a referral.
pub(crate) const EVENT_BODY: Field = Field::new("referral_event", "body_sealed");
/// What was done in a protocol.
pub(crate) const STEP_BODY: Field = Field::new("protocol_entry", "body_sealed");
