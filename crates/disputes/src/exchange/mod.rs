//! Rows for and from the governance system 综治 (requirements F-21, Z2-10; Q-01: files with columns that a pack names).
//!
//! Pure mapping: reading and writing files is for others. Without names unless a basis is cited.

mod read;
mod write;

use xinqiao_kernel::closed_list;

pub use read::{Expected, Incoming, RowFault, from_rows};
pub use write::{Table, to_rows};

use crate::Code;

closed_list! {
    /// What a column holds.
    Field: "field of the exchange" {
        /// The other system's reference, or ours.
        Reference = "reference",
        Kind = "kind",
        /// The code of the place: the last part of its path.
        Place = "place",
        Origin = "origin",
        Worker = "worker",
        RegisteredOn = "registered_on",
        /// How many parties.
        Parties = "parties",
        /// Names of the parties: empty unless a basis is cited.
        PartyNames = "party_names",
        Problems = "problems",
        Status = "status",
        SettledOn = "settled_on",
        Settlement = "settlement",
        Departments = "departments",
    }
}

impl Field {
    /// Does it say who somebody is?
    pub const fn is_identifying(self) -> bool {
        matches!(self, Self::PartyNames)
    }
}

/// Whether names may stand in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exposure {
    /// No names: the default.
    DeIdentified,
    /// With names, on a basis that the register of disclosures keeps under this code.
    Named { basis: Code },
}
