//! Counts of a place and of those below it, by month: for those who lead. Nobody can be found in them.

mod file;
mod page;
mod samples;
mod serve;

pub(super) use file::quoted;
pub use page::{AggregatesPage, AggregatesView, Line, MonthLine, PlaceLine, Tab};
pub use serve::routes;
