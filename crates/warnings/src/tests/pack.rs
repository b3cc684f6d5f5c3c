use super::*;
use crate::rule::LimitToml;

fn raw() -> RuleToml {
    toml::from_str(RULE).unwrap()
}

/// The key of the only fault after `spoil`.
fn fault_key(spoil: impl FnOnce(&mut RuleToml)) -> String {
    let mut rule = raw();
    spoil(&mut rule);
    let faults = check_rule(&rule);
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].key.clone()
}

#[test]
fn the_shipped_pack_is_sound_and_its_cases_hold() {
    assert_eq!(check_rule(&raw()), []);
    let cases: CasesToml = toml::from_str(include_str!("../../../../packs/warnings/assessment-default/cases.toml")).unwrap();
    let world = World::new();
    assert_eq!(cases.run(&world.time()), []);
    assert!(20 <= cases.count());
}

#[test]
fn a_wrong_case_is_reported_with_expected_and_found() {
    let mut cases: CasesToml = toml::from_str(include_str!("../../../../packs/warnings/assessment-default/cases.toml")).unwrap();
    cases.signals[0].expect.clear();
    cases.clocks[0].due = ten();
    let world = World::new();
    let faults = cases.run(&world.time());
    assert_eq!(faults.len(), 2);
    assert_eq!(faults[0].expected, "no signal");
    assert_eq!(faults[0].found, "red suicide-item-often");
}

#[test]
fn both_languages_have_all_words() {
    let rules = World::new().rules;
    for text in [
        include_str!("../../../../packs/warnings/assessment-default/text.zh-CN.toml"),
        include_str!("../../../../packs/warnings/assessment-default/text.en.toml"),
    ] {
        let text: TextToml = toml::from_str(text).unwrap();
        assert_eq!(check_text(&rules, &text), []);
    }
}

#[test]
fn a_missing_and_a_superfluous_text_key_are_named() {
    let rules = World::new().rules;
    let mut text: TextToml = toml::from_str(include_str!("../../../../packs/warnings/assessment-default/text.en.toml")).unwrap();
    text.step.remove(&Step::Verify);
    text.event.insert("exploded".to_owned(), "Exploded".to_owned());
    let keys: Vec<String> = check_text(&rules, &text).into_iter().map(|fault| fault.key).collect();
    assert_eq!(keys, ["step.verify", "event.exploded"]);
}

#[test]
fn red_without_a_second_person_is_a_fault() {
    let key = fault_key(|rule| {
        rule.confirm_needs_two = vec![Level::Yellow];
        rule.clock.yellow.second = rule.clock.red.second.take();
        rule.clock.yellow.decide = LimitToml { hours: Some(1), source: Some("P".to_owned()), ..LimitToml::default() };
    });
    assert_eq!(key, "confirm_needs_two");
}

#[test]
fn a_limit_with_two_units_or_none_or_zero_is_a_fault() {
    assert_eq!(fault_key(|rule| rule.clock.red.close.hours = Some(1)), "clock.red.close");
    assert_eq!(fault_key(|rule| rule.clock.red.close.days = None), "clock.red.close");
    assert_eq!(fault_key(|rule| rule.clock.red.close.days = Some(0)), "clock.red.close");
}

#[test]
fn a_limit_without_source_is_a_fault() {
    assert_eq!(fault_key(|rule| rule.escalation.red.source = None), "escalation.red.source");
}

#[test]
fn steps_that_add_up_beyond_the_first_response_are_a_fault() {
    assert_eq!(fault_key(|rule| rule.clock.red.verify.minutes = Some(11)), "clock.red.*");
    let working_day = |rule: &mut RuleToml| {
        rule.clock.blue.verify.days = None;
        rule.clock.blue.verify.working_days = Some(1);
    };
    assert_eq!(fault_key(working_day), "clock.blue.*");
}

#[test]
fn a_severity_without_a_colour_is_a_fault() {
    assert_eq!(fault_key(|rule| rule.level.red.severities.truncate(1)), "level.*.severities");
}

#[test]
fn a_graver_severity_under_a_milder_colour_is_a_fault() {
    let swap = |rule: &mut RuleToml| std::mem::swap(&mut rule.level.red.severities, &mut rule.level.blue.severities);
    assert_eq!(fault_key(swap), "level");
}

#[test]
fn a_graver_rule_behind_a_milder_one_of_its_group_is_a_fault() {
    assert_eq!(fault_key(|rule| rule.signals[6].severity = Severity::Crisis), "signal.cssrs-low.group");
}

#[test]
fn the_same_code_twice_is_a_fault() {
    assert_eq!(fault_key(|rule| rule.signals[0].code = rule.signals[1].code.clone()), "signal.code");
}

#[test]
fn a_signal_that_expires_by_working_days_is_a_fault() {
    let spoil = |rule: &mut RuleToml| {
        rule.signals[0].expires_after = LimitToml { working_days: Some(3), ..LimitToml::default() };
    };
    assert_eq!(fault_key(spoil), "signal.cssrs-high.expires_after");
}

#[test]
fn an_attention_of_5_does_not_exist() {
    let spoil = |rule: &mut RuleToml| rule.signals[0].when = rule::When::Attention { at_least: 5 };
    assert_eq!(fault_key(spoil), "signal.cssrs-high.when.attention.at_least");
}

#[test]
fn an_unknown_key_or_word_does_not_load() {
    assert!(toml::from_str::<RuleToml>(&RULE.replacen("group =", "grupe =", 1)).is_err());
    assert!(toml::from_str::<RuleToml>(&RULE.replacen("\"high\"", "\"highest\"", 1)).is_err());
    assert!(toml::from_str::<RuleToml>(&RULE.replacen("attention = { at_least", "attention = { above", 1)).is_err());
}

#[test]
fn references_name_what_instruments_must_have() {
    let rules = World::new().rules;
    let references = rules.references();
    let (phq, total, severe) = (code("phq-9"), code("total"), code("severe"));
    let wanted = rule::Part::Band { score: &total, band: &severe };
    assert!(references.iter().any(|found| *found.instrument == phq && found.part == wanted));
}

#[test]
fn every_word_reads_back_from_its_code() {
    for word in Outcome::ALL {
        assert_eq!(word.code().parse(), Ok(*word));
        assert_eq!(serde_json::to_value(word).unwrap(), word.code());
    }
    assert!("forgotten".parse::<Outcome>().is_err());
}
