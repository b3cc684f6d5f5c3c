//! Signals that join a running warning, duplicates, warnings that open again, relapses.

use super::verbs::{at_step, minutes, yellow_at};
use super::*;
use jiff::SignedDuration;

/// A second warning about the same person, younger, after so many steps.
fn younger(world: &World, level: Level, step: Step) -> Warning {
    let signals = [world.signal(7, SignalSource::Reported { by: account(9) })];
    let opening = Opening {
        warning: WarningId::new(&IdSource::seeded(2), minutes(30)),
        signals: &signals,
        level,
        owner: owner(6, COUNTY),
        note: None,
    };
    let opened = propose(opening, &act(200, 11, minutes(30)), &world.time()).unwrap().warning;
    let time = world.time();
    let mut warning = opened;
    for n in 201.. {
        let act = act(n, 12, minutes(30));
        let change = match warning.state().open().unwrap().0 {
            present if present == step => return warning,
            Step::Second => second(&warning, &act, level, owner(6, COUNTY), None, &time),
            Step::Acknowledge => acknowledge(&warning, &act, None, &time),
            Step::Verify => verify(&warning, &act, Finding::ImmediateDanger, None, &time),
            Step::Intervene => intervene(&warning, &act, Action::Company, None, &time),
            present => unreachable!("no step {step} after {present}"),
        };
        warning = change.unwrap().warning;
    }
    unreachable!()
}

fn merged(world: &World, one: &Warning, other: &Warning) -> Result<Merging, Refusal> {
    merge(one, other, &act(300, 13, minutes(31)), act(301, 13, ten()).id, None, &world.time())
}

fn taking<'a>(signals: &'a [Signal], level: Level) -> TakingUp<'a> {
    TakingUp { signals, level, second: owner(5, COUNTY), note: None }
}

#[test]
fn a_further_signal_joins_and_is_talked_through() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Close);
    let signals = [world.signal(7, SignalSource::Reported { by: account(9) })];
    let taken = take_up(&warning, taking(&signals, Level::Yellow), &act(50, 4, minutes(5)), &world.time()).unwrap().warning;
    assert_eq!(taken.signals().len(), 2);
    assert!(taken.has_reporter());
    let (step, open) = taken.state().open().unwrap();
    assert_eq!((step, open.due_at), (Step::Verify, minutes(5) + SignedDuration::from_hours(48)));
    assert_eq!((taken.person_heard(), taken.reporter_heard()), (None, None));
}

#[test]
fn a_graver_signal_that_joins_brings_its_proposal_in_one_event() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Feedback);
    let signals = [world.signal(7, SignalSource::SelfRequest)];
    let change = take_up(&warning, taking(&signals, Level::Red), &act(50, 4, minutes(5)), &world.time()).unwrap();
    assert_eq!(change.warning.rise().map(|rise| (rise.level, rise.open.due_at)), Some((Level::Red, minutes(12))));
    assert_eq!(change.warning.level(), Level::Yellow);
    let blue = world.opened(Level::Blue, false).warning;
    let change = take_up(&blue, taking(&signals, Level::Yellow), &act(50, 4, minutes(5)), &world.time()).unwrap();
    assert_eq!(change.warning.level(), Level::Yellow);
}

#[test]
fn a_signal_of_somebody_else_or_one_that_is_cited_already_does_not_join() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Verify);
    let mut other = world.signal(7, SignalSource::SelfRequest);
    other.person = PersonId::new(&IdSource::seeded(77), ten());
    let join =
        |signals: &[Signal]| take_up(&warning, taking(signals, Level::Blue), &act(50, 4, ten()), &world.time()).map(|_| ());
    assert_eq!(join(&[other]), Err(Refusal::DifferentPersons));
    assert_eq!(join(&[world.own_answers()]), Err(Refusal::NoSignal));
    assert_eq!(join(&[]), Err(Refusal::NoSignal));
    let red = world.opened(Level::Red, false).warning;
    let joined =
        take_up(&red, taking(&[world.signal(7, SignalSource::SelfRequest)], Level::Red), &act(50, 4, ten()), &world.time());
    assert_eq!(joined, Err(Refusal::NotConfirmed));
}

#[test]
fn the_younger_of_two_warnings_ends_in_the_older_whoever_asks() {
    let world = World::new();
    let older = yellow_at(&world, Step::Close);
    let young = younger(&world, Level::Red, Step::Verify);
    assert!(older.id() < young.id());
    let one = merged(&world, &older, &young).unwrap();
    assert_eq!(one, merged(&world, &young, &older).unwrap());
    assert_eq!(*one.absorbed.warning.state(), State::Merged { into: older.id(), at: minutes(31), by: account(13) });
    assert_eq!(one.absorbed.warning.owed(), []);
    let survivor = one.survivor.warning;
    assert_eq!(survivor.level(), Level::Red);
    assert!(survivor.needs_two_to_close() && survivor.has_reporter());
    assert_eq!(survivor.signals().len(), 2);
    assert_eq!(survivor.absorbed(), [young.id()]);
    // the step that was less advanced, the earlier due time, nobody counts as told
    let (step, open) = survivor.state().open().unwrap();
    assert_eq!((step, open.due_at), (Step::Verify, young.state().open().unwrap().1.due_at));
    assert_eq!((survivor.person_heard(), survivor.reporter_heard()), (None, None));
}

#[test]
fn merging_into_a_graver_warning_brings_its_pace_to_what_was_milder() {
    let world = World::new();
    let red = at_step(&world, Level::Red, false, Step::Feedback);
    let young = younger(&world, Level::Yellow, Step::Acknowledge);
    let survivor = merged(&world, &red, &young).unwrap().survivor.warning;
    let (step, open) = survivor.state().open().unwrap();
    assert_eq!((step, open.due_at), (Step::Acknowledge, minutes(36)));
    assert_eq!(survivor.clock(Clock::Review), red.clock(Clock::Review));
}

#[test]
fn danger_that_either_found_is_danger_after_merging() {
    let world = World::new();
    let older = yellow_at(&world, Step::Intervene);
    let young = younger(&world, Level::Yellow, Step::Intervene);
    let survivor = merged(&world, &older, &young).unwrap().survivor.warning;
    assert_eq!(survivor.pace(), Level::Red);
    assert_eq!(survivor.state().open().unwrap().1.due_at, minutes(60));
}

#[test]
fn merges_cannot_form_a_circle_even_from_stale_copies() {
    let world = World::new();
    let older = yellow_at(&world, Step::Verify);
    let young = younger(&world, Level::Yellow, Step::Verify);
    let forged = |what, n| Event { id: act(n, 0, ten()).id, at: minutes(32), by: Actor::Account(account(13)), note: None, what };
    assert_eq!(older.apply(&forged(What::MergedInto { into: young.id() }, 400)), Err(Refusal::SameWarning));
    let merging = merged(&world, &older, &young).unwrap();
    let What::Absorbed(mut absorbed) = merging.survivor.event.unwrap().what else { unreachable!() };
    absorbed.from = older.id();
    assert_eq!(young.apply(&forged(What::Absorbed(absorbed), 401)), Err(Refusal::SameWarning));
    // a second merge that was prepared before the first was kept finds an ended warning
    assert_eq!(
        merged(&world, &merging.absorbed.warning, &merging.survivor.warning),
        Ok(Merging {
            survivor: Change { warning: merging.survivor.warning.clone(), event: None },
            absorbed: Change { warning: merging.absorbed.warning.clone(), event: None },
        })
    );
    let again = merge(&older, &merging.absorbed.warning, &act(302, 13, minutes(33)), act(303, 13, ten()).id, None, &world.time());
    assert_eq!(again, Err(Refusal::Ended));
}

#[test]
fn nothing_merges_that_is_unconfirmed_or_waits_for_a_decision_or_is_about_somebody_else() {
    let world = World::new();
    let older = yellow_at(&world, Step::Verify);
    assert_eq!(merged(&world, &older, &older), Err(Refusal::SameWarning));
    assert_eq!(merged(&world, &older, &younger(&world, Level::Red, Step::Second)), Err(Refusal::NotConfirmed));
    let young = younger(&world, Level::Yellow, Step::Verify);
    let rising = upgrade(&young, &act(50, 3, minutes(30)), Level::Red, owner(5, COUNTY), None, &world.time()).unwrap().warning;
    assert_eq!(merged(&world, &older, &rising), Err(Refusal::RiseWaits));
    let objected = object(&young, &act(50, 90, minutes(30)), owner(40, COUNTY), None, &world.time()).unwrap().warning;
    assert_eq!(merged(&world, &older, &objected), Err(Refusal::ObjectionWaits));
    let mut other = young;
    other.person = PersonId::new(&IdSource::seeded(77), ten());
    assert_eq!(merged(&world, &older, &other), Err(Refusal::DifferentPersons));
}

fn closed(world: &World, level: Level) -> Warning {
    let warning = at_step(world, level, true, Step::Close);
    let first = close(&warning, &act(60, 3, ten()), Outcome::Supported, None, &world.time()).unwrap().warning;
    if first.has_ended() { first } else { second_close(&first, &act(61, 4, ten()), None).unwrap().warning }
}

#[test]
fn a_closed_warning_opens_again_by_one_person_and_red_takes_two_to_close_again() {
    let world = World::new();
    let time = world.time();
    let warning = closed(&world, Level::Red);
    let later = ten() + SignedDuration::from_hours(24 * 30);
    let again = reopen(&warning, &act(62, 5, later), Reopening::NeedReturned, owner(6, COUNTY), None, &time).unwrap().warning;
    let (step, open) = again.state().open().unwrap();
    assert_eq!((step, &open.owner, open.due_at), (Step::Acknowledge, &owner(6, COUNTY), later + SignedDuration::from_mins(5)));
    assert!(again.needs_two_to_close() && again.is_confirmed());
    assert_eq!((again.reopened(), again.person_heard(), again.reporter_heard()), (1, None, None));
    let twice = reopen(&again, &act(63, 5, later), Reopening::NeedReturned, owner(6, COUNTY), None, &time);
    assert_eq!(twice, Err(Refusal::AlreadyOpen));
}

#[test]
fn a_closed_warning_opens_again_only_within_the_time_of_the_rules() {
    let world = World::new();
    let time = world.time();
    let warning = closed(&world, Level::Yellow);
    let until = at("2027-02-20T18:00:00+08:00");
    let open = |at| reopen(&warning, &act(62, 5, at), Reopening::ClosedByMistake, owner(6, COUNTY), None, &time).map(|_| ());
    assert_eq!(open(until - SignedDuration::from_secs(1)), Ok(()));
    assert_eq!(open(until), Err(Refusal::TooLate { until }));
}

#[test]
fn what_was_set_aside_or_merged_does_not_open_again() {
    let world = World::new();
    let time = world.time();
    let red = world.opened(Level::Red, false).warning;
    let aside = dismiss(&red, &act(2, 2, ten()), Dismissal::WrongPerson, None, &time).unwrap().warning;
    let refused = reopen(&aside, &act(62, 5, ten()), Reopening::NeedReturned, owner(6, COUNTY), None, &time);
    assert_eq!(refused, Err(Refusal::NotClosed));
    let merging = merged(&world, &yellow_at(&world, Step::Verify), &younger(&world, Level::Yellow, Step::Verify)).unwrap();
    let refused =
        reopen(&merging.absorbed.warning, &act(62, 5, minutes(40)), Reopening::NeedReturned, owner(6, COUNTY), None, &time);
    assert_eq!(refused, Err(Refusal::NotClosed));
}

#[test]
fn a_relapse_cites_the_closed_warning_and_how_it_ended() {
    let world = World::new();
    let time = world.time();
    let earlier = closed(&world, Level::Yellow);
    let signals = [world.signal(7, SignalSource::SelfRequest)];
    let opening = |id| Opening {
        warning: WarningId::new(&IdSource::seeded(id), minutes(30)),
        signals: &signals,
        level: Level::Blue,
        owner: owner(6, COUNTY),
        note: None,
    };
    let change = propose_after(opening(3), &earlier, &act(70, 4, minutes(30)), &time).unwrap();
    let cited = Follows { warning: earlier.id(), outcome: Outcome::Supported, closed_at: ten() };
    assert_eq!(change.warning.follows(), Some(&cited));
    assert_eq!(Warning::replay([&change.event.unwrap()]), Ok(change.warning));
    let running = yellow_at(&world, Step::Verify);
    assert_eq!(propose_after(opening(3), &running, &act(70, 4, minutes(30)), &time), Err(Refusal::NotClosed));
    let mut other = earlier;
    other.person = PersonId::new(&IdSource::seeded(77), ten());
    assert_eq!(propose_after(opening(3), &other, &act(70, 4, minutes(30)), &time), Err(Refusal::DifferentPersons));
}
