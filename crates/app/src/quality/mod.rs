//! How well rules do: figures of each rule by quarter, in which nobody can be found, and of the last days for those on duty.
//!
//! A quarter is counted once, when it is over and what came in at its end has been decided or has lapsed, and stays as it went out. A person
//! counts once for each rule, by the ending that says most.

mod count;
mod judged;
mod model;
mod node;
mod period;
mod read;
mod replay;
mod replays;
mod report;
mod simulated;

pub use judged::{ModelQuality, ModelReportAt};
pub use period::Quarter;
pub use read::{Export, RuleFigures, RulePace, RuleQuality, Seen, Which};
pub use replays::{About, LARGEST_RULES, Load, ReplayView};
pub use report::{BinLine, Estimate, FairnessLine, FitLine, GroupLineKept, LevelLine, ModelReport, Probabilities};
pub(crate) use simulated::SimulatedReports;
pub use simulated::{SimulatedQuality, SimulatedReport, simulated_report};

use xinqiao_access::{Act, Permit, Purpose, Resource, act, permit, scope};
use xinqiao_warnings::QualityRules;

use crate::{App, AppError, Caller, Result};

/// The pack of rules by which figures are read.
pub const QUALITY: &str = "default";

/// For what figures are read, in the order in which they are tried.
const PURPOSES: [Purpose; 3] = [Purpose::Supervision, Purpose::Statistics, Purpose::DutyResponse];

impl App {
    /// The rules by which figures are read. Errors: `Broken` when the pack is missing.
    pub fn quality_rules(&self) -> Result<&QualityRules> {
        self.inner.library.quality(QUALITY).ok_or_else(|| AppError::broken("the pack quality/default is missing"))
    }

    /// May the caller see how the rules do? For showing a link; leaves no trace.
    pub(crate) fn may_see_rules(&self, caller: &Caller) -> bool {
        let at = Resource::at(self.inner.place.clone());
        let moment = self.moment();
        PURPOSES.iter().any(|purpose| permit::<act::ReadQuality>(caller.actor(), &at, *purpose, moment).is_ok())
    }

    /// A permit about the whole jurisdiction, under the first purpose that gives it.
    pub(crate) async fn whole_permit<A: Act>(&self, caller: &Caller) -> Result<Permit<A>> {
        let at = Resource::at(self.inner.place.clone());
        let moment = self.moment();
        let fits = |purpose: &Purpose| permit::<A>(caller.actor(), &at, *purpose, moment).is_ok();
        // when none fits, the refusal of a purpose that the role has says more
        let knows = |purpose: &Purpose| scope::<A>(caller.actor(), *purpose, moment).is_ok();
        let first = PURPOSES.iter().find(|purpose| fits(purpose)).or_else(|| PURPOSES.iter().find(|purpose| knows(purpose)));
        self.permit::<A>(caller, &at, first.copied().unwrap_or(Purpose::Statistics)).await
    }
}

#[cfg(test)]
mod tests;
