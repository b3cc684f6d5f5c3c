//! Duty rosters: who is there at an instant, where nobody is, and who takes over when a shift ends.

mod change;
mod gaps;
mod roster;
mod there;

pub use change::{Handing, shift_change};
pub use gaps::{Gap, gaps};
pub use roster::{DutyEntry, Period, Post, on_duty};
pub use there::{standing_in, there};
