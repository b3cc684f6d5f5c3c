//! Norms and the history of a score: where it stands among others, how far it is known, whether it changed by more than its error.
//!
//! A norm describes a sample; no band, level or warning follows from it.

mod compute;
mod history;
mod t_history;

pub use compute::{LocalNorm, LocalNormAsked};
pub(crate) use history::Who;
pub use history::{HistoryPoint, ScoreHistory, ScoreName, UsedNorm};

use xinqiao_packs::LocalNormRules;

use crate::{App, AppError, Result};

impl App {
    /// When norms may be computed from the own sheets. Errors: `Broken` when the pack is missing.
    pub fn local_norm_rules(&self) -> Result<&LocalNormRules> {
        self.inner.library.local_norms().ok_or_else(|| AppError::broken("the pack norms/local is missing"))
    }
}
