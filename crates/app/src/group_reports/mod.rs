//! Group reports of a campaign: what is told of a school, a county, an employer, in numbers in which nobody can be found (docs/group-report.md).

mod columns;
mod content;
mod count;
mod item_use;
mod read;
mod reliability;
mod workings;

#[cfg(test)]
mod tests;

pub use columns::Column;
pub use content::{Comparison, Estimate, GroupLine, MeanLine, Share};
pub use count::{Axis, Floors, NotYet};
pub use item_use::{ItemUse, UsedItem};
pub use read::{GroupAsked, GroupAxis, GroupReport, GroupReportView, LineName, TakenAs};
pub use reliability::{NotWorkedOut, Reliability};
pub(crate) use workings::Workings;

/// The campaign itself in what is published.
const WHOLE: &str = "whole";
