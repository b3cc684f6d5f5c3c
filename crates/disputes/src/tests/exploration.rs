//! Every state of a dispute that the verbs can reach: a breadth-first walk until nothing new is found.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::*;
use crate::dispute::{
    Agreement, Decision, Step, add_problem, decide, hand_over, look, mediate, notice, reopen, resolve, settle, silence,
    to_joint_group,
};
use proptest::prelude::*;

const VERBS: usize = 15;

type Tried = Result<Changed<Dispute, Step>, Refusal>;

fn attempt(world: &World, now: &Dispute, n: u64, verb: usize, at: Timestamp) -> Tried {
    let time = world.time();
    let act = act(n, 1, at);
    let agreement = Agreement { parties: [1, 2].into(), until: None };
    match verb {
        0 => mediate(now, &act, session(), &time),
        1 => settle(now, &act, Settlement::Agreement, Some(agreement), &time),
        2 => settle(now, &act, Settlement::Law, None, &time),
        3 => to_joint_group(now, &act, [code("health"), code("labour")].into(), owner(5, "62/6207/"), &time),
        4 => decide(now, &act, Decision::MediateAgain, &time),
        5 => decide(now, &act, Decision::Settled(Settlement::Measure), &time),
        6 => look(now, &act, BTreeSet::new(), BTreeSet::new(), &time),
        7 => look(now, &act, [Seen::Conflict].into(), [code("talk")].into(), &time),
        8 => reopen(now, &act, &time),
        9 => hand_over(now, &act, owner(4, VILLAGE)),
        10 => silence(now, act.id, at, &world.candidates(), &time),
        11 => silence(now, act.id, at, &[], &time),
        12 => resolve(now, &act, 0),
        13 => notice(now, &act, 1, Danger::SelfHarm).map(|(change, _)| change),
        _ => add_problem(now, &act, code("quarrel"), &time),
    }
}

fn shape(now: &Dispute) -> String {
    let watch = (now.watch().until.is_some(), now.watch().looks.min(4), now.watch().extensions, &now.watch().seen);
    let resolved = now.problems().iter().filter(|problem| problem.resolved).count();
    let counts =
        (now.sessions().len().min(2), now.silences().min(2), now.notices().min(1), now.problems().len().min(2), resolved);
    let owner = now.owed().map(|open| open.owner.clone());
    format!("{} {owner:?} {:?} {watch:?} {counts:?}", now.stage(), now.settlement().map(|(how, _)| how))
}

#[test]
fn in_every_reachable_state_somebody_owes_the_next_step_by_a_time_until_it_is_closed() {
    let world = World::new();
    let first = world.registered();
    let mut seen = BTreeMap::from([(shape(&first.now), false)]);
    let mut leads_to: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut queue = VecDeque::from([first.now]);
    while let Some(now) = queue.pop_front() {
        assert!(seen.len() < 20_000, "states without end");
        assert_eq!(now.owed().is_none(), now.stage() == Stage::Closed);
        assert_eq!(now.missing().is_empty(), now.stage() == Stage::Closed);
        assert!(now.owed().is_none_or(|open| open.since <= open.due_at));
        assert!(now.stage() != Stage::Closed || now.watch().seen.is_empty());
        if now.problems().len() > 2 || now.notices() > 1 {
            continue;
        }
        let from = shape(&now);
        let due = now.owed().map_or(ten(), |open| open.due_at);
        for verb in 0..VERBS {
            let n = 1_000 + u64::try_from(seen.len() * VERBS + verb).unwrap();
            let Ok(change) = attempt(&world, &now, n, verb, due) else { continue };
            assert_ne!(now.stage(), Stage::Closed, "{verb} after the end");
            assert_eq!(change.now.apply(change.entry.as_ref().unwrap()).as_ref(), Ok(&change.now));
            let next = shape(&change.now);
            leads_to.entry(from.clone()).or_default().insert(next.clone());
            if seen.insert(next, change.now.stage() == Stage::Closed).is_none() {
                queue.push_back(change.now);
            }
        }
    }
    let mut good: BTreeSet<&String> = seen.iter().filter(|(_, closed)| **closed).map(|(shape, _)| shape).collect();
    loop {
        let before = good.len();
        good.extend(
            leads_to
                .iter()
                .filter(|(_, next)| next.iter().any(|shape| good.contains(shape)))
                .map(|(from, _)| from)
                .collect::<Vec<_>>(),
        );
        if good.len() == before {
            break;
        }
    }
    let stuck = seen.keys().filter(|shape| !good.contains(shape)).filter(|shape| leads_to.contains_key(*shape)).count();
    let open = seen.values().filter(|closed| !**closed).count();
    println!("states in all, and those that are open: {} {open}", seen.len());
    assert_eq!((seen.len(), open, stuck), (3816, 3384, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_log_tells_the_same_story(story in prop::collection::vec((0..VERBS, 0..40_i64, any::<bool>()), 0..25)) {
        let world = World::new();
        let first = world.registered();
        let (mut now, mut log, mut at) = (first.now, vec![first.entry.unwrap()], ten());
        let mut missed = BTreeSet::new();
        for (n, (verb, wait, late)) in (100..).zip(story) {
            at += days(wait - 3);
            if late {
                at = at.max(now.owed().map_or(at, |open| open.due_at));
            }
            let Ok(change) = attempt(&world, &now, n, verb, at) else { continue };
            let entry = change.entry.unwrap();
            if let Step::Silent { missed: time, .. } = &entry.step {
                prop_assert!(missed.insert(*time), "one missed time twice");
            }
            log.push(entry);
            now = change.now;
            prop_assert_eq!(now.owed().is_none(), now.stage() == Stage::Closed);
            let kept: Vec<Entry<Step>> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
            prop_assert_eq!(Dispute::replay(kept.iter().chain(&log)), Ok(now.clone()));
        }
    }
}
