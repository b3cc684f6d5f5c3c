//! The retention schedule: what is due, deleting it in batches, and holds that stop it.

mod hold;
mod plan;
mod run;

pub use hold::HOLD_REASONS;
pub use plan::PlanLine;
pub use run::{Retention, RunLine};
pub use xinqiao_store::retention::{ErasedCount, Hold, Run};
