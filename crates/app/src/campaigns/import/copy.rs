//! The corrected copy: the user's own file, row by row, with what became of each row behind it.

use std::io::Cursor;
use std::sync::Arc;

use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::ImportId;
use xinqiao_kernel::text::is_formula;
use xinqiao_tables::{Format, Row, Source, WorkbookSink};

use super::columns::APPENDED;
use super::file::{Upload, off_thread};
use super::ledger::FAILED;
use super::options::KeptOptions;
use super::{LedgerRow, RowDetail};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Rows of the ledger that are read at once.
const PAGE: u32 = 1_000;

/// The text of a key of [`super::TEXT_KEYS`] in the reader's language.
pub type Words<'a> = &'a (dyn Fn(&str) -> String + Sync);

/// What stands behind one row.
#[derive(Default)]
struct Note {
    cells: [String; 3],
    /// name of the column with the fault
    column: Option<String>,
    is_failed: bool,
}

impl App {
    /// The file's name and bytes: CSV stays CSV with its delimiter (UTF-8 with BOM), a workbook stays a workbook.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Conflict` with `file_forgotten`.
    pub async fn corrected_copy(&self, caller: &Caller, id: ImportId, words: Words<'_>) -> Result<(String, Vec<u8>)> {
        let (batch, _, permit) = self.import_permit(caller, id).await?;
        let bytes = self.inner.db.import_file(&permit, id).await?.ok_or_else(|| AppError::conflict("file_forgotten"))?;
        let notes = self.notes(&permit, id, words).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "import", Some(id.uuid()), "copied"), self.now()).await?;
        tx.commit().await?;
        let options = KeptOptions::parse(&batch.new.options)?.options;
        let upload = Upload { name: batch.new.file_name, bytes: Arc::from(bytes), options };
        off_thread(move || {
            let source = upload.source()?;
            let name = copy_name(&upload.name);
            let sheet = upload.options.sheet.as_deref().unwrap_or("Sheet1");
            let copied = match source.format().clone() {
                Format::Csv { delimiter, .. } => csv(source, delimiter, &notes),
                Format::Xlsx => workbook(source, sheet, &notes),
            };
            Ok((name, copied?))
        })
        .await
    }

    async fn notes(&self, permit: &Permit<act::ImportResponses>, id: ImportId, words: Words<'_>) -> Result<Vec<Note>> {
        let mut notes = Vec::new();
        let mut after = 0;
        loop {
            let page = self.inner.db.import_rows(permit, id, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(notes) };
            after = last.row;
            for row in page {
                notes.push(note(LedgerRow::parse(row)?, words));
            }
        }
    }
}

fn note(row: LedgerRow, words: Words<'_>) -> Note {
    let outcome = words(&format!("import-outcome-{}", row.outcome));
    let reason = words(&format!("import-reason-{}", row.reason));
    let told = row.detail.as_ref().map(|detail| detail.told(words)).unwrap_or_default();
    Note { cells: [outcome, reason, told], column: row.detail.map(|detail| detail.column), is_failed: row.outcome == FAILED }
}

impl RowDetail {
    /// As people read it: column; what was expected; what was found; how much more.
    pub fn told(&self, words: Words<'_>) -> String {
        let mut parts = Vec::new();
        if !self.column.is_empty() {
            parts.push(self.column.clone());
        }
        parts.push(format!("{} {}", words(&format!("import-expected-{}", self.expected)), self.values).trim_end().to_owned());
        if !self.found.is_empty() {
            parts.push(format!("{} {}", words("import-found"), self.found));
        }
        if 0 < self.more {
            parts.push(format!("{} {}", words("import-more"), self.more));
        }
        parts.join("; ")
    }
}

/// Columns of the file that are the user's own.
fn own_columns(header: &[String]) -> Vec<usize> {
    (0..header.len()).filter(|index| !APPENDED.contains(&header[*index].as_str())).collect()
}

fn csv(mut source: Source, delimiter: char, notes: &[Note]) -> Result<Vec<u8>> {
    let own = own_columns(source.header());
    let width = source.header().len();
    // the mark by which spreadsheets know that it is UTF-8
    let mut out = "\u{feff}".as_bytes().to_vec();
    let header = own.iter().map(|index| source.header()[*index].as_bytes()).chain(APPENDED.map(str::as_bytes));
    csv_row(&mut out, header, delimiter);
    let nothing = Note::default();
    let mut row = Row::new();
    while source.read(&mut row).map_err(unreadable)? {
        let note = noted(notes, &row, &nothing);
        let cells = own.iter().map(|index| row.raw(*index));
        let beyond = (width..row.len()).map(|index| row.raw(index));
        csv_row(&mut out, cells.chain(note.cells.iter().map(String::as_bytes)).chain(beyond), delimiter);
    }
    Ok(out)
}

fn csv_row<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = &'a [u8]>, delimiter: char) {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    for (index, cell) in cells.enumerate() {
        if 0 < index {
            out.push(delimiter);
        }
        let marked;
        let cell = if is_formula(cell) {
            // a spreadsheet would run it
            marked = [b"'", cell].concat();
            &marked
        } else {
            cell
        };
        if cell.iter().any(|byte| *byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r')) {
            out.push(b'"');
            for byte in cell {
                if *byte == b'"' {
                    out.push(b'"');
                }
                out.push(*byte);
            }
            out.push(b'"');
        } else {
            out.extend_from_slice(cell);
        }
    }
    out.extend_from_slice(b"\r\n");
}

fn workbook(mut source: Source, sheet: &str, notes: &[Note]) -> Result<Vec<u8>> {
    let own = own_columns(source.header());
    let header = source.header().to_vec();
    let names = own.iter().map(|index| header[*index].as_str()).chain(APPENDED);
    let mut sink = WorkbookSink::new(sheet, names).map_err(unwritable)?;
    let nothing = Note::default();
    let mut row = Row::new();
    while source.read(&mut row).map_err(unreadable)? {
        let note = noted(notes, &row, &nothing);
        for index in &own {
            let is_fault = note.column.as_ref().is_some_and(|column| *column == header[*index]);
            sink.cell(&row.text(*index), is_fault).map_err(unwritable)?;
        }
        for cell in &note.cells {
            sink.cell(cell, note.is_failed).map_err(unwritable)?;
        }
        for index in header.len()..row.len() {
            sink.cell(&row.text(index), false).map_err(unwritable)?;
        }
        sink.end_row();
    }
    let mut out = Cursor::new(Vec::new());
    sink.write_to("corrected copy", &mut out).map_err(unwritable)?;
    Ok(out.into_inner())
}

fn noted<'a>(notes: &'a [Note], row: &Row, nothing: &'a Note) -> &'a Note {
    let index = usize::try_from(row.number()).ok().and_then(|number| number.checked_sub(1));
    index.and_then(|index| notes.get(index)).unwrap_or(nothing)
}

/// `answers.csv` becomes `answers-xinqiao.csv`; the copy of a copy keeps its name.
fn copy_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').map_or((name, "csv"), |(stem, ending)| (stem, ending));
    format!("{}-xinqiao.{ending}", stem.strip_suffix("-xinqiao").unwrap_or(stem))
}

fn unreadable(fault: xinqiao_tables::TableError) -> AppError {
    AppError::Broken { what: "a kept file cannot be read".to_owned(), source: Some(Box::new(fault)) }
}

fn unwritable(fault: xinqiao_tables::TableError) -> AppError {
    AppError::Broken { what: "a corrected copy cannot be written".to_owned(), source: Some(Box::new(fault)) }
}
