//! One file of answers as its page shows it.

use xinqiao_kernel::id::ImportId;
use xinqiao_store::assessment::ImportBatch;
use xinqiao_store::campaigns::Campaign;

use super::check::KEPT_FOR;
use super::ledger::FAILED;
use super::options::KeptOptions;
use super::{ImportOptions, LedgerRow, RowCounts};
use crate::audit::done;
use crate::{App, Caller, Result};

/// Most rows of one page of the ledger.
const MOST: u32 = 1_000;

/// Which rows of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerRows {
    All,
    Failed,
}

/// A checked or imported file with a page of its ledger.
#[derive(Debug, Clone)]
pub struct ImportDetail {
    pub batch: ImportBatch,
    pub campaign: Campaign,
    /// name of who handed it in
    pub by: Option<String>,
    pub options: ImportOptions,
    /// item code and name of the column that was taken for it
    pub columns: Vec<(String, String)>,
    pub counts: RowCounts,
    /// the file itself is still there: it can be imported, and copied with its faults marked
    pub is_kept: bool,
    pub rows: Vec<LedgerRow>,
}

impl App {
    /// A file with up to `limit` rows of its ledger after the row `after`.
    ///
    /// Errors: `NotFound` for an unknown import and outside the scope, `Denied` without the right.
    pub async fn import_detail(
        &self,
        caller: &Caller,
        id: ImportId,
        which: LedgerRows,
        after: i64,
        limit: u32,
    ) -> Result<ImportDetail> {
        let (batch, campaign, permit) = self.import_permit(caller, id).await?;
        let limit = limit.min(MOST);
        let rows = match which {
            LedgerRows::All => self.inner.db.import_rows(&permit, id, after, limit).await?,
            LedgerRows::Failed => self.inner.db.import_rows_of(&permit, id, FAILED, after, limit).await?,
        };
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "import", Some(id.uuid()), format!("rows={}", rows.len())), now).await?;
        tx.commit().await?;
        let KeptOptions { options, columns } = KeptOptions::parse(&batch.new.options)?;
        Ok(ImportDetail {
            by: self.names(std::iter::once(batch.new.by)).await?.into_values().next(),
            options,
            columns,
            counts: RowCounts::of(&batch.new),
            is_kept: now < batch.at + KEPT_FOR,
            rows: rows.into_iter().map(LedgerRow::parse).collect::<Result<_>>()?,
            batch,
            campaign,
        })
    }
}
