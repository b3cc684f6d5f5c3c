//! A draft for the duty desk: only a danger that somebody saw makes one.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::Danger;
use crate::entry::Act;

/// What the duty desk reads. It says what danger was seen, where and by whom, and nothing of a dispute or a petition: that somebody is a party
/// to one is no ground for anything (docs/ethics.md).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeDraft {
    /// Whom; none for somebody without a record.
    pub person: Option<PersonId>,
    pub place: PlacePath,
    pub danger: Danger,
    pub seen_at: Timestamp,
    pub seen_by: AccountId,
    /// What was seen, in words.
    pub words: String,
}

impl NoticeDraft {
    pub(crate) fn of(act: &Act, person: Option<PersonId>, place: PlacePath, danger: Danger) -> Self {
        let words = act.note.clone().unwrap_or_default();
        Self { person, place, danger, seen_at: act.at, seen_by: act.by, words }
    }
}
