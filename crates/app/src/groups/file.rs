//! A file of entries: every row is looked at first; a file with a fault enters nobody.

use std::io::Cursor;

use xinqiao_access::act;
use xinqiao_tables::{Row, Source, TableError};

use super::{GroupWhom, NewEntry};
use crate::intake::{ConcernRecord, RowFault};
use crate::{App, AppError, Caller, FieldFault, Result};

/// Rows of one file at most.
const MOST: usize = 2_000;
/// Faults that are told at once.
const MOST_FAULTS: usize = 100;
/// The columns that a file may have; the first two must be there. A person is known by `number`, or by `name` and `birth_on`.
pub const GROUP_COLUMNS: [&str; 10] = ["group", "since", "number", "name", "birth_on", "sex", "phone", "place", "origin", "note"];
const NEEDED: usize = 2;
/// How it is known where a file does not say so.
const ORIGIN: &str = "official_list";

/// What a file holds, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupFile {
    pub rows: usize,
    /// rows of people who are on record in the group already
    pub known: usize,
    /// rows of people who are not in the index yet
    pub new_people: usize,
    /// empty: the file is sound
    pub faults: Vec<RowFault>,
    /// there are more faults than are told
    pub is_cut: bool,
    /// people who were entered now; nothing before the file is taken
    pub recorded: Option<usize>,
}

/// One row of a file, as it is written.
#[derive(Default)]
struct Cells {
    line: u64,
    cells: [Option<String>; GROUP_COLUMNS.len()],
}

impl App {
    /// Looks at a CSV or XLSX file of entries, and takes it when it is sound and `take` is set. Taking it twice, or again after it broke off, is
    /// harmless: whoever is on record in a group stays so.
    ///
    /// Errors: `Denied` without the right; `Invalid` on `file` for what is no table, too long, or lacks a column.
    pub async fn group_file(&self, caller: &Caller, name: &str, bytes: Vec<u8>, take: bool) -> Result<GroupFile> {
        self.listing(caller, self.staff_scope::<act::RecordGroup>(caller)).await?;
        let file = name.to_owned();
        let read = tokio::task::spawn_blocking(move || rows(&file, bytes)).await;
        let rows =
            read.map_err(|fault| AppError::Broken { what: "a file was not read".to_owned(), source: Some(Box::new(fault)) })??;
        let mut report = GroupFile { rows: rows.len(), ..GroupFile::default() };
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            let looked = match self.entry_of(row).await {
                Ok(entry) => self.prepare_entry(caller, &entry).await.map(|prepared| (entry, prepared)),
                Err(fault) => Err(fault),
            };
            match looked {
                Ok((entry, prepared)) => {
                    report.known += usize::from(prepared.there.is_some());
                    report.new_people += usize::from(prepared.subject.new.is_some());
                    entries.push(entry);
                }
                Err(why) => report.tell(row.line, why)?,
            }
        }
        if take && report.faults.is_empty() {
            let mut recorded = 0;
            for entry in &entries {
                recorded += usize::from(self.record_group(caller, entry).await?.is_new);
            }
            report.recorded = Some(recorded);
        }
        Ok(report)
    }

    /// What a row says. Errors: `Invalid` with every cell that cannot be read.
    async fn entry_of(&self, row: &Cells) -> Result<NewEntry> {
        let cell = |at: usize| row.cells[at].clone();
        let mut faults = Vec::new();
        let since = cell(1).and_then(|text| text.parse().ok());
        if since.is_none() {
            faults.push(FieldFault { field: "day", expected: "fault-group-day", found: cell(1).unwrap_or_default() });
        }
        // the cells about a person are read as those of a concern are
        let record = ConcernRecord {
            noticed_at: self.now().to_string(),
            number: cell(2),
            name: cell(3),
            birth_on: cell(4),
            sex: cell(5),
            phone: cell(6),
            place: cell(7),
            ..ConcernRecord::default()
        };
        let described = match self.concern_of(&record).await {
            Ok(concern) => match concern.whom {
                crate::intake::Whom::Described(described) => Some(described),
                crate::intake::Whom::Person(_) => None,
            },
            Err(AppError::Invalid(more)) => {
                faults.extend(more);
                None
            }
            Err(other) => return Err(other),
        };
        let (Some(since), Some(described), true) = (since, described, faults.is_empty()) else {
            return Err(AppError::Invalid(faults));
        };
        Ok(NewEntry {
            id: self.fresh_group_entry(),
            event: self.fresh_group_event(),
            whom: GroupWhom::Described(described),
            group: cell(0).unwrap_or_default(),
            origin: cell(8).unwrap_or_else(|| ORIGIN.to_owned()),
            since,
            note: cell(9),
        })
    }
}

impl GroupFile {
    fn tell(&mut self, line: u64, why: AppError) -> Result<()> {
        let faults = match why {
            AppError::Invalid(faults) => faults,
            AppError::NotFound | AppError::Denied(_) => {
                vec![FieldFault { field: "number", expected: "fault-group-reach", found: String::new() }]
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

fn rows(name: &str, bytes: Vec<u8>) -> Result<Vec<Cells>> {
    let refused = |why: TableError| AppError::field("file", "fault-import-table", why.to_string());
    let mut source = Source::read_from(name, Cursor::new(bytes), None).map_err(refused)?;
    for wanted in &GROUP_COLUMNS[..NEEDED] {
        source.column(wanted).map_err(refused)?;
    }
    if let Some(stranger) = source.header().iter().find(|name| !GROUP_COLUMNS.contains(&name.as_str())) {
        return Err(AppError::field("file", "fault-report-column", stranger.clone()));
    }
    let at = GROUP_COLUMNS.map(|name| source.column(name).ok());
    let mut found = Vec::new();
    let mut row = Row::new();
    while source.read(&mut row).map_err(refused)? {
        if found.len() == MOST {
            return Err(AppError::field("file", "fault-report-rows", MOST.to_string()));
        }
        let mut one = Cells { line: row.line(), ..Cells::default() };
        for (cell, index) in one.cells.iter_mut().zip(at) {
            *cell = index.map(|index| row.text(index).trim().to_owned()).filter(|text| !text.is_empty());
        }
        found.push(one);
    }
    if found.is_empty() {
        return Err(AppError::field("file", "fault-import-empty", name));
    }
    Ok(found)
}
