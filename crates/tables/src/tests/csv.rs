//! CSV as it comes from offices: encodings, delimiters, line ends, quotes, and bounds.

use std::io::Cursor;

use crate::{Format, Row, Source, TableError, limits};

fn read(bytes: &[u8]) -> (Source, Vec<Vec<String>>) {
    let mut source = Source::read_from("answers.csv", Cursor::new(bytes.to_vec()), None).unwrap();
    let rows = rest(&mut source).unwrap();
    (source, rows)
}

fn rest(source: &mut Source) -> Result<Vec<Vec<String>>, TableError> {
    let (mut row, mut rows) = (Row::new(), Vec::new());
    while source.read(&mut row)? {
        rows.push((0..row.len()).map(|index| row.text(index).into_owned()).collect());
    }
    Ok(rows)
}

fn error(bytes: Vec<u8>) -> TableError {
    match Source::read_from("answers.csv", Cursor::new(bytes), None) {
        Err(error) => error,
        Ok(mut source) => rest(&mut source).unwrap_err(),
    }
}

/// 姓名 and 甘肃 in GB18030.
const NAME_GB: &[u8] = b"\xd0\xd5\xc3\xfb";
const PLACE_GB: &[u8] = b"\xb8\xca\xcb\xe0";

#[test]
fn a_byte_order_mark_is_not_part_of_the_first_name() {
    let (source, rows) = read(b"\xef\xbb\xbfid,phq1\n1,2\n");
    assert_eq!(source.header(), ["id", "phq1"]);
    assert_eq!(rows, [["1", "2"]]);
}

#[test]
fn bytes_that_are_not_utf_8_are_read_as_gb18030() {
    let bytes = [b"id,".as_slice(), NAME_GB, b"\n1,", PLACE_GB, b"\n"].concat();
    let (source, rows) = read(&bytes);
    assert_eq!(source.header(), ["id", "姓名"]);
    assert_eq!(rows, [["1", "甘肃"]]);
    assert_eq!(source.format(), &Format::Csv { encoding: "gb18030", delimiter: ',' });
}

#[test]
fn chinese_in_utf_8_stays_utf_8_across_the_ends_of_pieces() {
    for shift in 0..4 {
        let long = "心".repeat(100_000);
        let text = format!("{}\n{long},2\n", ["a,b", "aa,b", "aaa,b", "aaaa,b"][shift]);
        let (source, rows) = read(text.as_bytes());
        assert_eq!(source.format(), &Format::Csv { encoding: "UTF-8", delimiter: ',' });
        assert_eq!(rows, [[long.as_str(), "2"]]);
    }
}

#[test]
fn gb18030_is_recognised_even_when_the_first_such_byte_comes_late() {
    let mut bytes = b"id,place\n".to_vec();
    (0..50_000).for_each(|_| bytes.extend_from_slice(b"1,Lanzhou\n"));
    bytes.extend_from_slice(b"2,");
    bytes.extend_from_slice(PLACE_GB);
    let (_, rows) = read(&bytes);
    assert_eq!(rows.len(), 50_001);
    assert_eq!(rows[50_000], ["2", "甘肃"]);
}

#[test]
fn utf_16_with_its_mark_is_read() {
    let text: Vec<u8> = "\u{feff}id\t分\n1\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (source, rows) = read(&text);
    assert_eq!(source.header(), ["id", "分"]);
    assert_eq!(rows, [["1", "2"]]);
}

#[test]
fn bytes_of_no_known_encoding_are_refused_with_the_file() {
    let found = error(b"id,name\n1,\xff\xff\xff\n".to_vec());
    assert!(matches!(&found, TableError::Encoding { .. }), "{found}");
    assert!(found.to_string().starts_with("answers.csv near line"), "{found}");
}

#[test]
fn the_header_tells_the_delimiter() {
    for (delimiter, text) in [(',', "id,a;b,c\n1,2,3\n"), (';', "id;a;b,c\n1;2;3\n"), ('\t', "id\ta\tb,c\n1\t2\t3\n")] {
        let (source, rows) = read(text.as_bytes());
        assert_eq!(source.format(), &Format::Csv { encoding: "UTF-8", delimiter });
        assert_eq!(rows, [["1", "2", "3"]], "{delimiter:?}");
    }
}

#[test]
fn delimiters_inside_quotes_do_not_count() {
    let (source, _) = read(b"\"a;b;c;d\",x\n1,2\n");
    assert_eq!(source.header(), ["a;b;c;d", "x"]);
}

#[test]
fn quoted_cells_hold_delimiters_quotes_and_line_ends() {
    let (_, rows) = read(b"a,b\r\n\"1,\"\"2\"\"\",\"x\r\ny\"\r\n3,4");
    assert_eq!(rows, [["1,\"2\"", "x\r\ny"], ["3", "4"]]);
}

#[test]
fn rows_count_from_one_and_lines_as_an_editor_shows_them() {
    for end in ["\n", "\r\n"] {
        let text = ["a,b", "", "1,\"x", "y\"", "", "", "2,3", ""].join(end);
        let mut source = Source::read_from("answers.csv", Cursor::new(text.into_bytes()), None).unwrap();
        let (mut row, mut places) = (Row::new(), Vec::new());
        while source.read(&mut row).unwrap() {
            places.push((row.number(), row.line()));
        }
        assert_eq!(places, [(1, 3), (2, 7)], "{end:?}");
    }
}

#[test]
fn cells_are_trimmed_and_a_short_row_has_empty_cells() {
    let mut source = Source::read_from("answers.csv", Cursor::new(b" a , b ,c\n 1 , 2 x\n"), None).unwrap();
    let mut row = Row::new();
    assert!(source.read(&mut row).unwrap());
    assert_eq!(source.header(), ["a", "b", "c"]);
    assert_eq!((row.cell(0), row.cell(1), row.cell(2), row.cell(9)), (&b"1"[..], &b"2 x"[..], &b""[..], &b""[..]));
    let fault = row.ragged(3).unwrap();
    assert_eq!(fault.to_string(), "row 1 (line 2): expected 3 cells, found 2 cells");
}

#[test]
fn empty_cells_beyond_the_header_do_no_harm_but_filled_ones_do() {
    let mut source = Source::read_from("answers.csv", Cursor::new(b"a,b\n1,2,,\n1,2,3\n"), None).unwrap();
    let mut row = Row::new();
    assert!(source.read(&mut row).unwrap());
    assert_eq!(row.ragged(2), None);
    assert!(source.read(&mut row).unwrap());
    assert!(row.ragged(2).is_some());
}

#[test]
fn an_empty_file_has_no_header() {
    for bytes in [&b""[..], b"\n\n", b"\xef\xbb\xbf"] {
        assert!(matches!(error(bytes.to_vec()), TableError::Empty { .. }), "{bytes:?}");
    }
}

#[test]
fn an_open_quotation_mark_ends_in_a_message_and_not_in_the_memory() {
    let mut bytes = b"a,b\n1,\"".to_vec();
    bytes.resize(limits::MAX_CELL_BYTES * 3, b'x');
    let found = error(bytes);
    let TableError::TooLarge { row: 1, line: 2, column: 2, .. } = &found else { panic!("{found}") };
    assert!(found.to_string().contains("quotation mark"), "{found}");
}

#[test]
fn a_row_of_many_long_cells_is_bounded_too() {
    let cell = "x".repeat(limits::MAX_CELL_BYTES - 1);
    let found = error(format!("a,b\n{}\n", [cell.as_str(); 20].join(",")).into_bytes());
    assert!(found.to_string().contains("a row of at most 16777216 bytes"), "{found}");
}

#[test]
fn more_columns_than_the_limit_are_refused() {
    let most = vec!["1"; limits::MAX_COLUMNS].join(",");
    assert_eq!(read(most.as_bytes()).0.header().len(), limits::MAX_COLUMNS);
    let found = error(format!("{most},1").into_bytes());
    assert!(matches!(found, TableError::TooLarge { row: 0, line: 1, .. }), "{found}");
}

#[test]
fn a_column_is_found_by_name_and_a_missing_one_lists_what_there_is() {
    let (source, _) = read(b"id,phq1,phq1\n");
    assert_eq!(source.column("id").unwrap(), 0);
    let missing = source.column("gad1").unwrap_err().to_string();
    assert_eq!(missing, "answers.csv: expected a column named \"gad1\", found the columns id, phq1, phq1");
    let twice = source.column("phq1").unwrap_err().to_string();
    assert_eq!(twice, "answers.csv: expected one column named \"phq1\", found it at 2 and 3");
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nobody.csv");
    let Err(found) = Source::open(&path, None) else { panic!() };
    assert_eq!(found.to_string(), format!("cannot open {}", path.display()));
    assert!(matches!(Source::open(folder.path(), None), Err(TableError::Open { .. })));
}
