//! The dry run: what would become of each row of a file. Nothing changes but the batch with its ledger.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_campaigns::Stage;
use xinqiao_kernel::id::{CampaignId, ImportId};
use xinqiao_kernel::text::is_hidden;
use xinqiao_store::Tx;
use xinqiao_store::assessment::{ImportMatch, ImportRow, NewImport};
use xinqiao_store::campaigns::Campaign;

use super::file::{Pieces, Upload, pack};
use super::form::FileRow;
use super::judge::{Verdict, creation};
use super::ledger::{CREATED, FAILED, SKIPPED, UPDATED, detail_json, kept};
use super::options::KeptOptions;
use super::report::first_failed;
use super::{ImportOptions, ImportReport, MAX_BYTES, RowCounts, key_prefix, system};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// How long an uploaded file is kept for its corrected copy.
pub(super) const KEPT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Longest file name, in characters.
const LONGEST_FILE_NAME: usize = 120;

impl App {
    /// Checks a file of answers against a campaign and keeps it with a row ledger, so that it can be imported.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` for a campaign that has not begun, `Invalid` on `file` or
    /// the option that does not fit the file.
    pub async fn check_import(
        &self,
        caller: &Caller,
        campaign: CampaignId,
        file_name: &str,
        bytes: Vec<u8>,
        options: &ImportOptions,
    ) -> Result<ImportReport> {
        let campaign = self.inner.db.campaign(campaign).await?.ok_or(AppError::NotFound)?;
        let part = options.part;
        let at = Resource::at(campaign.place.clone());
        let permit = self.permit::<act::ImportResponses>(caller, &at, Purpose::Screening).await?;
        let now = self.now();
        self.has_begun(&campaign)?;
        options.check()?;
        let campaign = self.seen_from(campaign, part).await?;
        if MAX_BYTES < bytes.len() {
            return Err(AppError::field("file", "fault-import-size", bytes.len().to_string()));
        }
        let file_sha256 = hex(&Sha256::digest(&bytes));
        let upload = Upload { name: sound_name(file_name), bytes: Arc::from(bytes), options: options.clone() };
        let id = ImportId::new(self.ids(), now);
        let mut pieces = Pieces::open(self, &campaign, upload.clone()).await?;
        let mut ledger = Vec::with_capacity(usize::try_from(pieces.survey.rows).unwrap_or_default());
        while let Some(rows) = pieces.next().await? {
            self.foresee((&permit, &campaign, part), id, &rows, &mut ledger).await?;
        }
        let mut counts = RowCounts::default();
        ledger.iter().for_each(|row| counts.add(&row.outcome));
        let columns = pieces.survey.columns.named(&pieces.survey.header, pack(self, &campaign)?.instrument());
        let kept = KeptOptions { options: upload.options, columns };
        let new = NewImport {
            id,
            campaign: campaign.id,
            file_name: upload.name,
            file_sha256,
            options: kept.to_json()?,
            created: counts.created,
            updated: counts.updated,
            skipped: counts.skipped,
            failed: counts.failed,
            by: caller.account(),
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_import(&new, upload.bytes.to_vec(), now + KEPT_FOR, &ledger, now).await?;
        tx.audit(&done(self, &permit, "import", Some(id.uuid()), format!("checked {counts}")), now).await?;
        tx.commit().await?;
        Ok(ImportReport {
            import: id,
            campaign: campaign.id,
            file_name: new.file_name,
            imported_at: None,
            counts,
            columns: kept.columns,
            raised: None,
            rows: first_failed(ledger)?,
        })
    }

    /// Errors: `Conflict` for a campaign whose first day is still to come, that nobody has signed off, or that is closed.
    pub(super) fn has_begun(&self, campaign: &Campaign) -> Result<()> {
        let takes = matches!(campaign.stage, Stage::Running | Stage::Paused);
        if takes && campaign.opens_on <= self.day(self.now()) { Ok(()) } else { Err(AppError::conflict("campaign_not_open")) }
    }

    async fn foresee(
        &self,
        (permit, campaign, part): (&Permit<act::ImportResponses>, &Campaign, usize),
        import: ImportId,
        rows: &[FileRow],
        ledger: &mut Vec<ImportRow>,
    ) -> Result<()> {
        let mut tx = self.inner.db.snapshot().await?;
        let known = known(&mut tx, permit, (campaign, part), rows).await?;
        tx.rollback().await?;
        let now = self.now();
        for row in rows {
            let sheet = match &row.read {
                Ok(sheet) => sheet,
                Err(_) => {
                    ledger.push(failed(import, row)?);
                    continue;
                }
            };
            let id = row.external_id.as_deref();
            let known = id.and_then(|id| known.get(id));
            let (outcome, reason, response) = match self.judge(campaign, known, sheet) {
                Verdict::Create => {
                    let on = self.day(self.answered_at(campaign, sheet, None, now));
                    (CREATED, creation(&self.scored(campaign, known, sheet, on)?), None)
                }
                Verdict::Update(_) => (UPDATED, "corrected", None),
                Verdict::Skip(reason, response) => (SKIPPED, reason, response),
                Verdict::Fail(reason) => (FAILED, reason, None),
            };
            ledger.push(ImportRow { response, ..kept(import, row.number, id, outcome, reason) });
        }
        Ok(())
    }
}

/// Whom the external ids of the rows name.
pub(super) async fn known(
    tx: &mut Tx,
    permit: &Permit<act::ImportResponses>,
    (campaign, part): (&Campaign, usize),
    rows: &[FileRow],
) -> Result<HashMap<String, ImportMatch>> {
    let sound = rows.iter().filter(|row| row.read.is_ok());
    let ids: Vec<&str> = sound.filter_map(|row| row.external_id.as_deref()).collect();
    let found = tx.import_matches(permit, campaign, &key_prefix(campaign.id, part), &system(campaign), &ids).await?;
    Ok(found.into_iter().map(|one| (one.value.clone(), one)).collect())
}

/// The ledger row of a row that cannot be used.
pub(super) fn failed(import: ImportId, row: &FileRow) -> Result<ImportRow> {
    let fault = row.read.as_ref().err();
    let detail = fault.and_then(|fault| fault.detail.as_ref()).map(detail_json).transpose()?;
    let reason = fault.map_or("", |fault| fault.reason);
    Ok(ImportRow { detail: detail.unwrap_or_default(), ..kept(import, row.number, row.external_id.as_deref(), FAILED, reason) })
}

/// The last part of a path, without what no file name has.
fn sound_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let sound: String = last.chars().filter(|letter| !letter.is_control() && !is_hidden(*letter)).collect();
    let too_long = sound.chars().count().saturating_sub(LONGEST_FILE_NAME);
    // the end stays: it tells what kind of file it is
    let sound: String = sound.chars().skip(too_long).collect();
    if sound.trim().is_empty() { "import".to_owned() } else { sound }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
