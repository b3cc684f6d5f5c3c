//! Answers: scored without an account, kept with one.

mod catalogue;
mod contact;
mod facts;
mod kept;
mod records;
mod scored;
mod signals;
mod submit;
mod validity;

pub use catalogue::SelfTest;
pub use contact::{ContactTime, ContactWish};
pub use kept::{KeptCritical, KeptOutcome};
pub use records::Record;
pub use scored::Scored;
pub use submit::{Sharing, Sheet, Submitted};

pub(crate) use signals::{About, raise};
pub(crate) use submit::{answers_json, campaign_key};
pub(crate) use validity::OfSheet;
