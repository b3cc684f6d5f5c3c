//! What surrounds every page: the residents' shell (standard and large type) and the staff shell with its side navigation.

mod resident;
mod staff;

pub use resident::{ResidentShell, Service};
pub use staff::{Area, NavItem, StaffMember, StaffShell};
