//! The worked example of `docs/audit.md` is what the program computes, and files are verified without a database.

use uuid::Uuid;

use super::{Chain, chain, row};
use crate::file::{End, FORM, FileWalk, Line, Watermark};
use crate::head::public_key;
use crate::{Fault, Head, Kept, Part, Row, Suite, Walk, What, seal_over};

const DOCUMENT: &str = include_str!("../../../../docs/audit.md");
const SECRET: [u8; 32] = [9; 32];

/// A text between a fence of a language and its end.
fn fenced(language: &str) -> &'static str {
    let (_, rest) = DOCUMENT.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

fn example() -> Vec<String> {
    let mut rows: Vec<Row> = (1..=3).map(row).collect();
    rows[1].account = None;
    rows[1].detail = "说明=1".to_owned();
    let (first, links) = seal_over(None, Suite::Sha256, &rows[..2], super::start() + jiff::SignedDuration::from_mins(1));
    let (second, more) = seal_over(Some(&first), Suite::Sm3, &rows[2..], super::start() + jiff::SignedDuration::from_mins(2));
    let mark = Watermark {
        form: FORM.to_owned(),
        export: Uuid::from_u128(1),
        by: "auditor".to_owned(),
        at: super::start() + jiff::SignedDuration::from_mins(3),
        purpose: "inspection".to_owned(),
        place: "620000/620700/".to_owned(),
        below: None,
        from: super::start(),
        until: super::start() + jiff::SignedDuration::from_mins(3),
    };
    let export = mark.export;
    let at = mark.at;
    let place = |seal: i64, position: i64, link: &String, row: &Row| Line::Row {
        export,
        seal,
        position,
        link: link.clone(),
        row: row.clone(),
    };
    let head = Head::of(&second, "620000/620700/", at).sign(&SECRET);
    let lines = [
        Line::Export(mark),
        Line::Seal(first),
        place(1, 1, &links[0], &rows[0]),
        place(1, 2, &links[1], &rows[1]),
        Line::Seal(second),
        place(2, 1, &more[0], &rows[2]),
    ];
    let mut texts: Vec<String> = lines.iter().map(|line| line.to_json().unwrap()).collect();
    let sha256 = Suite::Sha256.of_bytes(format!("{}\n", texts.join("\n")).as_bytes());
    texts.push(Line::End(End { seals: 2, rows: 3, unsealed: 0, sha256, head: Some(head) }).to_json().unwrap());
    texts
}

#[test]
fn the_worked_example_of_the_document_is_what_the_program_computes() {
    let lines: Vec<String> = fenced("jsonl").lines().map(str::to_owned).collect();
    assert_eq!(lines, example(), "write this into docs/audit.md:\n{}", example().join("\n"));
    assert!(DOCUMENT.contains(&public_key(&SECRET)), "{}", public_key(&SECRET));
    let walk = walked(&lines, Vec::new());
    assert_eq!((walk.walk.faults.as_slice(), walk.walk.rows, walk.walk.seals), (&[][..], 3, 2));
    walk.head.unwrap().check(Some(&public_key(&SECRET))).unwrap();
}

#[test]
fn the_first_link_of_the_document_is_built_byte_by_byte_as_it_says() {
    // written from the document, not with the code that seals
    let mut bytes = Vec::new();
    for field in [
        "xinqiao-audit-row/1",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "00000000-0000-0000-0000-000000000001",
        "00000000-0000-0000-0000-000000000007",
        "counsellor",
        "read_person",
        "service",
        "620000/620700/",
        "00000000-0000-0000-0000-000000000001",
        "person",
        "",
        "done",
        "row=1",
        "1795312801000001",
    ] {
        bytes.extend((field.len() as u64).to_be_bytes());
        bytes.extend(field.as_bytes());
    }
    let link = Suite::Sha256.of_bytes(&bytes);
    assert!(fenced("jsonl").contains(&format!("\"link\":\"{link}\"")), "{link}");
}

#[test]
fn the_suites_give_the_values_of_their_standards() {
    assert_eq!(Suite::Sha256.of_bytes(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(Suite::Sm3.of_bytes(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

fn walked(lines: &[String], kept: Vec<Kept>) -> FileWalk {
    let mut walk = FileWalk::new(Walk::of_part(kept, 180));
    let mut before = String::new();
    for text in lines {
        walk.take(Line::from_json(text).unwrap(), || Suite::Sha256.of_bytes(before.as_bytes()));
        before.push_str(text);
        before.push('\n');
    }
    walk.end();
    walk
}

fn faults(lines: &[String]) -> Vec<Fault> {
    walked(lines, Vec::new()).walk.faults
}

#[test]
fn one_altered_byte_of_a_row_in_a_file_names_the_row() {
    let mut lines = example();
    lines[3] = lines[3].replace("620700", "620702");
    let found = faults(&lines);
    let first = &found[0];
    assert_eq!((first.seal, first.position, first.row), (1, Some(2), Some(Uuid::from_u128(2))));
    assert_eq!(first.what, What::RowChanged);
    assert_eq!(found.last().unwrap().what, What::FileChanged);
}

#[test]
fn a_file_that_was_cut_off_or_lost_a_line_is_told() {
    let lines = example();
    assert_eq!(faults(&lines[..6]).last().unwrap().what, What::FileChanged);
    let mut without = lines.clone();
    without.remove(3);
    assert_eq!(faults(&without)[0].what, What::RowMissing);
    let mut without = lines;
    without.remove(4);
    assert_eq!(faults(&without)[0].what, What::Stray);
}

#[test]
fn a_row_kept_back_between_two_others_is_missed_even_if_its_link_is_given() {
    let mut chain: Chain = chain();
    chain.0[1].1[2].part = Part::Outside;
    assert_eq!(chain.walk(Vec::new()).faults[0].what, What::RowMissing);
    // a file of some places says so, and then rows of others stand as links
    assert_eq!(chain.walk_excerpt().faults, []);
    // at the edge of the time that was asked for it may lie outside
    let mut edge = super::chain();
    edge.0[0].1[0].part = Part::Outside;
    assert_eq!(edge.walk(Vec::new()).faults, []);
}

#[test]
fn a_kept_head_is_compared_with_a_part_of_the_chain() {
    let lines = example();
    let seal_one = serde_json::from_str::<serde_json::Value>(&lines[1]).unwrap()["hash"].as_str().unwrap().to_owned();
    let part = [&lines[..1], &lines[4..6]].concat();
    let of = |hash: String| walked(&part, vec![Kept { seal: Some(1), hash, at: None }]).walk.faults;
    assert!(of(seal_one).iter().all(|fault| fault.what == What::FileChanged));
    assert_eq!(of("0".repeat(64))[0].what, What::OtherThanKept);
}

#[test]
fn a_file_that_lost_its_last_seal_is_told_by_a_head_that_was_kept_before_its_end() {
    let lines = example();
    let head = serde_json::from_str::<End>(&lines[6]).unwrap().head.unwrap();
    let kept = |minute: i64| {
        let at = Some(super::start() + jiff::SignedDuration::from_mins(minute));
        vec![Kept { seal: Some(2), hash: head.head.hash.clone(), at }]
    };
    assert_eq!(walked(&lines, kept(2)).walk.faults, []);
    // the rest is made to fit
    let mut short = lines[..4].to_vec();
    let sha256 = Suite::Sha256.of_bytes(format!("{}\n", short.join("\n")).as_bytes());
    short.push(Line::End(End { seals: 1, rows: 2, unsealed: 0, sha256, head: None }).to_json().unwrap());
    assert_eq!(walked(&short, Vec::new()).walk.faults, []);
    assert_eq!(walked(&short, kept(2)).walk.faults[0].what, What::EndsBeforeKept { last: 1 });
    assert_eq!(walked(&short, kept(4)).walk.faults, [], "of a later time the file says nothing");
}

#[test]
fn csv_cells_hold_the_same_and_no_formula() {
    for text in example() {
        let line = Line::from_json(&text).unwrap();
        assert_eq!(Line::from_cells(&line.to_cells().unwrap()).unwrap(), line);
    }
    for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "''"] {
        let row = Row { detail: evil.to_owned(), ..row(1) };
        let line = Line::Unsealed { export: Uuid::nil(), row };
        let cells = line.to_cells().unwrap();
        assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{cells:?}");
        assert_eq!(Line::from_cells(&cells).unwrap(), line);
    }
}
