//! Workbooks that somebody crafted: each ends in an error or in what really stands there, never in an empty memory.

use std::io::Cursor;

use crate::{Row, Source, TableError};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

fn workbook_rels(target: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="{target}"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    )
}

fn sheet(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inner}</worksheet>"#
    )
}

fn strings(head: &str, inner: &str) -> String {
    format!(r#"<?xml version="1.0"?>{head}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {inner}</sst>"#)
}

/// An archive of parts that are not packed.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let offset = zip.len() as u32;
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        head.extend_from_slice(&crc32(bytes).to_le_bytes());
        head.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        head.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        head.extend_from_slice(&(name.len() as u16).to_le_bytes());
        head.extend_from_slice(&[0, 0]);
        zip.extend_from_slice(b"PK\x03\x04");
        zip.extend_from_slice(&head);
        zip.extend_from_slice(name.as_bytes());
        zip.extend_from_slice(bytes);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&head);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (at, count) = (zip.len() as u32, parts.len() as u16);
    zip.extend_from_slice(&directory);
    zip.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    zip.extend_from_slice(&count.to_le_bytes());
    zip.extend_from_slice(&count.to_le_bytes());
    zip.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    zip.extend_from_slice(&at.to_le_bytes());
    zip.extend_from_slice(&[0, 0]);
    zip
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn book(sheet_xml: &str, strings_xml: &str) -> Vec<u8> {
    let rels = workbook_rels("worksheets/sheet1.xml");
    archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet_xml.as_bytes()),
        ("xl/sharedStrings.xml", strings_xml.as_bytes()),
    ])
}

fn read(bytes: Vec<u8>) -> Result<Vec<Vec<String>>, TableError> {
    let mut source = Source::read_from("crafted.xlsx", Cursor::new(bytes), None)?;
    let (mut row, mut rows) = (Row::new(), vec![source.header().to_vec()]);
    while source.read(&mut row)? {
        rows.push((0..row.len()).map(|index| row.text(index).into_owned()).collect());
    }
    Ok(rows)
}

fn two_cells() -> String {
    sheet(r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData>"#)
}

#[test]
fn an_honest_file_of_this_make_is_read() {
    let rows =
        read(book(&two_cells(), &strings("", r#"count="2" uniqueCount="2"><si><t>id</t></si><si><t>name</t></si>"#))).unwrap();
    assert_eq!(rows, [["id", "name"]]);
}

#[test]
fn a_sheet_that_lies_about_its_extent_or_its_strings_costs_nothing() {
    let cells = r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    let lie = strings("", r#"count="4294967295" uniqueCount="4294967295"><si><t>id</t></si>"#);
    assert_eq!(read(book(&sheet(cells), &strings("", r#"count="1" uniqueCount="1"><si><t>id</t></si>"#))).unwrap(), [["id"]]);
    let fault = read(book(&sheet(cells), &lie)).unwrap_err().to_string();
    assert!(fault.contains("4294967295 shared strings announced"), "{fault}");
    for reference in ["A1:ZZZZZZZZ99999999999", "-", "A0:A0", "XFD1048576:A1", ""] {
        let cells = cells.replace("A1:XFD1048576", reference);
        // an error or the one cell: nothing else
        if let Ok(rows) = read(book(&sheet(&cells), &strings("", r#"count="1" uniqueCount="1"><si><t>id</t></si>"#))) {
            assert_eq!(rows, [["id"]], "{reference}");
        }
    }
}

#[test]
fn cells_at_impossible_places_end_in_an_error_or_are_bounded() {
    for place in ["ZZZZZZZZZ1", "A99999999999999999999", "A0", "1A", "", "XFE1", "A1048577", "A4294967295"] {
        let cells = format!(r#"<sheetData><row r="1"><c r="{place}"><v>1</v></c></row></sheetData>"#);
        if let Ok(rows) = read(book(&sheet(&cells), &strings("", ">"))) {
            assert!(rows.iter().map(Vec::len).sum::<usize>() <= crate::limits::MAX_COLUMNS, "{place}");
        }
    }
}

#[test]
fn one_large_string_that_is_used_a_thousand_times_is_refused() {
    let large = format!(r#"count="1" uniqueCount="1"><si><t>{}</t></si>"#, "x".repeat(1_000_000));
    let row = |row: usize| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#);
    let cells: String = (1..=1_000).map(row).collect();
    let fault = read(book(&sheet(&format!("<sheetData>{cells}</sheetData>")), &strings("", &large))).unwrap_err();
    assert!(matches!(fault, TableError::TooLarge { .. }), "{fault}");
    assert!(fault.to_string().contains("bytes of text"), "{fault}");
}

#[test]
fn entities_that_multiply_or_reach_for_files_are_not_followed() {
    let laughs = r#"<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>"#;
    let file = r#"<!DOCTYPE sst [<!ENTITY f SYSTEM "file:///etc/hostname">]>"#;
    for head in [laughs, file] {
        let bytes = book(&two_cells(), &strings(head, r#"count="2" uniqueCount="2"><si><t>&f;</t></si><si><t>name</t></si>"#));
        if let Ok(rows) = read(bytes) {
            let text = rows.concat().concat();
            assert!(text.len() < 100 && !text.contains("haha"), "{text}");
            let host = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
            assert!(host.trim().is_empty() || !text.contains(host.trim()), "{text}");
        }
    }
}

#[test]
fn parts_with_paths_out_of_the_archive_are_only_names() {
    let rels = workbook_rels("../../../../../../etc/hostname");
    let bytes = archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("../../../../tmp/xinqiao-escaped", b"escaped"),
        ("/etc/xinqiao-escaped", b"escaped"),
    ]);
    assert!(read(bytes).is_err());
    assert!(!std::path::Path::new("/tmp/xinqiao-escaped").exists() && !std::path::Path::new("/etc/xinqiao-escaped").exists());
}

#[test]
fn an_archive_inside_an_archive_is_no_workbook() {
    let inner = book(&two_cells(), &strings("", ">"));
    let fault = read(archive(&[("inner.xlsx", inner.as_slice()), ("xl/workbook.xml", inner.as_slice())])).unwrap_err();
    assert!(matches!(fault, TableError::Workbook { .. } | TableError::NotAWorkbook { .. }), "{fault}");
}

#[test]
fn more_parts_than_any_workbook_has_are_refused() {
    let names: Vec<String> = (0..crate::limits::MAX_PARTS + 1).map(|number| format!("p{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let fault = read(archive(&parts)).unwrap_err().to_string();
    assert!(fault.contains("10001 parts"), "{fault}");
}

#[test]
fn two_parts_over_the_same_bytes_count_twice() {
    // overlapping parts are how small archives unpack to very much: each is counted for itself
    let mut zip = archive(&[("a", vec![0; 40 << 20].as_slice())]);
    let at = zip.len() - 22;
    let entry = zip[zip.len() - 22 - 47..at].to_vec();
    let end = zip.split_off(at);
    for _ in 0..13 {
        zip.extend_from_slice(&entry);
    }
    let mut end = end;
    end[8..12].copy_from_slice(&[14, 0, 14, 0]);
    end[12..16].copy_from_slice(&(14 * 47_u32).to_le_bytes());
    zip.extend_from_slice(&end);
    let fault = read(zip).unwrap_err().to_string();
    assert!(fault.contains("unpacks to at most"), "{fault}");
}
