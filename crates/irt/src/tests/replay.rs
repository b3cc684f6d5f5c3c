//! Sittings from known answers.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::Answer;
use crate::cat::{Bank, Engine, Entry, Exposure, Rules, Session, Step, seed_of};
use crate::tests::bank::twelve;

fn engine() -> Engine {
    let mut entries: Vec<Entry> = twelve().into_iter().map(Entry::of).collect();
    entries[11].is_mandatory = true;
    let rules = Rules { exposure: Exposure::Randomesque(3), least: 3, most: 7, precise: Some(0.35), ..Rules::default() };
    Engine::new(Bank::new(entries).unwrap(), rules).unwrap()
}

fn order(session: &Session) -> Vec<usize> {
    session.given().iter().map(|given| given.entry).collect()
}

/// Everything is asked that the engine asks, and answered with `say`.
fn sat(engine: &Engine, seed: u64, say: impl Fn(usize) -> u8) -> (Session, BTreeMap<usize, Answer>) {
    let mut known = BTreeMap::new();
    loop {
        let session = engine.replay(seed, |entry| known.get(&entry).copied()).unwrap();
        let Step::Ask(asked) = session.step() else { return (session, known) };
        known.insert(asked.entry, Some(say(asked.entry)));
    }
}

#[test]
fn a_sitting_from_its_answers_is_the_sitting_that_gave_them() {
    let engine = engine();
    for seed in 0..40 {
        let mut session = engine.start(seed);
        let mut known = BTreeMap::new();
        while let Step::Ask(asked) = session.step() {
            let answer = Some((asked.entry % 3) as u8);
            assert_eq!(engine.replay(seed, |entry| known.get(&entry).copied()).unwrap(), session);
            known.insert(asked.entry, answer);
            session = engine.answer(&session, answer).unwrap();
        }
        assert_eq!(engine.replay(seed, |entry| known.get(&entry).copied()).unwrap(), session);
    }
}

#[test]
fn a_changed_answer_keeps_what_came_before_and_plans_anew_what_follows() {
    let engine = engine();
    let mut other_way = 0;
    for seed in 0..40 {
        let (first, mut known) = sat(&engine, seed, |_| 0);
        let changed = first.given()[1].entry;
        known.insert(changed, Some(2));
        let anew = engine.replay(seed, |entry| known.get(&entry).copied()).unwrap();
        assert_eq!(order(&anew)[..2], order(&first)[..2]);
        other_way += usize::from(!order(&first).starts_with(&order(&anew)));
        // and back again: nothing was lost
        known.insert(changed, Some(0));
        assert_eq!(engine.replay(seed, |entry| known.get(&entry).copied()).unwrap(), first);
    }
    assert!(other_way > 0, "no change ever led to another question");
}

#[test]
fn the_name_of_a_sitting_gives_a_seed_that_stays() {
    // reference values of FNV-1a, 64 bits
    assert_eq!(seed_of(""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(seed_of("a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(seed_of("foobar"), 0x8594_4171_f739_67e8);
}

proptest! {
    #[test]
    fn no_sitting_is_longer_than_was_said_and_none_ends_without_what_is_mandatory(seed in any::<u64>(), salt in 0_usize..50) {
        let engine = engine();
        let (session, _) = sat(&engine, seed, |entry| ((entry * 7 + salt) % 3) as u8);
        prop_assert!(session.given().len() <= engine.longest());
        prop_assert!(order(&session).contains(&11));
    }
}
