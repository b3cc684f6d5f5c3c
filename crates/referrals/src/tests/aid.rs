use super::*;
use crate::victim_aid::{
    Answer, Further, Inquiry, Opening as File, Owing, Progress, Step, VictimAid, What as Aid, agree_waiver, answer_further,
    approve_further, ask_further, ask_waiver, assign, do_step, inquire, keep, name, offer, open, read_file, refuse_further,
    silence, unname,
};

fn opened(world: &World) -> VictimAid {
    let opening = File {
        aid: AidId::new(&IdSource::seeded(1), ten()),
        person: PersonId::new(&IdSource::seeded(1), ten()),
        keeper: owner(1, "62/6207/620702/"),
        named: [account(2)].into(),
    };
    open(opening, &act(1, 1, ten()), &world.time()).unwrap().now
}

fn inquiry() -> Inquiry {
    Inquiry { reference: "record 7".to_owned(), recorded: true, adult_present: true }
}

/// Reported and asked once.
fn asked(world: &World) -> VictimAid {
    let reported = do_step(&opened(world), &act(2, 1, ten()), Step::Report, Some(duty(1))).unwrap().now;
    inquire(&reported, &act(3, 2, ten()), inquiry()).unwrap().now
}

#[test]
fn all_seven_steps_have_an_owner_and_a_time_and_the_report_is_due_at_once() {
    let world = World::new();
    let aid = opened(&world);
    assert_eq!(aid.missing().len(), 7);
    assert!(aid.owing().iter().all(|(_, open)| open.owner == owner(1, "62/6207/620702/")));
    assert_eq!(aid.owing().first().map(|(what, open)| (*what, open.due_at)), Some((Owing::Step(Step::Report), ten())));
}

#[test]
fn steps_of_justice_follow_the_report_and_support_waits_for_nothing() {
    let world = World::new();
    let aid = opened(&world);
    for step in [Step::Examination, Step::Evidence] {
        assert_eq!(do_step(&aid, &act(2, 1, ten()), step, None).err(), Some(Refusal::Missing));
    }
    assert_eq!(inquire(&aid, &act(2, 1, ten()), inquiry()).err(), Some(Refusal::Missing));
    assert!(do_step(&aid, &act(2, 1, ten()), Step::Counselling, None).is_ok());
    assert_eq!(do_step(&aid, &act(2, 1, ten()), Step::Report, None).err(), Some(Refusal::Missing), "the report is cited");
}

#[test]
fn the_child_is_asked_once() {
    let world = World::new();
    let aid = asked(&world);
    assert!(aid.was_asked());
    assert_eq!(inquire(&aid, &act(4, 2, ten()), inquiry()).err(), Some(Refusal::Once));
    assert_eq!(do_step(&aid, &act(4, 2, ten()), Step::Inquiry, None).err(), Some(Refusal::OutOfTurn));
}

#[test]
fn a_further_question_takes_a_reason_and_somebody_elses_approval_and_is_put_once() {
    let world = World::new();
    let (aid, time) = (asked(&world), world.time());
    assert_eq!(answer_further(&aid, &act(4, 2, ten()), "r".to_owned()).err(), Some(Refusal::OutOfTurn));
    assert_eq!(ask_further(&aid, &wordless(4, 2, ten()), &time).err(), Some(Refusal::Wordless));
    let wanted = ask_further(&aid, &act(4, 2, ten()), &time).unwrap().now;
    assert_eq!(approve_further(&wanted, &act(5, 2, ten()), &time).err(), Some(Refusal::SamePerson));
    assert_eq!(answer_further(&wanted, &act(5, 2, ten()), "r".to_owned()).err(), Some(Refusal::OutOfTurn));
    assert!(wanted.missing().contains(&Owing::Further));
    let refused = refuse_further(&wanted, &act(5, 1, ten())).unwrap().now;
    assert_eq!(refused.further_question(), None);
    let approved = approve_further(&wanted, &act(5, 1, ten()), &time).unwrap().now;
    assert!(matches!(approved.further_question(), Some(Further::Approved { .. })));
    let put = answer_further(&approved, &act(6, 2, ten()), "record 8".to_owned()).unwrap().now;
    assert_eq!(answer_further(&put, &act(7, 2, ten()), "record 9".to_owned()).err(), Some(Refusal::OutOfTurn));
    let (_, contents) = read_file(&put, &act(8, 2, ten())).unwrap();
    assert_eq!((contents.inquiry, contents.further), (Some(inquiry()), vec!["record 8".to_owned()]));
}

#[test]
fn before_the_inquiry_there_is_nothing_to_ask_further() {
    let world = World::new();
    assert_eq!(ask_further(&opened(&world), &act(2, 2, ten()), &world.time()).err(), Some(Refusal::OutOfTurn));
}

#[test]
fn the_file_opens_to_named_accounts_with_a_purpose_and_each_opening_stays_on_record() {
    let world = World::new();
    let aid = asked(&world);
    assert_eq!(read_file(&aid, &act(4, 9, ten())).err(), Some(Refusal::Sealed));
    assert_eq!(read_file(&aid, &wordless(4, 2, ten())).err(), Some(Refusal::Wordless));
    let (change, _) = read_file(&aid, &act(4, 2, ten())).unwrap();
    assert!(matches!(change.entry.unwrap().step, Aid::FileOpened));
    let opening = &change.now.openings()[0];
    assert_eq!((opening.by, opening.at, opening.purpose.as_str()), (account(2), ten(), "words"));
}

#[test]
fn neither_a_repeated_form_nor_a_forged_entry_opens_the_file_to_somebody_who_is_not_named() {
    let world = World::new();
    let (opened, _) = read_file(&asked(&world), &act(4, 2, ten())).unwrap();
    // the id of an opening that took place, sent by another account
    assert_eq!(read_file(&opened.now, &act(4, 9, ten())).err(), Some(Refusal::Sealed));
    let forged = Entry { id: step(5), by: Actor::Account(account(9)), ..opened.entry.unwrap() };
    assert_eq!(opened.now.apply(&forged), Err(Refusal::Sealed));
}

#[test]
fn the_keeper_names_and_unnames_and_nobody_else() {
    let world = World::new();
    let aid = asked(&world);
    assert_eq!(name(&aid, &act(4, 2, ten()), account(9)).err(), Some(Refusal::Sealed));
    let wider = name(&aid, &act(4, 1, ten()), account(9)).unwrap().now;
    assert!(read_file(&wider, &act(5, 9, ten())).is_ok());
    let narrower = unname(&wider, &act(5, 1, ten()), account(9)).unwrap().now;
    assert_eq!(read_file(&narrower, &act(6, 9, ten())).err(), Some(Refusal::Sealed));
    assert_eq!(unname(&aid, &act(5, 1, ten()), account(1)).err(), Some(Refusal::OutOfTurn));
}

#[test]
fn a_step_is_left_out_with_a_reason_and_a_second_person_but_never_the_report() {
    let world = World::new();
    let aid = asked(&world);
    let out = |act: &Act, step, reason: &str| ask_waiver(&aid, act, step, code(reason), &world.time());
    let refused = out(&act(4, 1, ten()), Step::Examination, "no_time").err();
    assert_eq!(refused, Some(Refusal::NotOffered { code: code("no_time") }));
    assert_eq!(out(&wordless(4, 1, ten()), Step::Examination, "not_wanted").err(), Some(Refusal::Wordless));
    assert_eq!(agree_waiver(&aid, &act(5, 2, ten()), Step::Examination).err(), Some(Refusal::OutOfTurn), "nobody asked");
    let wanted = out(&act(4, 1, ten()), Step::Examination, "not_wanted").unwrap().now;
    assert!(wanted.missing().contains(&Owing::Step(Step::Examination)), "asking alone changes nothing");
    assert_eq!(agree_waiver(&wanted, &act(5, 1, ten()), Step::Examination).err(), Some(Refusal::SamePerson));
    let left = agree_waiver(&wanted, &act(5, 2, ten()), Step::Examination).unwrap().now;
    assert!(matches!(left.progress()[&Step::Examination], Progress::Waived { .. }));
    assert_eq!(left.waiver_asked(Step::Examination), None);
    let report = ask_waiver(&opened(&world), &act(4, 1, ten()), Step::Report, code("not_wanted"), &world.time());
    assert_eq!(report.err(), Some(Refusal::OutOfTurn));
}

#[test]
fn the_keeper_hands_the_file_over_with_what_is_owed_and_is_no_longer_named() {
    let world = World::new();
    let aid = asked(&world);
    let to = |n| owner(n, "62/6207/620702/");
    assert_eq!(keep(&aid, &act(4, 2, ten()), to(9)).err(), Some(Refusal::Sealed), "a named account takes it for itself alone");
    assert_eq!(keep(&aid, &act(4, 9, ten()), to(9)).err(), Some(Refusal::Sealed));
    assert_eq!(keep(&aid, &wordless(4, 1, ten()), to(9)).err(), Some(Refusal::Wordless));
    for (by, next) in [(1, 9), (2, 2)] {
        let kept = keep(&aid, &act(4, by, ten()), to(next)).unwrap().now;
        assert_eq!((kept.keeper().account, kept.named().contains(&account(1))), (account(next), false));
        assert!(kept.owing().iter().all(|(_, open)| open.owner.account == account(next)));
        assert_eq!(read_file(&kept, &act(5, 1, ten())).err(), Some(Refusal::Sealed));
    }
}

#[test]
fn each_step_is_done_once_and_when_all_are_nothing_is_owed() {
    let world = World::new();
    let mut aid = asked(&world);
    for (n, step) in (10..).zip([Step::Examination, Step::Evidence, Step::Counselling, Step::Rehabilitation, Step::OtherAid]) {
        aid = do_step(&aid, &act(n, 1, ten()), step, None).unwrap().now;
        assert_eq!(do_step(&aid, &act(n + 100, 1, ten()), step, None).err(), Some(Refusal::Once));
    }
    assert_eq!((aid.missing(), aid.owing()), (vec![], vec![]));
    assert_eq!(silence(&aid, step(50), ten() + hours(999), &[], &world.time()).err(), Some(Refusal::Ended));
}

#[test]
fn a_service_on_the_side_is_done_only_where_it_was_wanted() {
    let world = World::new();
    let aid = opened(&world);
    let answer = |aid: &VictimAid, n, answer| offer(aid, &act(n, 1, ten()), code("reconciliation"), answer, &world.time());
    assert_eq!(answer(&aid, 2, Answer::Done).err(), Some(Refusal::OutOfTurn));
    let declined = answer(&aid, 2, Answer::Declined).unwrap().now;
    assert_eq!(answer(&declined, 3, Answer::Done).err(), Some(Refusal::OutOfTurn));
    let accepted = answer(&aid, 2, Answer::Accepted).unwrap().now;
    let done = answer(&accepted, 3, Answer::Done).unwrap().now;
    assert_eq!(answer(&done, 4, Answer::Accepted).err(), Some(Refusal::Once));
}

#[test]
fn a_late_step_goes_up_one_level_for_each_missed_time_and_keeps_an_owner() {
    let world = World::new();
    let (time, candidates) = (world.time(), world.candidates());
    let aid = assign(&opened(&world), &act(2, 1, ten()), Step::Evidence, owner(5, SCHOOL)).unwrap().now;
    let late = silence(&aid, step(3), ten(), &candidates, &time).unwrap().now;
    let open = |aid: &VictimAid, step| aid.owing().into_iter().find(|(what, _)| *what == Owing::Step(step)).unwrap().1.clone();
    assert_eq!(open(&late, Step::Report).owner, owner(31, "62/6207/"));
    assert!(silence(&late, step(4), ten(), &candidates, &time).is_err(), "one missed time counts once");
    let mut aid = late;
    for n in 0..40 {
        let due = aid.owing().first().unwrap().1.due_at;
        aid = silence(&aid, step(100 + n), due, &candidates, &time).unwrap().now;
        assert_eq!(aid.owing().len(), 7);
    }
    assert_eq!(aid.silences(), 41);
}

#[test]
fn two_sweeps_that_saw_the_same_missed_time_count_it_once() {
    let world = World::new();
    let (aid, time) = (opened(&world), world.time());
    let first = silence(&aid, step(2), ten(), &world.candidates(), &time).unwrap().now;
    let slow = silence(&aid, step(3), ten() + hours(999), &world.candidates(), &time).unwrap().entry.unwrap();
    assert!(matches!(first.apply(&slow), Err(Refusal::NotDue { .. })));
}

#[test]
fn the_history_replays_and_a_second_delivery_changes_nothing() {
    let world = World::new();
    let opening = File {
        aid: AidId::new(&IdSource::seeded(1), ten()),
        person: PersonId::new(&IdSource::seeded(1), ten()),
        keeper: owner(1, SCHOOL),
        named: [].into(),
    };
    let first = open(opening, &act(1, 1, ten()), &world.time()).unwrap();
    let second = do_step(&first.now, &act(2, 1, ten()), Step::Report, Some(duty(1))).unwrap();
    let third = inquire(&second.now, &act(3, 1, ten()), inquiry()).unwrap();
    let (fourth, _) = read_file(&third.now, &act(4, 1, ten())).unwrap();
    assert_eq!(fourth.now.apply(fourth.entry.as_ref().unwrap()).as_ref(), Ok(&fourth.now));
    let log: Vec<Entry<Aid>> = [first.entry, second.entry, third.entry, fourth.entry].into_iter().flatten().collect();
    let kept: Vec<Entry<Aid>> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
    assert_eq!(VictimAid::replay(&kept), Ok(fourth.now));
}
