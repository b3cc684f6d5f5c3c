//! What a written CSV holds, and that nothing half-written is ever left.

use std::fs;

use crate::Sink;

#[test]
fn cells_are_quoted_only_where_needed_and_lines_end_in_lf() {
    let mut text = Vec::new();
    let mut sink = Sink::to_writer("out", &mut text);
    sink.row(["id", "note"]).unwrap();
    sink.row(["1", "a,b"]).unwrap();
    sink.row(["2", "say \"no\""]).unwrap();
    sink.row(["3", "two\nlines"]).unwrap();
    sink.row(["", ""]).unwrap();
    sink.row([""]).unwrap();
    sink.finish().unwrap();
    assert_eq!(String::from_utf8(text).unwrap(), "id,note\n1,\"a,b\"\n2,\"say \"\"no\"\"\"\n3,\"two\nlines\"\n,\n\"\"\n");
}

#[test]
fn the_file_appears_only_when_it_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    fs::write(&path, "old").unwrap();
    let mut sink = Sink::create(&path).unwrap();
    (0..100_000).for_each(|row: u32| sink.row([row.to_string()]).unwrap());
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    sink.finish().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 100_000);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_dropped_sink_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut sink = Sink::create(&folder.path().join("out.csv")).unwrap();
    (0..100_000).for_each(|row: u32| sink.row([row.to_string()]).unwrap());
    drop(sink);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no").join("out.csv");
    let Err(error) = Sink::create(&path) else { panic!() };
    assert_eq!(error.to_string(), format!("cannot write {}", path.display()));
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_marked_as_text_and_numbers_are_not() {
    let mut text = Vec::new();
    let mut sink = Sink::to_writer("out", &mut text);
    sink.row(["=HYPERLINK(\"http://a.example\")", "@SUM(A1)", "\tx", "-1.5", "+3", "-"]).unwrap();
    sink.finish().unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text, "\"'=HYPERLINK(\"\"http://a.example\"\")\",\"'@SUM(A1)\",\"'\tx\",-1.5,+3,-\n");
}
