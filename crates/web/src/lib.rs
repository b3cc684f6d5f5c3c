//! Pages: view structs with their templates, languages, links, embedded assets and the middleware that needs no database.

mod api;
pub mod assets;
pub mod cookies;
mod draft;
mod fault;
pub mod guard;
mod handed;
pub mod headers;
pub mod i18n;
pub mod links;
mod listen;
pub mod origin;
mod page;
pub mod pages;
pub mod parts;
mod plain_faults;
pub mod preferences;
pub mod reliability;
mod router;
pub mod shell;
mod site;
mod uncancelled;
mod visitor;
mod words;

pub use assets::static_routes;
pub use guard::Guard;
pub use listen::{Bounds, serve, serve_within};
pub use preferences::{Preferences, display_routes};
pub use router::router;
pub use site::Site;
