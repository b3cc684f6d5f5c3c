//! Every address of the pages, as a pattern for the router and a function for the templates. Nothing else spells a path.

macro_rules! links {
    ($($(#[$doc:meta])* $name:ident $upper:ident ($($place:ident),*) = $pattern:literal;)*) => {
        /// Address patterns in the syntax of the router.
        pub mod pattern {
            $($(#[$doc])* pub const $upper: &str = $pattern;)*
        }
        pub(super) const PATTERNS: &[&str] = &[$(pattern::$upper),*];
        $($(#[$doc])* pub fn $name($($place: impl Display),*) -> String {
            fill(pattern::$upper, &[$(segment($place)),*])
        })*
    };
}

mod desk;
mod people;
mod segment;
mod then;

use segment::{fill, segment};

pub use desk::*;
pub use people::*;
pub use then::*;

/// Where the interface for other programs begins; it answers with JSON.
pub const API: &str = "/api/";

/// Address patterns in the syntax of the router.
pub mod pattern {
    pub use super::desk::pattern::*;
    pub use super::people::pattern::*;

    /// All patterns.
    pub fn all() -> impl Iterator<Item = &'static str> {
        super::people::PATTERNS.iter().chain(super::desk::PATTERNS).copied()
    }
}

#[cfg(test)]
mod tests;
