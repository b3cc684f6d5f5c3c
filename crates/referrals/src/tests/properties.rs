//! Random lives of a referral: duplicates, stale copies, restarts, wrong clocks.

use super::*;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Happens {
    Act {
        verb: usize,
        by: u64,
        minutes: i64,
    },
    /// Somebody acts on an old copy; the event arrives now.
    Stale {
        verb: usize,
        by: u64,
        copy: prop::sample::Index,
    },
    /// An event that was made before arrives again.
    Again(prop::sample::Index),
    Silence,
    ClockSet {
        hours: i64,
    },
}

fn anything() -> impl Strategy<Value = Happens> {
    prop_oneof![
        8 => (0..12_usize, 1..4_u64, 0..3_000_i64).prop_map(|(verb, by, minutes)| Happens::Act { verb, by, minutes }),
        2 => (0..12_usize, 1..4_u64, any::<prop::sample::Index>()).prop_map(|(verb, by, copy)| Happens::Stale { verb, by, copy }),
        2 => any::<prop::sample::Index>().prop_map(Happens::Again),
        2 => Just(Happens::Silence),
        1 => (-900..900_i64).prop_map(|hours| Happens::ClockSet { hours }),
    ]
}

fn decide(world: &World, on: &Referral, verb: usize, act: &Act) -> Result<Change, Refusal> {
    let time = world.time();
    let preview = world.preview(on.kind(), on.sent().role.as_str(), on.age());
    match verb {
        0 => accept(on, act, &time),
        1 => reject(on, act, code("wrong_level"), &time),
        2 => revoke(on, act, code("other_way"), &time),
        3 => ask_back(on, act, &time),
        4 => answer(on, act, Some(&preview), &time),
        5 => begin(on, act, &time),
        6 => report_back(on, act, code("waiting"), &time),
        7 => report_back(on, act, code("did_not_come"), &time),
        8 => done(on, act),
        9 => send_on(on, act, owner(3, HOSPITAL), &preview, on.basis().clone(), &time),
        10 => inform(on, act, Giver::Guardian),
        _ => silence(on, act.id, act.at, &world.candidates(), &time),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_log_tells_the_same_story_and_somebody_owes_the_next_step(
        kind in prop::sample::select(Kind::ALL),
        story in prop::collection::vec(anything(), 0..30),
    ) {
        let world = World::new();
        let first = world.sent(&of(kind)).unwrap();
        let (mut now, mut referral, mut log) = (ten(), first.referral, vec![first.event.unwrap()]);
        let mut copies = vec![referral.clone()];
        let mut missed: BTreeSet<(Debt, Timestamp)> = BTreeSet::new();
        for (n, what) in (100..).zip(story) {
            let event = match what {
                Happens::Act { verb, by, minutes } => {
                    now += SignedDuration::from_mins(minutes);
                    decide(&world, &referral, verb, &act(n, by, now)).ok().and_then(|change| change.event)
                }
                Happens::Stale { verb, by, copy } => {
                    let copy = copy.get(&copies).clone();
                    decide(&world, &copy, verb, &act(n, by, now)).ok().and_then(|change| change.event)
                }
                Happens::Again(which) => Some(which.get(&log).clone()),
                Happens::Silence => {
                    now = referral.owed().map(|owed| owed.open.due_at).min().unwrap_or(now).max(now);
                    silence(&referral, step(n), now, &world.candidates(), &world.time()).ok().and_then(|change| change.event)
                }
                Happens::ClockSet { hours: n } => {
                    now = ten() + hours(n);
                    None
                }
            };
            let Some(event) = event else { continue };
            let known = referral.knows(event.id);
            if let Ok(after) = referral.apply(&event) {
                if known {
                    prop_assert_eq!(&after, &referral, "a duplicate changed something");
                    continue;
                }
                if let What::Silent { debt, missed: time, .. } = &event.what {
                    prop_assert!(missed.insert((*debt, *time)), "one missed time twice");
                }
                prop_assert!(referral.last_at() <= after.last_at());
                copies.push(after.clone());
                referral = after;
                log.push(event);
            }
            prop_assert_eq!(referral.has_ended(), matches!(referral.state(), State::Ended { .. }));
            prop_assert_eq!(Referral::replay(&log), Ok(referral.clone()));
            prop_assert_eq!(Referral::replay(log.iter().chain(log.iter().rev())), Ok(referral.clone()));
        }
    }
}
