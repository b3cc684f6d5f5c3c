//! Every record that the words can make, under every age and rule for minors: not a sample.

use std::collections::BTreeSet;

use super::*;

const AGES: [AgeClass; 4] = [AgeClass::Child, AgeClass::Teenager, AgeClass::Adult, AgeClass::AdultInCare];

/// One thing that can happen: somebody says something under the notice in force, or another notice comes into force, or years pass.
#[derive(Debug, Clone, Copy)]
enum Step {
    Says(Party, WordKind),
    NoticeIs(usize),
    AgeIs(usize),
}

#[derive(Clone)]
struct Situation {
    record: Record,
    notice: usize,
    age: usize,
    clock: i64,
}

/// Version 1; version 2 with other words and the same terms; version 3 with one more way of use.
fn notices(minors: Childrens) -> [Notice; 3] {
    let narrow = [Method::Store, Method::Read];
    [
        notice("1", minors, &narrow),
        notice("2", minors, &narrow),
        notice("3", minors, &[Method::Store, Method::Read, Method::Reach]),
    ]
}

fn state(situation: &Situation, notices: &[Notice; 3]) -> State {
    let known = |version: &str, digest: &str| notices.iter().find(|known| known.version() == version && known.digest() == digest);
    situation.record.state(&notices[situation.notice], Who { age: AGES[situation.age] }, known)
}

fn key(situation: &Situation) -> String {
    let word = |party| situation.record.word(party).map(|word| (word.kind, word.version.clone()));
    format!("{:?} {:?} {} {}", word(Party::Own), word(Party::Guardian), situation.notice, situation.age)
}

fn after(situation: &Situation, step: Step, notices: &[Notice; 3]) -> Result<Option<Situation>, Refusal> {
    let mut next = situation.clone();
    next.clock += 1;
    match step {
        Step::NoticeIs(index) => next.notice = index,
        Step::AgeIs(index) => next.age = index,
        Step::Says(party, kind) => {
            let who = Who { age: AGES[next.age] };
            let Some(entry) = say(&next.record, &notices[next.notice], who, party, kind, at(next.clock))? else {
                return Ok(None);
            };
            next.record.add(&entry);
        }
    }
    Ok(Some(next))
}

fn steps() -> Vec<Step> {
    let says = Party::ALL.iter().flat_map(|party| WordKind::ALL.iter().map(|kind| Step::Says(*party, *kind)));
    says.chain((0..3).map(Step::NoticeIs)).chain((0..AGES.len()).map(Step::AgeIs)).collect()
}

/// Everything reachable, each with what must hold there.
fn explore(minors: Childrens) -> (usize, BTreeSet<State>) {
    let notices = notices(minors);
    let start = Situation { record: Record::default(), notice: 0, age: 0, clock: 0 };
    let (mut seen, mut queue) = (BTreeSet::from([key(&start)]), vec![start]);
    let mut states = BTreeSet::new();
    while let Some(situation) = queue.pop() {
        let here = state(&situation, &notices);
        states.insert(here);
        holds(&situation, here, minors, &notices);
        for step in steps() {
            let Ok(Some(next)) = after(&situation, step, &notices) else { continue };
            if seen.insert(key(&next)) {
                queue.push(next);
            }
        }
    }
    (seen.len(), states)
}

fn holds(situation: &Situation, here: State, minors: Childrens, notices: &[Notice; 3]) {
    let age = AGES[situation.age];
    let needed = Needed::of(minors, age);
    let yes = |party| situation.record.word(party).is_some_and(|word| word.kind == WordKind::Given);
    let no = |party| situation.record.word(party).is_some_and(|word| word.kind != WordKind::Given);
    if here == State::Given {
        assert!(Party::ALL.iter().all(|party| !needed.is(*party) || yes(*party)), "used without the yes that is needed");
        assert!(!no(Party::Own), "used against the person's own no");
        let wide = situation.notice == 2;
        let old = Party::ALL
            .iter()
            .filter(|party| needed.is(**party))
            .any(|party| situation.record.word(*party).is_some_and(|word| word.version != "3"));
        assert!(!(wide && old), "a wider use rests on an earlier consent");
        // as easy to take back as to give: one word of anybody whose word counts ends it
        for party in [Party::Own, Party::Guardian] {
            let one = after(situation, Step::Says(party, WordKind::Withdrawn), notices);
            match one {
                Ok(Some(next)) => assert_eq!(state(&next, notices), State::Withdrawn),
                Ok(None) => panic!("a withdrawal was lost"),
                Err(why) => assert!(party == Party::Guardian && why == Refusal::NoGuardianNeeded, "{party} {why}"),
            }
        }
    } else {
        // one yes of each party whose yes is needed, and of a child who said no before, is always enough
        let mut next = situation.clone();
        for party in [Party::Own, Party::Guardian] {
            if (needed.is(party) || no(party))
                && let Ok(Some(given)) = after(&next, Step::Says(party, WordKind::Given), notices)
            {
                next = given;
            }
        }
        assert_eq!(state(&next, notices), State::Given, "no way back to a yes from {}", key(situation));
    }
    if no(Party::Own) {
        assert!(matches!(here, State::Withdrawn | State::Refused), "the person's own no does not count");
    }
}

#[test]
fn nothing_is_used_without_the_words_that_are_needed_and_one_word_ends_it() {
    let all: Vec<_> = Childrens::ALL.iter().map(|minors| explore(*minors)).collect();
    // own word (none, or 3 kinds under 3 versions) × guardian's word × notice × age
    assert!(all.iter().all(|(count, _)| *count == 10 * 10 * 3 * 4), "{:?}", all.iter().map(|found| found.0).collect::<Vec<_>>());
    for (_, states) in &all[..2] {
        let expected = [State::NotAsked, State::Given, State::Refused, State::Withdrawn, State::Superseded];
        assert!(expected.iter().all(|state| states.contains(state)));
        assert!(states.contains(&State::Awaits(Party::Guardian)) && states.contains(&State::Awaits(Party::Own)));
        assert!(!states.contains(&State::WithoutConsent));
    }
}
