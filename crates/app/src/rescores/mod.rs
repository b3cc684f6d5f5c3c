//! Kept sheets counted again by a corrected version of their instrument: planned, tried, agreed by a second person, put beside the first result.
//!
//! The first result stays what it is, in every page and every count; the second stands beside it with its version and its day.

mod apply;
mod count;
mod decide;
mod people;
mod plan;
mod read;
mod second;
mod step;

pub use decide::Verdict;
pub use people::{RescoreLine, RescorePeople};
pub use plan::{NewRescore, VersionPair};
pub use read::{RescorePage, RescoreView};
pub use second::{Counted, SecondResult};
pub(crate) use second::{by_sheet, second_of};
pub use xinqiao_psychometrics::rescore::{Class, Tally};
pub use xinqiao_store::rescores::RescoreRow;

use xinqiao_access::{Action, Resource};

use crate::{App, AppError, Caller, Result};

/// Where a plan stands.
pub(crate) mod stage {
    pub const COUNTING: &str = "counting";
    pub const COUNTED: &str = "counted";
    pub const APPLYING: &str = "applying";
    pub const APPLIED: &str = "applied";
    pub const REFUSED: &str = "refused";
    pub const STOPPED: &str = "stopped";
    pub const FAILED: &str = "failed";
}

impl App {
    /// May the caller plan that sheets are counted again? For showing a link; leaves no trace.
    pub fn may_plan_rescore(&self, caller: &Caller) -> bool {
        caller.actor().may(Action::PlanRescore, self.day(self.now()))
    }

    /// May the caller see plans at all? For showing a link; leaves no trace.
    pub fn may_read_rescores(&self, caller: &Caller) -> bool {
        caller.actor().may(Action::ReadRescore, self.day(self.now()))
    }

    /// The counts of a plan. Errors: `Broken` for what the program never writes.
    fn tally_of(row: &RescoreRow) -> Result<Tally> {
        serde_json::from_str(&row.tally)
            .map_err(|fault| AppError::Broken { what: "a tally cannot be read".to_owned(), source: Some(Box::new(fault)) })
    }

    fn tally_text(tally: &Tally) -> Result<String> {
        serde_json::to_string(tally)
            .map_err(|fault| AppError::Broken { what: "a tally cannot be written".to_owned(), source: Some(Box::new(fault)) })
    }
}

/// A plan as access decides about it: whoever planned it is its author.
fn resource(row: &RescoreRow) -> Resource {
    Resource::at(row.place.clone()).written_by(row.planned_by)
}
