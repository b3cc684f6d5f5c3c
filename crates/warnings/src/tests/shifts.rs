//! Rosters, hand-overs between shifts, accounts that end, objections.

use super::verbs::{at_step, minutes, yellow_at};
use super::*;
use jiff::SignedDuration;

const CITY: &str = "62/6207/";

fn duty(n: u64, place: &str, from: i64, until: i64, post: Post) -> DutyEntry {
    DutyEntry { account: account(n), place: place.parse().unwrap(), from: minutes(from), until: minutes(until), post }
}

fn county() -> PlacePath {
    COUNTY.parse().unwrap()
}

#[test]
fn the_own_desk_is_asked_first_then_the_places_above_by_post_and_time() {
    let roster = [
        duty(5, "", 0, 60, Post::Duty),
        duty(3, CITY, 10, 60, Post::Duty),
        duty(4, CITY, 0, 60, Post::Duty),
        duty(2, COUNTY, 0, 60, Post::Standby),
        duty(1, COUNTY, 30, 60, Post::Duty),
        duty(4, "", 0, 60, Post::Duty),
        duty(8, "63/", 0, 60, Post::Duty),
    ];
    let who = |at| -> Vec<Owner> { on_duty(&roster, &county(), minutes(at)) };
    assert_eq!(who(40), [owner(1, COUNTY), owner(2, COUNTY), owner(4, CITY), owner(3, CITY), owner(5, "")]);
    assert_eq!(who(29), [owner(2, COUNTY), owner(4, CITY), owner(3, CITY), owner(5, "")]);
    // a shift ends at its end
    assert_eq!(who(60), []);
}

#[test]
fn a_place_without_a_roster_has_all_its_officers_and_one_with_a_gap_has_those_above() {
    let officers = [owner(1, COUNTY), owner(2, COUNTY), owner(4, CITY)];
    let who = |roster: &[_], gone: u64, at| there(roster, &officers, |one| one != account(gone), &county(), minutes(at));
    // no line anywhere: everybody who has the role
    assert_eq!(who(&[], 0, 10), officers);
    let roster = [duty(1, COUNTY, 0, 60, Post::Duty)];
    assert_eq!(who(&roster, 0, 10), [owner(1, COUNTY), owner(4, CITY)]);
    // in the gap the county has a roster and nobody on it: the city's officers stand in
    assert_eq!(who(&roster, 0, 70), [owner(4, CITY)]);
    // a line of somebody who lost the role is nobody, but the place still keeps a roster
    assert_eq!(who(&roster, 1, 10), [owner(4, CITY)]);
    // the city keeps one too, with a gap at the same time: better somebody with the role than nobody
    let both = [duty(1, COUNTY, 0, 60, Post::Duty), duty(4, CITY, 0, 60, Post::Duty)];
    assert_eq!(who(&both, 0, 70), officers);
}

#[test]
fn in_a_gap_the_officers_of_a_place_above_without_a_roster_stand_in() {
    let lines = standing_in(&[duty(1, COUNTY, 0, 60, Post::Duty)], &[owner(1, COUNTY), owner(4, CITY)], |_| true);
    let found = gaps(&lines, &county(), Post::Duty, Period { from: minutes(0), until: minutes(90) });
    let instead = Some(owner(4, CITY));
    assert_eq!(found, [Gap { place: county(), post: Post::Duty, from: minutes(60), until: minutes(90), instead }]);
}

#[test]
fn a_gap_is_named_beforehand_with_who_stands_in() {
    let roster = [
        duty(1, COUNTY, 0, 60, Post::Duty),
        duty(2, COUNTY, 90, 120, Post::Duty),
        duty(4, CITY, 0, 75, Post::Duty),
        duty(9, "62/6207/620799/", 60, 90, Post::Duty),
    ];
    let period = Period { from: minutes(0), until: minutes(150) };
    let gap =
        |from, until, instead| Gap { place: county(), post: Post::Duty, from: minutes(from), until: minutes(until), instead };
    let found = gaps(&roster, &county(), Post::Duty, period);
    assert_eq!(found, [gap(60, 75, Some(owner(4, CITY))), gap(75, 90, None), gap(120, 150, None)]);
    assert_eq!(gaps(&roster, &county(), Post::Duty, Period { from: minutes(0), until: minutes(60) }), []);
}

#[test]
fn at_the_end_of_a_shift_every_warning_of_the_leaving_one_gets_a_next_owner() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Verify);
    let roster = [duty(3, COUNTY, 0, 60, Post::Duty), duty(7, COUNTY, 60, 120, Post::Duty)];
    let handing = |to| vec![Handing { warning: warning.id(), to }];
    let all = std::slice::from_ref(&warning);
    assert_eq!(shift_change(account(3), all, &roster, minutes(60)), handing(Some(owner(7, COUNTY))));
    // nobody else is there: named, not left out
    assert_eq!(shift_change(account(3), all, &roster, minutes(30)), handing(None));
    assert_eq!(shift_change(account(7), all, &roster, minutes(60)), []);
    let offered = offer(&warning, &act(50, 3, minutes(60)), owner(7, COUNTY), None, &world.time()).unwrap().warning;
    assert_eq!(shift_change(account(3), &[offered], &roster, minutes(60)), []);
}

#[test]
fn until_the_next_one_accepts_the_old_owner_owes_it() {
    let world = World::new();
    let warning = at_step(&world, Level::Yellow, false, Step::Feedback);
    let offered = offer(&warning, &act(50, 3, minutes(1)), owner(7, COUNTY), None, &world.time()).unwrap().warning;
    assert_eq!(offered.state(), warning.state());
    let waits = offered.clock(Clock::Accept).unwrap();
    assert_eq!((waits.open.owner.clone(), waits.open.due_at), (owner(7, COUNTY), minutes(121)));
    assert_eq!(accept(&offered, &act(51, 8, minutes(2)), None), Err(Refusal::NotOffered));
    let accepted = accept(&offered, &act(51, 7, minutes(2)), None).unwrap().warning;
    let owners: Vec<&Owner> = accepted.owed().iter().map(|owed| &owed.open.owner).collect();
    // the review that the former owner owed went along
    assert_eq!(owners, [&owner(7, COUNTY), &owner(7, COUNTY)]);
    assert_eq!(accepted.state().open().unwrap().1.due_at, warning.state().open().unwrap().1.due_at);
    assert_eq!(accepted.offer(), None);
}

#[test]
fn an_offer_that_nobody_accepts_moves_the_warning_up_and_not_its_due_time() {
    let world = World::new();
    let time = world.time();
    let warning = yellow_at(&world, Step::Verify);
    let offered = offer(&warning, &act(50, 3, minutes(1)), owner(7, COUNTY), None, &time).unwrap().warning;
    let up = escalate(&offered, act(51, 0, ten()).id, minutes(121), &world.candidates(), &time).unwrap().warning;
    let open = up.state().open().unwrap().1;
    assert_eq!((&open.owner, open.due_at), (&owner(21, CITY), warning.state().open().unwrap().1.due_at));
    assert_eq!((up.offer(), up.escalations()), (None, 1));
    // with nobody above the offer stays and is asked again
    let kept = escalate(&offered, act(51, 0, ten()).id, minutes(121), &[], &time).unwrap().warning;
    assert_eq!(kept.state(), warning.state());
    assert_eq!(kept.clock(Clock::Accept).unwrap().open.due_at, minutes(121 + 24 * 60));
}

#[test]
fn a_late_offer_escalates_even_where_the_step_is_late_too() {
    let world = World::new();
    let time = world.time();
    let red = at_step(&world, Level::Red, false, Step::Verify);
    let offered = offer(&red, &act(50, 3, ten()), owner(7, COUNTY), None, &time).unwrap().warning;
    let mut warning = offered;
    let mut moved = Vec::new();
    for n in 0..2 {
        let change = escalate(&warning, act(60 + n, 0, ten()).id, minutes(10), &world.candidates(), &time).unwrap();
        let What::Escalated { clock, .. } = change.event.unwrap().what else { unreachable!() };
        moved.push(clock);
        warning = change.warning;
    }
    assert_eq!(moved, [Clock::Accept, Clock::Step]);
    assert_eq!(warning.state().open().unwrap().1.owner, owner(31, "62/"));
}

#[test]
fn a_second_offer_is_due_no_later_than_the_first() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Verify);
    let first = offer(&warning, &act(50, 3, minutes(1)), owner(7, COUNTY), None, &world.time()).unwrap().warning;
    let second = offer(&first, &act(51, 3, minutes(90)), owner(8, COUNTY), None, &world.time()).unwrap().warning;
    let waits = second.clock(Clock::Accept).unwrap().open;
    assert_eq!((&waits.owner, waits.due_at), (&owner(8, COUNTY), minutes(121)));
    assert_eq!(offer(&warning, &act(52, 3, minutes(1)), owner(3, COUNTY), None, &world.time()), Err(Refusal::SameOwner));
}

#[test]
fn an_account_that_ended_owns_nothing_and_nothing_is_due_later() {
    let world = World::new();
    let time = world.time();
    let here = [owner(8, COUNTY), owner(21, CITY)];
    for step in [Step::Acknowledge, Step::Verify, Step::Intervene, Step::Feedback, Step::Close] {
        let warning = yellow_at(&world, step);
        let gone = warning.state().open().unwrap().1.owner.account;
        let moved = reassign(&warning, act(90, 0, ten()).id, minutes(9), gone, &here, &time).unwrap().warning;
        assert!(!owes(&moved, gone), "at {step}");
        for owed in warning.owed() {
            let after = moved.clock(owed.clock).unwrap();
            assert_eq!(after.step, owed.step);
            assert!(after.open.due_at <= owed.open.due_at, "at {step}");
            assert_eq!(after.open.owner, owner(8, COUNTY));
        }
        assert_eq!(moved.offer().is_some(), step != Step::Acknowledge, "the new owner is asked to accept at {step}");
        let again = reassign(&moved, act(91, 0, ten()).id, minutes(9), gone, &here, &time);
        assert_eq!(again, Err(Refusal::NotOwner));
    }
}

#[test]
fn who_was_offered_a_warning_owns_it_when_the_old_owner_ends() {
    let world = World::new();
    let time = world.time();
    let warning = yellow_at(&world, Step::Verify);
    let offered = offer(&warning, &act(50, 3, minutes(1)), owner(7, COUNTY), None, &time).unwrap().warning;
    let moved = reassign(&offered, act(90, 0, ten()).id, minutes(9), account(3), &[owner(8, COUNTY)], &time).unwrap().warning;
    assert_eq!(moved.state().open().unwrap().1.owner, owner(7, COUNTY));
    assert_eq!(moved.clock(Clock::Accept), offered.clock(Clock::Accept));
    // and when the one it was offered to ends, somebody else is asked
    let asked = reassign(&offered, act(90, 0, ten()).id, minutes(9), account(7), &[owner(8, COUNTY)], &time).unwrap().warning;
    assert_eq!(asked.state(), warning.state());
    assert_eq!(asked.offer().map(|offer| &offer.to), Some(&owner(8, COUNTY)));
    assert!(!owes(&asked, account(7)));
}

#[test]
fn an_objection_of_somebody_who_ended_goes_past_those_who_had_a_say() {
    let world = World::new();
    let time = world.time();
    let warning = yellow_at(&world, Step::Verify);
    let objected = object(&warning, &act(80, 90, ten()), owner(40, COUNTY), None, &time).unwrap().warning;
    let here = [owner(1, COUNTY), owner(22, CITY)];
    let moved = reassign(&objected, act(90, 0, ten()).id, ten(), account(40), &here, &time).unwrap().warning;
    assert_eq!(moved.clock(Clock::Answer).unwrap().open.owner, owner(22, CITY));
    assert_eq!(moved.state(), warning.state());
    // with nobody else one of them gets it, and passes it on
    let moved = reassign(&objected, act(90, 0, ten()).id, ten(), account(40), &here[..1], &time).unwrap().warning;
    assert_eq!(moved.clock(Clock::Answer).unwrap().open.owner, owner(1, COUNTY));
}

#[test]
fn without_anybody_there_the_program_says_so() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Verify);
    let refused = reassign(&warning, act(90, 0, ten()).id, ten(), account(3), &[owner(3, CITY), owner(8, "63/")], &world.time());
    assert_eq!(refused, Err(Refusal::NobodyThere));
}

#[test]
fn an_objection_is_answered_by_somebody_who_had_no_say_in_the_warning() {
    let world = World::new();
    let time = world.time();
    let warning = at_step(&world, Level::Red, false, Step::Feedback);
    let object_to = |to| object(&warning, &act(80, 90, ten()), owner(to, COUNTY), Some("I was joking".to_owned()), &time);
    // 1 opened it, 2 was the second person
    assert_eq!(object_to(1), Err(Refusal::SamePerson));
    assert_eq!(object_to(2), Err(Refusal::SamePerson));
    let objected = object_to(40).unwrap().warning;
    assert_eq!(objected.state(), warning.state());
    assert_eq!(objected.clock(Clock::Answer).unwrap().open.due_at, at("2026-11-27T18:00:00+08:00"));
    for by in [1, 2, 90] {
        assert_eq!(answer_objection(&objected, &act(81, by, ten()), Answer::Explained, None), Err(Refusal::SamePerson));
    }
    let explained = answer_objection(&objected, &act(81, 40, ten()), Answer::Explained, None).unwrap().warning;
    assert_eq!((explained.objection(), explained.state()), (None, warning.state()));
    assert_eq!(answer_objection(&explained, &act(82, 40, ten()), Answer::Upheld, None), Err(Refusal::NoObjection));
}

#[test]
fn an_upheld_objection_ends_the_warning_by_two_persons_and_for_good() {
    let world = World::new();
    let time = world.time();
    let warning = at_step(&world, Level::Red, false, Step::Verify);
    let objected = object(&warning, &act(80, 90, ten()), owner(40, COUNTY), None, &time).unwrap().warning;
    assert_eq!(second_objection(&objected, &act(81, 41, ten()), None), Err(Refusal::NothingProposed));
    let upheld = answer_objection(&objected, &act(81, 40, ten()), Answer::Upheld, None).unwrap().warning;
    assert!(!upheld.has_ended());
    assert_eq!(second_objection(&upheld, &act(82, 40, ten()), None), Err(Refusal::SamePerson));
    let ended = second_objection(&upheld, &act(82, 41, ten()), None).unwrap().warning;
    let closed = State::Closed { outcome: Outcome::FalseAlarm, at: ten(), by: account(41), proposed_by: Some(account(40)) };
    assert_eq!(*ended.state(), closed);
    let again = reopen(&ended, &act(83, 5, ten()), Reopening::NewInformation, owner(6, COUNTY), None, &time);
    assert_eq!(again, Err(Refusal::NotClosed));
}

#[test]
fn an_objection_neither_stops_the_clock_nor_lets_danger_end() {
    let world = World::new();
    let time = world.time();
    let at_verify = yellow_at(&world, Step::Verify);
    let danger = verify(&at_verify, &act(50, 3, ten()), Finding::ImmediateDanger, None, &time).unwrap().warning;
    let objected = object(&danger, &act(80, 90, ten()), owner(40, COUNTY), None, &time).unwrap().warning;
    let upheld = answer_objection(&objected, &act(81, 40, ten()), Answer::Upheld, None).unwrap().warning;
    assert_eq!(upheld.next_owed().unwrap().open.due_at, minutes(30));
    assert_eq!(second_objection(&upheld, &act(82, 41, ten()), None), Err(Refusal::DangerNow));
}

#[test]
fn a_warning_does_not_close_before_an_objection_is_answered() {
    let world = World::new();
    let time = world.time();
    let warning = yellow_at(&world, Step::Close);
    let objected = object(&warning, &act(80, 90, ten()), owner(40, COUNTY), None, &time).unwrap().warning;
    assert_eq!(close(&objected, &act(81, 3, ten()), Outcome::Supported, None, &time), Err(Refusal::ObjectionWaits));
    // a late answer climbs, past those who had a say
    let candidates = [owner(1, CITY), owner(22, CITY)];
    let due = objected.clock(Clock::Answer).unwrap().open.due_at;
    let mut late = objected;
    for n in 0.. {
        let change = escalate(&late, act(700 + n, 0, ten()).id, due, &candidates, &time).unwrap();
        late = change.warning;
        if matches!(change.event.unwrap().what, What::Escalated { clock: Clock::Answer, .. }) {
            break;
        }
    }
    assert_eq!(late.clock(Clock::Answer).unwrap().open.owner, owner(22, CITY));
}

#[test]
fn what_is_owed_beside_the_step_can_be_passed_on_but_not_to_whom_it_must_not_go() {
    let world = World::new();
    let time = world.time();
    let warning = yellow_at(&world, Step::Feedback);
    let objected = object(&warning, &act(80, 90, ten()), owner(40, COUNTY), None, &time).unwrap().warning;
    let rising = upgrade(&objected, &act(81, 3, ten()), Level::Red, owner(5, COUNTY), None, &time).unwrap().warning;
    let pass = |clock, to| pass_on(&rising, &act(82, 3, minutes(1)), clock, owner(to, COUNTY), None);
    assert_eq!(pass(Clock::Answer, 1), Err(Refusal::SamePerson));
    assert_eq!(pass(Clock::Rise, 3), Err(Refusal::SamePerson));
    assert_eq!(pass(Clock::Accept, 6), Err(Refusal::NothingOwed));
    assert_eq!(pass(Clock::Review, 3), Err(Refusal::SameOwner));
    for clock in [Clock::Step, Clock::Rise, Clock::Review, Clock::Answer] {
        let passed = pass(clock, 6).unwrap().warning;
        let (before, after) = (rising.clock(clock).unwrap(), passed.clock(clock).unwrap());
        assert_eq!((&after.open.owner, after.open.due_at), (&owner(6, COUNTY), before.open.due_at));
    }
}

#[test]
fn the_program_may_reassign_and_a_person_object_but_nothing_else_is_the_programs() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Close);
    let forged = |what| Event { id: act(90, 0, ten()).id, at: ten(), by: Actor::System, note: None, what };
    for what in [What::Accepted, What::RaiseRefused, What::ObjectionSeconded, What::Closed { outcome: Outcome::Supported }] {
        assert_eq!(warning.apply(&forged(what)), Err(Refusal::NeedsPerson));
    }
    let late = minutes(1) + SignedDuration::from_mins(1);
    let what = What::Reassigned { from: account(3), to: owner(8, COUNTY), due_at: late };
    assert!(warning.apply(&forged(what)).is_ok());
}
