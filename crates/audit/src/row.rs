//! One audit row as the chain takes it in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Suite;

/// First field of every link.
const FORM: &str = "xinqiao-audit-row/1";

/// One audit row: who did what to which record, why, and how it ended. Codes and ids only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub id: Uuid,
    /// who; none for the program itself and for people without an account
    pub account: Option<Uuid>,
    pub role: String,
    pub action: String,
    pub purpose: String,
    pub place: String,
    /// whose record, by its pseudonymous id
    pub person: Option<Uuid>,
    pub record_kind: String,
    pub record: Option<Uuid>,
    /// `done` or `refused`
    pub outcome: String,
    pub detail: String,
    /// to the microsecond, UTC
    pub at: Timestamp,
}

/// The action of the row that a pruning leaves behind.
pub const PRUNE: &str = "prune_audit";
/// The kind of record that such a row is about.
pub const SEAL_KIND: &str = "audit_seal";

impl Row {
    /// The link of this row: a hash over the link before and every column, in order.
    ///
    /// Ids as lower-case text with hyphens, what is absent as an empty text, the instant as microseconds since 1970 in decimal digits.
    pub fn link(&self, suite: Suite, before: &str) -> String {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let (id, account, person, record) = (self.id.to_string(), text(self.account), text(self.person), text(self.record));
        let at = self.at.as_microsecond().to_string();
        suite.of_fields(&[
            FORM.as_bytes(),
            before.as_bytes(),
            id.as_bytes(),
            account.as_bytes(),
            self.role.as_bytes(),
            self.action.as_bytes(),
            self.purpose.as_bytes(),
            self.place.as_bytes(),
            person.as_bytes(),
            self.record_kind.as_bytes(),
            record.as_bytes(),
            self.outcome.as_bytes(),
            self.detail.as_bytes(),
            at.as_bytes(),
        ])
    }

    /// What a pruning says that went, if this is the row of one.
    pub fn tombstone(&self) -> Option<Tombstone> {
        if self.action != PRUNE || self.record_kind != SEAL_KIND {
            return None;
        }
        let value = |key: &str| self.detail.split(' ').find_map(|part| part.strip_prefix(key)?.strip_prefix('='));
        Some(Tombstone {
            seal: value("seal")?.parse().ok()?,
            gone: value("gone")?.parse().ok()?,
            digest: value("digest")?.to_owned(),
        })
    }
}

/// What the retention job took out of a seal, all its runs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    pub seal: i64,
    /// how many rows of the seal are gone
    pub gone: i64,
    /// hash over their positions and links; over a seal of which nothing is left, its root
    pub digest: String,
}

impl Tombstone {
    /// The detail of its audit row.
    pub fn detail(&self) -> String {
        format!("seal={} gone={} digest={}", self.seal, self.gone, self.digest)
    }
}
