//! A workbook that appears under its name only when it is complete: the corrected copy of an import.

use std::io::{Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{Color, Format, Workbook, Worksheet, XlsxError};

use crate::error::TableError;
use crate::sink::{publish, temporary_beside};

/// Writes one sheet. Every cell is text: identity numbers keep all their digits and nothing is taken for a formula.
pub struct WorkbookSink {
    workbook: Workbook,
    sheet: Worksheet,
    row: u32,
    column: u16,
    head: Format,
    mark: Format,
}

impl WorkbookSink {
    /// A workbook with one sheet of that name and a frozen, bold header.
    /// Errors: a name that a sheet cannot have (longer than 31 characters, or with `[ ] : * ? / \`).
    pub fn new<T: AsRef<str>>(sheet_name: &str, header: impl IntoIterator<Item = T>) -> Result<Self, TableError> {
        let mut sheet = Worksheet::new();
        let name = |source| write_error(sheet_name, source);
        sheet.set_name(sheet_name).map_err(name)?;
        sheet.set_freeze_panes(1, 0).map_err(name)?;
        let head = Format::new().set_bold();
        let mark = Format::new().set_background_color(Color::RGB(0xFF_E0_B2));
        let mut sink = Self { workbook: Workbook::new(), sheet, row: 0, column: 0, head, mark };
        for cell in header {
            sink.sheet.write_string_with_format(0, sink.column, cell.as_ref(), &sink.head).map_err(name)?;
            sink.column += 1;
        }
        sink.end_row();
        Ok(sink)
    }

    /// Adds a cell to the row; `marked` colours it.
    /// Errors: more rows, columns or characters than a sheet can hold.
    pub fn cell(&mut self, cell: &str, marked: bool) -> Result<(), TableError> {
        let written = if marked {
            self.sheet.write_string_with_format(self.row, self.column, cell, &self.mark)
        } else if cell.is_empty() {
            Ok(&mut self.sheet)
        } else {
            self.sheet.write_string(self.row, self.column, cell)
        };
        written.map_err(|source| write_error("workbook", source))?;
        self.column += 1;
        Ok(())
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// Makes the file appear, complete and on the disk.
    pub fn finish(self, path: &Path) -> Result<(), TableError> {
        let file = path.display().to_string();
        let failed = |source| TableError::Write { file: file.clone(), source };
        let mut temporary = temporary_beside(path).map_err(failed)?;
        self.write_to(&file, temporary.as_file_mut())?;
        publish(temporary, path).map_err(failed)
    }

    /// Writes the workbook to any writer: a download. `file` is its name in messages.
    pub fn write_to<W: Write + Seek + Send>(mut self, file: &str, writer: W) -> Result<(), TableError> {
        self.workbook.push_worksheet(self.sheet);
        self.workbook.save_to_writer(writer).map_err(|source| write_error(file, source))
    }
}

fn write_error(file: &str, source: XlsxError) -> TableError {
    TableError::WriteWorkbook { file: file.to_owned(), source: Box::new(source) }
}
