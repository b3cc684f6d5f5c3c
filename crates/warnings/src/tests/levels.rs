//! Graver and milder levels of running warnings, and reviews.

use super::verbs::{at_step, minutes, stands, yellow_at};
use super::*;
use jiff::SignedDuration;

fn hours(n: i64) -> Timestamp {
    ten() + SignedDuration::from_hours(n)
}

fn review_id(n: u64) -> Cited {
    Cited::Review { event: act(n, 0, ten()).id }
}

/// A red warning in feedback with two reviews, 25 hours apart, that found the person better.
fn better_twice(world: &World) -> Warning {
    let warning = at_step(world, Level::Red, false, Step::Feedback);
    let first = review(&warning, &act(70, 4, hours(1)), Reviewing::Better, None, &world.time()).unwrap().warning;
    review(&first, &act(71, 4, hours(26)), Reviewing::Better, None, &world.time()).unwrap().warning
}

#[test]
fn a_graver_level_by_one_person_runs_its_response_clock_from_now() {
    let world = World::new();
    let blue = world.opened(Level::Blue, false);
    let raised = upgrade(&blue.warning, &act(2, 3, minutes(20)), Level::Yellow, owner(5, COUNTY), None, &world.time()).unwrap();
    assert_eq!(raised.warning.level(), Level::Yellow);
    assert_eq!(raised.warning.rise(), None);
    assert_eq!(stands(&raised), (Step::Acknowledge, owner(2, COUNTY), minutes(20) + SignedDuration::from_hours(12)));
}

#[test]
fn a_graver_level_never_makes_a_due_time_later() {
    let world = World::new();
    let blue = world.opened(Level::Blue, false);
    let shortly = stands(&blue).2 - SignedDuration::from_mins(5);
    let raised = upgrade(&blue.warning, &act(2, 3, shortly), Level::Yellow, owner(5, COUNTY), None, &world.time()).unwrap();
    assert_eq!(stands(&raised).2, stands(&blue).2);
    // nor does it make a missed one punctual
    let late = stands(&blue).2 + SignedDuration::from_hours(1);
    let raised = upgrade(&blue.warning, &act(2, 3, late), Level::Yellow, owner(5, COUNTY), None, &world.time()).unwrap();
    assert_eq!(stands(&raised).2, stands(&blue).2);
}

#[test]
fn a_rise_to_red_takes_a_second_person_who_owes_it_by_a_time() {
    let world = World::new();
    let time = world.time();
    let yellow = yellow_at(&world, Step::Close);
    let proposed = upgrade(&yellow, &act(50, 3, minutes(1)), Level::Red, owner(5, COUNTY), None, &time).unwrap().warning;
    assert_eq!(proposed.level(), Level::Yellow);
    let waits = proposed.clock(Clock::Rise).unwrap();
    assert_eq!((waits.step, waits.open.owner.clone(), waits.open.due_at), (Step::Second, owner(5, COUNTY), minutes(8)));
    assert_eq!(proposed.next_owed().unwrap().clock, Clock::Rise);
    assert_eq!(second_upgrade(&proposed, &act(51, 3, minutes(2)), None, &time), Err(Refusal::SamePerson));
    let red = second_upgrade(&proposed, &act(51, 5, minutes(2)), None, &time).unwrap();
    assert_eq!(red.warning.level(), Level::Red);
    assert!(red.warning.needs_two_to_close());
    // support had begun: red is talked through again, within the time of red
    assert_eq!(stands(&red), (Step::Verify, owner(3, COUNTY), minutes(12)));
    assert_eq!(red.warning.person_heard(), None);
    assert_eq!(red.warning.clock(Clock::Review).unwrap().open.due_at, at("2026-11-23T18:00:00+08:00"));
}

#[test]
fn a_refused_rise_leaves_level_and_step_as_they_were() {
    let world = World::new();
    let yellow = yellow_at(&world, Step::Feedback);
    let proposed = upgrade(&yellow, &act(50, 3, ten()), Level::Red, owner(5, COUNTY), None, &world.time()).unwrap().warning;
    assert_eq!(refuse_upgrade(&proposed, &act(51, 3, ten()), "words".to_owned()), Err(Refusal::SamePerson));
    let refused = refuse_upgrade(&proposed, &act(51, 5, ten()), "spoke with them".to_owned()).unwrap().warning;
    assert_eq!((refused.level(), refused.state(), refused.rise()), (Level::Yellow, yellow.state(), None));
}

#[test]
fn a_rise_that_nobody_confirms_climbs_past_its_proposer() {
    let world = World::new();
    let time = world.time();
    let yellow = yellow_at(&world, Step::Feedback);
    let proposed = upgrade(&yellow, &act(50, 21, ten()), Level::Red, owner(5, COUNTY), None, &time).unwrap().warning;
    let up = escalate(&proposed, act(51, 0, ten()).id, minutes(7), &world.candidates(), &time).unwrap().warning;
    // 21 proposed it, so 22 is asked; the step itself did not move
    assert_eq!(up.clock(Clock::Rise).unwrap().open.owner, owner(22, "62/6207/"));
    assert_eq!(up.clock(Clock::Rise).unwrap().open.due_at, minutes(22));
    assert_eq!(up.state(), yellow.state());
}

#[test]
fn a_warning_does_not_close_while_a_rise_waits() {
    let world = World::new();
    let time = world.time();
    let yellow = yellow_at(&world, Step::Close);
    let proposed = upgrade(&yellow, &act(50, 3, ten()), Level::Red, owner(5, COUNTY), None, &time).unwrap().warning;
    assert_eq!(close(&proposed, &act(51, 4, ten()), Outcome::Supported, None, &time), Err(Refusal::RiseWaits));
    assert_eq!(upgrade(&proposed, &act(51, 4, ten()), Level::Red, owner(5, COUNTY), None, &time), Err(Refusal::RiseWaits));
}

#[test]
fn a_rise_goes_to_a_graver_level_and_only_of_a_confirmed_warning() {
    let world = World::new();
    let time = world.time();
    let yellow = yellow_at(&world, Step::Verify);
    for level in [Level::Yellow, Level::Blue] {
        assert_eq!(upgrade(&yellow, &act(50, 3, ten()), level, owner(5, COUNTY), None, &time), Err(Refusal::NotGraver));
    }
    let red = world.opened(Level::Red, false).warning;
    assert_eq!(upgrade(&red, &act(50, 3, ten()), Level::Red, owner(5, COUNTY), None, &time), Err(Refusal::NotConfirmed));
}

#[test]
fn a_damaged_event_cannot_raise_to_red_by_one_person() {
    let world = World::new();
    let yellow = yellow_at(&world, Step::Verify);
    let rise = Rise::Given { level: Level::Red, two_to_close: false, due_at: minutes(9), review_due_at: None };
    let event =
        Event { id: act(50, 3, ten()).id, at: ten(), by: Actor::Account(account(3)), note: None, what: What::Raised { rise } };
    assert_eq!(yellow.apply(&event), Err(Refusal::NeedsTwo));
}

#[test]
fn a_milder_level_takes_two_assessments_and_another_persons_signature() {
    let world = World::new();
    let time = world.time();
    let warning = better_twice(&world);
    let cited = vec![review_id(70), review_id(71)];
    let proposed = propose_downgrade(&warning, &act(80, 4, hours(27)), Level::Yellow, cited, None, &time).unwrap().warning;
    assert_eq!(proposed.level(), Level::Red);
    assert_eq!(sign_downgrade(&proposed, &act(81, 4, hours(28)), None, &time), Err(Refusal::SamePerson));
    let signed = sign_downgrade(&proposed, &act(81, 5, hours(28)), None, &time).unwrap().warning;
    assert_eq!(signed.level(), Level::Yellow);
    assert!(!signed.needs_two_to_close());
    // what runs is due as before
    assert_eq!(signed.owed(), warning.owed());
}

#[test]
fn one_assessment_or_the_same_twice_or_two_of_one_sitting_are_not_enough() {
    let world = World::new();
    let time = world.time();
    let warning = better_twice(&world);
    let propose =
        |cited: Vec<Cited>| propose_downgrade(&warning, &act(80, 4, hours(40)), Level::Yellow, cited, None, &time).map(|_| ());
    let too_few = Err(Refusal::TooFewAssessments { needed: 2, found: 1 });
    assert_eq!(propose(vec![review_id(71)]), too_few);
    assert_eq!(propose(vec![review_id(71), review_id(71)]), too_few);
    let sheet = |n, at| Cited::Sheet { response: ResponseId::new(&IdSource::seeded(n), ten()), at };
    assert_eq!(propose(vec![sheet(1, hours(30)), sheet(2, hours(31))]), Err(Refusal::NotConsecutive));
    assert_eq!(propose(vec![sheet(1, hours(12)), sheet(2, hours(37))]), Ok(()));
    // one that lies ahead has not taken place
    assert_eq!(propose(vec![sheet(1, hours(12)), sheet(2, hours(41))]), Err(Refusal::NotConsecutive));
}

#[test]
fn assessments_from_before_the_level_was_given_do_not_count() {
    let world = World::new();
    let time = world.time();
    let red = at_step(&world, Level::Red, false, Step::Feedback);
    let sheet = |n, at| Cited::Sheet { response: ResponseId::new(&IdSource::seeded(n), ten()), at };
    let before = minutes(-1);
    let cited = vec![sheet(1, before), sheet(2, hours(30))];
    let refused = propose_downgrade(&red, &act(80, 4, hours(31)), Level::Blue, cited, None, &time);
    assert_eq!(refused, Err(Refusal::NotCounted));
    let unknown = vec![review_id(70), review_id(71)];
    assert_eq!(propose_downgrade(&red, &act(80, 4, hours(31)), Level::Blue, unknown, None, &time), Err(Refusal::NotCounted));
}

#[test]
fn a_review_without_betterment_breaks_the_row_and_voids_the_proposal() {
    let world = World::new();
    let time = world.time();
    let warning = better_twice(&world);
    let cited = vec![review_id(70), review_id(71)];
    let proposed =
        propose_downgrade(&warning, &act(80, 4, hours(27)), Level::Yellow, cited.clone(), None, &time).unwrap().warning;
    for finding in [Reviewing::Same, Reviewing::Worse] {
        let looked = review(&proposed, &act(82, 4, hours(30)), finding, None, &time).unwrap().warning;
        assert_eq!(sign_downgrade(&looked, &act(83, 5, hours(31)), None, &time), Err(Refusal::NothingProposed));
        let again = propose_downgrade(&looked, &act(83, 4, hours(31)), Level::Yellow, cited.clone(), None, &time);
        assert_eq!(again, Err(Refusal::NotConsecutive));
    }
}

#[test]
fn no_level_falls_while_danger_waits_for_support() {
    let world = World::new();
    let time = world.time();
    let verify_step = at_step(&world, Level::Yellow, false, Step::Verify);
    let danger = verify(&verify_step, &act(50, 3, ten()), Finding::ImmediateDanger, None, &time).unwrap().warning;
    let sheet = |n, at| Cited::Sheet { response: ResponseId::new(&IdSource::seeded(n), ten()), at };
    let cited = vec![sheet(1, hours(1)), sheet(2, hours(26))];
    let refused = propose_downgrade(&danger, &act(51, 3, hours(27)), Level::Blue, cited, None, &time);
    assert_eq!(refused, Err(Refusal::DangerNow));
}

#[test]
fn red_is_reviewed_daily_from_the_beginning_of_support() {
    let world = World::new();
    let time = world.time();
    let before = at_step(&world, Level::Red, false, Step::Intervene);
    assert_eq!(before.clock(Clock::Review), None);
    assert_eq!(review(&before, &act(69, 4, ten()), Reviewing::Same, None, &time), Err(Refusal::NoReview));
    let warning = at_step(&world, Level::Red, false, Step::Close);
    let due = |warning: &Warning| warning.clock(Clock::Review).map(|owed| (owed.open.owner.clone(), owed.open.due_at));
    assert_eq!(due(&warning), Some((owner(3, COUNTY), at("2026-11-23T18:00:00+08:00"))));
    let looked = review(&warning, &act(70, 4, hours(30)), Reviewing::Same, None, &time).unwrap().warning;
    assert_eq!(due(&looked), Some((owner(3, COUNTY), at("2026-11-24T18:00:00+08:00"))));
    // the step and its clock stay
    assert_eq!(looked.state(), warning.state());
}

#[test]
fn a_missed_review_escalates_and_the_step_stays_with_its_owner() {
    let world = World::new();
    let time = world.time();
    let warning = at_step(&world, Level::Red, false, Step::Close);
    let due = warning.clock(Clock::Review).unwrap().open.due_at;
    assert_eq!(warning.next_owed().unwrap().clock, Clock::Review);
    let up = escalate(&warning, act(70, 0, ten()).id, due, &world.candidates(), &time).unwrap().warning;
    let review = up.clock(Clock::Review).unwrap().open;
    assert_eq!((&review.owner, review.due_at), (&owner(21, "62/6207/"), due + SignedDuration::from_mins(15)));
    assert_eq!(up.state(), warning.state());
    assert_eq!(up.escalations(), 1);
    let again = escalate(&up, act(71, 0, ten()).id, due, &world.candidates(), &time);
    assert_eq!(again, Err(Refusal::NotDue { due_at: due + SignedDuration::from_mins(15) }));
}

#[test]
fn clearing_ends_reviews_and_so_does_closing() {
    let world = World::new();
    let time = world.time();
    let warning = at_step(&world, Level::Red, false, Step::Close);
    let cleared = review(&warning, &act(70, 4, hours(1)), Reviewing::Cleared, None, &time).unwrap().warning;
    assert!(cleared.is_cleared());
    assert_eq!(cleared.owed().len(), 1);
    assert_eq!(review(&cleared, &act(71, 4, hours(2)), Reviewing::Same, None, &time), Err(Refusal::NoReview));
    let proposed = close(&warning, &act(70, 4, hours(1)), Outcome::Supported, None, &time).unwrap().warning;
    let closed = second_close(&proposed, &act(71, 5, hours(1)), None).unwrap().warning;
    assert_eq!(closed.owed(), []);
}

#[test]
fn a_worse_review_voids_a_proposal_to_close() {
    let world = World::new();
    let time = world.time();
    let warning = at_step(&world, Level::Red, false, Step::Close);
    let proposed = close(&warning, &act(70, 4, hours(1)), Outcome::Supported, None, &time).unwrap().warning;
    let worse = review(&proposed, &act(71, 4, hours(2)), Reviewing::Worse, None, &time).unwrap().warning;
    assert_eq!(second_close(&worse, &act(72, 5, hours(3)), None), Err(Refusal::NothingProposed));
}
