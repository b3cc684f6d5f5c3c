//! Kept sheets counted again by another version of their instrument: the plans, how far each is, the second results beside the first.

mod plan;
mod results;
mod sheets;

pub use plan::{Decision, RescoreRow};
pub(crate) use plan::{NOTE, REASON};
pub use results::{Applied, NewResult, ResultLine};
pub(crate) use results::{DETAIL, OUTCOME};
pub use sheets::RescoreSheet;
