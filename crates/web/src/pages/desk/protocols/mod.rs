//! Protocols of steps about a minor: the green channel of a school, one-stop aid for a victim. Lists, a form to begin, one protocol, the sealed file.

mod detail;
mod file;
mod list;
mod new;
mod samples;
mod serve;
mod words;

pub use detail::{ProtocolPage, ProtocolView, StageLine, Standing};
pub use file::{AidFilePage, AidFileView};
pub use list::{ProtocolRow, ProtocolsPage};
pub use new::ProtocolNewPage;
pub use serve::routes;
