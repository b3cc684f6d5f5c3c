//! Receptions of petitioners: the list, receiving, one reception with its next steps.

mod detail;
mod forms;
mod list;
mod new;
mod samples;
mod serve;
mod words;

pub use detail::{ReceptionDetail, ReceptionPage};
pub use list::{ReceptionLine, ReceptionsPage};
pub use new::ReceptionNewPage;
pub(in crate::pages::desk) use serve::routes;
