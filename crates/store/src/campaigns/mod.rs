//! Screening campaigns 普查: what they ask, their life, who is asked, how far they are.

mod asking;
mod campaign;
mod enrol;
mod found;
mod life;
mod member;
mod numbers;
mod part;
mod progress;
mod reminder;
mod sitting;

pub use asking::{Asking, Asks};
pub use campaign::Campaign;
#[cfg(test)]
pub(crate) use campaign::{MEMBER_COLUMNS, MEMBER_WIDTH};
pub use enrol::{Born, Cohort};
pub use found::{FoundRow, FoundSignal};
pub(crate) use life::REASON;
pub use member::{MemberRow, MemberStep};
pub use numbers::CampaignNumbers;
pub use progress::{Pace, UnitCount};
pub use reminder::Reminded;
pub use sitting::SittingRow;
