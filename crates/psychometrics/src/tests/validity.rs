//! General rules about the quality of a sheet.

use super::{answers, instrument, plain_items, values};
use crate::validity::{Judgement, Validity, ValidityRulesToml};
use crate::{Attention, Fault, Instrument, Options, Outcome, Subject, score};

const RULES: &str = r#"
id = "default"
version = "1"
valid_from = "2026-11-23"
source = [{ ref = "domain rules D.0", confidence = "P" }]
speed = { invalid_below = { is = 1.0, source = "D.0" }, flag_below = { is = 2.0, source = "D.0" } }
straight_line = { least_items = { is = 4, source = "P" } }
retest = { due_days = { is = 7, source = "P" } }
"#;

const TURNED: &str = r#"
score = [{ code = "total", method = "sum", of = "all", reverse = ["2"], range = [0, 12] }]
critical = [{ item = "1", at_least = 3, kind = "suicide", strength = "hard", source = "D.0" }]
bands = [{ score = "total", source = "D.0", band = [{ code = "low", from = 0, to = 5, attention = 1 }, { code = "high", from = 6, to = 12, attention = 3 }] }]
screen = [{ code = "positive", when = { score = "total", at_least = 6 }, source = "D.0" }]
"#;

fn compiled(text: &str) -> Result<Validity, Vec<Fault>> {
    Validity::compile(toml::from_str::<ValidityRulesToml>(text).expect("rules.toml reads"))
}

fn rules() -> Validity {
    compiled(RULES).expect("the rules are sound")
}

fn turned() -> Instrument {
    instrument(&plain_items(4, "[0, 1, 2, 3]"), TURNED)
}

fn judged(instrument: &Instrument, list: &[i32], seconds: Option<f64>) -> (Judgement, Outcome) {
    let answers = answers(instrument, &values(list));
    let mut outcome = score(instrument, &answers, &Subject::default(), &Options { prorate: false, seconds });
    let judgement = rules().judge(instrument, &answers, seconds, &mut outcome);
    (judgement, outcome)
}

#[test]
fn a_second_for_each_answered_item_is_the_least() {
    let toy = turned();
    let check = |list: &[i32], seconds: f64, removed: &[&str], noted: &[&str]| {
        let (found, outcome) = judged(&toy, list, Some(seconds));
        assert_eq!((found.removed_by, found.noted), (text(removed), text(noted)), "{list:?} {seconds}");
        assert_eq!(outcome.valid, removed.is_empty());
    };
    check(&[0, 1, 2, 0], 3.9, &["fast"], &[]);
    check(&[0, 1, 2, 0], 4.0, &[], &["quick"]);
    check(&[0, 1, 2, 0], 7.9, &[], &["quick"]);
    check(&[0, 1, 2, 0], 8.0, &[], &[]);
    // two blanks take no time
    check(&[0, 1, -1, -1], 2.0, &[], &["quick"]);
    // a clock that ran backwards is no fault of the person
    check(&[0, 1, 2, 0], -1.0, &[], &[]);
}

fn text(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn a_line_contradicts_itself_only_where_a_question_is_turned_round() {
    assert_eq!(judged(&turned(), &[3, 3, 3, 3], None).0.removed_by, ["straight_line"]);
    assert_eq!(judged(&turned(), &[3, 3, 3, 2], None).0.removed_by, Vec::<String>::new());
    assert_eq!(judged(&turned(), &[3, 3, 3, -1], None).0.removed_by, Vec::<String>::new(), "a blank breaks the line");
    let upright = instrument(&plain_items(4, "[0, 1, 2, 3]"), "score = [{ code = \"total\", method = \"sum\", of = \"all\" }]");
    assert_eq!(judged(&upright, &[3, 3, 3, 3], None).0.removed_by, Vec::<String>::new());
    let middle = "score = [{ code = \"total\", method = \"sum\", of = \"all\", reverse = [\"2\"] }]";
    let middle = instrument(&plain_items(4, "[0, 1, 2]"), middle);
    assert_eq!(judged(&middle, &[1, 1, 1, 1], None).0.removed_by, Vec::<String>::new());
    let short = instrument(
        &plain_items(3, "[0, 3]"),
        "score = [{ code = \"total\", method = \"sum\", of = \"all\", reverse = [\"2\"] }]",
    );
    assert_eq!(judged(&short, &[3, 3, 3], None).0.removed_by, Vec::<String>::new(), "three questions are too few");
}

#[test]
fn a_sheet_that_is_put_aside_has_no_total_no_band_and_no_level_but_its_critical_answer() {
    let toy = turned();
    let (_, kept) = judged(&toy, &[3, 0, 3, 3], Some(60.0));
    assert_eq!((kept.total(&toy), kept.attention), (Some(12.0), Some(Attention::TalkSoon)));
    let (found, outcome) = judged(&toy, &[3, 0, 3, 3], Some(1.0));
    assert_eq!(found.removed_by, ["fast"]);
    assert_eq!((outcome.total(&toy), outcome.band_column(&toy).as_ref(), outcome.attention), (None, "", None));
    assert!(outcome.bands.iter().all(Option::is_none) && outcome.flags.is_empty());
    assert_eq!(outcome.critical.len(), 1, "nothing is lost");
}

#[test]
fn a_check_of_the_instrument_that_takes_the_total_away_is_named_first() {
    let scoring = format!(
        "{TURNED}\nvalidity = [{{ code = \"lie\", kind = \"score\", when = {{ score = \"total\", at_least = 10 }}, effect = \"invalid\", source = \"D.0\" }}]"
    );
    let toy = instrument(&plain_items(4, "[0, 1, 2, 3]"), &scoring);
    assert_eq!(judged(&toy, &[3, 0, 3, 3], Some(1.0)).0.removed_by, ["lie", "fast"]);
    assert_eq!(judged(&toy, &[0, 0, 3, 3], Some(60.0)).0, Judgement::default());
}

#[test]
fn an_exception_switches_rules_off_for_one_instrument() {
    let text = format!("{RULES}\n[[exception]]\ninstrument = \"toy\"\noff = [\"fast\", \"straight_line\"]\nsource = \"P\"");
    let rules = compiled(&text).unwrap();
    let toy = turned();
    let answers = answers(&toy, &values(&[3, 3, 3, 3]));
    let mut outcome = score(&toy, &answers, &Subject::default(), &Options::default());
    let found = rules.judge(&toy, &answers, Some(1.0), &mut outcome);
    assert!(found.is_valid() && outcome.valid, "{found:?}");
    assert_eq!(found.noted, ["quick"], "what is not off is noted still");
}

#[test]
fn faults_name_their_key() {
    let keys = |from: &str, to: &str| -> Vec<String> {
        assert!(RULES.contains(from));
        compiled(&RULES.replace(from, to)).unwrap_err().into_iter().map(|fault| fault.key).collect()
    };
    assert_eq!(keys("is = 1.0", "is = 0.0"), ["speed.invalid_below.is"]);
    assert_eq!(keys("is = 1.0", "is = 3.0"), ["speed.flag_below.is"]);
    assert_eq!(keys("is = 7, source = \"P\"", "is = 7, source = \"\""), ["retest.due_days.source"]);
    assert_eq!(keys("is = 4", "is = 4.5"), ["straight_line.least_items.is"]);
    assert_eq!(keys("source = [{ ref = \"domain rules D.0\", confidence = \"P\" }]", ""), ["source"]);
    let twice = "[[exception]]\ninstrument = \"toy\"\noff = [\"slow\"]\nsource = \"P\"\n";
    let found = compiled(&format!("{RULES}{twice}{twice}")).unwrap_err();
    let found: Vec<String> = found.into_iter().map(|fault| fault.key).collect();
    assert_eq!(found, ["exception[1].off", "exception[2].instrument", "exception[2].off"]);
}
