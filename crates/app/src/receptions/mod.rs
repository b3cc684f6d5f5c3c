//! Receptions of petitioners 信访: help is offered to whoever comes, nobody has to say yes, and whoever declines leaves no record of who they were.
//! The petition itself is not kept.

mod fold;
mod left;
mod list;
mod offer;
mod receive;
mod stands;
mod step;
mod sweep;
mod view;

pub use list::ReceptionPage;
pub use receive::NewReception;
pub use step::{ReceptionInput, ReceptionStep};
pub use view::{ReceptionEntry, ReceptionView};
pub use xinqiao_store::receptions::{AfterReception, ReceptionRow};
