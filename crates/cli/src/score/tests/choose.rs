use std::process::ExitCode;

use super::{Desk, GAD};

fn refused(header: &str, instrument: &str, rest: &str) -> String {
    let ran = Desk::with(&format!("{header}\n")).score(instrument, &format!("{rest} OUT"));
    assert_eq!((ran.code, ran.rows.len()), (ExitCode::from(2), 0), "{}", ran.err);
    ran.err
}

#[test]
fn columns_that_bear_the_item_codes_are_taken() {
    let ran = Desk::with("x1,1,2,3,4,5,6,7\n3,0,0,0,0,0,0,1\n").score("gad-7", "OUT");
    assert_eq!((ran.rows[1].as_str(), ran.err.as_str()), ("1,,1,none,yes,,", ""));
}

#[test]
fn the_only_prefix_is_taken_and_told() {
    let ran = Desk::with(&format!("id,age,{GAD}\n1,20,0,0,0,0,0,0,1\n")).score("gad-7", "OUT");
    assert!(ran.rows[1].starts_with("1,,1,"));
    assert_eq!(ran.err, "xinqiao score: taking the columns gad1 … gad7\n");
}

#[test]
fn of_several_prefixes_the_one_that_bears_the_name_of_the_instrument_is_taken() {
    let (phq, gad) = ((1..=9).map(|item| format!("phq{item}")).collect::<Vec<_>>().join(","), GAD);
    let ran = Desk::with(&format!("{phq},{gad}\n3,3,3,3,3,3,3,3,3,0,0,0,0,0,0,1\n")).score("gad-7", "OUT");
    assert!(ran.rows[1].starts_with("1,,1,"), "{}", ran.rows[1]);
    let other = format!("{},{}", gad.replace("gad", "a_"), gad.replace("gad", "b_"));
    let found = refused(&other, "gad-7", "");
    assert!(found.contains("found those with the prefixes a_, b_"), "{found}");
}

#[test]
fn the_columns_of_a_longer_instrument_are_not_taken() {
    let phq = (1..=9).map(|item| format!("phq{item}")).collect::<Vec<_>>().join(",");
    let found = refused(&phq, "gad-7", "");
    assert!(found.contains("name them with --items or --prefix"), "{found}");
}

#[test]
fn padded_numbers_are_found() {
    let ran = Desk::with("q01,q02,q03,q04,q05,q06,q07\n0,0,0,0,0,0,1\n").score("gad-7", "--prefix q OUT");
    assert!(ran.rows[1].starts_with("1,,1,"));
}

#[test]
fn listed_columns_are_taken_in_their_order() {
    let ran = Desk::with("g,f,e,d,c,b,a\n3,0,0,0,0,0,0\n").score("gad-7", "--items a,b,c,d,e,f,g OUT");
    assert!(ran.rows[1].starts_with("1,,3,"));
}

#[test]
fn an_item_that_need_not_be_answered_needs_no_column() {
    let names = "a,b,c,d,e,f,g,h,i";
    let ran = Desk::with(&format!("{names}\n1,1,1,1,1,1,1,1,0\n")).score("phq-9", &format!("--items {names} OUT"));
    assert!(ran.rows[1].starts_with("1,,8,mild,yes,"), "{}", ran.rows[1]);
}

#[test]
fn a_wrong_number_of_columns_names_the_items() {
    let found = refused("a,b", "gad-7", "--items a,b");
    assert!(found.contains("expected 7 columns, for the items 1, 2, 3, 4, 5, 6, 7, found 2"), "{found}");
    let found = refused(GAD, "gad-7", "--items gad1,gad1,gad3,gad4,gad5,gad6,gad7");
    assert!(found.contains("found gad1 twice"), "{found}");
}

#[test]
fn an_unknown_column_lists_those_there_are() {
    for rest in ["--id who", "--keep who", "--sex who", "--age who", "--items who,b,c,d,e,f,g"] {
        let found = refused("a,b,c", "gad-7", rest);
        assert!(found.contains("expected a column named \"who\", found the columns a, b, c"), "{rest}: {found}");
    }
    let found = refused("gad1,gad2", "gad-7", "--prefix gad");
    assert!(found.contains("expected a column named \"gad3\""), "{found}");
    let found = refused("a,b,c", "gad-7", "");
    assert!(found.contains("found the columns a, b, c"), "{found}");
}

#[test]
fn an_unknown_instrument_lists_those_there_are() {
    let found = refused("a", "phq-99", "");
    assert!(found.contains("found \"phq-99\"; there are ad8, ais,"), "{found}");
    assert!(Desk::with(&format!("{GAD}\n")).score("gad-7/1", "OUT").rows.len() == 1);
    assert!(refused("a", "gad-7/99", "").contains("gad-7/99"));
}

#[test]
fn a_kept_column_may_not_hide_a_written_one() {
    let found = refused(&format!("{GAD},total"), "gad-7", "--keep total");
    assert!(found.contains("a column of this name is written already"), "{found}");
}

#[test]
fn a_missing_file_is_named() {
    let desk = Desk::with("");
    std::fs::remove_file(desk.path("in.csv")).unwrap();
    let ran = desk.score("gad-7", "OUT");
    assert_eq!(ran.code, ExitCode::from(2));
    assert!(ran.err.contains("cannot open") && ran.err.contains("in.csv"), "{}", ran.err);
}
