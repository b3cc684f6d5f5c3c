//! Single facts about words, and properties of any order of them.

use proptest::prelude::*;

use super::*;

fn record(entries: &[(Party, WordKind, &str)], minors: Childrens) -> Record {
    let mut record = Record::default();
    for (index, (party, kind, version)) in entries.iter().enumerate() {
        let digest = notice(version, minors, &[Method::Store]).digest().to_owned();
        let at = at(i64::try_from(index).unwrap());
        record.add(&Entry { party: *party, kind: *kind, version: (*version).to_owned(), digest, at });
    }
    record
}

fn state(record: &Record, age: AgeClass, minors: Childrens) -> State {
    record.state(&notice("1", minors, &[Method::Store]), Who { age }, |_, _| None)
}

#[test]
fn under_14_the_guardian_decides_and_the_child_may_stop_it() {
    use Party::{Guardian, Own};
    let of = |entries: &[_]| state(&record(entries, Childrens::Guardian), AgeClass::Child, Childrens::Guardian);
    assert_eq!(of(&[]), State::NotAsked);
    assert_eq!(of(&[(Own, WordKind::Given, "1")]), State::Awaits(Guardian));
    assert_eq!(of(&[(Guardian, WordKind::Given, "1")]), State::Given);
    assert_eq!(of(&[(Guardian, WordKind::Given, "1"), (Own, WordKind::Refused, "1")]), State::Refused);
}

#[test]
fn who_turns_14_is_asked_for_the_own_word() {
    let record = record(&[(Party::Guardian, WordKind::Given, "1")], Childrens::Guardian);
    assert_eq!(state(&record, AgeClass::Child, Childrens::Guardian), State::Given);
    assert_eq!(state(&record, AgeClass::Teenager, Childrens::Guardian), State::Awaits(Party::Own));
}

#[test]
fn from_14_on_no_guardian_overrules_where_the_minor_decides_alone() {
    use Party::{Guardian, Own};
    let record = record(&[(Own, WordKind::Given, "1"), (Guardian, WordKind::Withdrawn, "1")], Childrens::Guardian);
    assert_eq!(state(&record, AgeClass::Teenager, Childrens::Guardian), State::Given);
    let notice = notice("1", Childrens::Guardian, &[Method::Store]);
    let said = say(&record, &notice, Who { age: AgeClass::Teenager }, Guardian, WordKind::Given, at(9));
    assert_eq!(said, Err(Refusal::NoGuardianNeeded));
}

#[test]
fn a_child_who_asks_for_help_is_helped_first() {
    let record = record(&[(Party::Own, WordKind::Given, "1")], Childrens::HelpFirst);
    assert_eq!(state(&record, AgeClass::Child, Childrens::HelpFirst), State::Given);
}

#[test]
fn the_same_word_twice_is_one() {
    let notice = notice("1", Childrens::Guardian, &[Method::Store]);
    let who = Who { age: AgeClass::Adult };
    let mut record = Record::default();
    let first = say(&record, &notice, who, Party::Own, WordKind::Given, at(1)).unwrap().unwrap();
    record.add(&first);
    assert_eq!(say(&record, &notice, who, Party::Own, WordKind::Given, at(2)), Ok(None));
    // a no after a yes is a withdrawal
    let no = say(&record, &notice, who, Party::Own, WordKind::Refused, at(3)).unwrap().unwrap();
    assert_eq!(no.kind, WordKind::Withdrawn);
}

#[test]
fn a_clock_that_was_set_back_does_not_lose_a_withdrawal() {
    let notice = notice("1", Childrens::Guardian, &[Method::Store]);
    let who = Who { age: AgeClass::Adult };
    let mut record = Record::default();
    record.add(&say(&record, &notice, who, Party::Own, WordKind::Given, at(100)).unwrap().unwrap());
    record.add(&say(&record, &notice, who, Party::Own, WordKind::Withdrawn, at(50)).unwrap().unwrap());
    assert_eq!(record.state(&notice, who, |_, _| None), State::Withdrawn);
    // three words in one instant, read back in any order
    let words: Vec<Entry> = [WordKind::Given, WordKind::Withdrawn, WordKind::Given]
        .into_iter()
        .map(|kind| {
            let entry = say(&record, &notice, who, Party::Own, kind, at(200)).unwrap();
            entry.iter().for_each(|entry| record.add(entry));
            entry.unwrap()
        })
        .collect();
    assert_eq!(Record::of(words.iter().rev()).state(&notice, who, |_, _| None), State::Given);
}

#[test]
fn a_duty_has_no_switch() {
    let mut head = notice("1", Childrens::Guardian, &[Method::Store]).head().clone();
    head.basis = Basis::Emergency;
    head.on_withdrawal.clear();
    let duty = Notice::new(head, BTreeMap::new(), &BTreeMap::new(), None, None);
    let who = Who { age: AgeClass::Adult };
    for kind in WordKind::ALL {
        assert_eq!(say(&Record::default(), &duty, who, Party::Own, *kind, at(1)), Err(Refusal::NotByConsent));
    }
    let state = Record::default().state(&duty, who, |_, _| None);
    assert!(state == State::WithoutConsent && state.allows());
}

#[test]
fn age_is_counted_to_the_day() {
    let born = Some(date(2012, 11, 22));
    assert_eq!(AgeClass::on(born, date(2026, 11, 21), false), AgeClass::Child);
    assert_eq!(AgeClass::on(born, date(2026, 11, 22), false), AgeClass::Teenager);
    assert_eq!(AgeClass::on(born, date(2030, 11, 22), false), AgeClass::Adult);
    assert_eq!(AgeClass::on(born, date(2030, 11, 22), true), AgeClass::AdultInCare);
    assert_eq!(AgeClass::on(None, date(2026, 11, 22), false), AgeClass::Adult);
}

fn any_entry() -> impl Strategy<Value = Entry> {
    (0..2_usize, 0..3_usize, 1..4_u8, 0..20_i64).prop_map(|(party, kind, version, second)| Entry {
        party: Party::ALL[party],
        kind: WordKind::ALL[kind],
        version: version.to_string(),
        digest: notice(&version.to_string(), Childrens::GuardianToo, &[Method::Store]).digest().to_owned(),
        at: at(second),
    })
}

proptest! {
    #[test]
    fn the_order_in_which_rows_are_read_does_not_matter(mut entries in prop::collection::vec(any_entry(), 0..12), seed in any::<u64>()) {
        entries.sort_by_key(|entry| entry.at);
        entries.dedup_by_key(|entry| entry.at);
        let straight = Record::of(&entries);
        let count = entries.len().max(1);
        entries.rotate_left(usize::try_from(seed).unwrap_or(0) % count);
        prop_assert_eq!(straight, Record::of(&entries));
    }

    #[test]
    fn after_the_persons_last_no_nothing_is_used(entries in prop::collection::vec(any_entry(), 0..12), age in 0..4_usize) {
        let record = Record::of(&entries);
        let age = [AgeClass::Child, AgeClass::Teenager, AgeClass::Adult, AgeClass::AdultInCare][age];
        let notice = notice("3", Childrens::GuardianToo, &[Method::Store]);
        let state = record.state(&notice, Who { age }, |_, _| None);
        let last = record.word(Party::Own).map(|word| word.kind);
        prop_assert!(!state.allows() || !matches!(last, Some(WordKind::Refused | WordKind::Withdrawn)));
    }
}
