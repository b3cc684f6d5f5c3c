use std::collections::BTreeSet;

use super::*;
use crate::reception::{
    Debt, End, Opening as Arrival, State, Step, accept, call_expert, decline, expert_came, guide, keep_record, offer, pass_on,
    receive, silence,
};

fn received(world: &World) -> Changed<Reception, Step> {
    let opening = Arrival {
        reception: ReceptionId::new(&IdSource::seeded(1), ten()),
        place: VILLAGE.parse().unwrap(),
        owner: owner(1, VILLAGE),
    };
    receive(opening, &act(1, 1, ten()), &world.time()).unwrap()
}

fn offered(world: &World) -> Changed<Reception, Step> {
    offer(&received(world).now, &act(2, 1, ten()), [code("guidance")].into(), &world.time()).unwrap()
}

fn accepted(world: &World) -> Reception {
    accept(&offered(world).now, &act(3, 1, ten()), person(1), consent(1), &world.time()).unwrap().now
}

#[test]
fn somebody_who_declines_leaves_no_record_of_who_they_were() {
    let world = World::new();
    let (first, second) = (received(&world), offered(&world));
    let third = decline(&second.now, &act(3, 1, ten()), false).unwrap();
    assert_eq!(third.now.state(), &State::Ended(End::Declined));
    assert!(third.now.has_ended() && third.now.person().is_none());
    // nothing that is kept names anybody: no person, no consent, no words of staff
    let log: Vec<Entry<Step>> = [first.entry, second.entry, third.entry].into_iter().flatten().collect();
    let kept = serde_json::to_string(&log).unwrap();
    assert!(!kept.contains("person") && !kept.contains("words") && !kept.contains("consent"), "{kept}");
    assert_eq!(keep_record(&third.now, &act(4, 1, ten()), consent(2)).err(), Some(Refusal::Ended));
}

#[test]
fn help_is_offered_before_anything_else_and_guidance_follows_a_yes() {
    let world = World::new();
    let time = world.time();
    let now = received(&world).now;
    assert_eq!(accept(&now, &act(2, 1, ten()), person(1), consent(1), &time).err(), Some(Refusal::OutOfTurn));
    assert_eq!(offer(&now, &act(2, 1, ten()), BTreeSet::new(), &time).err(), Some(Refusal::Missing));
    let yes = accepted(&world);
    assert_eq!(yes.person(), Some((person(1), consent(1))));
    let more = guide(&yes, &act(4, 1, ten()), true, &time).unwrap().now;
    let done = guide(&more, &act(5, 1, ten()), false, &time).unwrap().now;
    assert_eq!((done.sessions(), done.state()), (2, &State::Ended(End::Guided)));
}

#[test]
fn a_record_takes_a_consent_of_its_own_after_the_service_was_accepted() {
    let world = World::new();
    assert_eq!(keep_record(&offered(&world).now, &act(3, 1, ten()), consent(2)).err(), Some(Refusal::OutOfTurn));
    let kept = keep_record(&accepted(&world), &act(4, 1, ten()), consent(2)).unwrap().now;
    assert_eq!(kept.record(), Some(consent(2)));
}

#[test]
fn a_danger_calls_an_expert_within_minutes_and_the_draft_says_nothing_of_a_petition() {
    let world = World::new();
    let time = world.time();
    let (change, draft) = call_expert(&received(&world).now, &act(2, 1, ten()), Danger::SelfHarm, &time).unwrap();
    assert_eq!(draft.person, None);
    let owed: Vec<_> = change.now.owed().map(|(debt, open)| (debt, open.due_at)).collect();
    let expert = ten() + SignedDuration::from_mins(30);
    assert_eq!(owed[1], (Debt::Expert, expert));
    let late = silence(&change.now, step(3), expert, &world.candidates(), &time).unwrap().now;
    assert_eq!(late.owed().last().unwrap().1.owner, owner(21, "62/6207/620702/"));
    let came = expert_came(&late, &act(4, 1, expert)).unwrap().now;
    assert_eq!(came.owed().count(), 1);
    let json = serde_json::to_string(&draft).unwrap();
    assert!(!json.contains("petition") && !json.contains("reception"));
    assert_eq!(call_expert(&received(&world).now, &wordless(2, 1, ten()), Danger::Medical, &time).err(), Some(Refusal::Wordless));
}

#[test]
fn two_sweeps_that_saw_the_same_missed_time_count_it_once() {
    let world = World::new();
    let (now, time) = (received(&world).now, world.time());
    let due = now.owed().next().unwrap().1.due_at;
    let first = silence(&now, step(2), due, &world.candidates(), &time).unwrap().now;
    let slow = silence(&now, step(3), due + days(60), &world.candidates(), &time).unwrap().entry.unwrap();
    assert!(matches!(first.apply(&slow), Err(Refusal::NotDue { .. })));
}

#[test]
fn what_somebody_owes_who_is_gone_is_anothers_with_its_clock_and_so_is_what_comes_after() {
    let world = World::new();
    let time = world.time();
    let (now, _) = call_expert(&offered(&world).now, &act(4, 1, ten()), Danger::SelfHarm, &time).unwrap();
    let now = now.now;
    let gone = owner(1, VILLAGE).account;
    let heir = owner(2, VILLAGE);
    let after = pass_on(&now, step(5), ten(), gone, &[owner(1, VILLAGE), heir.clone()]).unwrap();
    assert_eq!(after.entry.as_ref().unwrap().by, Actor::System);
    assert!(after.now.owed().all(|(_, open)| open.owner == heir));
    assert!(after.now.owed().map(|(_, open)| open.due_at).eq(now.owed().map(|(_, open)| open.due_at)));
    let next = accept(&after.now, &act(6, 2, ten()), person(1), consent(1), &time).unwrap().now;
    assert!(next.owed().all(|(_, open)| open.owner == heir), "what begins later is theirs too");
    assert_eq!(pass_on(&next, step(7), ten(), gone, std::slice::from_ref(&heir)).err(), Some(Refusal::OutOfTurn));
    assert_eq!(pass_on(&next, step(7), ten(), heir.account, &[]).err(), Some(Refusal::Missing));
}

#[test]
fn in_every_reachable_state_somebody_owes_something_until_it_ends() {
    let world = World::new();
    let time = world.time();
    let mut seen = std::collections::BTreeMap::new();
    let mut queue = vec![received(&world).now];
    while let Some(now) = queue.pop() {
        assert!(seen.len() < 2_000, "states without end");
        let owed: Vec<_> = now.owed().map(|(debt, open)| (debt, open.owner.clone())).collect();
        let state = match now.state() {
            State::Ended(end) => end.to_string(),
            State::Received(_) => "received".to_owned(),
            State::Offered(_) => "offered".to_owned(),
            State::Accepted(_) => "accepted".to_owned(),
        };
        let shape = format!("{state} {owed:?} {} {} {}", now.record().is_some(), now.sessions().min(2), now.silences().min(2));
        if seen.insert(shape, now.has_ended()).is_some() {
            continue;
        }
        assert_eq!(now.person().is_some(), matches!(now.state(), State::Accepted(_) | State::Ended(End::Guided)));
        let n = 1_000 + u64::try_from(seen.len()).unwrap();
        let act = act(n, 1, ten());
        let due = now.owed().map(|(_, open)| open.due_at).min().unwrap_or(ten());
        let next = [
            offer(&now, &act, [code("talk")].into(), &time),
            accept(&now, &act, person(1), consent(1), &time),
            decline(&now, &act, false),
            decline(&now, &act, true),
            guide(&now, &act, true, &time),
            guide(&now, &act, false, &time),
            keep_record(&now, &act, consent(2)),
            call_expert(&now, &act, Danger::SelfHarm, &time).map(|(change, _)| change),
            expert_came(&now, &act),
            silence(&now, step(n), due, &world.candidates(), &time),
        ];
        queue.extend(next.into_iter().flatten().map(|change| change.now));
    }
    let open = seen.values().filter(|ended| !**ended).count();
    println!("states in all, and those that are open: {} {open}", seen.len());
    assert_eq!((seen.len(), open), (206, 188));
}
