//! Rows of one sheet of a workbook. The sheet's text is held in one buffer, its size bounded by [`crate::limits`].

use std::fmt::Write as _;
use std::io::{BufReader, Read, Seek};
use std::panic::{self, AssertUnwindSafe};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};

use crate::error::TableError;
use crate::limits::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_UNPACKED_BYTES};
use crate::row::Row;
use crate::{shared_strings, zip_bounds};

/// The cells that hold something, in reading order.
pub(crate) struct SheetRows {
    text: Vec<u8>,
    cells: Vec<SheetCell>,
    at: usize,
    row: u64,
    width: usize,
}

struct SheetCell {
    row: u32,
    column: u32,
    end: usize,
}

impl SheetRows {
    /// Opens the named sheet, or the first.
    pub(crate) fn new<R: Read + Seek>(file: &str, mut reader: R, sheet: Option<&str>) -> Result<Self, TableError> {
        zip_bounds::check(file, &mut reader)?;
        shared_strings::check(file, &mut reader)?;
        // a crafted workbook may run the reader into a panic: for whoever handed it in that is a damaged workbook like others
        let read = panic::catch_unwind(AssertUnwindSafe(|| Self::read_all(file, reader, sheet)));
        read.unwrap_or_else(|_| {
            let found = "a workbook whose parts contradict one another".to_owned();
            Err(TableError::NotAWorkbook { file: file.to_owned(), found })
        })
    }

    fn read_all<R: Read + Seek>(file: &str, reader: R, sheet: Option<&str>) -> Result<Self, TableError> {
        let broken = |source| TableError::Workbook { file: file.to_owned(), source: Box::new(source) };
        let mut workbook = Xlsx::new(BufReader::new(reader)).map_err(broken)?;
        let names = workbook.sheet_names();
        let name = match sheet {
            Some(wanted) => names.iter().find(|name| *name == wanted),
            None => names.first(),
        };
        let Some(name) = name.cloned() else {
            let expected = sheet.unwrap_or_default().to_owned();
            return Err(TableError::Sheet { file: file.to_owned(), expected, found: names });
        };
        let mut rows = Self { text: Vec::new(), cells: Vec::new(), at: 0, row: 0, width: 0 };
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        let mut text = String::new();
        while let Some(cell) = cells.next_cell().map_err(|error: XlsxError| broken(error))? {
            text.clear();
            render(cell.get_value(), &mut text);
            rows.keep(file, cell.get_position(), &text)?;
        }
        // a well-formed sheet is in order already
        let in_order = rows.cells.is_sorted_by(|one, next| (one.row, one.column) < (next.row, next.column));
        if !in_order {
            let found = "a sheet whose cells are out of order or doubled".to_owned();
            return Err(TableError::NotAWorkbook { file: file.to_owned(), found });
        }
        Ok(rows)
    }

    fn keep(&mut self, file: &str, (row, column): (u32, u32), text: &str) -> Result<(), TableError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let too_large = |expected: String, found: String| TableError::TooLarge {
            file: file.to_owned(),
            row: u64::from(row),
            line: u64::from(row) + 1,
            column: column as usize + 1,
            expected,
            found,
        };
        if MAX_COLUMNS <= column as usize {
            return Err(too_large(format!("at most {MAX_COLUMNS} columns"), "more".to_owned()));
        }
        if MAX_CELL_BYTES < text.len() {
            let found = format!("{} bytes", text.len());
            return Err(too_large(format!("a cell of at most {MAX_CELL_BYTES} bytes"), found));
        }
        if MAX_UNPACKED_BYTES < (self.text.len() + text.len()) as u64 {
            return Err(too_large(format!("a sheet of at most {MAX_UNPACKED_BYTES} bytes of text"), "more".to_owned()));
        }
        self.text.extend_from_slice(text.as_bytes());
        self.cells.push(SheetCell { row, column, end: self.text.len() });
        Ok(())
    }

    /// The next row that holds anything (the header is the first, with number 0); short rows are filled up to the header's width.
    pub(crate) fn read(&mut self, row: &mut Row) -> bool {
        row.clear();
        let Some(first) = self.cells.get(self.at) else {
            return false;
        };
        let sheet_row = first.row;
        row.number = self.row;
        row.line = u64::from(sheet_row) + 1;
        row.data.clear();
        row.ends.clear();
        while let Some(cell) = self.cells.get(self.at).filter(|cell| cell.row == sheet_row) {
            let from = self.at.checked_sub(1).map_or(0, |before| self.cells[before].end);
            row.ends.resize(cell.column as usize, row.data.len());
            row.data.extend_from_slice(&self.text[from..cell.end]);
            row.ends.push(row.data.len());
            self.at += 1;
        }
        if self.row == 0 {
            self.width = row.ends.len();
        }
        if row.ends.len() < self.width {
            row.ends.resize(self.width, row.data.len());
        }
        row.len = row.ends.len();
        self.row += 1;
        true
    }
}

fn render(value: &DataRef<'_>, text: &mut String) {
    // writing to a String cannot fail
    let _ = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(whole) => write!(text, "{whole}"),
        DataRef::Float(number) => write!(text, "{number}"),
        DataRef::String(own) | DataRef::DateTimeIso(own) | DataRef::DurationIso(own) => text.write_str(own),
        DataRef::SharedString(shared) => text.write_str(shared),
        DataRef::Bool(true) => text.write_str("TRUE"),
        DataRef::Bool(false) => text.write_str("FALSE"),
        DataRef::Error(error) => write!(text, "{error}"),
        DataRef::DateTime(instant) => render_instant(instant, text),
    };
}

/// A day as 2026-11-22, a time of day as 23:15, both with a blank between.
fn render_instant(instant: &ExcelDateTime, text: &mut String) -> std::fmt::Result {
    let (year, month, day, hour, minute, second, _) = instant.to_ymd_hms_milli();
    let has_day = 1.0 <= instant.as_f64() && !instant.is_duration();
    if has_day {
        write!(text, "{year:04}-{month:02}-{day:02}")?;
    }
    let has_time = (hour, minute, second) != (0, 0, 0);
    if has_day && !has_time {
        return Ok(());
    }
    if has_day {
        text.push(' ');
    }
    if second == 0 { write!(text, "{hour:02}:{minute:02}") } else { write!(text, "{hour:02}:{minute:02}:{second:02}") }
}
