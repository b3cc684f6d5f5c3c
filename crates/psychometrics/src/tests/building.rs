//! Drafts of the operator's own questionnaires.

use jiff::civil::{Date, date};

use crate::builder::{Built, Draft, DraftFault, Licensed, check, try_answers};
use crate::definition::{LicenceClass, Wording};

const TODAY: Date = date(2026, 11, 23);

/// Three questions, the second one reversed; two scores; three bands; a case at each bound.
fn pairs() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name_zh", "入学适应问卷"),
        ("title_zh", "适应新环境"),
        ("instruction_zh", "最近一个月，下面的情况有多常见？"),
        ("purpose", "新生入学一个月后看看谁需要帮一把"),
        ("measures", "stress"),
        ("age_min", "12"),
        ("age_max", "18"),
        ("source", "校心理中心 2026 年编制说明"),
        ("whose", "own"),
        ("set1_code", "freq"),
        ("set1_lines", "0 | 从不 | never\n1 | 有时 | sometimes\r\n2 | 经常 | often"),
        ("q1_zh", "我想家"),
        ("q2_zh", "我有朋友可以说话"),
        ("q2_reverse", "on"),
        ("q3_zh", "我睡不好"),
        ("q3_en", "I sleep badly"),
        ("s1_code", "total"),
        ("s1_zh", "总分"),
        ("s1_method", "sum"),
        ("s1_higher", "worse"),
        ("s2_code", "home"),
        ("s2_zh", "想家"),
        ("s2_method", "mean"),
        ("s2_of", "1-2"),
        ("s2_missing", "1"),
        ("b1_code", "steady"),
        ("b1_zh", "平稳"),
        ("b1_from", "0"),
        ("b1_attention", "1"),
        ("b2_code", "some"),
        ("b2_zh", "有些吃力"),
        ("b2_from", "2"),
        ("b2_attention", "2"),
        ("b3_code", "more"),
        ("b3_zh", "需要多关心"),
        ("b3_from", "5"),
        ("b3_attention", "3"),
        ("t1_answers", "0 2 0"),
        ("t1_scores", "total=0 home=0"),
        ("t1_bands", "total=steady"),
        ("t2_answers", "1 2 1"),
        ("t2_scores", "total=2"),
        ("t2_bands", "total=some"),
        ("t3_answers", "2 1 2"),
        ("t3_scores", "total=5"),
        ("t3_bands", "total=more"),
    ]
}

fn draft_with(changes: &[(&'static str, &'static str)]) -> Draft {
    let mut draft = Draft::of(pairs()).arranged();
    for (name, value) in changes {
        draft.put(*name, *value);
    }
    draft
}

fn known() -> Vec<Licensed> {
    vec![Licensed { names: vec!["SCL-90".to_owned(), "症状自评量表".to_owned()], source: "domain_rules D.4".to_owned() }]
}

fn checked(draft: &Draft) -> (Option<Built>, Vec<DraftFault>) {
    check(draft, ("own-settling", "1"), TODAY, &known())
}

/// Fields and codes of what is wrong after a change.
fn wrong(changes: &[(&'static str, &'static str)], expected: &[(&str, &str)]) {
    let faults = checked(&draft_with(changes)).1;
    let found: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
    assert_eq!(found, expected, "{faults:?}");
}

#[test]
fn a_whole_draft_is_a_definition_that_scores_as_it_says() {
    let (built, faults) = checked(&draft_with(&[]));
    assert_eq!(faults, []);
    let built = built.unwrap();
    assert_eq!((built.pack.code.as_str(), built.pack.licence.class), ("own-settling", LicenceClass::Own));
    assert_eq!((built.pack.age.min, built.pack.age.max), (Some(12), Some(18)));
    let outcome = try_answers(&built.instrument, &[Some(2.0), Some(0.0), Some(2.0)]).unwrap();
    assert_eq!(outcome.scores, [Some(6.0), Some(2.0)]);
    assert_eq!(outcome.band_code(&built.instrument, 0), Some("more"));
    assert_eq!(try_answers(&built.instrument, &[Some(9.0), Some(0.0), Some(2.0)]), None);
    // words that nobody translated stand in Chinese
    assert_eq!(built.texts[1].item["1"], "我想家");
    assert_eq!(built.texts[1].item["3"], "I sleep badly");
}

#[test]
fn what_is_wrong_is_told_by_field() {
    wrong(&[("title_zh", ""), ("measures", "mood")], &[("title_zh", "text"), ("measures", "measure")]);
    wrong(&[("age_max", "9")], &[("age_max", "ages")]);
    wrong(&[("q3_if", "3"), ("q3_from", "1")], &[("q3_if", "earlier")]);
    wrong(&[("s2_of", "1-2 7")], &[("s2_of", "question")]);
    wrong(&[("b1_from", "1")], &[("b1_from", "first-band")]);
}

#[test]
fn a_line_of_options_that_cannot_be_read_is_told_with_the_line() {
    let faults = checked(&draft_with(&[("set1_lines", "0 | 从不\none | 有时\n2 | 经常")])).1;
    let fault = faults.iter().find(|fault| fault.code == "option-line").unwrap();
    assert_eq!((fault.field.as_str(), fault.found.as_str()), ("set1_lines", "one | 有时"));
}

#[test]
fn each_bound_of_a_band_needs_a_passing_case() {
    wrong(&[("t2_bands", ""), ("t2_scores", "total=2")], &[("t1_answers", "boundary")]);
    // one above the bound is not at it
    wrong(&[("t3_answers", "2 0 2"), ("t3_scores", "total=6")], &[("t1_answers", "boundary")]);
    wrong(&[("t3_scores", "total=4")], &[("t3_scores", "case"), ("t1_answers", "boundary")]);
    wrong(&[("t1_answers", "0 2")], &[("t1_answers", "answers")]);
}

#[test]
fn nothing_is_released_without_saying_whose_the_wording_is() {
    wrong(&[("whose", "")], &[("whose", "whose")]);
    wrong(&[("whose", "free")], &[("note", "text"), ("citation", "text")]);
    let permission = [("whose", "permission"), ("holder", "作者"), ("document", "授权书 7"), ("dated", "2026-01-01")];
    let until = |day| [permission.as_slice(), &[("until", day)]].concat();
    wrong(&until("2026-11-22"), &[("until", "expired")]);
    wrong(&until("soon"), &[("until", "day")]);
    let (built, faults) = checked(&draft_with(&until("2026-11-23")));
    assert_eq!(faults, []);
    let built = built.unwrap();
    assert_eq!(built.pack.licence.wording, Wording::Withheld);
    assert_eq!(built.permission.unwrap().until, Some(TODAY));
}

#[test]
fn a_scale_that_is_not_free_asks_for_proof() {
    let named = ("name_zh", "改编 SCL-90 问卷");
    wrong(&[named], &[("name_zh", "licensed")]);
    // inside another word it is another word
    wrong(&[("name_zh", "XSCL-901 问卷")], &[]);
    let proof =
        [("whose", "permission"), ("holder", "作者"), ("document", "7"), ("dated", "2026-01-01"), ("until", "2027-01-01")];
    wrong(&[proof.as_slice(), &[named]].concat(), &[("name_zh", "licensed")]);
    wrong(&[proof.as_slice(), &[named, ("proof", "on")]].concat(), &[]);
}

#[test]
fn rows_move_and_go_and_questions_keep_their_codes() {
    let mut pairs = pairs();
    pairs.extend([("q3_place", "1"), ("t2_drop", "on"), ("x1_zh", "?"), ("q03_zh", "?"), ("q9999_zh", "?")]);
    let once = Draft::of(pairs).arranged();
    assert_eq!(["q1_zh", "q2_zh", "q3_zh"].map(|name| once.text(name)), ["我睡不好", "我想家", "我有朋友可以说话"]);
    assert_eq!((once.rows("t"), once.text("t2_answers")), (vec![1, 2], "2 1 2"));
    let mut later = once.clone();
    later.put("q1_place", "3");
    let again = later.arranged();
    assert_eq!(["q1_code", "q2_code", "q3_code"].map(|name| again.text(name)), ["2", "3", "1"]);
    assert_eq!(again.arranged(), again);
}
