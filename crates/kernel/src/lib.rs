//! Ids, instants and days, the Chinese working calendar, places and identifiers, time limits and who owes a step.
//!
//! Everything here is a pure function of its arguments: no clock, no randomness, no file. The instant comes from a [`Clock`] that the
//! outermost crate owns, ids come from an [`IdSource`] that it seeds.

pub mod calendar;
pub mod clock;
mod closed;
pub mod code;
pub mod division;
pub mod id;
pub mod identifier;
pub mod limit;
pub mod owing;
pub mod person;
pub mod place;
mod quarter;
mod test_form;
pub mod text;
pub mod unit;

pub use calendar::WorkingCalendar;
pub use clock::{Clock, ManualClock};
pub use closed::UnknownCode;
pub use code::Code;
pub use id::IdSource;
pub use limit::{Limit, WorkClock};
pub use owing::{Open, Owner, next_up};
pub use person::Sex;
pub use place::{PathRange, PlacePath};
pub use quarter::Quarter;
pub use test_form::TestForm;
