//! What people agree to: asked where information is kept or shared, seen and taken back on one page.

mod ask;
mod guardian;
mod overview;
mod say;
mod words;

pub use guardian::{Binding, GuardianIs, GuardianRow, Guardians, WardConsents};
pub(crate) use overview::About;
pub use overview::{ConsentItem, WithoutConsent};
pub use say::{Said, Saying};
pub use words::ShownTexts;
pub(crate) use words::{Word, record_of};
