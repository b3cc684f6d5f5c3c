//! Refuses a workbook that would unpack to more than [`crate::limits`] allow, before anything of it is unpacked.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use crate::error::TableError;
use crate::inflate::inflated_len;
use crate::limits::{MAX_PARTS, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FREE_BYTES};

const END: &[u8] = b"PK\x05\x06";
const END_LEN: u64 = 22;
const CENTRAL: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// Counts what every part of the archive really unpacks to; the declared sizes are not believed.
pub(crate) fn check<R: Read + Seek>(file: &str, reader: &mut R) -> Result<(), TableError> {
    let size = reader.seek(SeekFrom::End(0)).map_err(|source| open_error(file, source))?;
    let parts = parts(reader, size).map_err(|fault| not_a_workbook(file, fault))?;
    let mut unpacked = 0;
    for part in parts {
        let room = MAX_UNPACKED_BYTES.saturating_sub(unpacked);
        unpacked += unpacked_len(reader, &part, room).map_err(|fault| not_a_workbook(file, fault))?;
        if MAX_UNPACKED_BYTES < unpacked {
            return Err(TableError::WorkbookTooLarge {
                file: file.to_owned(),
                expected: format!("a workbook that unpacks to at most {MAX_UNPACKED_BYTES} bytes"),
                found: "more".to_owned(),
            });
        }
    }
    if RATIO_FREE_BYTES < unpacked && size * MAX_RATIO < unpacked {
        return Err(TableError::WorkbookTooLarge {
            file: file.to_owned(),
            expected: format!("a workbook that unpacks to at most {MAX_RATIO} times its size"),
            found: format!("{} times ({unpacked} bytes out of {size})", unpacked / size.max(1)),
        });
    }
    reader.seek(SeekFrom::Start(0)).map_err(|source| open_error(file, source))?;
    Ok(())
}

struct Part {
    method: u16,
    packed: u64,
    offset: u64,
}

/// Why the archive is refused: a plain sentence for the reader.
type Fault = String;

fn parts<R: Read + Seek>(reader: &mut R, size: u64) -> Result<Vec<Part>, Fault> {
    let at = size.checked_sub(END_LEN).ok_or("a file that is too short for a zip archive")?;
    let end = bytes(reader, at, END_LEN as usize)?;
    if !end.starts_with(END) {
        // an archive comment would stand here; no office program writes one
        return Err("a file that does not end as a zip archive does".to_owned());
    }
    let count = usize::from(u16_at(&end, 10));
    let (length, offset) = (u32_at(&end, 12), u32_at(&end, 16));
    if count == 0xffff || length == 0xffff_ffff || offset == 0xffff_ffff {
        return Err("a zip64 archive".to_owned());
    }
    if MAX_PARTS < count {
        return Err(format!("{count} parts in the archive, more than {MAX_PARTS}"));
    }
    if u64::from(offset) + u64::from(length) != at {
        return Err("a zip archive whose directory is not where it should be".to_owned());
    }
    let directory = bytes(reader, u64::from(offset), length as usize)?;
    let mut rest = directory.as_slice();
    let mut parts = Vec::with_capacity(count);
    while !rest.is_empty() {
        if rest.len() < 46 || !rest.starts_with(CENTRAL) {
            return Err("a damaged zip directory".to_owned());
        }
        let variable: usize = [28, 30, 32].iter().map(|&field| usize::from(u16_at(rest, field))).sum();
        let (flags, method) = (u16_at(rest, 8), u16_at(rest, 10));
        let (packed, offset) = (u32_at(rest, 20), u32_at(rest, 42));
        if flags & 1 != 0 {
            return Err("an encrypted part".to_owned());
        }
        if [packed, u32_at(rest, 24), offset].contains(&0xffff_ffff) {
            return Err("a zip64 part".to_owned());
        }
        parts.push(Part { method, packed: u64::from(packed), offset: u64::from(offset) });
        rest = rest.get(46 + variable..).ok_or("a damaged zip directory")?;
    }
    if parts.len() != count {
        return Err("a zip directory of another length than it says".to_owned());
    }
    Ok(parts)
}

fn unpacked_len<R: Read + Seek>(reader: &mut R, part: &Part, limit: u64) -> Result<u64, Fault> {
    let local = bytes(reader, part.offset, 30)?;
    if !local.starts_with(LOCAL) {
        return Err("a damaged part".to_owned());
    }
    let variable = u64::from(u16_at(&local, 26)) + u64::from(u16_at(&local, 28));
    reader.seek(SeekFrom::Start(part.offset + 30 + variable)).map_err(broken)?;
    match part.method {
        0 => Ok(part.packed),
        8 => inflated_len(BufReader::with_capacity(64 << 10, reader.take(part.packed)), limit).map_err(broken),
        other => Err(format!("a part packed with method {other}")),
    }
}

fn bytes<R: Read + Seek>(reader: &mut R, at: u64, length: usize) -> Result<Vec<u8>, Fault> {
    reader.seek(SeekFrom::Start(at)).map_err(broken)?;
    let mut buffer = Vec::new();
    reader.take(length as u64).read_to_end(&mut buffer).map_err(broken)?;
    if buffer.len() == length { Ok(buffer) } else { Err("a zip archive that is cut off".to_owned()) }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn broken(error: io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::InvalidData => "a part that does not unpack".to_owned(),
        io::ErrorKind::UnexpectedEof => "a part that is cut off".to_owned(),
        _ => format!("a part that cannot be read ({error})"),
    }
}

fn open_error(file: &str, source: io::Error) -> TableError {
    TableError::Open { file: file.to_owned(), source }
}

fn not_a_workbook(file: &str, found: Fault) -> TableError {
    TableError::NotAWorkbook { file: file.to_owned(), found }
}
