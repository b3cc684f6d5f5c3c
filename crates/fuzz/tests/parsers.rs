//! Every parser of what comes from outside: it ends, with a value or an error, and what it prints it reads again.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::io::Cursor;
use std::path::Path;

use jiff::civil::date;
use xinqiao_egress::Rules;
use xinqiao_fuzz::{corpus, rounds, target};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::WarningId;
use xinqiao_kernel::identifier::{CitizenId, OrganisationCode, SocialCreditCode};
use xinqiao_kernel::text::{is_formula, visible};
use xinqiao_packs::Library;
use xinqiao_tables::{Row, Sink, Source, WorkbookSink};

type Table = Vec<Vec<Vec<u8>>>;

fn read(bytes: &[u8]) -> Option<Table> {
    let mut source = Source::read_from("fuzz", Cursor::new(bytes.to_vec()), None).ok()?;
    let mut rows: Table = vec![source.header().iter().map(|name| name.clone().into_bytes()).collect()];
    let mut row = Row::new();
    while source.read(&mut row).ok()? {
        rows.push((0..row.len()).map(|index| row.cell(index).to_vec()).collect());
    }
    Some(rows)
}

fn written(rows: &Table) -> Vec<u8> {
    let mut out = Vec::new();
    let mut sink = Sink::to_writer("fuzz", &mut out);
    rows.iter().for_each(|row| sink.row(row).unwrap());
    sink.finish().unwrap();
    out
}

#[test]
fn csv_ends_and_what_is_written_is_read_again() {
    let seeds = corpus("csv");
    target("csv", &seeds, &["phq1", "编号", "620102199001011234", "\"a,b\"", "2026-11-22"], rounds(4_000), |bytes| {
        let Some(rows) = read(bytes) else { return };
        // the delimiter is guessed from the header, so it must tell; a blank first cell or a mark of UTF-8 is the file's, not the cell's
        let header = &rows[0];
        let tells = 2 <= header.len() && !header.concat().iter().any(|byte| matches!(byte, b';' | b'\t' | b'"' | b'\n' | b'\r'));
        let plain = rows.iter().flatten().all(|cell| !is_formula(cell) && !cell.starts_with(b"\xef\xbb\xbf"));
        let is_utf8 = rows.iter().flatten().all(|cell| str::from_utf8(cell).is_ok());
        if tells && plain && is_utf8 {
            assert_eq!(read(&written(&rows)).unwrap(), rows);
        }
    });
}

#[test]
fn workbooks_end_and_what_is_written_is_read_again() {
    let mut seeds = corpus("xlsx");
    for cells in
        [vec![vec!["id", "phq1"], vec!["1", "3"]], vec![vec!["编号", "姓名"], vec!["007", "罗小雨"], vec!["=1+1", "a\u{202e}b"]]]
    {
        let mut sink = WorkbookSink::new("表", &cells[0]).unwrap();
        for row in &cells[1..] {
            row.iter().for_each(|cell| sink.cell(cell, false).unwrap());
            sink.end_row();
        }
        let mut out = Cursor::new(Vec::new());
        sink.write_to("fuzz", &mut out).unwrap();
        let bytes = out.into_inner();
        assert_eq!(
            read(&bytes).unwrap(),
            cells.iter().map(|row| row.iter().map(|cell| cell.as_bytes().to_vec()).collect()).collect::<Table>()
        );
        seeds.push(bytes);
    }
    target("xlsx", &seeds, &["PK\u{3}\u{4}", "xl/sharedStrings.xml"], rounds(1_500), |bytes| drop(read(bytes)));
}

/// Parts of a workbook that are text, put together anew: mutations reach the parser of XML behind the archive.
#[test]
fn parts_of_workbooks_end() {
    let sheet =
        br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:B2"/><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>
<row r="2"><c r="A2"><v>1.5</v></c><c r="B2" t="b"><v>1</v></c><c r="C2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>"#;
    let strings = br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>id</t></si></sst>"#;
    let tokens = [
        "uniqueCount=\"",
        "ref=\"XFD1048576:A1\"",
        "r=\"ZZZZ9999999\"",
        "t=\"s\"",
        "<v>4294967296</v>",
        "<si>",
        "&amp;",
        "<!ENTITY",
        "]]>",
    ];
    target("xlsx-sheet", &[sheet.to_vec()], &tokens, rounds(1_500), |bytes| drop(read(&archive::book(bytes, strings))));
    target("xlsx-strings", &[strings.to_vec()], &tokens, rounds(1_500), |bytes| drop(read(&archive::book(sheet, bytes))));
}

#[test]
fn numbers_with_a_check_character_are_what_they_say() {
    let today = date(2026, 11, 22);
    target("numbers", &corpus("numbers"), &["620702", "19900101", "X", "x", "91620700"], rounds(40_000), |bytes| {
        let Ok(text) = str::from_utf8(bytes) else { return };
        if let Ok(number) = CitizenId::parse(text, today) {
            assert_eq!(number.as_str().len(), 18);
            assert_eq!(CitizenId::parse(number.as_str(), today).unwrap(), number);
            assert!(!format!("{number:?}").contains(&number.as_str()[6..14]), "Debug shows the birthday");
            // any one digit changed is noticed
            for at in 0..17 {
                let mut other = number.as_str().as_bytes().to_vec();
                other[at] = if other[at] == b'9' { b'0' } else { other[at] + 1 };
                assert!(CitizenId::parse(str::from_utf8(&other).unwrap(), today).is_err());
            }
        }
        if let Ok(code) = text.parse::<SocialCreditCode>() {
            assert_eq!(code.as_str().parse::<SocialCreditCode>().unwrap(), code);
        }
        if let Ok(code) = text.parse::<OrganisationCode>() {
            assert_eq!(code.as_str().parse::<OrganisationCode>().unwrap(), code);
        }
        if let Ok(path) = text.parse::<PlacePath>() {
            assert_eq!(path.to_string().parse::<PlacePath>().unwrap(), path);
            assert!(path.covers(&path) && path.range().contains(&path) && path.upwards().count() <= path.depth() + 1);
        }
        if let Ok(id) = text.parse::<WarningId>() {
            assert_eq!(id.to_string().parse::<WarningId>().unwrap(), id);
        }
        let _ = xinqiao_names::Query::parse(text);
        let _ = Rules::parse([text]);
        let seen = visible(text);
        assert_eq!(visible(&seen), seen);
        assert!(!is_formula(format!("'{text}").as_bytes()));
    });
}

#[test]
fn packs_load_or_say_what_is_wrong() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    collect(&packs.join("instruments/phq-9"), &mut files);
    collect(&packs.join("calendars"), &mut files);
    collect(&packs.join("warnings/assessment-default"), &mut files);
    collect(&packs.join("jurisdictions"), &mut files);
    assert!(3 <= files.len());
    let tokens = [
        "[[item]]",
        "min = ",
        "max = -1",
        "version = \"",
        "source = ",
        "9999-99-99",
        "true",
        "[score]",
        "weight = 1e308",
        "\"\"\"",
        "code = \"phq9\"",
    ];
    for path in files {
        let below = path.strip_prefix(&packs).unwrap();
        let copy = folder.path().join(below);
        for sibling in
            std::fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let to = folder.path().join(sibling.strip_prefix(&packs).unwrap());
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(&sibling, to).unwrap();
        }
        let whole = std::fs::read(&path).unwrap();
        target(&below.display().to_string(), std::slice::from_ref(&whole), &tokens, rounds(60), |bytes| {
            std::fs::write(&copy, bytes).unwrap();
            let library = Library::load(folder.path());
            library.faults().iter().for_each(|fault| assert!(!fault.to_string().is_empty()));
        });
        std::fs::write(&copy, whole).unwrap();
    }
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "toml") {
            files.push(entry);
        }
    }
}

mod archive;
