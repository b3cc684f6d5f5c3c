//! Broken rules are named by key.

use super::rules;
use crate::rules::CombinationToml;
use crate::{AttentionLevel, RulesToml, Triage};

fn check(breaks: impl FnOnce(&mut RulesToml), key: &str) {
    let mut broken = rules();
    breaks(&mut broken);
    let faults = Triage::compile(broken).err().unwrap_or_default();
    assert!(faults.iter().any(|fault| fault.key.starts_with(key)), "{key} not in {faults:?}");
}

#[test]
fn a_phrase_that_cannot_be_written_out_is_a_fault() {
    check(|rules| rules.phrases[0].list.push("(想死".into()), "phrase[0].list");
}

#[test]
fn a_phrase_of_one_character_is_a_fault() {
    check(|rules| rules.phrases[0].list.push("死".into()), "phrase[0].list");
}

#[test]
fn a_phrase_of_noise_is_a_fault() {
    check(|rules| rules.phrases[0].list.push(" / ".into()), "phrase[0].list");
}

#[test]
fn a_phrase_with_an_unknown_class_is_a_fault() {
    check(|rules| rules.phrases[0].list.push("{nobody}~想死".into()), "phrase[0].list");
}

#[test]
fn a_class_that_holds_itself_or_a_later_one_is_a_fault() {
    check(|rules| rules.words.classes[0].list.push("{i}我".into()), "words.class[0].list");
}

#[test]
fn a_class_twice_is_a_fault() {
    check(|rules| rules.words.classes.push(rules.words.classes[0].clone()), "words.class[");
}

#[test]
fn a_combination_that_asks_in_two_ways_is_a_fault() {
    check(|rules| rules.combinations[0].score = 3, "combination[0]");
}

#[test]
fn a_category_without_entry_is_a_fault() {
    check(|rules| drop(rules.categories.pop()), "category");
}

#[test]
fn a_category_twice_is_a_fault() {
    check(|rules| rules.categories.push(rules.categories[0].clone()), "category[");
}

#[test]
fn rules_without_source_are_a_fault() {
    check(|rules| rules.sources.clear(), "source");
}

#[test]
fn a_cue_without_cap_is_a_fault() {
    check(|rules| rules.caps.retain(|cap| cap.cue != crate::CueKind::Past), "cap");
}

#[test]
fn a_combination_that_can_never_hold_is_a_fault() {
    let empty = CombinationToml {
        code: "empty".into(),
        level: AttentionLevel::Immediate,
        all: Vec::new(),
        at_least: 2,
        of: Vec::new(),
        score: 0,
        points: std::collections::BTreeMap::new(),
        with: Vec::new(),
        chars: None,
        reason: "none".into(),
    };
    check(|rules| rules.combinations.push(empty), "combination[");
}

#[test]
fn a_pair_of_one_character_is_a_fault() {
    check(|rules| rules.text.same.push("殺".into()), "text.same[");
}

#[test]
fn a_window_wider_than_the_limit_is_a_fault() {
    check(|rules| rules.cues[0].chars = 5000, "chars");
}
