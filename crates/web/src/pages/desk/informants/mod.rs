//! Several people about one person: asking them, and their views side by side.

mod page;
mod serve;

pub use page::{ComparedView, InformantRow, InformantsPage, InformantsView, PairLine, ScoreLine};
pub(in crate::pages::desk) use serve::routes;
