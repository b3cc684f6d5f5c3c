//! Pages: view structs with their templates, languages, links, embedded assets and the middleware that needs no database.

pub mod assets;
pub mod headers;
pub mod i18n;
pub mod links;
pub mod origin;
pub mod pages;
pub mod parts;
pub mod preferences;
pub mod shell;

pub use assets::static_routes;
pub use preferences::{Preferences, display_routes};
