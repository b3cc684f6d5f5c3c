//! Differential item functioning: does an item work otherwise in one group than in another, among people who stand at the same place?
//!
//! Ordinal logistic regression (Swaminathan and Rogers 1990; Zumbo 1999; Crane and others 2006): the answer on the matching score, then on the
//! group too (uniform), then on their product too (non-uniform), compared by likelihood ratios.

mod fault;
mod item;
mod matching;
mod report;
mod search;
mod settings;

pub use fault::DifFault;
pub use matching::Matching;
pub use report::{DifReport, ItemDif, Magnitude, Skipped, Verdict};
pub use search::dif;
pub use settings::DifSettings;
