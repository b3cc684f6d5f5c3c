//! What people may ask about their information: see it, take it along, have it corrected, deleted, explained; and complain.

mod answer;
mod ask;
mod disclose;
mod erase;
mod export;

pub use answer::{Answer, OpenRequest};
pub use ask::{Asking, TARGETS};
pub use disclose::{NewDisclosureForm, Register};
pub use erase::Erasing;
pub use export::{Export, Format};
pub use xinqiao_store::rights::{DataRequest, Disclosure, Wanted};
