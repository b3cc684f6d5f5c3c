//! From answers to θ: four estimates, which differ in what they believe before the first answer.

mod answers;
mod eap;
mod estimate;
mod map;
mod ml;
mod root;
mod table;
mod wle;

pub use answers::{Answer, AnswerFault};
pub use estimate::Estimate;
pub use map::map;
pub use ml::ml;
pub use table::Table;
pub use wle::wle;

pub(crate) use eap::{moments, normalise};

/// Beyond this a θ without a prior is not looked for.
pub const BOUND: f64 = 10.0;
