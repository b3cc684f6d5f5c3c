//! Duty rosters 值班表 and the end of a shift 交接班.

mod keep;
mod read;
mod shift;

pub use keep::NewLine;
pub use read::{GapSeen, Roster, RosterLine};
pub use shift::{Handed, Offered, ShiftView};
