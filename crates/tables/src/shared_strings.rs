//! Refuses a workbook that announces more shared strings than it can hold: the reader would reserve memory for all of them at once, and a
//! program that cannot have that much memory ends.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;

use crate::error::TableError;

/// How the part of the shared strings is called, wherever it lies.
const PART: &str = "sharedstrings.xml";
const ATTRIBUTE: &[u8] = b"uniqueCount";
/// Longest tag that is looked at for the number, behind its name.
const BEHIND: usize = 64;

/// Compares what is announced with the bytes of the part: a string takes at least one.
pub(crate) fn check<R: Read + Seek>(file: &str, reader: &mut R) -> Result<(), TableError> {
    let refused = |found: String| TableError::NotAWorkbook { file: file.to_owned(), found };
    {
        let mut archive = ZipArchive::new(&mut *reader).map_err(|fault| refused(fault.to_string()))?;
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(|fault| refused(fault.to_string()))?;
            if !part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with(PART)) {
                continue;
            }
            let (announced, length) = announced(BufReader::new(part)).map_err(|fault| refused(fault.to_string()))?;
            if length < announced {
                return Err(refused(format!("{announced} shared strings announced in {length} bytes")));
            }
        }
    }
    reader.seek(SeekFrom::Start(0)).map_err(|source| TableError::Open { file: file.to_owned(), source })?;
    Ok(())
}

/// The largest number that is announced anywhere in the part, and the length of the part in bytes.
fn announced<R: BufRead>(mut part: R) -> std::io::Result<(u64, u64)> {
    let (mut largest, mut length) = (0, 0);
    // the end of what was read before, so that nothing is missed between two pieces
    let mut window: Vec<u8> = Vec::new();
    loop {
        let piece = part.fill_buf()?;
        let read = piece.len();
        length += read as u64;
        if piece.contains(&0) {
            // two bytes to a sign, in which the number would not be seen
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "shared strings that are not UTF-8"));
        }
        window.extend_from_slice(piece);
        part.consume(read);
        for at in 0..window.len().saturating_sub(ATTRIBUTE.len()) {
            if window[at] == ATTRIBUTE[0] && window[at..].starts_with(ATTRIBUTE) {
                largest = largest.max(number(&window[at + ATTRIBUTE.len()..]));
            }
        }
        if read == 0 {
            return Ok((largest, length));
        }
        let kept = window.len().saturating_sub(ATTRIBUTE.len() + BEHIND);
        window.drain(..kept);
    }
}

/// The number behind `=` and a quotation mark; 0 for anything else.
fn number(behind: &[u8]) -> u64 {
    let behind = &behind[..behind.len().min(BEHIND)];
    let mut digits =
        behind.iter().copied().skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+'));
    let mut value = 0_u64;
    while let Some(digit @ b'0'..=b'9') = digits.next() {
        value = value.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_found_also_between_two_pieces() {
        let text = format!("{}<sst uniqueCount = '1234567'><si/></sst>", "x".repeat(5_000));
        for capacity in [1, 7, 64, 8_192] {
            let found = announced(BufReader::with_capacity(capacity, text.as_bytes())).unwrap();
            assert_eq!(found, (1_234_567, text.len() as u64), "pieces of {capacity}");
        }
        assert_eq!(number(b"=\"99999999999999999999999\""), u64::MAX);
        assert_eq!(number(b"=\"x\""), 0);
    }
}
