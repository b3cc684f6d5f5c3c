//! Workbooks: what is read out of them, and what is refused.

use std::io::Cursor;

use crate::{Row, Source, TableError, WorkbookSink};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn rows(bytes: Vec<u8>, sheet: Option<&str>) -> Result<(Vec<String>, Vec<Vec<String>>), TableError> {
    let mut source = Source::read_from("answers.xlsx", Cursor::new(bytes), sheet)?;
    let (mut row, mut rows) = (Row::new(), Vec::new());
    while source.read(&mut row)? {
        rows.push((0..row.len()).map(|index| row.text(index).into_owned()).collect());
    }
    Ok((source.header().to_vec(), rows))
}

fn refusal(bytes: Vec<u8>) -> String {
    rows(bytes, None).unwrap_err().to_string()
}

fn two_sheets() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let first = workbook.add_worksheet().set_name("第一张").unwrap();
    for (column, name) in ["id", "日期", "时间", "phq1", "note"].iter().enumerate() {
        first.write_string(0, column as u16, *name).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let time = Format::new().set_num_format("hh:mm");
    first.write_string(1, 0, "620102199001011234").unwrap();
    first.write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(2026, 11, 22).unwrap(), &day).unwrap();
    first.write_datetime_with_format(1, 2, ExcelDateTime::from_hms(23, 15, 0).unwrap(), &time).unwrap();
    first.write_number(1, 3, 3).unwrap();
    // an empty row lies between
    first.write_number(3, 3, 1.5).unwrap();
    first.write_boolean(3, 4, true).unwrap();
    let second = workbook.add_worksheet().set_name("二").unwrap();
    second.write_string(0, 0, "only").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn the_first_sheet_gives_whole_numbers_days_and_times_as_people_write_them() {
    let (header, rows) = rows(two_sheets(), None).unwrap();
    assert_eq!(header, ["id", "日期", "时间", "phq1", "note"]);
    assert_eq!(rows[0], ["620102199001011234", "2026-11-22", "23:15", "3", ""]);
    assert_eq!(rows[1], ["", "", "", "1.5", "TRUE"]);
    assert_eq!(rows.len(), 2);
}

#[test]
fn empty_rows_are_passed_over_and_the_row_of_the_sheet_is_kept() {
    let mut source = Source::read_from("answers.xlsx", Cursor::new(two_sheets()), None).unwrap();
    let (mut row, mut places) = (Row::new(), Vec::new());
    while source.read(&mut row).unwrap() {
        places.push((row.number(), row.line()));
    }
    assert_eq!(places, [(1, 2), (2, 4)]);
}

#[test]
fn a_named_sheet_is_read_and_a_missing_one_lists_what_there_is() {
    assert_eq!(rows(two_sheets(), Some("二")).unwrap().0, ["only"]);
    let missing = rows(two_sheets(), Some("三")).unwrap_err();
    assert!(matches!(&missing, TableError::Sheet { found, .. } if found == &["第一张", "二"]), "{missing}");
}

#[test]
fn a_workbook_written_here_reads_back_with_every_digit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corrected.xlsx");
    let mut sink = WorkbookSink::new("名单", ["id", "note"]).unwrap();
    for (id, note) in [("620102199001011234", "=1+1"), ("007", "")] {
        sink.cell(id, false).unwrap();
        sink.cell(note, true).unwrap();
        sink.end_row();
    }
    sink.finish(&path).unwrap();
    let (header, rows) = rows(std::fs::read(&path).unwrap(), None).unwrap();
    assert_eq!(header, ["id", "note"]);
    assert_eq!(rows, [["620102199001011234", "=1+1"], ["007", ""]]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_damaged_or_cut_workbook_is_refused_and_never_half_read() {
    let whole = two_sheets();
    for length in (4..whole.len()).step_by(97) {
        assert!(rows(whole[..length].to_vec(), None).is_err(), "cut at {length}");
    }
    for at in (0..whole.len()).step_by(13) {
        let mut bent = whole.clone();
        bent[at] ^= 0x55;
        // whatever comes out, it comes out as a value
        let _ = rows(bent, None);
    }
}

#[test]
fn old_and_encrypted_workbooks_are_told_apart_from_text() {
    let found = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on".to_vec());
    assert!(found.contains("old XLS or an encrypted workbook"), "{found}");
}

/// A zip archive with one deflated part of `zeros` zero bytes that declares `declared`.
fn bomb(zeros: u64, declared: u32) -> Vec<u8> {
    // fixed Huffman: the literal 0, then matches of 258 at distance 1 (length code 285: 8 bits, distance code 0: 5 bits)
    let (mut packed, mut hold, mut held) = (Vec::new(), 0_u64, 0_u32);
    let mut put = |code: u64, bits: u32, msb_first: bool| {
        let code = if msb_first { code.reverse_bits() >> (64 - bits) } else { code };
        hold |= code << held;
        held += bits;
        while 8 <= held {
            packed.push(hold as u8);
            hold >>= 8;
            held -= 8;
        }
    };
    put(1, 1, false);
    put(1, 2, false);
    put(0x30, 8, true);
    for _ in 0..(zeros - 1) / 258 {
        put(0xc5, 8, true);
        put(0, 5, true);
    }
    put(0, 7, true);
    put(0, 7, false);
    let mut zip = Vec::new();
    let name = b"xl/worksheets/sheet1.xml";
    let head = |zip: &mut Vec<u8>, packed: usize| {
        zip.extend_from_slice(&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        zip.extend_from_slice(&(packed as u32).to_le_bytes());
        zip.extend_from_slice(&declared.to_le_bytes());
        zip.extend_from_slice(&[name.len() as u8, 0, 0, 0]);
    };
    zip.extend_from_slice(b"PK\x03\x04");
    head(&mut zip, packed.len());
    zip.extend_from_slice(name);
    zip.extend_from_slice(&packed);
    let directory = zip.len() as u32;
    zip.extend_from_slice(b"PK\x01\x02\x14\x00");
    head(&mut zip, packed.len());
    zip.extend_from_slice(&[0; 14]);
    zip.extend_from_slice(name);
    let length = zip.len() as u32 - directory;
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend_from_slice(&length.to_le_bytes());
    zip.extend_from_slice(&directory.to_le_bytes());
    zip.extend_from_slice(&[0, 0]);
    zip
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused_whatever_it_declares() {
    let found = refusal(bomb(600 << 20, 1000));
    assert!(found.contains("unpacks to at most 536870912 bytes"), "{found}");
}

#[test]
fn a_workbook_that_packs_too_well_is_refused() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..600_u32 {
        sheet.write_string(row, 0, format!("{row}{}", "x".repeat(30_000))).unwrap();
    }
    let found = refusal(workbook.save_to_buffer().unwrap());
    assert!(found.contains("unpacks to at most 200 times its size"), "{found}");
}

#[test]
fn a_large_honest_workbook_is_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..5_000_u32 {
        for column in 0..20_u16 {
            sheet.write_number(row, column, f64::from(row * 31 + u32::from(column)) % 97.0).unwrap();
        }
    }
    let (_, rows) = rows(workbook.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!(rows.len(), 4_999);
    assert_eq!(rows[4_998][19], (f64::from(4_999 * 31 + 19) % 97.0).to_string());
}
