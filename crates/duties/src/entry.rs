//! One entry of a history.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, DutyEntryId};

/// Who did what, when, in their own words. Entries are never changed; a mistake is mended by another entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry<S> {
    /// Made when the form was shown: the same form sent twice is one entry.
    pub id: DutyEntryId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: AccountId,
    /// In their own words.
    pub note: String,
    /// What.
    pub step: S,
}
