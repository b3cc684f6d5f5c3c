use std::collections::BTreeSet;

use super::*;
use crate::dispute::{
    Agreement, Decision, Missing, Step, add_party, add_problem, decide, hand_over, look, mediate, notice, pass_on, reopen,
    resolve, settle, silence, to_joint_group,
};
use jiff::civil::date;

fn mediated(world: &World) -> Dispute {
    mediate(&world.registered().now, &act(2, 1, ten()), session(), &world.time()).unwrap().now
}

fn agreement() -> Option<Agreement> {
    Some(Agreement { parties: [1, 2].into(), until: Some(date(2026, 12, 31)) })
}

fn settled(world: &World) -> Dispute {
    settle(&mediated(world), &act(3, 1, ten()), Settlement::Agreement, agreement(), &world.time()).unwrap().now
}

fn saw(dispute: &Dispute, n: u64, after: i64, seen: &[Seen], offered: &[&str], world: &World) -> Result<Dispute, Refusal> {
    let services = offered.iter().map(|service| code(service)).collect();
    let seen = seen.iter().copied().collect();
    look(dispute, &act(n, 1, ten() + days(after)), seen, services, &world.time()).map(|change| change.now)
}

#[test]
fn each_of_the_five_kinds_of_workers_registers() {
    let world = World::new();
    for worker in Worker::ALL {
        let opening = Opening { worker: *worker, ..world.opening() };
        let now = register(opening, &act(1, 1, ten()), &world.time()).unwrap().now;
        assert_eq!(now.origin().0, *worker);
    }
    assert_eq!(Worker::ALL.len(), 5);
}

#[test]
fn a_dispute_runs_from_the_problem_list_to_the_end_of_the_watch() {
    let world = World::new();
    let now = settled(&world);
    assert_eq!((now.stage(), now.watch().until), (Stage::Watched, Some(date(2027, 2, 21))));
    assert_eq!(now.owed().unwrap().due_at, "2026-12-23T18:00:00+08:00".parse().unwrap());
    let first = saw(&now, 4, 30, &[], &[], &world).unwrap();
    let second = saw(&first, 5, 60, &[], &[], &world).unwrap();
    let closed = saw(&second, 6, 90, &[], &[], &world).unwrap();
    assert_eq!((closed.stage(), closed.owed(), closed.missing()), (Stage::Closed, None, vec![]));
    assert_eq!(saw(&closed, 7, 91, &[], &[], &world), Err(Refusal::Ended));
}

#[test]
fn mediation_needs_two_parties_a_problem_and_an_answer_about_guidance_of_each() {
    let world = World::new();
    let time = world.time();
    let lone = Opening { parties: vec![Party::Person(person(1))], problems: vec![], ..world.opening() };
    let lone = register(lone, &act(1, 1, ten()), &time).unwrap().now;
    assert_eq!(lone.missing(), [Missing::Party, Missing::Problem, Missing::Session]);
    let one = Session { guidance: [(1, Guidance::Accepted)].into(), ..session() };
    assert_eq!(mediate(&lone, &act(2, 1, ten()), one.clone(), &time).err(), Some(Refusal::Missing));
    let two = add_party(&lone, &act(3, 1, ten()), Party::Outside(code("employer")), &time).unwrap().now;
    let both = add_problem(&two, &act(4, 1, ten()), code("wage_arrears"), &time).unwrap().now;
    assert_eq!(mediate(&both, &act(5, 1, ten()), one, &time).err(), Some(Refusal::Missing), "the second has no answer");
    let nobody = Session { guidance: [(1, Guidance::Absent), (2, Guidance::Absent)].into(), ..session() };
    assert_eq!(mediate(&both, &act(5, 1, ten()), nobody, &time).err(), Some(Refusal::Missing));
    assert!(mediate(&both, &act(5, 1, ten()), session(), &time).is_ok());
}

#[test]
fn guidance_is_counted_and_never_kept_by_name() {
    let world = World::new();
    let counts = mediated(&world).guidance();
    assert_eq!(counts, [(Guidance::Accepted, 1), (Guidance::Declined, 1)].into());
}

#[test]
fn an_agreement_is_between_parties_of_the_dispute() {
    let world = World::new();
    let now = mediated(&world);
    let agree = |agreement| settle(&now, &act(3, 1, ten()), Settlement::Agreement, agreement, &world.time()).err();
    assert_eq!(agree(None), Some(Refusal::Missing));
    assert_eq!(agree(Some(Agreement { parties: [1].into(), until: None })), Some(Refusal::Missing));
    assert_eq!(agree(Some(Agreement { parties: [1, 7].into(), until: None })), Some(Refusal::Unknown));
    let measure = settle(&now, &act(3, 1, ten()), Settlement::Measure, None, &world.time());
    assert_eq!(measure.err(), Some(Refusal::OutOfTurn), "measures are the joint group's");
}

#[test]
fn a_hard_case_goes_to_two_departments_at_least_whose_decision_is_owed() {
    let world = World::new();
    let (now, time) = (mediated(&world), world.time());
    let send = |act: &Act, departments: &[&str]| {
        let departments = departments.iter().map(|department| code(department)).collect();
        to_joint_group(&now, act, departments, owner(5, "62/6207/620702/"), &time)
    };
    assert_eq!(send(&act(3, 1, ten()), &["justice_office"]).err(), Some(Refusal::Missing));
    assert_eq!(send(&wordless(3, 1, ten()), &["justice_office", "labour"]).err(), Some(Refusal::Wordless));
    let joint = send(&act(3, 1, ten()), &["justice_office", "labour"]).unwrap().now;
    assert_eq!((joint.stage(), joint.owed().unwrap().owner.account), (Stage::Joint, account(5)));
    let again = decide(&joint, &act(4, 5, ten()), Decision::MediateAgain, &time).unwrap().now;
    assert_eq!((again.stage(), again.owed().unwrap().owner.account), (Stage::Mediating, account(1)));
    let measure = decide(&joint, &act(4, 5, ten()), Decision::Settled(Settlement::Measure), &time).unwrap().now;
    assert_eq!((measure.stage(), measure.settlement().unwrap().0), (Stage::Watched, Settlement::Measure));
}

#[test]
fn who_sees_hardship_offers_something() {
    let world = World::new();
    let now = settled(&world);
    assert_eq!(saw(&now, 4, 30, &[Seen::Setback], &[], &world), Err(Refusal::Missing));
    let looked = saw(&now, 4, 30, &[Seen::Setback], &["employment"], &world).unwrap();
    assert_eq!(looked.watch().seen, BTreeSet::from([Seen::Setback]));
}

#[test]
fn a_watch_is_put_off_at_most_as_often_as_the_pack_says_and_leaves_nothing_of_what_was_seen() {
    let world = World::new();
    let mut now = settled(&world);
    let mut looks = 0;
    while now.stage() != Stage::Closed {
        looks += 1;
        assert!(looks < 20, "a watch without end");
        now = saw(&now, 10 + looks, 30 * i64::try_from(looks).unwrap(), &[Seen::Distress], &["talk"], &world).unwrap();
    }
    // looks on days 30, 60, 90, and two more
    assert_eq!((looks, now.watch().extensions), (5, 2));
    assert_eq!(now.watch().seen, BTreeSet::new());
}

#[test]
fn what_breaks_out_again_during_the_watch_is_mediated_again() {
    let world = World::new();
    let again = reopen(&settled(&world), &act(4, 1, ten() + days(5)), &world.time()).unwrap().now;
    assert_eq!((again.stage(), again.settlement(), again.watch().until), (Stage::Mediating, None, None));
}

#[test]
fn a_notice_says_what_danger_was_seen_and_nothing_of_the_dispute() {
    let world = World::new();
    let now = world.registered().now;
    let (change, draft) = notice(&now, &act(2, 1, ten()), 1, Danger::SelfHarm).unwrap();
    assert_eq!((change.now.notices(), change.now.stage()), (1, Stage::Registered));
    let json = serde_json::to_value(&draft).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["person", "place", "danger", "seen_at", "seen_by", "words"]);
    // who is a party to a neighbours' dispute and who is one to a dispute about wages cannot be told apart
    let other =
        register(Opening { kind: code("work"), worker: Worker::Mediator, ..world.opening() }, &act(1, 1, ten()), &world.time());
    let (_, same) = notice(&other.unwrap().now, &act(2, 1, ten()), 1, Danger::SelfHarm).unwrap();
    assert_eq!(draft, same);
    assert_eq!(notice(&now, &wordless(2, 1, ten()), 1, Danger::SelfHarm).err(), Some(Refusal::Wordless));
    assert_eq!(notice(&now, &act(2, 1, ten()), 9, Danger::SelfHarm).err(), Some(Refusal::Unknown));
    let (_, outside) = notice(&now, &act(2, 1, ten()), 2, Danger::HarmToOthers).unwrap();
    assert_eq!(outside.person, None);
}

#[test]
fn the_same_person_is_not_two_parties_and_a_problem_is_resolved_once() {
    let world = World::new();
    let now = world.registered().now;
    assert_eq!(add_party(&now, &act(2, 1, ten()), Party::Person(person(1)), &world.time()).err(), Some(Refusal::OutOfTurn));
    let twice = Opening { parties: vec![Party::Person(person(1)); 2], ..world.opening() };
    assert_eq!(register(twice, &act(1, 1, ten()), &world.time()).err(), Some(Refusal::OutOfTurn));
    let resolved = resolve(&now, &act(2, 1, ten()), 0).unwrap().now;
    assert_eq!(resolve(&resolved, &act(3, 1, ten()), 0).err(), Some(Refusal::OutOfTurn));
    assert_eq!(resolve(&now, &act(3, 1, ten()), 4).err(), Some(Refusal::Unknown));
}

#[test]
fn codes_outside_the_pack_are_refused() {
    let world = World::new();
    let open = |opening| register(opening, &act(1, 1, ten()), &world.time()).err();
    let refused = |text: &str| Some(Refusal::NotOffered { code: code(text) });
    assert_eq!(open(Opening { kind: code("war"), ..world.opening() }), refused("war"));
    assert_eq!(open(Opening { problems: vec![code("dislike")], ..world.opening() }), refused("dislike"));
    assert_eq!(open(Opening { parties: vec![Party::Outside(code("petitioner"))], ..world.opening() }), refused("petitioner"));
}

#[test]
fn each_missed_time_moves_the_step_up_once_and_handing_over_does_not_stop_the_clock() {
    let world = World::new();
    let (now, time) = (world.registered().now, world.time());
    let due = now.owed().unwrap().due_at;
    assert_eq!(due, "2026-11-26T18:00:00+08:00".parse().unwrap());
    let handed = hand_over(&now, &act(2, 1, ten()), owner(4, VILLAGE)).unwrap().now;
    assert_eq!(handed.owed().unwrap().due_at, due);
    assert_eq!(hand_over(&handed, &act(3, 1, ten()), owner(4, VILLAGE)).err(), Some(Refusal::SameOwner));
    assert_eq!(silence(&handed, step(3), ten(), &world.candidates(), &time).err(), Some(Refusal::NotDue { due_at: due }));
    let late = silence(&handed, step(3), due, &world.candidates(), &time).unwrap().now;
    assert_eq!(late.owed().unwrap().owner, owner(21, "62/6207/620702/"));
    assert!(silence(&late, step(4), due, &world.candidates(), &time).is_err());
    let due = late.owed().unwrap().due_at;
    let nobody = silence(&late, step(4), due, &[], &time).unwrap().now;
    assert_eq!(nobody.owed().unwrap().owner, owner(21, "62/6207/620702/"), "it stays with somebody");
}

#[test]
fn two_sweeps_that_saw_the_same_missed_time_count_it_once() {
    let world = World::new();
    let (now, time) = (world.registered().now, world.time());
    let due = now.owed().unwrap().due_at;
    let first = silence(&now, step(2), due, &world.candidates(), &time).unwrap().now;
    let slow = silence(&now, step(3), due + days(60), &world.candidates(), &time).unwrap().entry.unwrap();
    let next = first.owed().unwrap().due_at;
    assert!(next < slow.at);
    assert_eq!(first.apply(&slow), Err(Refusal::NotDue { due_at: next }));
}

#[test]
fn the_history_replays_and_a_second_delivery_changes_nothing() {
    let world = World::new();
    let (time, first) = (world.time(), world.registered());
    let second = mediate(&first.now, &act(2, 1, ten()), session(), &time).unwrap();
    let third = settle(&second.now, &act(3, 1, ten()), Settlement::Agreement, agreement(), &time).unwrap();
    let log: Vec<Entry<Step>> = [first.entry, second.entry, third.entry].into_iter().flatten().collect();
    let kept: Vec<Entry<Step>> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
    assert_eq!(kept, log);
    assert_eq!(Dispute::replay(kept.iter().chain(kept.iter().rev())), Ok(third.now));
}

#[test]
fn what_somebody_owes_who_is_gone_is_anothers_with_its_clock_and_comes_back_to_them_after_the_joint_group() {
    let world = World::new();
    let now = mediated(&world);
    let (gone, heir) = (owner(1, VILLAGE), owner(2, VILLAGE));
    let passed = pass_on(&now, step(20), ten(), gone.account, &[gone.clone(), heir.clone()]).unwrap();
    assert_eq!(passed.entry.as_ref().unwrap().by, Actor::System);
    assert_eq!(passed.now.owed().unwrap().due_at, now.owed().unwrap().due_at);
    let joint = to_joint_group(
        &passed.now,
        &act(21, 2, ten()),
        ["health", "police_station"].map(code).into(),
        owner(21, "62/6207/620702/"),
        &world.time(),
    );
    let back = crate::dispute::decide(&joint.unwrap().now, &act(22, 21, ten()), Decision::MediateAgain, &world.time()).unwrap();
    assert_eq!(back.now.owed().unwrap().owner, heir);
    assert_eq!(pass_on(&now, step(23), ten(), account(9), std::slice::from_ref(&heir)).err(), Some(Refusal::OutOfTurn));
    assert_eq!(pass_on(&now, step(23), ten(), gone.account, &[gone]).err(), Some(Refusal::Missing));
}
