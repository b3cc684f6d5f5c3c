//! People: searching them, and the file of one.

pub mod file;
mod samples;
pub mod search;
mod serve;

pub use file::{FilePage, FileView};
pub use search::{Hit, SearchPage, SearchView};
pub use serve::routes;
