//! What became of each row, and why.

use serde::{Deserialize, Serialize};
use xinqiao_kernel::id::{ImportId, ResponseId};
use xinqiao_store::assessment::{ImportRow, NewImport};

use crate::{AppError, Result};

/// Outcomes of a row.
pub(super) const CREATED: &str = "created";
pub(super) const UPDATED: &str = "updated";
pub(super) const SKIPPED: &str = "skipped";
pub(super) const FAILED: &str = "failed";

/// Text keys of all outcomes, reasons and details, for the page and the copy.
pub const TEXT_KEYS: &[&str] = &[
    "import-outcome-created",
    "import-outcome-updated",
    "import-outcome-skipped",
    "import-outcome-failed",
    "import-reason-new",
    "import-reason-incomplete",
    "import-reason-corrected",
    "import-reason-unchanged",
    "import-reason-answered-already",
    "import-reason-ragged",
    "import-reason-no-id",
    "import-reason-bad-id",
    "import-reason-duplicate-id",
    "import-reason-bad-answer",
    "import-reason-no-answers",
    "import-reason-bad-day",
    "import-reason-bad-sex",
    "import-reason-bad-name",
    "import-reason-declined",
    "import-reason-elsewhere",
    "import-expected-cells",
    "import-expected-id",
    "import-expected-unique-id",
    "import-expected-choice",
    "import-expected-number",
    "import-expected-whole",
    "import-expected-time",
    "import-expected-answers",
    "import-expected-day",
    "import-expected-day-within",
    "import-expected-sex",
    "import-expected-name",
    "import-found",
    "import-more",
];

/// The first fault of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDetail {
    /// name of the column; empty when it is the whole row
    pub column: String,
    /// code of what would have been right: text key `import-expected-<code>`
    pub expected: String,
    /// the options, the bounds or the row number that belong to it
    pub values: String,
    /// what is there, shortened
    pub found: String,
    /// how many more faults the row has
    pub more: usize,
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// data row of the file, from 1
    pub row: i64,
    pub external_id: Option<String>,
    /// created, updated, skipped or failed: text key `import-outcome-<code>`
    pub outcome: String,
    /// text key `import-reason-<code>`
    pub reason: String,
    pub detail: Option<RowDetail>,
    pub response: Option<ResponseId>,
}

/// How many rows ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    pub created: i64,
    pub updated: i64,
    pub skipped: i64,
    pub failed: i64,
}

impl RowCounts {
    /// All rows of the file.
    pub const fn rows(&self) -> i64 {
        self.created + self.updated + self.skipped + self.failed
    }

    pub(super) fn add(&mut self, outcome: &str) {
        match outcome {
            CREATED => self.created += 1,
            UPDATED => self.updated += 1,
            SKIPPED => self.skipped += 1,
            _ => self.failed += 1,
        }
    }

    pub(super) fn of(batch: &NewImport) -> Self {
        Self { created: batch.created, updated: batch.updated, skipped: batch.skipped, failed: batch.failed }
    }
}

impl std::ops::AddAssign for RowCounts {
    fn add_assign(&mut self, more: Self) {
        self.created += more.created;
        self.updated += more.updated;
        self.skipped += more.skipped;
        self.failed += more.failed;
    }
}

impl std::fmt::Display for RowCounts {
    /// As audit rows tell it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "created={} updated={} skipped={} failed={}", self.created, self.updated, self.skipped, self.failed)
    }
}

impl LedgerRow {
    /// Errors: `Broken` for what the program never writes.
    pub(super) fn parse(row: ImportRow) -> Result<Self> {
        let detail = match row.detail.as_str() {
            "" => None,
            text => Some(serde_json::from_str(text).map_err(|fault| AppError::Broken {
                what: "the detail of an imported row cannot be read".to_owned(),
                source: Some(Box::new(fault)),
            })?),
        };
        let ImportRow { row, external_id, outcome, reason, response, .. } = row;
        Ok(Self { row, external_id, outcome, reason, detail, response })
    }
}

/// A row of the ledger as it is kept.
pub(super) fn kept(import: ImportId, row: i64, external_id: Option<&str>, outcome: &str, reason: &str) -> ImportRow {
    ImportRow {
        import,
        row,
        external_id: external_id.map(str::to_owned),
        outcome: outcome.to_owned(),
        reason: reason.to_owned(),
        detail: String::new(),
        response: None,
    }
}

/// The detail as it is kept.
pub(super) fn detail_json(detail: &RowDetail) -> Result<String> {
    serde_json::to_string(detail).map_err(|fault| AppError::Broken {
        what: "the detail of a row cannot be written".to_owned(),
        source: Some(Box::new(fault)),
    })
}
