use std::process::ExitCode;

use super::{Desk, GAD};

const PSS: &str = "p1,p2,p3,p4,p5,p6,p7,p8,p9,p10";

#[test]
fn items_that_were_reversed_already_are_turned_back() {
    // raw answers 0 … 3 0; the file holds items 4, 5, 7, 8 as 4 − x
    let raw = Desk::with(&format!("{PSS}\n0,1,2,3,4,0,1,2,3,0\n")).score("pss-10", "--prefix p OUT");
    let turned = Desk::with(&format!("{PSS}\n0,1,2,1,0,0,3,2,3,0\n")).score("pss-10", "--prefix p --already-reversed OUT");
    assert_eq!(raw.rows, turned.rows);
    assert!(raw.rows[1].starts_with("1,,12,"), "{}", raw.rows[1]);
}

#[test]
fn a_shift_and_a_reversal_go_together() {
    let raw = Desk::with(&format!("{PSS}\n0,1,2,3,4,0,1,2,3,0\n")).score("pss-10", "--prefix p OUT");
    let shifted = Desk::with(&format!("{PSS}\n1,2,3,2,1,1,4,3,4,1\n"));
    let shifted = shifted.score("pss-10", "--prefix p --already-reversed --shift -1 OUT");
    assert_eq!(raw.rows, shifted.rows);
}

#[test]
fn a_refused_answer_is_shown_as_it_stands_in_the_file() {
    let ran = Desk::with(&format!("{PSS}\n1,1,1,9,1,1,1,1,1,1\n")).score("pss-10", "--already-reversed --shift -1 OUT");
    assert_eq!(ran.errors[1], "1,p4,\"one of 0, 1, 2, 3, 4 after adding -1\",9");
}

#[test]
fn clocks_and_numbers_are_read_and_not_shifted() {
    let items = "1,2,3,4,5a,5b,5c,5d,5e,5f,5g,5h,5i,5j,6,7,8,9";
    let desk = Desk::with(&format!("{items}\n23:00,20,07:00,6.5,1,1,1,1,1,1,1,1,1,1,2,1,1,1\n"));
    let unshifted = Desk::with(&format!("{items}\n23,20,7,6.5,0,0,0,0,0,0,0,0,0,0,1,0,0,0\n"));
    let rows = desk.score("psqi", "--shift -1 OUT").rows;
    assert_eq!(rows, unshifted.score("psqi", "OUT").rows);
    assert!(rows[1].contains(",yes,"), "{}", rows[1]);
    let bad = Desk::with(&format!("{items}\n25:00,20,7,6.5,0,0,0,0,0,0,0,0,0,0,1,0,0,0\n")).score("psqi", "OUT");
    assert_eq!(bad.errors[1], "1,1,a time of day HH:MM or hours from 0 to below 24,25:00");
}

#[test]
fn sex_and_age_are_read_in_the_words_of_offices() {
    let words = ["male", "M", "男", "1", "female", "女", "2", "0", "", "NA"];
    let rows: String = words.iter().map(|word| format!("0,0,0,0,0,0,0,{word},34.5\n")).collect();
    let ran = Desk::with(&format!("{GAD},sex,age\n{rows}")).score("gad-7", "--prefix gad --sex sex --age age OUT");
    assert_eq!((ran.code, ran.rows.len()), (ExitCode::SUCCESS, 1 + words.len()));
    let ran = Desk::with(&format!("{GAD},sex,age\n0,0,0,0,0,0,0,x,200\n")).score("gad-7", "--sex sex --age age OUT");
    assert_eq!(ran.errors[1], "1,sex,\"male, female, m, f, 男, 女, 1, 2, 0, 9 or nothing\",x");
    assert_eq!(ran.errors[2], "1,age,an age from 0 to 150,200");
}

#[test]
fn bands_follow_the_sex_of_the_row() {
    let items: Vec<String> = (1..=10).map(|item| format!("{item}")).collect();
    let answers = ["1", "1", "1", "0", "0", "0", "0", "0", "0", "0"].join(",");
    let text = format!("sex,{}\nmale,{answers}\nfemale,{answers}\n", items.join(","));
    let ran = Desk::with(&text).score("audit", "--sex sex OUT");
    assert_eq!(ran.rows.len(), 3, "{}", ran.err);
    assert!(ran.rows[1].starts_with("1,,3,"), "{}", ran.rows[1]);
}

#[test]
fn the_bands_of_a_setting_are_used_when_asked_for() {
    let items: Vec<String> = (1..=8).map(|item| format!("ais{item}")).collect();
    let desk = Desk::with(&format!("{}\n1,1,1,1,1,0,0,0\n", items.join(",")));
    assert!(desk.score("ais", "OUT").rows[1].starts_with("1,,5,none,"));
    assert!(desk.score("ais", "--setting china OUT").rows[1].starts_with("1,,5,suspected,"));
}

#[test]
fn a_workbook_gives_the_same_rows_as_text() {
    let mut sink = xinqiao_tables::WorkbookSink::new("答卷", GAD.split(',')).unwrap();
    for cell in ["1", "1", "1", "1", "1", "1", "2"] {
        sink.cell(cell, false).unwrap();
    }
    sink.end_row();
    let desk = Desk::with("");
    sink.finish(&desk.path("in.csv")).unwrap();
    assert_eq!(desk.score("gad-7", "--sheet 答卷 OUT").rows[1], "1,,8,mild,yes,,");
    let ran = desk.score("gad-7", "--sheet 成绩");
    assert!(ran.err.contains("expected a sheet named \"成绩\", found [\"答卷\"]"), "{}", ran.err);
}
