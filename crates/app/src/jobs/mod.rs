//! Background work: a worker in every serving process takes due jobs from the database, one at a time.

mod list;
mod work;

pub use work::{Worker, job_kinds};
