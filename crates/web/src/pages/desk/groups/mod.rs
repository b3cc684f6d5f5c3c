//! The register of population groups 人群名册: the list, entering somebody, one entry with its history, a file.

mod detail;
mod file;
mod list;
mod new;
mod samples;
mod serve;
pub(in crate::pages::desk) mod words;

pub use detail::{GroupDetail, GroupEntryPage};
pub use file::GroupFilePage;
pub use list::{GroupRow, GroupsPage, GroupsView};
pub use new::GroupNewPage;
pub(in crate::pages::desk) use serve::{routes, slow_routes};
pub(in crate::pages::desk) use words::of as title;
