//! Reading persons × items.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use xinqiao_tables::{CellFault, Row, Source};

use crate::score::{is_missing, parse_number};

/// How many bad cells are shown.
const SHOWN: usize = 10;

/// One column that is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub code: String,
    pub index: usize,
    /// Lowest and highest answer that the file may hold.
    pub ends: Option<(i32, i32)>,
}

/// Answers as they stand in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub ids: Vec<String>,
    /// Row by row, in the order of the columns.
    pub rows: Vec<Vec<Option<i32>>>,
}

/// Reads every row. Errors: cells that are no answers, each with its line, its column, what was expected, and how to mend it.
pub(super) fn read(mut source: Source, id: usize, columns: &[Column]) -> anyhow::Result<Table> {
    let (mut table, mut faults, mut bad) = (Table { ids: Vec::new(), rows: Vec::new() }, Vec::new(), 0_usize);
    let mut row = Row::new();
    let width = source.header().len();
    while source.read(&mut row)? {
        let mut found: Vec<CellFault> = row.ragged(width).into_iter().collect();
        let answers = columns.iter().map(|column| {
            let cell = row.cell(column.index);
            if is_missing(cell) {
                return None;
            }
            let answer = parse_number(cell).filter(|value| value.fract() == 0.0 && value.abs() < 1e6).map(|value| value as i32);
            let answer = answer.filter(|answer| column.ends.is_none_or(|(low, high)| (low..=high).contains(answer)));
            if answer.is_none() {
                let expected = match column.ends {
                    Some((low, high)) => format!("a whole number from {low} to {high} or nothing"),
                    None => "a whole number or nothing".to_owned(),
                };
                let (row_number, line) = (row.number(), row.line());
                let fault = CellFault {
                    row: row_number,
                    line,
                    column: column.code.clone(),
                    expected,
                    found: row.text(column.index).into_owned(),
                };
                found.push(fault);
            }
            answer
        });
        let answers = answers.collect();
        bad += found.len();
        faults.extend(found.into_iter().take(SHOWN.saturating_sub(faults.len())));
        table.ids.push(row.text(id).into_owned());
        table.rows.push(answers);
    }
    if 0 < bad {
        let shown: Vec<String> = faults.iter().map(|fault| format!("  {}: {fault}", source.file())).collect();
        bail!(
            "{bad} bad cells, nothing was computed; mend them, leave them blank, or name the columns of the items with --items\n{}",
            shown.join("\n")
        );
    }
    Ok(table)
}

/// Rows by id. Errors: an id that is there twice, naming both rows. Rows without an id belong to nobody and are left out.
pub(super) fn by_id<'a>(table: &'a Table, file: &Path) -> anyhow::Result<BTreeMap<&'a str, &'a [Option<i32>]>> {
    let mut found = BTreeMap::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, (id, row)) in table.ids.iter().zip(&table.rows).enumerate() {
        if is_missing(id.as_bytes()) {
            continue;
        }
        if let Some(first) = places.insert(id, place + 1) {
            bail!("{}: expected each person once, found the id {id:?} in rows {first} and {}", file.display(), place + 1);
        }
        found.insert(id.as_str(), row.as_slice());
    }
    Ok(found)
}
