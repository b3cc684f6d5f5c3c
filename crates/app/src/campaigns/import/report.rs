//! What an import did or would do.

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_kernel::id::{CampaignId, ImportId};
use xinqiao_store::assessment::{ImportBatch, ImportRow};
use xinqiao_store::campaigns::Campaign;

use super::ledger::FAILED;
use super::options::KeptOptions;
use super::{LedgerRow, RowCounts};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Most rows of one page of the ledger.
const MOST: u32 = 1_000;
/// How many failed rows a check or an import shows at once.
const FIRST_FAILED: usize = 100;

/// How many signals an import raised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Raised {
    pub signals: u64,
    /// answers so old that what they would have raised has expired
    pub expired: u64,
}

/// A checked or imported file.
#[derive(Debug, Clone)]
pub struct ImportReport {
    pub import: ImportId,
    pub campaign: CampaignId,
    pub file_name: String,
    /// `None` after a check: nothing has changed yet
    pub imported_at: Option<Timestamp>,
    pub counts: RowCounts,
    /// item code and name of the column that was taken for it
    pub columns: Vec<(String, String)>,
    /// only in the answer of the import itself
    pub raised: Option<Raised>,
    /// a page of the ledger; after a check or an import the first hundred rows that failed
    pub rows: Vec<LedgerRow>,
}

impl App {
    /// A file with a page of its ledger: up to `limit` rows after the row `after`.
    ///
    /// Errors: `NotFound` for an unknown import and outside the scope, `Denied` without the right.
    pub async fn import_report(&self, caller: &Caller, id: ImportId, after: i64, limit: u32) -> Result<ImportReport> {
        let (batch, _, permit) = self.import_permit(caller, id).await?;
        let rows = self.inner.db.import_rows(&permit, id, after, limit.min(MOST)).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "import", Some(id.uuid()), format!("rows={}", rows.len())), self.now()).await?;
        tx.commit().await?;
        Ok(ImportReport {
            import: id,
            campaign: batch.new.campaign,
            imported_at: batch.imported_at,
            counts: RowCounts::of(&batch.new),
            columns: KeptOptions::parse(&batch.new.options)?.columns,
            raised: None,
            rows: rows.into_iter().map(LedgerRow::parse).collect::<Result<_>>()?,
            file_name: batch.new.file_name,
        })
    }

    /// A batch, its campaign and the right to it.
    pub(super) async fn import_permit(
        &self,
        caller: &Caller,
        id: ImportId,
    ) -> Result<(ImportBatch, Campaign, Permit<act::ImportResponses>)> {
        let batch = self.inner.db.import(id).await?.ok_or(AppError::NotFound)?;
        let campaign = self.inner.db.campaign(batch.new.campaign).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ImportResponses>(caller, &at, Purpose::Screening).await?;
        let part = KeptOptions::parse(&batch.new.options)?.options.part;
        Ok((batch, self.seen_from(campaign, part).await?, permit))
    }
}

/// The first rows that failed.
pub(super) fn first_failed(ledger: impl IntoIterator<Item = ImportRow>) -> Result<Vec<LedgerRow>> {
    ledger.into_iter().filter(|row| row.outcome == FAILED).take(FIRST_FAILED).map(LedgerRow::parse).collect()
}
