use super::*;
use jiff::SignedDuration;

pub(super) fn minutes(n: i64) -> Timestamp {
    ten() + SignedDuration::from_mins(n)
}

/// Step, owner and due time of an open warning.
pub(super) fn stands(change: &Change) -> (Step, Owner, Timestamp) {
    let (step, open) = change.warning.state().open().unwrap();
    (step, open.owner.clone(), open.due_at)
}

/// A warning after so many steps; a second person is account 2, each later step is done by account 3 at ten.
pub(super) fn at_step(world: &World, level: Level, reported: bool, step: Step) -> Warning {
    let mut warning = world.opened(level, reported).warning;
    if warning.state().open().unwrap().0 == Step::Second {
        warning = second(&warning, &act(9, 2, ten()), level, owner(3, COUNTY), None, &world.time()).unwrap().warning;
    }
    onwards(world, warning, step)
}

/// The yellow warning after so many steps, each done by account 3 at ten.
pub(super) fn yellow_at(world: &World, step: Step) -> Warning {
    at_step(world, Level::Yellow, false, step)
}

fn onwards(world: &World, mut warning: Warning, step: Step) -> Warning {
    let time = world.time();
    for n in 10.. {
        let act = act(n, 3, ten());
        let change = match warning.state().open().unwrap().0 {
            present if present == step => return warning,
            Step::Acknowledge => acknowledge(&warning, &act, None, &time),
            Step::Verify => verify(&warning, &act, Finding::NeedsSupport, None, &time),
            Step::Intervene => intervene(&warning, &act, Action::Counselling, None, &time),
            Step::Feedback if warning.person_heard().is_some() => {
                feedback(&warning, &act, Party::Reporter, Hearing::Heard, None, &time)
            }
            Step::Feedback => feedback(&warning, &act, Party::Person, Hearing::Heard, None, &time),
            present => unreachable!("no step {step} after {present}"),
        };
        warning = change.unwrap().warning;
    }
    unreachable!()
}

#[test]
fn a_red_warning_runs_through_all_steps_with_two_persons_at_both_ends() {
    let world = World::new();
    let time = world.time();
    let opened = world.opened(Level::Red, true);
    assert_eq!(stands(&opened), (Step::Second, owner(2, COUNTY), minutes(7)));
    assert!(!opened.warning.is_confirmed());
    let mut log = vec![opened.event.unwrap()];
    let mut warning = opened.warning;
    let mut go = |change: Result<Change, Refusal>, warning: &mut Warning| {
        let change = change.unwrap();
        log.extend(change.event);
        *warning = change.warning;
    };
    go(second(&warning, &act(2, 2, minutes(5)), Level::Red, owner(3, COUNTY), None, &time), &mut warning);
    assert!(warning.is_confirmed());
    go(acknowledge(&warning, &act(3, 4, minutes(8)), None, &time), &mut warning);
    // who takes it on owns it
    assert_eq!(warning.state().open().unwrap().1.owner, owner(4, COUNTY));
    assert_eq!(warning.state().open().unwrap().1.due_at, minutes(18));
    go(
        verify(&warning, &act(4, 4, minutes(15)), Finding::NeedsSupport, Some("spoke for 9 minutes".to_owned()), &time),
        &mut warning,
    );
    assert_eq!(warning.state().open().unwrap().1.due_at, minutes(45));
    go(intervene(&warning, &act(5, 4, minutes(30)), Action::Company, None, &time), &mut warning);
    go(feedback(&warning, &act(6, 4, minutes(40)), Party::Reporter, Hearing::Heard, None, &time), &mut warning);
    assert_eq!(warning.state().open().unwrap().0, Step::Feedback);
    go(feedback(&warning, &act(7, 4, minutes(50)), Party::Person, Hearing::NotWished, None, &time), &mut warning);
    assert_eq!(warning.state().open().unwrap().1.due_at, at("2026-11-29T18:00:00+08:00"));
    go(close(&warning, &act(8, 4, minutes(60)), Outcome::Supported, None, &time), &mut warning);
    assert!(!warning.has_ended());
    assert_eq!(second_close(&warning, &act(9, 4, minutes(61)), None), Err(Refusal::SamePerson));
    go(second_close(&warning, &act(10, 2, minutes(62)), None), &mut warning);
    let closed = State::Closed { outcome: Outcome::Supported, at: minutes(62), by: account(2), proposed_by: Some(account(4)) };
    assert_eq!(*warning.state(), closed);
    assert_eq!(status(&warning, minutes(63)), None);
    assert_eq!(Warning::replay(&log), Ok(warning));
}

#[test]
fn yellow_and_blue_are_confirmed_by_one() {
    let world = World::new();
    for level in [Level::Yellow, Level::Blue] {
        let opened = world.opened(level, false);
        assert_eq!(stands(&opened).0, Step::Acknowledge);
        assert!(opened.warning.is_confirmed());
    }
}

#[test]
fn the_proposer_cannot_be_the_second_person() {
    let world = World::new();
    let warning = world.opened(Level::Red, false).warning;
    let refused = second(&warning, &act(2, 1, ten()), Level::Red, owner(3, COUNTY), None, &world.time());
    assert_eq!(refused, Err(Refusal::SamePerson));
}

#[test]
fn the_second_person_may_lower_the_level_and_not_raise_it() {
    let mut world = World::new();
    let lowered =
        second(&world.opened(Level::Red, false).warning, &act(2, 2, ten()), Level::Yellow, owner(3, COUNTY), None, &world.time());
    let lowered = lowered.unwrap();
    assert_eq!(lowered.warning.level(), Level::Yellow);
    assert!(!lowered.warning.needs_two_to_close());
    assert_eq!(stands(&lowered).2, at("2026-11-22T22:00:00+08:00"));

    world.rules.confirm_needs_two.push(Level::Yellow);
    let yellow = world.opened(Level::Yellow, false).warning;
    let raised = second(&yellow, &act(2, 2, ten()), Level::Red, owner(3, COUNTY), None, &world.time());
    assert_eq!(raised, Err(Refusal::LevelRaised));
}

#[test]
fn only_an_unconfirmed_proposal_can_be_dismissed() {
    let world = World::new();
    let red = world.opened(Level::Red, false).warning;
    let dismissed = dismiss(&red, &act(2, 2, ten()), Dismissal::ExplainedByPerson, None, &world.time()).unwrap().warning;
    assert!(dismissed.has_ended() && !dismissed.is_confirmed());
    let yellow = world.opened(Level::Yellow, false).warning;
    let refused = dismiss(&yellow, &act(2, 2, ten()), Dismissal::ExplainedByPerson, None, &world.time());
    assert_eq!(refused, Err(Refusal::WrongStep { needed: Step::Second, present: Step::Acknowledge }));
}

#[test]
fn no_step_can_be_skipped_or_done_twice() {
    let world = World::new();
    let time = world.time();
    let steps = [Step::Acknowledge, Step::Verify, Step::Intervene, Step::Feedback, Step::Close];
    for present in steps {
        let warning = yellow_at(&world, present);
        let act = act(99, 3, ten());
        let tried = [
            (Step::Acknowledge, acknowledge(&warning, &act, None, &time)),
            (Step::Verify, verify(&warning, &act, Finding::NoPresentNeed, None, &time)),
            (Step::Feedback, feedback(&warning, &act, Party::Person, Hearing::Heard, None, &time)),
            (Step::Close, close(&warning, &act, Outcome::FalseAlarm, None, &time)),
        ];
        for (needed, result) in tried {
            let expected = if needed == present { Ok(()) } else { Err(Refusal::WrongStep { needed, present }) };
            assert_eq!(result.map(|_| ()), expected, "{needed} at {present}");
        }
        // support may be added once it has begun, never before the person was talked with
        let may_support = matches!(present, Step::Intervene | Step::Feedback | Step::Close);
        assert_eq!(intervene(&warning, &act, Action::Company, None, &time).is_ok(), may_support, "intervene at {present}");
    }
}

#[test]
fn danger_that_is_found_runs_by_the_red_clock_whatever_the_level() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Verify);
    let found = verify(&warning, &act(50, 3, ten()), Finding::ImmediateDanger, None, &world.time()).unwrap();
    assert_eq!(stands(&found).2, minutes(30));
    let up = escalate(&found.warning, act(51, 3, ten()).id, minutes(30), &world.candidates(), &world.time()).unwrap();
    assert_eq!(stands(&up).2, minutes(45));
}

#[test]
fn a_reporter_is_told_only_where_there_is_one() {
    let world = World::new();
    let warning = yellow_at(&world, Step::Feedback);
    let refused = feedback(&warning, &act(50, 3, ten()), Party::Reporter, Hearing::Heard, None, &world.time());
    assert_eq!(refused, Err(Refusal::NoReporter));
}

#[test]
fn added_support_voids_a_proposal_to_close() {
    let world = World::new();
    let time = world.time();
    let mut warning = yellow_at(&world, Step::Close);
    warning.two_to_close = true;
    let proposed = close(&warning, &act(50, 3, ten()), Outcome::Referred, None, &time).unwrap().warning;
    let supported = intervene(&proposed, &act(51, 3, ten()), Action::HomeVisit, None, &time).unwrap().warning;
    assert_eq!(second_close(&supported, &act(52, 4, ten()), None), Err(Refusal::NothingProposed));
    assert!(second_close(&proposed, &act(52, 4, ten()), None).is_ok());
}

#[test]
fn a_proposal_to_close_does_not_stop_the_clock() {
    let world = World::new();
    let mut warning = yellow_at(&world, Step::Close);
    warning.two_to_close = true;
    let proposed = close(&warning, &act(50, 3, minutes(9)), Outcome::Referred, None, &world.time()).unwrap().warning;
    assert_eq!(proposed.state().open(), warning.state().open());
    let due = proposed.state().open().unwrap().1.due_at;
    let late = escalate(&proposed, act(51, 3, ten()).id, due, &world.candidates(), &world.time()).unwrap().warning;
    assert!(matches!(late.state(), State::Close { proposal: Some(_), .. }));
}

#[test]
fn handing_over_keeps_the_due_time() {
    let world = World::new();
    let opened = world.opened(Level::Yellow, false);
    let handed = hand_over(&opened.warning, &act(2, 2, minutes(20)), owner(7, COUNTY), None).unwrap();
    assert_eq!(stands(&handed), (Step::Acknowledge, owner(7, COUNTY), stands(&opened).2));
    assert_eq!(hand_over(&handed.warning, &act(3, 2, minutes(21)), owner(7, COUNTY), None), Err(Refusal::SameOwner));
}

#[test]
fn a_note_changes_neither_step_nor_clock() {
    let world = World::new();
    let opened = world.opened(Level::Yellow, false);
    let noted = note(&opened.warning, &act(2, 2, minutes(20)), "called three times".to_owned()).unwrap();
    assert_eq!(stands(&noted), stands(&opened));
    assert!(noted.event.unwrap().note.is_some());
}

#[test]
fn silence_climbs_one_level_at_a_time_and_stays_at_the_top() {
    let world = World::new();
    let mut warning = world.opened(Level::Red, false).warning;
    let mut climbed = Vec::new();
    for n in 0..4 {
        let due = warning.state().open().unwrap().1.due_at;
        let change = escalate(&warning, act(60 + n, 0, ten()).id, due, &world.candidates(), &world.time()).unwrap();
        let (step, owner, renewed) = stands(&change);
        assert_eq!(step, Step::Second);
        assert_eq!(renewed, due + SignedDuration::from_mins(15));
        climbed.push(owner);
        warning = change.warning;
    }
    let top = owner(31, "62/");
    assert_eq!(climbed, [owner(21, "62/6207/"), top.clone(), top.clone(), top]);
    assert_eq!(status(&warning, ten()).unwrap().escalations, 4);
}

#[test]
fn an_empty_level_is_passed_over_and_the_silent_owner_is_not_asked_again() {
    let candidates = [owner(2, "62/6207/"), owner(31, "62/")];
    assert_eq!(escalate::next_up(&owner(2, COUNTY), &candidates), Some(owner(31, "62/")));
    assert_eq!(escalate::next_up(&owner(2, COUNTY), &[]), None);
    // the county's own desk and other provinces are not above
    assert_eq!(escalate::next_up(&owner(2, COUNTY), &[owner(3, COUNTY), owner(4, "63/")]), None);
    assert_eq!(escalate::next_up(&owner(2, COUNTY), &[owner(8, "")]), Some(owner(8, "")));
}

#[test]
fn a_step_escalates_only_when_due_and_once_for_each_due_time() {
    let world = World::new();
    let time = world.time();
    let opened = world.opened(Level::Red, false);
    let due = stands(&opened).2;
    let early = due - SignedDuration::from_secs(1);
    let id = |n| act(n, 0, ten()).id;
    assert_eq!(escalate(&opened.warning, id(5), early, &[], &time), Err(Refusal::NotDue { due_at: due }));
    // two sweeps saw the same lateness
    let first = escalate(&opened.warning, id(6), due, &world.candidates(), &time).unwrap();
    let other = escalate(&opened.warning, id(7), due, &world.candidates(), &time).unwrap().event.unwrap();
    assert_eq!(first.warning.apply(&other), Err(Refusal::NotDue { due_at: stands(&first).2 }));
    // even when the renewed time has passed meanwhile: that lateness is another one
    let renewed = stands(&first).2;
    let noted = note(&first.warning, &act(8, 2, renewed), "words".to_owned()).unwrap().warning;
    assert_eq!(noted.apply(&other), Err(Refusal::NotDue { due_at: renewed }));
}

#[test]
fn the_same_event_twice_changes_nothing_and_gives_nothing_to_keep() {
    let world = World::new();
    let opened = world.opened(Level::Yellow, false);
    let taken = acknowledge(&opened.warning, &act(2, 2, ten()), None, &world.time()).unwrap();
    let again = acknowledge(&taken.warning, &act(2, 2, minutes(5)), None, &world.time()).unwrap();
    assert_eq!(again, Change { warning: taken.warning, event: None });
}

#[test]
fn a_clock_that_was_set_back_does_not_move_due_times_back() {
    let world = World::new();
    let opened = world.opened(Level::Yellow, false);
    let taken = acknowledge(&opened.warning, &act(2, 2, at("2020-01-01T00:00:00Z")), None, &world.time()).unwrap();
    assert_eq!(stands(&taken).2, ten() + SignedDuration::from_hours(48));
    assert_eq!(taken.warning.last_at(), ten());
    let behind = status(&taken.warning, at("2020-01-01T00:00:00Z")).unwrap();
    assert!(behind.clock_behind);
    assert_eq!(behind.share_used, 0);
}

#[test]
fn status_shows_the_share_of_time_used_and_lateness_from_the_due_instant() {
    let world = World::new();
    let warning = world.opened(Level::Red, false).warning;
    let shown = |at| status(&warning, at).map(|s| (s.share_used, s.overdue)).unwrap();
    assert_eq!(shown(ten()), (0, false));
    assert_eq!(shown(minutes(3)), (42, false));
    assert_eq!(shown(minutes(7) - SignedDuration::from_secs(1)), (99, false));
    assert_eq!(shown(minutes(7)), (100, true));
    assert_eq!(shown(minutes(700)), (100, true));
}

#[test]
fn the_program_itself_may_only_escalate() {
    let world = World::new();
    let warning = world.opened(Level::Yellow, false).warning;
    let what = What::Acknowledged { due_at: minutes(9) };
    let event = Event { id: act(5, 0, ten()).id, at: ten(), by: Actor::System, note: None, what };
    assert_eq!(warning.apply(&event), Err(Refusal::NeedsPerson));
}

#[test]
fn a_damaged_opening_cannot_make_red_the_matter_of_one_person() {
    let world = World::new();
    let mut event = world.opened(Level::Red, false).event.unwrap();
    if let What::Opened(opened) = &mut event.what {
        opened.two_to_confirm = false;
    }
    assert!(!Warning::open(&event).unwrap().is_confirmed());
}

#[test]
fn an_outcome_that_the_pack_does_not_offer_is_refused() {
    let mut world = World::new();
    world.rules.outcomes.retain(|outcome| *outcome != Outcome::Duplicate);
    let refused = close(&yellow_at(&world, Step::Close), &act(50, 3, ten()), Outcome::Duplicate, None, &world.time());
    assert_eq!(refused, Err(Refusal::OutcomeNotOffered { outcome: Outcome::Duplicate }));
}

#[test]
fn a_log_begins_with_its_opening() {
    let world = World::new();
    let opened = world.opened(Level::Yellow, false);
    let taken = acknowledge(&opened.warning, &act(2, 2, ten()), None, &world.time()).unwrap().event.unwrap();
    assert_eq!(Warning::replay([&taken]), Err(Refusal::NotOpened));
    assert_eq!(Warning::replay([]), Err(Refusal::NotOpened));
}
