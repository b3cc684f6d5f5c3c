//! A device that staff handed to somebody: it asks for a code, shows one campaign and nothing else, and is given back.

mod lock;
mod page;
mod serve;

pub use lock::locked;
pub use page::{KioskPage, KioskState};
pub use serve::routes;
