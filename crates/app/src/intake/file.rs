//! A file of concerns: every row is looked at first; a file with a fault hands in nothing.

use std::io::Cursor;

use xinqiao_tables::{Row, Source, TableError};

use super::record::ConcernRecord;
use super::{Concern, Teller};
use crate::{App, AppError, Caller, FieldFault, Result};

/// Rows of one file at most.
const MOST: usize = 2_000;
/// Faults that are told at once.
const MOST_FAULTS: usize = 100;
/// The columns that a file may have; the first three must be there.
pub const COLUMNS: [&str; 15] = [
    "source",
    "reference",
    "noticed_at",
    "observations",
    "words",
    "person",
    "place",
    "name",
    "sex",
    "birth_on",
    "phone",
    "number",
    "told_relation",
    "told_name",
    "told_phone",
];
const NEEDED: usize = 3;

/// What is wrong with a row: its line in the file, from 1 for the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    pub line: u64,
    pub fault: FieldFault,
}

/// What a file holds, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReport {
    pub rows: usize,
    /// empty: the file is sound
    pub faults: Vec<RowFault>,
    /// there are more faults than are told
    pub is_cut: bool,
    /// signals that were raised now; nothing before the file is handed in
    pub raised: Option<usize>,
    /// rows that had been handed in before
    pub known: usize,
}

impl App {
    /// Looks at a CSV or XLSX file of concerns, and hands it in when it is sound and `hand_in` is set. A file that broke off is handed in again:
    /// rows are told apart by their references.
    ///
    /// Errors: `Denied` without the right; `Invalid` on `file` for what is no table, too long, or lacks a column.
    pub async fn report_file(&self, caller: &Caller, name: &str, bytes: Vec<u8>, hand_in: bool) -> Result<FileReport> {
        self.listing(caller, self.staff_scope::<xinqiao_access::act::ReportConcern>(caller)).await?;
        let file = name.to_owned();
        let read = tokio::task::spawn_blocking(move || records(&file, bytes)).await;
        let records =
            read.map_err(|fault| AppError::Broken { what: "a file was not read".to_owned(), source: Some(Box::new(fault)) })??;
        let mut report = FileReport { rows: records.len(), ..FileReport::default() };
        let mut concerns: Vec<Concern> = Vec::with_capacity(records.len());
        for (line, record) in &records {
            let looked = match self.concern_of(record).await {
                Ok(concern) => self.look_at(caller, &concern).await.map(|()| concern),
                Err(why) => Err(why),
            };
            match looked {
                Ok(concern) => concerns.push(concern),
                Err(why) => report.tell(*line, why)?,
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        for (line, record) in &records {
            if !seen.insert(record.reference.as_str()) {
                let fault = FieldFault { field: "reference", expected: "fault-report-doubled", found: record.reference.clone() };
                report.tell(*line, AppError::Invalid(vec![fault]))?;
            }
        }
        if !hand_in || !report.faults.is_empty() {
            return Ok(report);
        }
        let mut raised = 0;
        for concern in &concerns {
            let received = self.report_concern(caller, concern).await?;
            raised += usize::from(received.is_new);
        }
        report.known = concerns.len() - raised;
        report.raised = Some(raised);
        Ok(report)
    }
}

impl FileReport {
    /// Keeps what is wrong with a row. Errors: faults that are none of the row.
    fn tell(&mut self, line: u64, why: AppError) -> Result<()> {
        let faults = match why {
            AppError::Invalid(faults) => faults,
            AppError::NotFound | AppError::Denied(_) => {
                vec![FieldFault { field: "place", expected: "fault-report-reach", found: String::new() }]
            }
            other => return Err(other),
        };
        for fault in faults {
            if self.faults.len() == MOST_FAULTS {
                self.is_cut = true;
                break;
            }
            self.faults.push(RowFault { line, fault });
        }
        Ok(())
    }
}

fn records(name: &str, bytes: Vec<u8>) -> Result<Vec<(u64, ConcernRecord)>> {
    let refused = |why: TableError| AppError::field("file", "fault-import-table", why.to_string());
    let mut source = Source::read_from(name, Cursor::new(bytes), None).map_err(refused)?;
    for wanted in &COLUMNS[..NEEDED] {
        source.column(wanted).map_err(refused)?;
    }
    if let Some(stranger) = source.header().iter().find(|name| !COLUMNS.contains(&name.as_str())) {
        return Err(AppError::field("file", "fault-report-column", stranger.clone()));
    }
    let at = COLUMNS.map(|name| source.column(name).ok());
    let mut found = Vec::new();
    let mut row = Row::new();
    while source.read(&mut row).map_err(refused)? {
        if found.len() == MOST {
            return Err(AppError::field("file", "fault-report-rows", MOST.to_string()));
        }
        let cell = |column: usize| at[column].map(|index| row.text(index).trim().to_owned()).filter(|text| !text.is_empty());
        let told = Teller {
            relation: cell(12).unwrap_or_default(),
            name: cell(13).unwrap_or_default(),
            phone: cell(14).unwrap_or_default(),
        };
        let record = ConcernRecord {
            source: cell(0).unwrap_or_default(),
            reference: cell(1).unwrap_or_default(),
            noticed_at: cell(2).unwrap_or_default(),
            observations: cell(3).map(|text| text.split_whitespace().map(str::to_owned).collect()).unwrap_or_default(),
            words: cell(4),
            person: cell(5),
            place: cell(6),
            name: cell(7),
            sex: cell(8),
            birth_on: cell(9),
            phone: cell(10),
            number: cell(11),
            told_by: Some(told).filter(|told| !told.is_empty()),
        };
        found.push((row.line(), record));
    }
    if found.is_empty() {
        return Err(AppError::field("file", "fault-import-empty", name));
    }
    Ok(found)
}
