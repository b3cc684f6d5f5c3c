//! Every state that the verbs can reach, not a sample: a breadth-first walk until nothing new is found.
//!
//! Two states are one when they differ only in instants and ids, in the third and later escalation, or in the third and later support.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::*;
use jiff::SignedDuration;

/// One way to act on a warning; `late` acts a second after the due time instead of at the last event's instant.
#[derive(Debug, Clone, Copy)]
struct Try {
    verb: usize,
    by: u64,
    late: bool,
}

const VERBS: usize = 16;

fn attempt(world: &World, warning: &Warning, n: u64, tried: Try) -> Result<Change, Refusal> {
    let time = world.time();
    let due = warning.state().open().map_or(warning.last_at(), |(_, open)| open.due_at);
    let when = if tried.late { due + SignedDuration::from_secs(1) } else { warning.last_at() };
    let act = act(n, tried.by, when);
    match tried.verb {
        0 => second(warning, &act, Level::Red, owner(2, COUNTY), None, &time),
        1 => second(warning, &act, Level::Blue, owner(2, COUNTY), None, &time),
        2 => dismiss(warning, &act, Dismissal::WrongPerson, None, &time),
        3 => acknowledge(warning, &act, None, &time),
        4 => verify(warning, &act, Finding::ImmediateDanger, None, &time),
        5 => verify(warning, &act, Finding::Unreachable, None, &time),
        6 => intervene(warning, &act, Action::Company, None, &time),
        7 => feedback(warning, &act, Party::Person, Hearing::Heard, None, &time),
        8 => feedback(warning, &act, Party::Reporter, Hearing::NotReached, None, &time),
        9 => close(warning, &act, Outcome::Supported, None, &time),
        10 => close(warning, &act, Outcome::Duplicate, None, &time),
        11 => second_close(warning, &act, None),
        12 => hand_over(warning, &act, owner(1, COUNTY), None),
        13 => hand_over(warning, &act, owner(2, COUNTY), None),
        14 => note(warning, &act, "words".to_owned()),
        15 => escalate(warning, act.id, act.at, &world.candidates(), &time),
        _ => unreachable!(),
    }
}

/// What remains of a warning when instants and ids are forgotten.
fn shape(warning: &Warning) -> String {
    let state = match warning.state() {
        State::Close { proposal, .. } => format!("close {proposal:?}"),
        State::Closed { outcome, by, proposed_by, .. } => format!("closed {outcome} {by} {proposed_by:?}"),
        State::Dismissed { reason, by, .. } => format!("dismissed {reason} {by}"),
        open => open.open().unwrap().0.to_string(),
    };
    let owner = warning.state().open().map(|(_, open)| &open.owner);
    let heard = (warning.person_heard(), warning.reporter_heard());
    let counts = (warning.actions().len().min(2), warning.escalations().min(2));
    format!("{state} {owner:?} {} {:?} {heard:?} {counts:?}", warning.level(), warning.finding())
}

/// What must hold in every state.
fn holds(warning: &Warning, log: &[Event]) {
    match status(warning, warning.last_at()) {
        Some(status) => {
            assert!(status.since <= status.due_at);
            assert!(!warning.has_ended());
        }
        None => assert!(matches!(warning.state(), State::Closed { .. } | State::Dismissed { .. })),
    }
    if let State::Closed { by, proposed_by, .. } = warning.state()
        && warning.level() == Level::Red
    {
        assert!(proposed_by.is_some_and(|first| first != *by), "red closed by one person");
    }
    let restarted: Warning = serde_json::from_str(&serde_json::to_string(warning).unwrap()).unwrap();
    assert_eq!(restarted, *warning);
    assert_eq!(Warning::replay(log).as_ref(), Ok(warning));
}

struct Walk {
    states: usize,
    open: usize,
    tried: usize,
    accepted: usize,
}

fn walk(level: Level, reported: bool) -> Walk {
    let world = World::new();
    let opened = world.opened(level, reported);
    let first = (opened.warning, vec![opened.event.unwrap()]);
    let mut seen = BTreeMap::from([(shape(&first.0), first.0.has_ended())]);
    let mut leads_to: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut queue = VecDeque::from([first]);
    let (mut tried, mut accepted) = (0, 0);
    while let Some((warning, log)) = queue.pop_front() {
        holds(&warning, &log);
        let from = shape(&warning);
        let ways =
            (0..VERBS).flat_map(|verb| [1, 2].into_iter().flat_map(move |by| [false, true].map(|late| Try { verb, by, late })));
        for way in ways {
            tried += 1;
            let n = 1_000 + u64::try_from(log.len()).unwrap();
            let Ok(change) = attempt(&world, &warning, n, way) else { continue };
            accepted += 1;
            assert!(!warning.has_ended(), "{way:?} after the end");
            let event = change.event.unwrap();
            // a second delivery changes nothing
            assert_eq!(change.warning.apply(&event).as_ref(), Ok(&change.warning));
            let next = shape(&change.warning);
            leads_to.entry(from.clone()).or_default().insert(next.clone());
            if seen.insert(next, change.warning.has_ended()).is_none() {
                let log = log.iter().cloned().chain([event]).collect();
                queue.push_back((change.warning, log));
            }
        }
    }
    every_open_state_can_end(&seen, &leads_to);
    Walk { states: seen.len(), open: seen.values().filter(|ended| !**ended).count(), tried, accepted }
}

fn every_open_state_can_end(seen: &BTreeMap<String, bool>, leads_to: &BTreeMap<String, BTreeSet<String>>) {
    let mut good: BTreeSet<&String> = seen.iter().filter(|(_, ended)| **ended).map(|(shape, _)| shape).collect();
    loop {
        let before = good.len();
        for (from, next) in leads_to {
            if next.iter().any(|shape| good.contains(shape)) {
                good.insert(from);
            }
        }
        if good.len() == before {
            break;
        }
    }
    assert_eq!(good.len(), seen.len(), "a state from which the loop cannot end");
}

#[test]
fn no_reachable_state_is_without_owner_and_due_time_and_each_can_end() {
    let counts: Vec<(usize, usize)> = [(Level::Red, true), (Level::Red, false), (Level::Yellow, true), (Level::Blue, false)]
        .into_iter()
        .map(|(level, reported)| walk(level, reported))
        .inspect(|walk| assert!(walk.open < walk.states && walk.accepted < walk.tried))
        .map(|walk| (walk.states, walk.open))
        .collect();
    // states in all, and those of them that are open
    assert_eq!(counts, [(939, 837), (699, 597), (342, 294), (222, 174)]);
}
