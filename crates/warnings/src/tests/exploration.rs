//! Every state that the verbs can reach, not a sample: a breadth-first walk until nothing new is found.
//!
//! The steps of the loop are walked without bound; of what runs beside them (reviews, levels, joining, merging, opening again, hand-overs,
//! objections) each way begins at most [`BESIDE`], at any step, and goes on with it in any order. Two states are one when they differ only
//! in ids and in instants that lie on the same side of the last event's, in the second and later escalation, or in the second and later
//! support. Time takes three values: at the last event, a second after the soonest due time, a second after the last; a milder level is
//! proposed two days later.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::doing::{Partners, Verb, decide, laws};
use super::*;
use jiff::SignedDuration;

/// How many things beside the steps one way begins at most.
const BESIDE: u8 = 1;

/// The steps of the loop.
const LOOP: &[Verb] = &[
    Verb::Second(Level::Red),
    Verb::Second(Level::Blue),
    Verb::Dismiss,
    Verb::Acknowledge,
    Verb::Verify(Finding::ImmediateDanger),
    Verb::Verify(Finding::Unreachable),
    Verb::Intervene(Action::Company),
    Verb::Feedback(Party::Person, Hearing::Heard),
    Verb::Feedback(Party::Reporter, Hearing::NotReached),
    Verb::Close(Outcome::Supported),
    Verb::SecondClose,
    Verb::Escalate { nobody: false },
];

/// What can happen beside them.
const OTHERS: &[Verb] = &[
    Verb::HandOver(2),
    Verb::Note,
    Verb::Escalate { nobody: true },
    Verb::Upgrade(Level::Red),
    Verb::Upgrade(Level::Yellow),
    Verb::SecondUpgrade,
    Verb::RefuseUpgrade,
    Verb::Downgrade(Level::Blue),
    Verb::SignDowngrade,
    Verb::Review(Reviewing::Cleared),
    Verb::Review(Reviewing::Worse),
    Verb::TakeUp(1, Level::Red),
    Verb::TakeUp(2, Level::Blue),
    Verb::Absorb(0),
    Verb::Absorb(1),
    Verb::Absorb(2),
    Verb::MergeAway,
    Verb::Reopen(Reopening::NeedReturned),
    Verb::Offer(4),
    Verb::Accept,
    Verb::Reassign(2),
    Verb::Reassign(3),
    Verb::PassOn(Clock::Review, 4),
    Verb::Object(4),
    Verb::Answer(Answer::Explained),
    Verb::Answer(Answer::Upheld),
    Verb::SecondObjection,
];

/// Does the act begin something beside the loop? What only goes on with it, or ends it, is not counted.
const fn begins(verb: Verb) -> bool {
    !matches!(
        verb,
        Verb::SecondUpgrade
            | Verb::RefuseUpgrade
            | Verb::SignDowngrade
            | Verb::Review(_)
            | Verb::Accept
            | Verb::Answer(_)
            | Verb::SecondObjection
            | Verb::MergeAway
    )
}

/// Does it matter who acts and when?
const fn varies(verb: Verb) -> (bool, bool) {
    match verb {
        Verb::Escalate { .. } => (false, true),
        Verb::Downgrade(_) => (true, false),
        Verb::Reassign(_) => (false, false),
        Verb::HandOver(_) | Verb::Note | Verb::PassOn(..) | Verb::Absorb(_) | Verb::MergeAway | Verb::Reopen(_) => (false, false),
        _ => (true, false),
    }
}

/// When an act can take place.
fn instants(warning: &Warning, verb: Verb) -> Vec<Timestamp> {
    let last = warning.last_at();
    if matches!(verb, Verb::Downgrade(_)) {
        return vec![last + SignedDuration::from_hours(48)];
    }
    if !varies(verb).1 {
        return vec![last];
    }
    let owed = warning.owed();
    let later = |at: Timestamp| at.max(last) + SignedDuration::from_secs(1);
    let ends = [owed.first(), owed.last()].into_iter().flatten().map(|owed| later(owed.open.due_at));
    std::iter::once(last).chain(ends).collect()
}

/// What remains of a warning when instants and ids are forgotten.
fn shape(warning: &Warning, beside: u8) -> String {
    let state = match warning.state() {
        State::Close { proposal, .. } => format!("close {:?}", proposal.as_ref().map(|one| one.by)),
        State::Closed { outcome, by, proposed_by, .. } => format!("closed {outcome} {by} {proposed_by:?}"),
        State::Dismissed { by, .. } => format!("dismissed {by}"),
        State::Merged { into, by, .. } => format!("merged {into} {by}"),
        open => open.open().unwrap().0.to_string(),
    };
    let late = |open: &Open| open.due_at <= warning.last_at();
    let owed: Vec<_> =
        Clock::ALL.iter().map(|clock| warning.clock(*clock).map(|one| (one.open.owner.account, late(one.open)))).collect();
    let heard = (warning.person_heard().is_some(), warning.reporter_heard().is_some(), warning.has_reporter());
    let counts = (warning.actions().len().min(1), warning.escalations().min(1), warning.signals().len());
    let proposals = (
        warning.rise().map(|rise| (rise.by, rise.level)),
        warning.downgrade().map(|one| (one.by, one.level)),
        warning.objection().map(|one| (one.by, one.upheld_by)),
        warning.offer().map(|one| one.to.account),
    );
    let facts = (warning.is_cleared(), warning.deciders(), warning.needs_two_to_close(), warning.absorbed(), warning.reopened());
    format!("{beside} {state} {owed:?} {} {:?} {heard:?} {counts:?} {proposals:?} {facts:?}", warning.level(), warning.finding())
}

/// What must hold in every state.
fn holds(world: &World, warning: &Warning, log: &[Event]) {
    assert_eq!(warning.has_ended(), warning.owed().is_empty());
    if warning.is_confirmed() && !warning.has_ended() {
        let (_, open) = warning.state().open().unwrap();
        assert!(open.since <= open.due_at);
    }
    if let State::Closed { by, proposed_by, .. } = warning.state()
        && warning.level() == Level::Red
    {
        assert!(proposed_by.is_some_and(|first| first != *by), "red closed by one person");
    }
    let restarted: Warning = serde_json::from_str(&serde_json::to_string(warning).unwrap()).unwrap();
    assert_eq!(restarted, *warning);
    assert_eq!(Warning::replay(log).as_ref(), Ok(warning));
    every_missed_due_time_escalates_once(world, warning);
}

/// At an instant when everything is late: as many escalations as clocks, each for the due time of its clock, and then none.
fn every_missed_due_time_escalates_once(world: &World, warning: &Warning) {
    let Some(last) = warning.owed().last().map(|owed| owed.open.due_at) else { return };
    let at = last.max(warning.last_at());
    let mut missed: BTreeSet<(Clock, Timestamp)> = warning.owed().iter().map(|owed| (owed.clock, owed.open.due_at)).collect();
    let mut present = warning.clone();
    for n in 0_u64.. {
        let id = act(70_000 + n, 0, ten()).id;
        match escalate(&present, id, at, &world.candidates(), &world.time()) {
            Ok(change) => {
                let event = change.event.unwrap();
                let What::Escalated { clock, missed: due, .. } = event.what else { unreachable!() };
                assert!(missed.remove(&(clock, due)), "{clock} escalated twice, or for another time");
                present = change.warning;
            }
            Err(refused) => {
                assert!(matches!(refused, Refusal::NotDue { due_at } if at < due_at), "{refused:?}");
                break;
            }
        }
    }
    assert!(missed.is_empty(), "missed and not escalated: {missed:?}");
}

struct Walk {
    states: usize,
    open: usize,
    tried: usize,
    accepted: usize,
}

/// A state on the way: how many acts beside the steps led to it.
struct Reached {
    warning: Warning,
    log: Vec<Event>,
    beside: u8,
}

fn walk(level: Level, reported: bool, most: u8) -> Walk {
    let world = World::new();
    let partners = Partners::new(&world);
    let opened = world.opened(level, reported);
    let first = Reached { warning: opened.warning, log: vec![opened.event.unwrap()], beside: 0 };
    let mut seen: BTreeMap<String, usize> = BTreeMap::from([(shape(&first.warning, 0), 0)]);
    let mut ended = vec![false];
    let mut leads_to: Vec<Vec<usize>> = vec![Vec::new()];
    let mut queue = VecDeque::from([(0, first)]);
    let (mut tried, mut accepted) = (0, 0);
    while let Some((from, Reached { warning, log, beside })) = queue.pop_front() {
        holds(&world, &warning, &log);
        let others = OTHERS.iter().filter(|verb| most != 0 && (beside < most || !begins(**verb)));
        let ways = LOOP.iter().map(|verb| (*verb, false)).chain(others.map(|verb| (*verb, true)));
        for (verb, is_beside) in ways {
            let beside = beside + u8::from(is_beside && begins(verb));
            let actors: &[u64] = match varies(verb).0 {
                false => &[5],
                true if !is_beside => &[1, 2],
                true => &[2, 4],
            };
            for (by, at) in actors.iter().flat_map(|by| instants(&warning, verb).into_iter().map(move |at| (*by, at))) {
                tried += 1;
                let act = act(1_000 + u64::try_from(log.len()).unwrap(), by, at);
                let Ok(change) = decide(&world, &partners, &warning, verb, &act) else { continue };
                accepted += 1;
                let event = change.event.unwrap();
                laws(&warning, &change.warning, &event);
                // a second delivery changes nothing
                assert_eq!(change.warning.apply(&event).as_ref(), Ok(&change.warning));
                let fresh = seen.len();
                let to = *seen.entry(shape(&change.warning, beside)).or_insert(fresh);
                leads_to[from].push(to);
                if to == fresh {
                    ended.push(change.warning.has_ended());
                    leads_to.push(Vec::new());
                    let log = log.iter().cloned().chain([event]).collect();
                    queue.push_back((to, Reached { warning: change.warning, log, beside }));
                }
            }
        }
    }
    every_open_state_can_end(&ended, &leads_to, most);
    Walk { states: seen.len(), open: ended.iter().filter(|ended| !**ended).count(), tried, accepted }
}

/// The loop alone can always end. With a bound on other acts a state whose end needs one more of them is no fault.
fn every_open_state_can_end(ended: &[bool], leads_to: &[Vec<usize>], most: u8) {
    if most != 0 {
        return;
    }
    let mut good = ended.to_vec();
    loop {
        let more: Vec<usize> =
            (0..good.len()).filter(|from| !good[*from] && leads_to[*from].iter().any(|to| good[*to])).collect();
        if more.is_empty() {
            break;
        }
        for one in more {
            good[one] = true;
        }
    }
    assert!(good.iter().all(|good| *good), "a state from which the loop cannot end");
}

/// Walks, prints the figures and compares them: they are exact, and a change of the machine shows in them.
fn walked(level: Level, reported: bool, most: u8) -> (usize, usize, usize, usize) {
    let Walk { states, open, tried, accepted } = walk(level, reported, most);
    let from = if reported { "reported" } else { "own answers" };
    println!(
        "{level}, {from}, at most {most} begun beside the loop: {states} states, {open} open; {tried} tried, {accepted} accepted"
    );
    (states, open, tried, accepted)
}

#[test]
fn no_state_of_the_loop_is_without_owner_and_due_time_and_each_can_end() {
    let found = [(Level::Red, true), (Level::Red, false), (Level::Yellow, true), (Level::Blue, false)];
    let found = found.map(|(level, reported)| walked(level, reported, 0));
    let expected = [(439, 419, 10_935, 3_098), (291, 271, 7_235, 1_710), (197, 189, 4_909, 1_408), (117, 109, 2_909, 656)];
    assert_eq!(found, expected);
}

// one test for each opening, so that they run side by side

#[test]
fn no_state_that_a_red_report_can_reach_is_without_owner_and_due_time() {
    assert_eq!(walked(Level::Red, true, BESIDE), (30_616, 29_504, 1_366_886, 348_079));
}

#[test]
fn no_state_that_a_yellow_report_can_reach_is_without_owner_and_due_time() {
    assert_eq!(walked(Level::Yellow, true, BESIDE), (20_493, 19_737, 908_886, 235_958));
}

#[test]
fn no_state_that_a_blue_warning_can_reach_is_without_owner_and_due_time() {
    assert_eq!(walked(Level::Blue, false, BESIDE), (15_160, 14_502, 670_718, 159_268));
}
