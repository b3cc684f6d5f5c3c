//! The register of population groups 人群名册. To belong to most of them is sensitive information (PIPL 28): which of the groups a role sees and
//! records is a table of the pack of groups, which only takes away from this.

use super::*;
use Action::*;

/// Those whose work a group is: they keep its entries (`requirements.md` Z2-18, Z3-35, F-11).
pub(super) const KEEPS: Rows = &[row(ReadGroups, SERVICE, BELOW, NONE), row(RecordGroup, SERVICE, BELOW, NONE)];

/// Those who guide: they see whom to offer guidance.
pub(super) const GUIDES: Rows = &[row(ReadGroups, SERVICE, BELOW, NONE)];

/// The union hands its members in and does not look back (D-05).
pub(super) const HANDS_IN: Rows = &[row(RecordGroup, SERVICE, BELOW, NONE)];
