//! The register of groups: the pack, and the life of an entry.

use jiff::civil::{Date, date};
use xinqiao_kernel::id::GroupEventId;

use super::*;
use crate::register::{Acting, Deed, Entry, Groups, GroupsToml, RegisterEvent, Wrong, belongs, confirm, end, record};

const TODAY: Date = date(2026, 11, 23);

fn raw() -> GroupsToml {
    let text = include_str!("../../../../packs/groups/default/groups.toml");
    toml::from_str(text).unwrap()
}

fn groups() -> Groups {
    Groups::compile(raw(), &["zh-CN", "en"], |role| !role.is_empty(), |level| level == "county").unwrap()
}

fn act(n: u64, on: Date) -> Acting {
    let ids = IdSource::seeded(n);
    Acting { id: GroupEventId::new(&ids, start()), on, by: AccountId::new(&ids, start()) }
}

fn entered() -> (Entry, RegisterEvent) {
    record(&groups(), &code("G-22"), date(2026, 9, 1), &code("decision"), act(1, TODAY)).unwrap()
}

#[test]
fn an_entry_is_the_fold_of_its_events_and_asks_to_be_confirmed_after_the_months_of_its_group() {
    let rules = groups();
    let (entry, first) = entered();
    assert_eq!((entry.confirm_by, entry.is_due(TODAY)), (date(2027, 5, 23), false));
    assert!(entry.is_due(date(2027, 5, 23)));
    let later = date(2027, 6, 1);
    let (held, second) = confirm(&rules, &entry, act(2, later)).unwrap().unwrap();
    assert_eq!((held.confirmed_on, held.confirm_by), (later, date(2027, 12, 1)));
    assert_eq!(confirm(&rules, &held, act(2, later)), Ok(None), "the same event again");
    let (over, third) = end(&rules, &held, later, &code("over"), act(3, later)).unwrap().unwrap();
    assert_eq!(Entry::replay(&[first.clone(), second.clone(), third.clone()]), Ok(over.clone()));
    assert_eq!(end(&rules, &over, later, &code("over"), act(3, later)), Ok(None));
    assert_eq!(end(&rules, &over, later, &code("over"), act(4, later)), Err(Wrong::Over));
    assert_eq!(confirm(&rules, &over, act(4, later)), Err(Wrong::Over));
    assert!(over.holds_within(later, later) && !over.holds_within(later.tomorrow().unwrap(), date(2028, 1, 1)));
    assert!(!over.holds_within(date(2026, 1, 1), date(2026, 8, 31)) && over.holds_within(date(2026, 1, 1), date(2026, 9, 1)));
    assert_eq!(Entry::replay(&[]), Err(Wrong::Broken));
    assert_eq!(Entry::replay(&[second]), Err(Wrong::Broken), "nothing before the first day");
    assert_eq!(Entry::replay(&[first.clone(), third.clone(), third]), Err(Wrong::Broken));
    let text = serde_json::to_string(&first).unwrap();
    assert_eq!(serde_json::from_str::<RegisterEvent>(&text).unwrap(), first);
    assert!(matches!(first.deed, Deed::Recorded { .. }));
}

#[test]
fn what_the_pack_does_not_have_and_days_that_cannot_be_are_refused() {
    let rules = groups();
    let (group, origin, since) = (code("G-22"), code("decision"), date(2026, 9, 1));
    let say = |group: &Code, since, origin: &Code| record(&rules, group, since, origin, act(1, TODAY)).unwrap_err();
    assert_eq!(say(&code("G-40"), since, &origin), Wrong::Group("G-40".to_owned()));
    assert_eq!(say(&group, since, &code("rumour")), Wrong::Origin("rumour".to_owned()));
    for day in [date(1899, 12, 31), date(2026, 11, 24)] {
        assert!(matches!(say(&group, day, &origin), Wrong::Day { day: found, .. } if found == day));
    }
    let (entry, _) = entered();
    for day in [date(2026, 8, 31), date(2026, 11, 24)] {
        assert!(matches!(end(&rules, &entry, day, &code("over"), act(2, TODAY)), Err(Wrong::Day { .. })), "{day}");
    }
    assert_eq!(end(&rules, &entry, TODAY, &code("tired"), act(2, TODAY)), Err(Wrong::Reason("tired".to_owned())));
}

#[test]
fn a_definition_counts_its_groups_with_their_sub_groups() {
    assert!(belongs(&code("G-05a"), &code("G-05")) && belongs(&code("G-05"), &code("G-05")));
    assert!(!belongs(&code("G-05"), &code("G-05a")) && !belongs(&code("G-050"), &code("G-05")));
    let rules = groups();
    let definitions = super::rules();
    let counted = |definition: &str| -> Vec<String> {
        let definition = definitions.coverage(&code(definition)).unwrap();
        rules.counted_in(&definition.groups).iter().map(|group| group.code.to_string()).collect()
    };
    let special: Vec<String> = (20..30).map(|number| format!("G-{number}")).collect();
    assert_eq!(counted("K2-08"), special, "every group of the definition is in the register");
    assert_eq!(counted("K3-42").len(), 12);
    let wanted = [code("G-05")];
    assert_eq!(rules.counted_in(&wanted).len(), 4);
}

#[test]
fn a_pack_with_faults_tells_each_by_its_key() {
    let mut raw = raw();
    raw.counted.months = 5;
    raw.counted.settle_days = 93;
    raw.counted.finest = "hamlet".to_owned();
    raw.group[0].confirm_months = 0;
    raw.group[0].uses.clear();
    raw.group[0].see = vec![String::new()];
    raw.group[0].own.remove("en");
    raw.group[1].record.clear();
    raw.group[2].code = raw.group[1].code.clone();
    raw.origin.clear();
    raw.reason[0].source.clear();
    let found = Groups::compile(raw, &["zh-CN", "en"], |role| !role.is_empty(), |level| level == "county").unwrap_err();
    let mut keys: Vec<&str> = found.iter().map(|fault| fault.key.as_str()).collect();
    keys.sort_unstable();
    let expected = [
        "counted.finest",
        "counted.months",
        "counted.settle_days",
        "group.G-03.confirm_months",
        "group.G-03.own",
        "group.G-03.record",
        "group.G-03.uses",
        "group.G-03a",
        "group.G-03a.record",
        "origin",
        "reason.over.source",
    ];
    assert_eq!(keys, expected);
}
