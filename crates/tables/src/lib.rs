//! Tables in files: CSV (UTF-8, UTF-8 with BOM, UTF-16 with BOM, GB18030) and XLSX, read row by row and written back.
//!
//! A [`Source`] gives a header and then one [`Row`] at a time, with the number of the data row (from 1) and the line of the file. A CSV
//! file is never held in memory; a cell, a row, the number of columns and what a workbook may unpack to are bounded ([`limits`]), so that
//! a hostile upload ends in an error and not in an empty memory. A [`Sink`] writes a CSV that appears under its name only when complete.

mod csv_rows;
mod encoding;
mod error;
mod inflate;
pub mod limits;
mod row;
mod shared_strings;
mod sheet_rows;
mod sink;
mod source;
mod workbook;
mod zip_bounds;

pub use error::TableError;
pub use row::{CellFault, Row};
pub use sink::Sink;
pub use source::{Format, Source};
pub use workbook::WorkbookSink;

#[cfg(test)]
mod tests;
