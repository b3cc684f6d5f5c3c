//! People: searching them, and the file of one.

mod attention;
pub mod file;
pub mod guardians;
mod moved;
mod samples;
mod scores;
pub mod search;
mod serve;
mod serve_guardians;
mod serve_moved;

pub use attention::AttentionPage;
pub use file::{FilePage, FileView};
pub use guardians::{GuardiansPage, GuardiansView};
pub use moved::{MovePage, MoveView};
pub use scores::ScoresPage;
pub(in crate::pages) use scores::{drawn, page_title};
pub use search::{Hit, SearchPage, SearchView};
pub(in crate::pages::desk) use serve::hit as serve_hit;
pub use serve::routes;
