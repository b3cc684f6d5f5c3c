//! What people see of their own records.

mod who_looked;

pub use who_looked::Look;
