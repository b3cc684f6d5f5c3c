//! What can go wrong with a table; every reason names the file and what was expected there.

use std::io;

/// Why a table cannot be read or written. Rows count from 1 below the header, columns from 1.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The file is missing or may not be read.
    #[error("cannot open {file}")]
    Open { file: String, source: io::Error },
    /// Reading broke off.
    #[error("cannot read on in {file} near line {line}")]
    Read { file: String, line: u64, source: io::Error },
    /// Neither encoding fits.
    #[error("{file} near line {line}: expected text in UTF-8, UTF-16 with BOM or GB18030, found bytes that are none of them")]
    Encoding { file: String, line: u64 },
    /// No row at all.
    #[error("{file}: expected a header row, found nothing")]
    Empty { file: String },
    /// No such sheet.
    #[error("{file}: expected a sheet named {expected:?}, found {found:?}")]
    Sheet { file: String, expected: String, found: Vec<String> },
    /// No such column.
    #[error("{file}: expected a column named {expected:?}, found the columns {}", found.join(", "))]
    Column { file: String, expected: String, found: Vec<String> },
    /// Two columns bear the name that was asked for.
    #[error("{file}: expected one column named {name:?}, found it at {first} and {second}")]
    DuplicateColumn { file: String, name: String, first: usize, second: usize },
    /// A bound of [`crate::limits`] was passed inside one row; `row` 0 is the header.
    #[error("{file} row {row} (line {line}) column {column}: expected {expected}, found {found}")]
    TooLarge { file: String, row: u64, line: u64, column: usize, expected: String, found: String },
    /// The workbook as a whole passes a bound.
    #[error("{file}: expected {expected}, found {found}")]
    WorkbookTooLarge { file: String, expected: String, found: String },
    /// The workbook is damaged, encrypted or not a workbook.
    #[error("{file}: expected an XLSX workbook, found {found}")]
    NotAWorkbook { file: String, found: String },
    /// The workbook's inner files are not as they should be.
    #[error("cannot read the workbook {file}")]
    Workbook { file: String, source: Box<calamine::XlsxError> },
    /// Writing failed; nothing stands under the target's name.
    #[error("cannot write {file}")]
    Write { file: String, source: io::Error },
    /// The workbook to be written passes what XLSX can hold.
    #[error("cannot write the workbook {file}")]
    WriteWorkbook { file: String, source: Box<rust_xlsxwriter::XlsxError> },
}
