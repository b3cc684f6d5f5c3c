//! Duties of whoever runs the service: lists, one duty with its history, and the forms of its steps.

mod detail;
mod forms;
mod list;
mod new;
mod parse;
mod samples;
mod serve;
mod words;

pub use detail::{DutyDetail, DutyDetailPage};
pub use list::{DutyLine, DutyListPage};
pub use new::{DutyNewPage, NewForm};
pub(crate) use serve::kinds;
pub use serve::routes;
