//! People: searching them, and the file of one.

pub mod file;
pub mod guardians;
mod samples;
pub mod search;
mod serve;
mod serve_guardians;

pub use file::{FilePage, FileView};
pub use guardians::{GuardiansPage, GuardiansView};
pub use search::{Hit, SearchPage, SearchView};
pub use serve::routes;
