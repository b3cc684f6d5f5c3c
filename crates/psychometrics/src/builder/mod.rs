//! A questionnaire of the operator's own, as somebody types it: a draft, the definition that is made of it, and what is wrong with it.
//!
//! [`check`] makes the definition, compiles it, reads its words and runs its cases with the scorer that scores residents.

mod cases;
mod check;
mod definition;
mod draft;
mod fault;
mod grades;
mod of_definition;
mod questions;
mod right;

pub use check::{Built, check, try_answers};
pub use draft::{COMMON, Draft, LISTS, List, list};
pub use fault::DraftFault;
pub use right::Licensed;

/// The languages of the words, the first one is the one that has to be there.
pub const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
