//! Cases 个案, their events, and who has a seat at them.
//!
//! A case is the fold of its events by the crate `cases`; the columns of the row that lists sort by, and the seats, are written from the fold
//! in one place, together with the event ([`crate::Tx::save_case`]).

mod read;
mod row;
mod write;

pub use read::{After, CaseFilter};
pub use row::{CaseEventRow, CaseRow, CaseState, SeatRow, ToTell};
