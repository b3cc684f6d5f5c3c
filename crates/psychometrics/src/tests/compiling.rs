use super::*;

/// The keys of the faults of a scoring file over three items on the scale 0–3.
fn keys(scoring: &str) -> Vec<String> {
    faults(PACK, &plain_items(3, "[0, 1, 2, 3]"), scoring)
}

fn faults(pack: &str, items: &str, scoring: &str) -> Vec<String> {
    match try_compile(pack, items, scoring) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.key).collect(),
    }
}

const TOTAL: &str = "score = [{ code = \"total\", method = \"sum\", of = \"all\", range = [0, 9] }]\n";

fn bands(list: &str) -> Vec<String> {
    keys(&format!("{TOTAL}[[bands]]\nscore = \"total\"\nsource = \"x\"\nband = [{list}]"))
}

#[test]
fn a_fault_names_file_key_expected_and_found() {
    let faults =
        try_compile(PACK, &plain_items(2, "[0, 1]"), "score = [{ code = \"total\", method = \"sum\", of = [\"1\", \"7\"] }]");
    let fault = faults.expect_err("there is no item 7").remove(0);
    assert_eq!(fault.to_string(), "scoring.toml: score.total.of: expected the code of an item, found \"7\"");
}

#[test]
fn codes_are_unique_and_plain() {
    assert_eq!(
        keys("score = [{ code = \"a\", method = \"sum\", of = \"all\" }, { code = \"a\", method = \"max\", of = \"all\" }]"),
        ["score.a"]
    );
    assert_eq!(keys("score = [{ code = \"a=b\", method = \"sum\", of = \"all\" }]"), ["score.a=b"]);
    let items =
        "scale = [{ code = \"s\", values = [0, 1] }]\nitem = [{ code = \"1\", scale = \"s\" }, { code = \"1\", scale = \"s\" }]";
    assert_eq!(faults(PACK, items, ""), ["item.1"]);
}

#[test]
fn nothing_refers_forward() {
    assert_eq!(
        keys("score = [{ code = \"a\", method = \"sum\", of = [\"@b\"] }, { code = \"b\", method = \"sum\", of = \"all\" }]"),
        ["score.a.of", "score.a.of"]
    );
    let items = "scale = [{ code = \"s\", values = [0, 1] }]
        item = [{ code = \"1\", scale = \"s\", ask_if = { item = \"2\", equals = 1 } }, { code = \"2\", scale = \"s\" }]";
    assert_eq!(faults(PACK, items, ""), ["item.1.ask_if.item"]);
}

#[test]
fn only_items_with_bounds_can_be_reversed() {
    let clock = "[[item]]\ncode = \"1\"\nkind = \"clock\"\n[[item]]\ncode = \"2\"\nkind = \"clock\"\n";
    let scoring = "score = [{ code = \"a\", method = \"hours_between\", of = [\"1\", \"2\"], reverse = [\"1\"] }]";
    assert_eq!(faults(PACK, clock, scoring), ["score.a.reverse"]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = [\"1\"], reverse = [\"2\"] }]"), ["score.a.reverse"]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = [\"1\"], reverse = [\"1\", \"1\"] }]"), ["score.a.reverse"]);
}

#[test]
fn a_range_must_be_what_the_method_gives() {
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = \"all\", range = [0, 10] }]"), ["score.a.range"]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = \"all\", range = [0, 8] }]"), ["score.a.range"]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"mean\", of = \"all\", range = [0, 3] }]"), [""; 0]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = \"all\", times = 2, plus = 1, range = [1, 19] }]"), [""; 0]);
}

#[test]
fn methods_refuse_keys_that_they_do_not_read() {
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = \"all\", weights = [1] }]"), ["score.a.weights"]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"weighted\", of = \"all\", weights = [1] }]"), ["score.a.weights"]);
    assert_eq!(
        keys("score = [{ code = \"a\", method = \"sum\", of = \"all\", at_least = 1 }]"),
        ["score.a.at_least, at_most or equals"]
    );
    assert_eq!(keys("score = [{ code = \"a\", method = \"ratio\", of = \"all\" }]"), ["score.a.of"]);
    assert_eq!(keys("score = [{ code = \"a\", method = \"sum\", of = \"every\" }]"), ["score.a.of", "score.a.of"]);
    assert_eq!(
        keys("score = [{ code = \"a\", method = \"ratio\", of = [\"1\", \"2\"], missing = { max = 1 } }]"),
        ["score.a.missing"]
    );
}

#[test]
fn bands_neither_overlap_nor_leave_holes() {
    let band = |code: &str, from: u8, to: u8| format!("{{ code = \"{code}\", from = {from}, to = {to}, attention = 1 }},");
    assert_eq!(bands(&(band("a", 0, 4) + &band("b", 5, 9))), [""; 0]);
    assert_eq!(bands(&(band("b", 5, 9) + &band("a", 0, 4))), [""; 0]);
    assert_eq!(bands(&(band("a", 0, 4) + &band("b", 6, 9))), ["bands.total.b.from"]);
    assert_eq!(bands(&(band("a", 0, 5) + &band("b", 5, 9))), ["bands.total.b.from"]);
    assert_eq!(bands(&(band("a", 1, 4) + &band("b", 5, 9))), ["bands.total.a.from"]);
    assert_eq!(bands(&(band("a", 0, 4) + &band("b", 5, 8))), ["bands.total.b.to"]);
    assert_eq!(bands("{ code = \"a\", from = 0, attention = 1 }"), ["bands.total.a", "bands.total.a.to"]);
}

#[test]
fn bands_of_a_mean_end_below_the_next() {
    let scoring = |to: &str| {
        format!(
            "score = [{{ code = \"m\", method = \"mean\", of = \"all\", range = [0, 3] }}]
             [[bands]]
             score = \"m\"
             source = \"x\"
             band = [{{ code = \"a\", from = 0, {to}, attention = 1 }}, {{ code = \"b\", from = 2, to = 3, attention = 1 }}]"
        )
    };
    assert_eq!(keys(&scoring("below = 2.0")), [""; 0]);
    assert_eq!(keys(&scoring("to = 1.99")), ["bands.m.a"]);
    assert_eq!(keys(&scoring("below = 1.9")), ["bands.m.b.from"]);
}

#[test]
fn a_block_that_no_one_reaches_is_a_fault() {
    let block = "[[bands]]\nscore = \"total\"\nsource = \"x\"\nband = [{ code = \"a\", from = 0, to = 9, attention = 1 }]\n";
    assert_eq!(keys(&format!("{TOTAL}{block}{block}")), ["bands.total"]);
}

#[test]
fn attention_and_source_are_checked() {
    assert_eq!(bands("{ code = \"a\", from = 0, to = 9, attention = 5 }"), ["bands.total.a.attention"]);
    let unsourced = format!("{TOTAL}[[bands]]\nscore = \"total\"\nband = [{{ code = \"a\", from = 0, to = 9, attention = 1 }}]");
    assert_eq!(keys(&unsourced), ["bands.total.source"]);
    let decision = "[[decision]]\ncode = \"d\"\notherwise = \"n\"\nlevel = [{ code = \"l\", attention = 0, when = { item = \"1\", equals = 1 } }]";
    assert_eq!(keys(decision), ["decision.d.l.attention"]);
    assert_eq!(
        faults(&PACK.replace("source = [{ ref = \"domain rules D.0\", confidence = \"P\" }]", ""), &plain_items(1, "[0, 1]"), ""),
        ["source"]
    );
}

#[test]
fn critical_values_lie_on_the_scale() {
    let critical = |test: &str| {
        keys(&format!("[[critical]]\nitem = \"1\"\n{test}\nkind = \"suicide\"\nstrength = \"soft\"\nsource = \"x\""))
    };
    assert_eq!(critical("at_least = 1"), [""; 0]);
    assert_eq!(critical("at_least = 4"), ["critical.1", "critical.1"]);
    assert_eq!(critical("at_least = 0"), ["critical.1"]);
    assert_eq!(critical("in = [1, 2.5]"), ["critical.1"]);
    assert_eq!(critical("at_least = 1\nat_most = 2"), ["critical.1"]);
}

#[test]
fn conditions_have_one_subject_and_one_comparison() {
    let rule = |when: &str| keys(&format!("[[rule]]\ncode = \"r\"\nwhen = {when}"));
    assert_eq!(rule("{ item = \"1\", at_least = 1 }"), [""; 0]);
    assert_eq!(rule("{ item = \"1\", sex = \"male\" }"), ["rule.r.when"]);
    assert_eq!(rule("{ item = \"1\" }"), ["rule.r.when"]);
    assert_eq!(rule("{ item = \"1\", at_least = 1, at_most = 2 }"), ["rule.r.when"]);
    assert_eq!(rule("{ sex = \"male\", at_least = 1 }"), ["rule.r.when"]);
    assert_eq!(rule("{ any = [] }"), ["rule.r.when.any"]);
    assert_eq!(rule("{ at_least_n = 2, of = [{ item = \"1\", equals = 1 }] }"), ["rule.r.when.at_least_n"]);
    assert_eq!(rule("{ all = [{ not = { item = \"x\", equals = 1 } }] }"), ["rule.r.when.all.1.not.item"]);
    assert_eq!(rule("{ item = \"1\", at_least = 7 }"), ["rule.r.when"]);
}

#[test]
fn wording_that_needs_permission_is_withheld() {
    for class in ["PERM", "NOE"] {
        let pack = PACK.replace("\"PD\"", &format!("\"{class}\""));
        assert_eq!(faults(&pack, &plain_items(1, "[0, 1]"), ""), ["licence.wording"]);
        assert_eq!(faults(&pack.replace("included", "withheld"), &plain_items(1, "[0, 1]"), ""), [""; 0]);
    }
}

#[test]
fn validity_checks_have_their_keys() {
    let check = |keys_of: &str| keys(&format!("[[validity]]\ncode = \"v\"\neffect = \"flag\"\n{keys_of}"));
    assert_eq!(check("kind = \"straight_line\""), [""; 0]);
    assert_eq!(check("kind = \"fast\""), ["validity.v.seconds_per_item"]);
    assert_eq!(check("kind = \"contradiction\"\npairs = [[\"1\", \"1\"]]\ndistance = 2"), ["validity.v.pairs"]);
    assert_eq!(check("kind = \"score\"\nwhen = { score = \"x\", at_least = 1 }"), ["validity.v.when.score"]);
}

#[test]
fn primary_names_a_score_or_decision() {
    assert_eq!(keys(&format!("primary = \"triage\"\n{TOTAL}")), ["primary"]);
}

#[test]
fn unknown_keys_and_words_are_refused_while_reading() {
    assert!(
        toml::from_str::<ScoringToml>("score = [{ code = \"a\", method = \"sum\", of = \"all\", formula = \"1+1\" }]").is_err()
    );
    assert!(toml::from_str::<ScoringToml>("score = [{ code = \"a\", method = \"median\", of = \"all\" }]").is_err());
    assert!(toml::from_str::<PackToml>(&PACK.replace("symptoms", "mood")).is_err());
    assert!(toml::from_str::<PackToml>(&format!("{PACK}\nextra = 1")).is_err());
}
