//! Imports of answer files: the batch, its uploaded bytes for a while, and what became of each row.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, CampaignId, ImportId, ResponseId};

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const IMPORT_ROW_COLUMNS: &str =
    "import_row (import_id, row_no, external_id, outcome, reason, detail, response_id, created_at)";
pub(crate) const IMPORT_ROW_WIDTH: usize = 8;

/// A file that was checked and is to be imported.
#[derive(Debug, Clone)]
pub struct NewImport {
    pub id: ImportId,
    pub campaign: CampaignId,
    pub file_name: String,
    pub file_sha256: String,
    /// JSON: how columns map to items
    pub options: String,
    pub created: i64,
    pub updated: i64,
    pub skipped: i64,
    pub failed: i64,
    pub by: AccountId,
}

/// A batch as it stands.
#[derive(Debug, Clone)]
pub struct ImportBatch {
    pub new: NewImport,
    /// checked or imported
    pub state: String,
    pub imported_at: Option<Timestamp>,
    pub at: Timestamp,
}

impl FromRow for ImportBatch {
    fn from_row(row: &Row) -> Result<Self> {
        let new = NewImport {
            id: ImportId::from_uuid(row.uuid(0)?),
            campaign: CampaignId::from_uuid(row.uuid(1)?),
            file_name: row.text(2)?,
            file_sha256: row.text(3)?,
            options: row.text(4)?,
            created: row.int(6)?,
            updated: row.int(7)?,
            skipped: row.int(8)?,
            failed: row.int(9)?,
            by: AccountId::from_uuid(row.uuid(10)?),
        };
        Ok(Self { new, state: row.text(5)?, imported_at: row.at_opt(11)?, at: row.at(12)? })
    }
}

/// What became of one row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    pub import: ImportId,
    /// 1-based, without the header
    pub row: i64,
    pub external_id: Option<String>,
    /// created, updated, skipped or failed
    pub outcome: String,
    /// reason code
    pub reason: String,
    /// column, expected, found
    pub detail: String,
    pub response: Option<ResponseId>,
}

impl FromRow for ImportRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            import: ImportId::from_uuid(row.uuid(0)?),
            row: row.int(1)?,
            external_id: row.text_opt(2)?,
            outcome: row.text(3)?,
            reason: row.text(4)?,
            detail: row.text(5)?,
            response: row.uuid_opt(6)?.map(ResponseId::from_uuid),
        })
    }
}

impl Tx {
    /// Keeps a checked file and its row ledger.
    pub async fn add_import(
        &mut self,
        new: &NewImport,
        bytes: Vec<u8>,
        forget_at: Timestamp,
        rows: &[ImportRow],
        now: Timestamp,
    ) -> Result<()> {
        let line = args![
            new.id.uuid(),
            new.campaign.uuid(),
            &new.file_name,
            &new.file_sha256,
            &new.options,
            new.created,
            new.updated,
            new.skipped,
            new.failed,
            new.by.uuid(),
            now
        ];
        self.exec(include_str!("insert_import.sql"), &line).await?;
        self.exec(include_str!("insert_import_file.sql"), &args![new.id.uuid(), bytes, forget_at, now]).await?;
        self.add_import_rows(rows, now).await
    }

    /// Replaces the row ledger of a batch and marks it as imported; false when it was imported already.
    pub async fn finish_import(&mut self, new: &NewImport, rows: &[ImportRow], now: Timestamp) -> Result<bool> {
        let line = args![new.id.uuid(), new.created, new.updated, new.skipped, new.failed, now];
        if self.exec(include_str!("finish_import.sql"), &line).await? == 0 {
            return Ok(false);
        }
        self.exec(include_str!("clear_import_rows.sql"), &args![new.id.uuid()]).await?;
        self.add_import_rows(rows, now).await?;
        Ok(true)
    }

    pub(super) async fn add_import_rows(&mut self, rows: &[ImportRow], now: Timestamp) -> Result<()> {
        let lines: Vec<Vec<Arg>> = rows
            .iter()
            .map(|row| {
                args![
                    row.import.uuid(),
                    row.row,
                    row.external_id.clone(),
                    &row.outcome,
                    &row.reason,
                    &row.detail,
                    row.response.map(|id| id.uuid()),
                    now
                ]
                .to_vec()
            })
            .collect();
        self.insert_many(IMPORT_ROW_COLUMNS, IMPORT_ROW_WIDTH, &lines).await.map(|_| ())
    }

    /// Forgets uploaded files whose time has come; how many.
    pub async fn forget_uploads(&mut self, now: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_files.sql"), &args![now]).await
    }
}

impl Db {
    /// A batch, without its rows: what an access decision needs first.
    pub async fn import(&self, id: ImportId) -> Result<Option<ImportBatch>> {
        self.opt(include_str!("import.sql"), &args![id.uuid()]).await
    }

    /// Batches of a campaign, newest first; none when it is not of the permit's place.
    pub async fn imports(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: CampaignId,
        limit: u32,
    ) -> Result<Vec<ImportBatch>> {
        if !self.is_campaign_of(permit, campaign).await? {
            return Ok(Vec::new());
        }
        self.all(include_str!("imports.sql"), &args![campaign.uuid(), i64::from(limit)]).await
    }

    /// The row ledger of a batch after a row number.
    pub async fn import_rows(
        &self,
        permit: &Permit<act::ImportResponses>,
        id: ImportId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<ImportRow>> {
        if !self.is_import_of(permit, id).await? {
            return Ok(Vec::new());
        }
        self.all(include_str!("import_rows.sql"), &args![id.uuid(), after, i64::from(limit)]).await
    }

    /// The rows with one outcome, after a row number.
    pub async fn import_rows_of(
        &self,
        permit: &Permit<act::ImportResponses>,
        id: ImportId,
        outcome: &str,
        after: i64,
        limit: u32,
    ) -> Result<Vec<ImportRow>> {
        if !self.is_import_of(permit, id).await? {
            return Ok(Vec::new());
        }
        self.all(include_str!("import_rows_of.sql"), &args![id.uuid(), outcome, after, i64::from(limit)]).await
    }

    /// Is it a batch of a campaign of the permit's place?
    async fn is_import_of(&self, permit: &Permit<act::ImportResponses>, id: ImportId) -> Result<bool> {
        match self.import(id).await? {
            Some(batch) => self.is_campaign_of(permit, batch.new.campaign).await,
            None => Ok(false),
        }
    }

    /// The uploaded bytes of a batch while they are kept; none when it is not of the permit's place.
    pub async fn import_file(&self, permit: &Permit<act::ImportResponses>, id: ImportId) -> Result<Option<Vec<u8>>> {
        struct Bytes(Vec<u8>);
        impl FromRow for Bytes {
            fn from_row(row: &Row) -> Result<Self> {
                row.bytes(0).map(Bytes)
            }
        }
        if !self.is_import_of(permit, id).await? {
            return Ok(None);
        }
        Ok(self.opt::<Bytes>(include_str!("import_file.sql"), &args![id.uuid()]).await?.map(|bytes| bytes.0))
    }
}
