//! People as staff find and read them, and what people see of their own records.

mod file;
mod moved;
mod search;
mod who_looked;

pub use file::{FileSheet, FileWarning, Offers, PersonFile};
pub use moved::Moving;
pub use search::PeopleFound;
pub use who_looked::Look;
