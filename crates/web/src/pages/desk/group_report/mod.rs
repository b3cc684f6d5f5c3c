//! The group report of a screening: one document in words, shown as a page and taken away as PDF, Word and Excel.

mod document;
mod page;
mod reliability;
mod samples;
mod serve;

pub use document::{Facts, document};
pub use page::{GroupReportPage, GroupReportPageView, Taking};
pub use serve::slow_routes;
