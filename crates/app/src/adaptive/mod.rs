//! Tests whose questions are chosen by the answers so far: what is asked next, and what is kept of a sitting (docs/adaptive.md).

mod choose_form;
mod estimate;
mod sitting;

pub use estimate::KeptEstimate;
pub use sitting::Sitting;
