//! Every state that the verbs can reach, not a sample: a breadth-first walk until nothing new is found.
//!
//! Two states are one when they differ only in instants and ids, or in the third and later silence or sending on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::*;

const VERBS: usize = 14;

#[derive(Debug, Clone, Copy)]
struct Try {
    verb: usize,
    by: u64,
    late: bool,
}

fn attempt(world: &World, referral: &Referral, n: u64, tried: Try) -> Result<Change, Refusal> {
    let time = world.time();
    let due = referral.owed().map(|owed| owed.open.due_at).min().unwrap_or(referral.last_at());
    let when = if tried.late { due + SignedDuration::from_secs(1) } else { referral.last_at() };
    let act = act(n, tried.by, when);
    let result = |text| report_back(referral, &act, code(text), &time);
    let preview = world.preview(referral.kind(), referral.sent().role.as_str(), referral.age());
    match tried.verb {
        0 => accept(referral, &act, &time),
        1 => reject(referral, &act, code("wrong_level"), &time),
        2 => revoke(referral, &act, code("other_way"), &time),
        3 => ask_back(referral, &act, &time),
        4 => answer(referral, &act, None, &time),
        5 => begin(referral, &act, &time),
        6 => result("in_care"),
        7 => result(if referral.kind() == Kind::Consult { "advice_given" } else { "care_goes_on" }),
        8 => done(referral, &act),
        9 => send_on(referral, &act, owner(3, HOSPITAL), &preview, referral.basis().clone(), &time),
        10 => silence(referral, act.id, when, &world.candidates(), &time),
        11 => inform(referral, &act, Giver::Guardian),
        12 => cite_report(referral, &act, duty(1)),
        13 => silence(referral, act.id, when, &[], &time),
        _ => unreachable!(),
    }
}

/// What remains of a referral when instants and ids are forgotten.
fn shape(referral: &Referral) -> String {
    let owed: Vec<_> = referral.owed().map(|owed| (owed.debt, owed.open.owner.clone())).collect();
    let detail = match referral.state() {
        State::Reported { outcome, .. } => outcome.result.to_string(),
        State::Returned { why: Returned::Rejected { .. }, .. } => "rejected".to_owned(),
        State::Returned { why: Returned::Silence { told }, .. } => format!("silence {}", told.is_some()),
        State::Ended { end, by, .. } => format!("{end:?} {by}"),
        _ => String::new(),
    };
    let counts = (referral.silences().min(2), referral.earlier().len().min(1));
    format!("{} {detail} {owed:?} {:?} {} {counts:?}", referral.state().word(), referral.sent().to, referral.is_accepted())
}

/// What must hold in every state.
fn holds(referral: &Referral, log: &[Event]) {
    assert_eq!(referral.has_ended(), referral.owed().next().is_none());
    assert_eq!(referral.state().open().is_none(), matches!(referral.state(), State::Ended { .. }));
    for owed in referral.owed() {
        assert!(owed.open.since <= owed.open.due_at);
    }
    let standing = referral.standing();
    let moved = matches!(referral.state(), State::Ended { end: End::Moved, .. });
    // somebody who is responsible sees what they answer for
    let seen = if standing.responsible == Side::Sender { standing.sender } else { standing.receiver };
    assert!(Sight::Packet <= seen, "{standing:?}");
    // the whole record goes to a receiver by assignment and transfer only, and a transfer leaves the sender the record alone
    assert_eq!(standing.receiver == Sight::Whole, moved);
    assert_eq!(standing.sender == Sight::Record, moved && referral.kind() == Kind::Transfer);
    let restarted: Referral = serde_json::from_str(&serde_json::to_string(referral).unwrap()).unwrap();
    assert_eq!(restarted, *referral);
    let kept: Vec<Event> = serde_json::from_str(&serde_json::to_string(log).unwrap()).unwrap();
    assert_eq!(Referral::replay(&kept).as_ref(), Ok(referral));
}

fn walk(case: &Case) -> (usize, usize) {
    let world = World::new();
    let first = world.sent(case).unwrap();
    let mut seen = BTreeMap::from([(shape(&first.referral), first.referral.has_ended())]);
    let mut leads_to: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut queue = VecDeque::from([(first.referral, vec![first.event.unwrap()])]);
    while let Some((referral, log)) = queue.pop_front() {
        assert!(seen.len() < 5_000, "states without end");
        holds(&referral, &log);
        let from = shape(&referral);
        let ways =
            (0..VERBS).flat_map(|verb| [1, 2].into_iter().flat_map(move |by| [false, true].map(|late| Try { verb, by, late })));
        for way in ways {
            let n = 1_000 + u64::try_from(log.len()).unwrap();
            let Ok(change) = attempt(&world, &referral, n, way) else { continue };
            assert!(!referral.has_ended(), "{way:?} after the end");
            let event = change.event.unwrap();
            assert_eq!(change.referral.apply(&event).as_ref(), Ok(&change.referral), "a second delivery changed something");
            let next = shape(&change.referral);
            leads_to.entry(from.clone()).or_default().insert(next.clone());
            if seen.insert(next, change.referral.has_ended()).is_none() {
                let log = log.iter().cloned().chain([event]).collect();
                queue.push_back((change.referral, log));
            }
        }
    }
    every_state_can_end(&seen, &leads_to);
    (seen.len(), seen.values().filter(|ended| !**ended).count())
}

fn every_state_can_end(seen: &BTreeMap<String, bool>, leads_to: &BTreeMap<String, BTreeSet<String>>) {
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
    assert_eq!(good.len(), seen.len(), "a state from which it cannot end");
}

#[test]
fn in_every_reachable_state_somebody_owes_something_by_a_time_until_it_ends() {
    let with_debts = Case { urgency: Urgency::Emergency, basis: emergency(), age: Age::Minor, harm: true, ..usual() };
    let cases = [of(Kind::Assign), of(Kind::Transfer), of(Kind::Refer), of(Kind::Consult), with_debts];
    let counts: Vec<(usize, usize)> = cases.iter().map(walk).collect();
    println!("states in all, and those that are open: {counts:?}");
    assert_eq!(counts, [(36, 27), (72, 54), (116, 92), (98, 80), (680, 656)]);
}
