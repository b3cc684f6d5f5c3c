//! Signals, warnings and their events.
//!
//! The state of a warning is the fold of its events by the crate `warnings`; the columns of the row that the queue sorts by are written
//! in one place only, together with the event ([`crate::Tx::save_warning`]).

mod due;
mod read;
mod report;
mod signal;
mod warning;

pub use due::{DuePage, Mark, OpenCount, OwnerLoad};
pub use read::SignalStanding;
pub(crate) use read::fits;
pub use report::ReportRow;
pub use signal::{NewSignal, SignalRow};
pub(crate) use signal::{SIGNAL_COLUMNS, SIGNAL_ENDING, SIGNAL_WIDTH};
pub use warning::{Beside, EventRow, Owned, WarningRow, WarningState};
