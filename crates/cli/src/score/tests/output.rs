use std::fs;
use std::process::ExitCode;

use super::{Desk, GAD};

#[test]
fn each_row_comes_out_in_order_with_id_kept_columns_and_scores() {
    let desk = Desk::with(&format!("who,class,{GAD}\nb,3-1,1,1,1,1,1,1,2\na,\"3,2\",3,3,3,3,3,3,3\n"));
    let ran = desk.score("gad-7", "--prefix gad --id who --keep class OUT");
    assert_eq!(ran.rows[0], "row,id,class,total,band,complete,critical,flags");
    assert_eq!(ran.rows[1], "1,b,3-1,8,mild,yes,,");
    assert!(
        ran.rows[2].starts_with("2,a,\"3,2\",21,severe,yes,,") && ran.rows[2].ends_with(";screen:positive"),
        "{}",
        ran.rows[2]
    );
    assert_eq!((ran.code, ran.rows.len(), ran.out.as_str()), (ExitCode::SUCCESS, 3, ""));
    assert_eq!(desk.files(), ["in.csv", "out.csv"]);
}

#[test]
fn without_a_file_rows_go_to_the_standard_output() {
    let ran = Desk::with(&format!("{GAD}\n1,1,1,1,1,1,2\n")).score("gad-7", "");
    assert_eq!(ran.out.lines().nth(1), Some("1,,8,mild,yes,,"));
}

#[test]
fn a_blank_gives_no_total_and_is_not_complete() {
    for blank in ["", "NA", "nan", ".", "-", " "] {
        let ran = Desk::with(&format!("{GAD}\n1,1,{blank},1,1,1,2\n")).score("gad-7", "OUT");
        assert_eq!(ran.rows[1], "1,,,,no,,", "{blank:?}");
        assert_eq!(ran.code, ExitCode::SUCCESS);
    }
}

#[test]
fn prorating_happens_only_when_asked_for_and_is_reported() {
    let desk = Desk::with("phq1,phq2,phq3,phq4,phq5,phq6,phq7,phq8,phq9\n1,1,1,1,2,1,1,1,NA\n1,1,1,1,1,1,1,1,1\n");
    let ran = desk.score("phq-9", "--prefix phq OUT");
    assert_eq!(ran.rows[1], "1,,,,no,,");
    let ran = desk.score("phq-9", "--prefix phq --prorate OUT");
    assert_eq!(ran.rows[0], "row,id,total,band,complete,prorated,critical,flags");
    assert!(ran.rows[1].starts_with("1,,10.125,moderate,no,yes,,"), "{}", ran.rows[1]);
    assert!(ran.rows[2].starts_with("2,,9,mild,yes,no,9,"), "{}", ran.rows[2]);
}

#[test]
fn a_critical_answer_shows_even_on_an_incomplete_form() {
    let desk = Desk::with("phq1,phq2,phq3,phq4,phq5,phq6,phq7,phq8,phq9\n,,,,,,,,2\n");
    let ran = desk.score("phq-9", "--prefix phq OUT");
    assert_eq!(ran.rows[1], "1,,,,no,9,");
}

#[test]
fn a_bad_row_keeps_its_place_and_is_listed() {
    let desk = Desk::with(&format!("id,{GAD}\n7,0,0,0,0,0,0,0\n8,0,4,1.5,0,x,0,0\n9,1,1,1,1,1,1,2\n"));
    let ran = desk.score("gad-7", "--id id OUT");
    assert_eq!(ran.rows[2], "2,8,,,no,,error");
    assert_eq!(ran.rows[3], "3,9,8,mild,yes,,");
    assert_eq!(
        ran.errors,
        [
            "row,column,expected,found",
            "2,gad5,\"one of 0, 1, 2, 3\",x",
            "2,gad2,\"one of 0, 1, 2, 3\",4",
            "2,gad3,\"one of 0, 1, 2, 3\",1.5",
        ]
    );
    assert!(ran.err.contains("row 2 (line 3) column gad2: expected one of 0, 1, 2, 3, found 4"), "{}", ran.err);
    assert_eq!(ran.code, ExitCode::from(3));
}

#[test]
fn a_row_of_another_length_is_bad_and_the_next_one_is_not() {
    let ran = Desk::with(&format!("{GAD}\n1,1,1\n1,1,1,1,1,1,2,9\n1,1,1,1,1,1,2,\n")).score("gad-7", "OUT");
    assert_eq!(ran.rows[1..], ["1,,,,no,,error", "2,,,,no,,error", "3,,8,mild,yes,,"]);
    assert_eq!(ran.errors[1], "1,,7 cells,3 cells");
}

#[test]
fn a_critical_answer_of_a_bad_row_is_not_lost() {
    let desk = Desk::with("phq1,phq2,phq3,phq4,phq5,phq6,phq7,phq8,phq9\n7,1,1,1,1,1,1,1,2\n");
    assert_eq!(desk.score("phq-9", "OUT").rows[1], "1,,,,no,9,error");
}

#[test]
fn an_old_list_of_errors_does_not_stay_beside_a_sound_result() {
    let desk = Desk::with(&format!("{GAD}\n9,0,0,0,0,0,0\n"));
    desk.score("gad-7", "OUT");
    assert!(desk.path("out.errors.csv").exists());
    fs::write(desk.path("in.csv"), format!("{GAD}\n1,0,0,0,0,0,0\n")).unwrap();
    desk.score("gad-7", "OUT");
    assert_eq!(desk.files(), ["in.csv", "out.csv"]);
}

#[test]
fn nothing_is_written_when_the_file_breaks_off() {
    let desk = Desk::with("");
    let mut bytes = format!("{GAD}\n").into_bytes();
    (0..100_000).for_each(|_| bytes.extend_from_slice(b"1,1,1,1,1,1,2\n"));
    bytes.extend_from_slice(b"\xff\xff\xff\n");
    fs::write(desk.path("in.csv"), bytes).unwrap();
    let ran = desk.score("gad-7", "OUT");
    assert_eq!(ran.code, ExitCode::from(2));
    assert!(ran.err.contains("near line"), "{}", ran.err);
    assert_eq!(desk.files(), ["in.csv"]);
}

#[test]
fn an_instrument_without_total_has_an_empty_column_total() {
    let items: Vec<String> = (1..=21).map(|item| format!("Q{item}")).collect();
    let desk = Desk::with(&format!("{}\n{}\n", items.join(","), ["2"; 21].join(",")));
    let ran = desk.score("dass-21", "--shift -1 OUT");
    assert_eq!(ran.rows[0], "row,id,total,depression,anxiety,stress,band,complete,critical,flags");
    assert!(ran.rows[1].starts_with("1,,,14,14,14,depression="), "{}", ran.rows[1]);
}

#[test]
fn the_input_is_never_replaced() {
    let desk = Desk::with(&format!("{GAD}\n1,1,1,1,1,1,2\n"));
    let before = fs::read(desk.path("in.csv")).unwrap();
    let ran = desk.score("gad-7", &format!("--out {}", desk.path("in.csv").display()));
    assert_eq!(ran.code, ExitCode::from(2));
    assert_eq!(fs::read(desk.path("in.csv")).unwrap(), before);
}
