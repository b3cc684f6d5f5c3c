//! A CSV file that appears under its name only when it is complete.

use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use xinqiao_kernel::text::is_formula;

use crate::error::TableError;

const FLUSH_AT: usize = 64 << 10;

/// Writes CSV: UTF-8, `,`, LF, quoted where needed.
///
/// With a path it writes to a temporary file beside the target, and [`Sink::finish`] syncs and renames it; a sink that is dropped
/// before leaves nothing behind.
pub struct Sink<'a> {
    file: String,
    target: Target<'a>,
    buffer: Vec<u8>,
    row_start: usize,
}

enum Target<'a> {
    File { temporary: NamedTempFile, path: PathBuf },
    Writer(&'a mut dyn Write),
}

impl<'a> Sink<'a> {
    /// A sink for the file `path`, which may exist and is then replaced at the end.
    pub fn create(path: &Path) -> Result<Self, TableError> {
        let file = path.display().to_string();
        match temporary_beside(path) {
            Ok(temporary) => Ok(Self {
                file,
                target: Target::File { temporary, path: path.to_owned() },
                buffer: Vec::with_capacity(FLUSH_AT * 2),
                row_start: 0,
            }),
            Err(source) => Err(TableError::Write { file, source }),
        }
    }

    /// A sink that writes through to `writer`; `file` is its name in messages.
    pub fn to_writer(file: &str, writer: &'a mut dyn Write) -> Self {
        Self { file: file.to_owned(), target: Target::Writer(writer), buffer: Vec::with_capacity(FLUSH_AT * 2), row_start: 0 }
    }

    /// Adds a cell to the row. One that a spreadsheet would take for a formula gets an apostrophe in front, as spreadsheets mark text.
    #[inline]
    pub fn cell(&mut self, cell: &[u8]) {
        if is_formula(cell) {
            return self.cell_that_looks_like_a_formula(cell);
        }
        if cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            self.quoted(cell);
        } else {
            self.buffer.extend_from_slice(cell);
        }
        self.buffer.push(b',');
    }

    #[cold]
    fn cell_that_looks_like_a_formula(&mut self, cell: &[u8]) {
        self.quoted(&[b"'", cell].concat());
        self.buffer.push(b',');
    }

    /// Ends the row. A row of one empty cell is written as `""`, so that it is not taken for an empty line.
    #[inline]
    pub fn end_row(&mut self) -> Result<(), TableError> {
        match self.buffer.len() - self.row_start {
            0 | 1 => {
                self.buffer.truncate(self.row_start);
                self.buffer.extend_from_slice(b"\"\"\n");
            }
            _ => {
                if let Some(last) = self.buffer.last_mut() {
                    *last = b'\n';
                }
            }
        }
        self.row_start = self.buffer.len();
        if FLUSH_AT <= self.buffer.len() { self.flush() } else { Ok(()) }
    }

    /// A whole row of texts.
    pub fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), TableError> {
        cells.into_iter().for_each(|cell| self.cell(cell.as_ref()));
        self.end_row()
    }

    /// Makes the file appear, with all its rows on the disk.
    pub fn finish(mut self) -> Result<(), TableError> {
        self.flush()?;
        let file = self.file;
        match self.target {
            Target::File { temporary, path } => publish(temporary, &path),
            Target::Writer(writer) => writer.flush(),
        }
        .map_err(|source| TableError::Write { file, source })
    }

    fn flush(&mut self) -> Result<(), TableError> {
        let written = match &mut self.target {
            Target::File { temporary, .. } => temporary.write_all(&self.buffer),
            Target::Writer(writer) => writer.write_all(&self.buffer),
        };
        self.buffer.clear();
        self.row_start = 0;
        written.map_err(|source| TableError::Write { file: self.file.clone(), source })
    }

    #[cold]
    fn quoted(&mut self, cell: &[u8]) {
        self.buffer.push(b'"');
        for &byte in cell {
            if byte == b'"' {
                self.buffer.push(b'"');
            }
            self.buffer.push(byte);
        }
        self.buffer.push(b'"');
    }
}

/// A temporary file in the folder of `path`, with the permissions that any new file gets.
pub(crate) fn temporary_beside(path: &Path) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".xinqiao-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Syncs the temporary file, gives it its name and syncs the folder.
pub(crate) fn publish(temporary: NamedTempFile, path: &Path) -> std::io::Result<()> {
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|error| error.error)?;
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
