//! Rows of a CSV file as they stream by. The buffers grow only within [`crate::limits`].

use std::io::Read;

use csv_core::ReadRecordResult;

use crate::error::TableError;
use crate::limits::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES};
use crate::row::Row;

const CHUNK: usize = 128 << 10;

pub(crate) struct CsvRows {
    file: String,
    input: Box<dyn Read + Send>,
    core: csv_core::Reader,
    pub(crate) delimiter: u8,
    chunk: Vec<u8>,
    at: usize,
    held: usize,
    /// Empty lines that never reached `core`.
    skipped: u64,
    row: u64,
}

impl CsvRows {
    /// Reads the first piece and takes the delimiter from the header: the most frequent of `,` `;` and tab outside quotes.
    pub(crate) fn new(file: &str, input: Box<dyn Read + Send>) -> Result<Self, TableError> {
        let mut rows = Self {
            file: file.to_owned(),
            input,
            core: csv_core::Reader::new(),
            delimiter: b',',
            chunk: vec![0; CHUNK],
            at: 0,
            held: 0,
            skipped: 0,
            row: 0,
        };
        rows.refill()?;
        rows.delimiter = sniff_delimiter(&rows.chunk[..rows.held]);
        rows.core = csv_core::ReaderBuilder::new().delimiter(rows.delimiter).build();
        Ok(rows)
    }

    /// Reads the next row (the header is the first, with number 0); `false` at the end.
    pub(crate) fn read(&mut self, row: &mut Row) -> Result<bool, TableError> {
        row.clear();
        self.skip_empty_lines()?;
        row.number = self.row;
        row.line = self.core.line() + self.skipped;
        if row.data.is_empty() {
            row.data.resize(4 << 10, 0);
            row.ends.resize(64, 0);
        }
        let (mut bytes, mut cells) = (0, 0);
        loop {
            if self.at == self.held {
                self.refill()?;
            }
            let input = &self.chunk[self.at..self.held];
            let (result, taken, written, ended) = self.core.read_record(input, &mut row.data[bytes..], &mut row.ends[cells..]);
            self.at += taken;
            bytes += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => self.check(row, bytes, cells)?,
                ReadRecordResult::OutputFull => {
                    self.check(row, bytes, cells)?;
                    let grown = (row.data.len() * 2).min(MAX_ROW_BYTES + 1);
                    row.data.resize(grown, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    self.check(row, bytes, cells)?;
                    let grown = (row.ends.len() * 2).min(MAX_COLUMNS + 1);
                    row.ends.resize(grown, 0);
                }
                ReadRecordResult::Record => {
                    self.check(row, bytes, cells)?;
                    row.len = cells;
                    self.row += 1;
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    fn check(&self, row: &Row, bytes: usize, cells: usize) -> Result<(), TableError> {
        let too_large = |column, expected: String, found: String| TableError::TooLarge {
            file: self.file.clone(),
            row: row.number,
            line: row.line,
            column,
            expected,
            found,
        };
        if MAX_COLUMNS < cells {
            return Err(too_large(cells, format!("at most {MAX_COLUMNS} columns"), "more".to_owned()));
        }
        if bytes <= MAX_CELL_BYTES {
            return Ok(());
        }
        let mut from = 0;
        for (index, &to) in row.ends[..cells].iter().chain([&bytes]).enumerate() {
            if MAX_CELL_BYTES < to - from {
                let expected = format!("a cell of at most {MAX_CELL_BYTES} bytes (is a quotation mark left open?)");
                return Err(too_large(index + 1, expected, format!("at least {} bytes", to - from)));
            }
            from = to;
        }
        if MAX_ROW_BYTES < bytes {
            let found = format!("at least {bytes} bytes");
            return Err(too_large(cells, format!("a row of at most {MAX_ROW_BYTES} bytes"), found));
        }
        Ok(())
    }

    fn skip_empty_lines(&mut self) -> Result<(), TableError> {
        loop {
            if self.at == self.held {
                self.refill()?;
                if self.held == 0 {
                    return Ok(());
                }
            }
            match self.chunk[self.at] {
                b'\n' => self.skipped += 1,
                b'\r' => {}
                _ => return Ok(()),
            }
            self.at += 1;
        }
    }

    fn refill(&mut self) -> Result<(), TableError> {
        self.at = 0;
        self.held = 0;
        loop {
            match self.input.read(&mut self.chunk) {
                Ok(found) => {
                    self.held = found;
                    return Ok(());
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let (file, line) = (self.file.clone(), self.core.line() + self.skipped);
                    return Err(match error.kind() {
                        std::io::ErrorKind::InvalidData => TableError::Encoding { file, line },
                        _ => TableError::Read { file, line, source: error },
                    });
                }
            }
        }
    }
}

fn sniff_delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|(_, count)| 0 < *count) => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(delimiter, _)| *delimiter == byte).for_each(|(_, count)| *count += 1),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(delimiter, _)| *delimiter)
}
