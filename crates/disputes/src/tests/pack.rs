use super::*;
use crate::rules::RulesToml;

fn raw() -> RulesToml {
    toml::from_str(PACK).unwrap()
}

fn fault_keys(spoil: impl FnOnce(&mut RulesToml)) -> Vec<String> {
    let mut rules = raw();
    spoil(&mut rules);
    Rules::compile(rules).unwrap_err().into_iter().map(|fault| fault.key).collect()
}

#[test]
fn the_shipped_pack_is_sound() {
    assert!(Rules::compile(raw()).is_ok());
}

#[test]
fn faults_are_told_with_their_keys_all_at_once() {
    let keys = fault_keys(|raw| {
        raw.version.clear();
        raw.kinds[0].title.en.clear();
        raw.departments.truncate(1);
        raw.within.offer = Limit::Hours(0);
        raw.watch.days = 3;
    });
    assert_eq!(keys, ["version", "kind.family.title.en", "department", "within.offer", "watch.days"]);
}

#[test]
fn a_file_without_a_needed_column_a_required_name_or_a_stage_without_words_is_a_fault() {
    assert_eq!(fault_keys(|raw| drop(raw.exchange.columns.remove(0))), ["exchange.column.reference"]);
    assert_eq!(fault_keys(|raw| raw.exchange.columns[7].required = true), ["exchange.column.party_names.required"]);
    assert_eq!(fault_keys(|raw| drop(raw.exchange.statuses.pop())), ["exchange.status.closed"]);
    assert_eq!(fault_keys(|raw| raw.exchange.dates.push("%H:%M".to_owned())), ["exchange.dates"]);
}

#[test]
fn no_list_of_the_pack_is_a_mark_of_people() {
    let raw = raw();
    for named in raw.outsides.iter().chain(&raw.problems).chain(&raw.kinds) {
        for word in ["信访", "上访", "重点人员", "危险人员", "偏执"] {
            assert!(!named.title.zh_cn.contains(word), "{}: {word}", named.code);
        }
    }
}
