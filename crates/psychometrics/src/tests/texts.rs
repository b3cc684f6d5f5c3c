use super::*;
use crate::definition::{PermissionToml, TextToml};

const TEXT: &str = r#"
name = "Toy"
title = "Toy"
instruction = "How was it?"
scale = { s = { labels = ["no", "yes"] } }
item = { 1 = "First?", 2 = "Second?" }
score = { total = "Total" }
band = { total = { lo = "Low", hi = "High" } }
"#;

const SCORING: &str = r#"
score = [{ code = "total", method = "sum", of = "all", range = [0, 2] }]
[[bands]]
score = "total"
source = "x"
band = [{ code = "lo", from = 0, to = 0, attention = 1 }, { code = "hi", from = 1, to = 2, attention = 2 }]
"#;

fn keys(pack: &str, text: &str, permission: Option<&PermissionToml>) -> Vec<String> {
    let instrument = try_compile(pack, &plain_items(2, "[0, 1]"), SCORING).expect("the definition is sound");
    let text: TextToml = toml::from_str(text).expect("the text reads");
    check_text(&instrument, "text.en.toml", &text, permission).into_iter().map(|fault| fault.key).collect()
}

#[test]
fn a_text_has_every_key_and_no_other() {
    assert_eq!(keys(PACK, TEXT, None), [""; 0]);
    assert_eq!(keys(PACK, &TEXT.replace(", 2 = \"Second?\"", ""), None), ["item.2"]);
    assert_eq!(keys(PACK, &TEXT.replace("2 = \"Second?\"", "2 = \"Second?\", 3 = \"Third?\""), None), ["item.3"]);
    assert_eq!(keys(PACK, &TEXT.replace("\"no\", ", ""), None), ["scale.s.labels"]);
    assert_eq!(keys(PACK, &TEXT.replace("hi = \"High\"", "top = \"High\""), None), ["band.total.hi", "band.total.top"]);
    assert_eq!(keys(PACK, &TEXT.replace("total = \"Total\"", "sum = \"Total\""), None), ["score.total", "score.sum"]);
    assert_eq!(keys(PACK, &TEXT.replace("\"How was it?\"", "\" \""), None), ["instruction"]);
}

#[test]
fn withheld_wording_needs_a_permission() {
    let pack = PACK.replace("\"PD\"", "\"PERM\"").replace("included", "withheld");
    assert_eq!(keys(&pack, TEXT, None), ["instruction", "scale", "item"]);
    let permission: PermissionToml =
        toml::from_str("holder = \"a hospital\"\ndocument = \"contract 7\"\ndate = \"2026-11-01\"").expect("it reads");
    assert_eq!(keys(&pack, TEXT, Some(&permission)), [""; 0]);
    let bare =
        "name = \"Toy\"\ntitle = \"Toy\"\nscore = { total = \"Total\" }\nband = { total = { lo = \"Low\", hi = \"High\" } }";
    assert_eq!(keys(&pack, bare, None), [""; 0]);
    assert_eq!(keys(&pack, bare, Some(&permission)), ["instruction", "scale.s", "item.1", "item.2"]);
}

#[test]
fn a_worked_case_says_what_differs() {
    let instrument = try_compile(PACK, &plain_items(2, "[0, 1]"), SCORING).expect("the definition is sound");
    let cases: CasesToml = toml::from_str(
        r#"
[[case]]
name = "all wrong"
answers = [1, ""]
[case.expect]
scores = { total = 1, other = 1 }
band = "lo"
complete = true
flags = ["fast"]
critical = ["1"]
[[case]]
name = "no such answer"
answers = { 1 = 7, 9 = 1 }
[case.expect]
none = ["total"]
"#,
    )
    .expect("cases.toml reads");
    let keys: Vec<Vec<String>> =
        cases.case.iter().map(|case| run_case(&instrument, case).into_iter().map(|mismatch| mismatch.key).collect()).collect();
    assert_eq!(keys[0], ["scores.other", "scores.total", "band", "critical", "flags", "complete"]);
    assert_eq!(keys[1], ["answers.1", "answers.9"]);
}
