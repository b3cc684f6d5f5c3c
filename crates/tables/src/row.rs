//! One row and what may be wrong with a cell of it.

use std::borrow::Cow;
use std::fmt;

/// One data row; reuse it between calls of [`crate::Source::read`].
///
/// Cells are bytes of UTF-8. A cell beyond the end of a short row is empty.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub(crate) number: u64,
    pub(crate) line: u64,
    pub(crate) data: Vec<u8>,
    pub(crate) ends: Vec<usize>,
    pub(crate) len: usize,
}

impl Row {
    /// An empty row to read into.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of the data row, from 1; the header is not counted, nor are empty lines.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The line of the CSV file or the row of the sheet, from 1; the header usually is 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many cells the file has in this row.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Has the row no cell?
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The cell of the column `index` (from 0) without surrounding blanks; empty beyond the end of the row.
    #[inline]
    pub fn cell(&self, index: usize) -> &[u8] {
        self.raw(index).trim_ascii()
    }

    /// The cell as it stands in the file.
    #[inline]
    pub fn raw(&self, index: usize) -> &[u8] {
        if self.len <= index {
            return &[];
        }
        let from = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.data[from..self.ends[index]]
    }

    /// The trimmed cell as text; bytes that are not UTF-8 become U+FFFD.
    pub fn text(&self, index: usize) -> Cow<'_, str> {
        String::from_utf8_lossy(self.cell(index))
    }

    /// All trimmed cells of the row.
    pub fn cells(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len).map(|index| self.cell(index))
    }

    /// Does the row have other cells than a header of `width` columns allows? Empty cells at the end do not count.
    /// A short row gives `Some` too: something was lost.
    pub fn ragged(&self, width: usize) -> Option<CellFault> {
        if self.len == width {
            return None;
        }
        let found = (0..self.len).rev().find(|&index| !self.cell(index).is_empty()).map_or(0, |last| last + 1);
        if width < self.len && found <= width {
            return None;
        }
        Some(CellFault {
            row: self.number,
            line: self.line,
            column: String::new(),
            expected: format!("{width} cells"),
            found: format!("{} cells", self.len),
        })
    }

    pub(crate) fn clear(&mut self) {
        self.len = 0;
        self.line = 0;
    }
}

/// Something wrong with one cell; `column` is empty when it is the whole row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellFault {
    /// Data row, from 1.
    pub row: u64,
    /// Line of the file or row of the sheet.
    pub line: u64,
    /// Name of the column.
    pub column: String,
    /// What would have been right.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} (line {})", self.row, self.line)?;
        if !self.column.is_empty() {
            write!(f, " column {}", self.column)?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.found)
    }
}
