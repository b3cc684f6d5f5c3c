//! What people ask about their information, and what was given to others.

mod disclosure;
mod export;
mod request;

pub use disclosure::{Discloses, Disclosure, NewDisclosure, Wanted};
pub use export::{OwnHelp, OwnHint};
pub use request::{DataRequest, NewDataRequest};
