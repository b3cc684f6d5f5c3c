//! One table to read: a header and then row after row, whatever the file is.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::csv_rows::CsvRows;
use crate::encoding::{Transcoder, is_foreign, sniff};
use crate::error::TableError;
use crate::row::Row;
use crate::sheet_rows::SheetRows;

/// A table that is being read.
pub struct Source {
    file: String,
    format: Format,
    header: Vec<String>,
    rows: Rows,
}

/// What the file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// Text with a delimiter, in the encoding of that name.
    Csv { encoding: &'static str, delimiter: char },
    /// A workbook.
    Xlsx,
}

enum Rows {
    Csv(Box<CsvRows>),
    Sheet(SheetRows),
}

impl Source {
    /// Opens a file; a zip archive is read as XLSX (the named sheet or the first), anything else as CSV.
    pub fn open(path: &Path, sheet: Option<&str>) -> Result<Self, TableError> {
        let file = path.display().to_string();
        let opened = File::open(path).and_then(|opened| {
            if opened.metadata()?.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(opened) }
        });
        match opened {
            Ok(opened) => Self::read_from(&file, opened, sheet),
            Err(source) => Err(TableError::Open { file, source }),
        }
    }

    /// The same for bytes that came another way: an upload. `file` is the name that messages show.
    pub fn read_from<R>(file: &str, mut reader: R, sheet: Option<&str>) -> Result<Self, TableError>
    where
        R: Read + Seek + Send + 'static,
    {
        let open_error = |source| TableError::Open { file: file.to_owned(), source };
        let mut magic = Vec::with_capacity(4);
        (&mut reader).take(4).read_to_end(&mut magic).map_err(open_error)?;
        reader.seek(SeekFrom::Start(0)).map_err(open_error)?;
        if magic == b"PK\x03\x04" {
            let rows = Rows::Sheet(SheetRows::new(file, reader, sheet)?);
            return Self::with_header(file, Format::Xlsx, rows);
        }
        if magic == [0xd0, 0xcf, 0x11, 0xe0] {
            let found = "an old XLS or an encrypted workbook; save it as XLSX or CSV without a password".to_owned();
            return Err(TableError::NotAWorkbook { file: file.to_owned(), found });
        }
        if let Some(sheet) = sheet {
            let found = format!("a text file, which has no sheet {sheet:?}");
            return Err(TableError::NotAWorkbook { file: file.to_owned(), found });
        }
        let encoding = sniff(&mut reader).map_err(open_error)?;
        let input: Box<dyn Read + Send> =
            if is_foreign(encoding) { Box::new(Transcoder::new(reader, encoding)) } else { Box::new(BufReader::new(reader)) };
        let rows = CsvRows::new(file, input)?;
        let format = Format::Csv { encoding: encoding.name(), delimiter: char::from(rows.delimiter) };
        Self::with_header(file, format, Rows::Csv(Box::new(rows)))
    }

    fn with_header(file: &str, format: Format, rows: Rows) -> Result<Self, TableError> {
        let mut source = Self { file: file.to_owned(), format, header: Vec::new(), rows };
        let mut row = Row::new();
        if !source.read(&mut row)? {
            return Err(TableError::Empty { file: file.to_owned() });
        }
        source.header = (0..row.len()).map(|index| row.text(index).into_owned()).collect();
        Ok(source)
    }

    /// Reads the next row into `row`; `false` at the end. Rows of another length than the header are given as they are
    /// ([`Row::ragged`]); empty lines are passed over.
    pub fn read(&mut self, row: &mut Row) -> Result<bool, TableError> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.read(row),
            Rows::Sheet(rows) => Ok(rows.read(row)),
        }
    }

    /// The file's name as messages show it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What the file turned out to be.
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// The trimmed names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Index (from 0) of the column `name`.
    /// Errors: `Column` with all names when there is none, `DuplicateColumn` when there are two.
    pub fn column(&self, name: &str) -> Result<usize, TableError> {
        let mut found = (0..self.header.len()).filter(|&index| self.header[index] == name);
        match (found.next(), found.next()) {
            (Some(index), None) => Ok(index),
            (Some(first), Some(second)) => Err(TableError::DuplicateColumn {
                file: self.file.clone(),
                name: name.to_owned(),
                first: first + 1,
                second: second + 1,
            }),
            (None, _) => {
                Err(TableError::Column { file: self.file.clone(), expected: name.to_owned(), found: self.header.clone() })
            }
        }
    }
}
