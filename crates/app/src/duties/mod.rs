//! Duties of whoever runs the service: incidents, impact assessments, mandatory reports, approvals for records of minors.

mod ask;
mod fold;
mod list;
mod offer;
mod open;
mod step;
mod view;

pub use list::DutyPage;
pub use open::NewDuty;
pub use step::NewEntry;
pub use view::{DutyView, EntryView};
pub use xinqiao_store::duties::{After, DutyRow};

/// The pack of rules for duties that is in force.
pub const DUTIES: &str = "default";
