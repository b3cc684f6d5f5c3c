//! The import itself: piece by piece, each whole or not at all; an import that broke off goes on where it stopped.

use std::collections::BTreeSet;
use std::sync::Arc;

use xinqiao_kernel::id::{ImportId, OutboxId};
use xinqiao_store::assessment::NewImport;
use xinqiao_store::outbox::OutboxMessage;

use super::file::{Pieces, Upload};
use super::ledger::FAILED;
use super::options::KeptOptions;
use super::report::first_failed;
use super::step::Importing;
use super::{ImportReport, Progress, Raised, RowCounts};
use crate::audit::done;
use crate::campaigns::course;
use crate::{App, AppError, Caller, Result};

impl App {
    /// Imports a checked file. What changed since the check is judged anew, so that the ledger tells what truly happened.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` with `already_imported`, `file_forgotten` (a week after
    /// the check) or `campaign_not_open`.
    pub async fn apply_import(&self, caller: &Caller, id: ImportId, progress: Progress<'_>) -> Result<ImportReport> {
        let (batch, campaign, permit) = self.import_permit(caller, id).await?;
        if batch.imported_at.is_some() {
            return Err(AppError::conflict("already_imported"));
        }
        self.has_begun(&campaign)?;
        let bytes = self.inner.db.import_file(&permit, id).await?.ok_or_else(|| AppError::conflict("file_forgotten"))?;
        let KeptOptions { options, columns } = KeptOptions::parse(&batch.new.options)?;
        let upload = Upload { name: batch.new.file_name.clone(), bytes: Arc::from(bytes), options };
        let mut pieces = Pieces::open(self, &campaign, upload).await?;
        let course = course(self.inner.db.campaign_parts(campaign.id).await?)?;
        let importing = Importing { app: self, permit: &permit, campaign: &campaign, course: &course, import: id };
        let (mut counts, mut raised, mut failed) = (RowCounts::default(), Raised::default(), Vec::new());
        let mut places = BTreeSet::new();
        while let Some(rows) = pieces.next().await? {
            let step = importing.step(&rows).await?;
            counts += step.counts;
            raised.signals += step.raised.signals;
            raised.expired += step.raised.expired;
            places.extend(step.places);
            failed.extend(step.ledger.into_iter().filter(|row| row.outcome == FAILED));
            if let Some(tell) = progress {
                tell(u64::try_from(counts.rows()).unwrap_or_default(), pieces.survey.rows);
            }
        }
        let now = self.now();
        let RowCounts { created, updated, skipped, failed: failures } = counts;
        let new = NewImport { created, updated, skipped, failed: failures, ..batch.new };
        let mut tx = self.inner.db.begin().await?;
        if !tx.close_import(&new, now).await? {
            return Err(AppError::conflict("already_imported"));
        }
        tx.audit(&done(self, &permit, "import", Some(id.uuid()), format!("imported {counts} signals={}", raised.signals)), now)
            .await?;
        let body =
            serde_json::json!({ "import": id, "campaign": campaign.id, "created": created, "updated": updated }).to_string();
        tx.tell(&OutboxMessage { id: OutboxId::new(self.ids(), now), topic: "import.finished".to_owned(), body }, now).await?;
        tx.commit().await?;
        for place in &places {
            self.inner.hub.queue_changed(place);
        }
        Ok(ImportReport {
            import: id,
            campaign: campaign.id,
            file_name: new.file_name,
            imported_at: Some(now),
            counts,
            columns,
            raised: Some(raised),
            rows: first_failed(failed)?,
        })
    }
}
