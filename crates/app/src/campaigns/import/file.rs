//! Reading an uploaded file piece by piece, off the serving threads.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use xinqiao_packs::InstrumentPack;
use xinqiao_store::campaigns::Campaign;
use xinqiao_tables::{Row, Source, TableError};

use super::ImportOptions;
use super::columns::Columns;
use super::form::{FileRow, Form, external_id};
use crate::{App, AppError, Result};

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 20 << 20;
/// Most rows below the header.
pub const MAX_ROWS: u64 = 200_000;
/// Rows that are looked up and written together.
pub(super) const CHUNK: usize = 256;

/// A file with the way to read it.
#[derive(Clone)]
pub(super) struct Upload {
    pub name: String,
    pub bytes: Arc<[u8]>,
    pub options: ImportOptions,
}

/// What the first look at a file gives.
pub(super) struct Survey {
    pub header: Vec<String>,
    pub columns: Columns,
    pub rows: u64,
    /// external ids that stand in more than one row, with two of the rows
    doubled: HashMap<String, (u64, u64)>,
}

/// The rows of a file, in pieces.
pub(super) struct Pieces {
    pub survey: Arc<Survey>,
    inbox: mpsc::Receiver<Vec<FileRow>>,
    work: Option<JoinHandle<Result<()>>>,
}

impl Upload {
    pub fn source(&self) -> Result<Source> {
        Source::read_from(&self.name, Cursor::new(Arc::clone(&self.bytes)), self.options.sheet.as_deref()).map_err(refused)
    }

    /// Errors: `Invalid` on the option that does not fit the file, or on `file`.
    fn survey(&self, pack: &InstrumentPack) -> Result<Survey> {
        let mut source = self.source()?;
        let columns = Columns::find(source.header(), pack.instrument(), &self.options)?;
        let mut seen: HashMap<String, u64> = HashMap::new();
        let mut doubled = HashMap::new();
        let (mut row, mut rows) = (Row::new(), 0);
        while source.read(&mut row).map_err(refused)? {
            rows = row.number();
            if MAX_ROWS < rows {
                return Err(AppError::field("file", "fault-import-rows", MAX_ROWS.to_string()));
            }
            if let Some(id) = external_id(&row, columns.id)
                && let Some(first) = seen.insert(id.clone(), rows)
            {
                doubled.insert(id, (first, rows));
            }
        }
        if rows == 0 {
            return Err(AppError::field("file", "fault-import-empty", self.name.clone()));
        }
        Ok(Survey { header: source.header().to_vec(), columns, rows, doubled })
    }

    /// Reads the rows and hands them over in pieces until nobody takes them any more.
    fn read(&self, form: &Form<'_>, outlet: &mpsc::Sender<Vec<FileRow>>) -> Result<()> {
        let mut source = self.source()?;
        let mut row = Row::new();
        let mut piece = Vec::with_capacity(CHUNK);
        while source.read(&mut row).map_err(refused)? {
            piece.push(form.read(&row));
            if piece.len() == CHUNK && outlet.blocking_send(std::mem::replace(&mut piece, Vec::with_capacity(CHUNK))).is_err() {
                return Ok(());
            }
        }
        if !piece.is_empty() {
            // nobody listens: the import was given up
            let _ = outlet.blocking_send(piece);
        }
        Ok(())
    }
}

impl Pieces {
    /// Looks the file through and begins to read it.
    ///
    /// Errors: `Invalid` on `file` or the option that does not fit it; `Conflict` when the campaign's instrument is not there any more.
    pub async fn open(app: &App, campaign: &Campaign, upload: Upload) -> Result<Self> {
        let (app, campaign) = (app.clone(), campaign.clone());
        let today = app.day(app.now());
        let days = (today, (campaign.opens_on, campaign.closes_on.min(today)));
        let survey = {
            let (app, campaign, upload) = (app.clone(), campaign.clone(), upload.clone());
            off_thread(move || Ok(Arc::new(upload.survey(pack(&app, &campaign)?)?))).await?
        };
        let (outlet, inbox) = mpsc::channel(2);
        let known = Arc::clone(&survey);
        let work = tokio::task::spawn_blocking(move || {
            let pack = pack(&app, &campaign)?;
            let form = Form::new(pack, &known.columns, &known.header, &known.doubled, &upload.options, days);
            upload.read(&form, &outlet)
        });
        Ok(Self { survey, inbox, work: Some(work) })
    }

    /// The next rows, in order; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<FileRow>>> {
        if let Some(piece) = self.inbox.recv().await {
            return Ok(Some(piece));
        }
        match self.work.take() {
            Some(work) => work.await.map_err(stopped)?.map(|()| None),
            None => Ok(None),
        }
    }
}

/// The version of the instrument that the campaign's answers are tied to.
pub(super) fn pack<'a>(app: &'a App, campaign: &Campaign) -> Result<&'a InstrumentPack> {
    app.library()
        .instrument_version(&campaign.instrument, &campaign.version)
        .ok_or_else(|| AppError::conflict("instrument_missing"))
}

/// Runs work that takes long without waiting for anything.
pub(super) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(stopped)?
}

fn stopped(fault: tokio::task::JoinError) -> AppError {
    AppError::Broken { what: "a reader of files stopped".to_owned(), source: Some(Box::new(fault)) }
}

/// Why a file cannot be read, as a fault of its field.
fn refused(fault: TableError) -> AppError {
    let expected = match &fault {
        TableError::Encoding { .. } => "fault-import-encoding",
        TableError::Empty { .. } => "fault-import-empty",
        TableError::Sheet { found, .. } => return AppError::field("sheet", "fault-import-sheet", found.join(", ")),
        TableError::NotAWorkbook { .. } | TableError::Workbook { .. } => "fault-import-workbook",
        TableError::TooLarge { .. } | TableError::WorkbookTooLarge { .. } => "fault-import-size",
        _ => "fault-import-file",
    };
    AppError::field("file", expected, fault.to_string())
}
