//! The pack.

use crate::{Rules, RulesToml};

fn raw() -> RulesToml {
    toml::from_str(include_str!("../../../../packs/campaigns/default/rules.toml")).unwrap()
}

pub(super) fn shipped() -> Rules {
    Rules::compile(raw()).unwrap()
}

#[test]
fn the_shipped_pack_is_sound() {
    assert_eq!(shipped().most_parts(), 6);
    assert_eq!(shipped().version(), "1");
}

#[test]
fn every_fault_of_a_pack_is_named() {
    let mut raw = raw();
    raw.most_parts = 0;
    raw.capacity.talks_a_day = 0;
    raw.capacity.source = " ".to_owned();
    raw.reminder.days_before_close = vec![3, 61];
    let found: Vec<_> = Rules::compile(raw).unwrap_err().into_iter().map(|fault| (fault.key, fault.found)).collect();
    let expected =
        [("capacity.source", " "), ("capacity.talks_a_day", "0"), ("most_parts", "0"), ("reminder.days_before_close", "61")];
    assert_eq!(found, expected.map(|(key, found)| (key, found.to_owned())));
}
