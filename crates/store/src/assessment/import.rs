//! Imports of answer files: the batch, its uploaded bytes for a while, and what became of each row.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, CampaignId, ImportId, ResponseId};
use xinqiao_vault::{Class, Field, Spot, Vault};

use crate::arg::{Arg, args};
use crate::fields::{FILE_BYTES, FILE_NAME, FILE_OPTIONS, ROW_DETAIL, ROW_ID, class_arg};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

pub(crate) const IMPORT_ROW_COLUMNS: &str =
    "import_row (import_id, row_no, external_id_sealed, outcome, reason, detail_sealed, response_id, created_at)";
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
        let id = row.uuid(0)?;
        let new = NewImport {
            id: ImportId::from_uuid(id),
            campaign: CampaignId::from_uuid(row.uuid(1)?),
            file_name: row.class_text(2, Class::File, &FILE_NAME.of(id))?,
            file_sha256: row.text(3)?,
            options: row.class_text(4, Class::File, &FILE_OPTIONS.of(id))?,
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
        let (import, number) = (row.uuid(0)?, row.int(1)?);
        Ok(Self {
            import: ImportId::from_uuid(import),
            row: number,
            external_id: row.class_text_opt(2, Class::File, &of_row(ROW_ID, import, number))?,
            outcome: row.text(3)?,
            reason: row.text(4)?,
            detail: row.class_text_opt(5, Class::File, &of_row(ROW_DETAIL, import, number))?.unwrap_or_default(),
            response: row.uuid_opt(6)?.map(ResponseId::from_uuid),
        })
    }
}

fn of_row(field: Field, import: Uuid, row: i64) -> Spot {
    field.of_key(&[import.as_bytes(), &row.to_be_bytes()])
}

impl ImportRow {
    fn args(&self, vault: &Vault, now: Timestamp) -> Result<Vec<Arg>> {
        let import = self.import.uuid();
        let seal = |field: Field, text: Option<&str>| match text {
            Some(text) => class_arg(vault, Class::File, &of_row(field, import, self.row), text.as_bytes()),
            None => Ok(Arg::Bytes(None)),
        };
        Ok(vec![
            import.into(),
            self.row.into(),
            seal(ROW_ID, self.external_id.as_deref())?,
            (&self.outcome).into(),
            (&self.reason).into(),
            seal(ROW_DETAIL, Some(self.detail.as_str()).filter(|detail| !detail.is_empty()))?,
            self.response.map(|id| id.uuid()).into(),
            now.into(),
        ])
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
        let (vault, id) = (self.vault(), new.id.uuid());
        let line = [
            Arg::from(id),
            Arg::from(new.campaign.uuid()),
            class_arg(&vault, Class::File, &FILE_NAME.of(id), new.file_name.as_bytes())?,
            Arg::from(&new.file_sha256),
            class_arg(&vault, Class::File, &FILE_OPTIONS.of(id), new.options.as_bytes())?,
            Arg::from(new.created),
            Arg::from(new.updated),
            Arg::from(new.skipped),
            Arg::from(new.failed),
            Arg::from(new.by.uuid()),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_import.sql"), &line).await?;
        let file = class_arg(&vault, Class::File, &FILE_BYTES.of(id), &bytes)?;
        let file = [Arg::from(id), file, Arg::from(forget_at), Arg::from(now)];
        self.exec(include_str!("insert_import_file.sql"), &file).await?;
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
        let vault = self.vault();
        let lines = rows.iter().map(|row| row.args(&vault, now)).collect::<Result<Vec<_>>>()?;
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
        let Some(Bytes(sealed)) = self.opt(include_str!("import_file.sql"), &args![id.uuid()]).await? else { return Ok(None) };
        let opened = self.vault().open(Class::File, &FILE_BYTES.of(id.uuid()), &sealed)?;
        Ok(Some(opened.to_vec()))
    }
}
