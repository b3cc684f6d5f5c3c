use super::*;

fn sent(case: &Case) -> (World, Referral) {
    let world = World::new();
    let referral = world.sent(case).unwrap().referral;
    (world, referral)
}

#[test]
fn a_referral_goes_through_all_its_steps_and_the_sender_hears_back() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    let owed = |referral: &Referral| referral.state().open().map(|open| open.owner.account);
    assert_eq!(owed(&sent), Some(account(2)));
    let accepted = accept(&sent, &act(2, 4, ten()), &time).unwrap().referral;
    assert_eq!(owed(&accepted), Some(account(4)), "whoever accepts owes it");
    let begun = begin(&accepted, &act(3, 4, ten() + hours(1)), &time).unwrap().referral;
    let waiting = report_back(&begun, &act(4, 4, ten() + hours(2)), code("in_care"), &time).unwrap().referral;
    assert_eq!(waiting.state().word(), "begun", "an interim word ends nothing");
    let reported = report_back(&waiting, &act(5, 4, ten() + hours(3)), code("care_ended"), &time).unwrap().referral;
    assert_eq!(owed(&reported), Some(account(1)));
    assert_eq!(done(&reported, &act(6, 4, ten() + hours(4))), Err(Refusal::SamePerson));
    let ended = done(&reported, &act(6, 1, ten() + hours(4))).unwrap().referral;
    assert!(ended.has_ended());
    assert_eq!(ended.responsible(), &owner(1, SCHOOL));
    assert_eq!(accept(&ended, &act(7, 4, ten()), &time), Err(Refusal::Ended));
}

#[test]
fn a_transfer_moves_responsibility_and_sight_in_one_change_and_leaves_the_sender_the_record_that_it_moved() {
    let (world, sent) = sent(&of(Kind::Transfer));
    let before = sent.standing();
    assert_eq!((before.responsible, before.sender, before.receiver), (Side::Sender, Sight::Whole, Sight::Packet));
    let change = accept(&sent, &act(2, 2, ten()), &world.time()).unwrap();
    let (from, to) = (owner(1, SCHOOL), owner(2, HOSPITAL));
    let expected = [
        Effect::Sees { who: from.clone(), before: Sight::Whole, now: Sight::Record },
        Effect::Sees { who: to.clone(), before: Sight::Packet, now: Sight::Whole },
        Effect::Responsible { from, to },
    ];
    assert_eq!(change.effects, expected);
    assert!(change.referral.has_ended());
}

#[test]
fn an_assignment_stays_within_the_team_and_the_owner_changes_at_acceptance() {
    let world = World::new();
    let case = of(Kind::Assign);
    let preview = world.preview(case.kind, case.role, case.age);
    let mut outside = world.opening(&case, &preview);
    outside.to = owner(8, SCHOOL);
    assert_eq!(send(outside, &act(1, 1, ten()), &world.time()), Err(Refusal::NotInTeam));
    let sent = world.sent(&case).unwrap().referral;
    assert_eq!(sent.responsible(), &owner(1, SCHOOL));
    let change = accept(&sent, &act(2, 2, ten()), &world.time()).unwrap();
    assert_eq!(change.referral.responsible(), &owner(2, HOSPITAL));
    assert_eq!(change.referral.standing().sender, Sight::Whole);
}

#[test]
fn advice_never_takes_responsibility_over() {
    let (world, sent) = sent(&of(Kind::Consult));
    let time = world.time();
    let accepted = accept(&sent, &act(2, 2, ten()), &time).unwrap().referral;
    let advised = report_back(&accepted, &act(3, 2, ten()), code("advice_given"), &time).unwrap().referral;
    for referral in [&sent, &accepted, &advised] {
        assert_eq!(referral.responsible(), &owner(1, SCHOOL));
    }
}

#[test]
fn a_refusal_comes_back_with_its_reason_and_closes_the_packet() {
    let (world, sent) = sent(&usual());
    let change = reject(&sent, &act(2, 2, ten()), code("no_capacity"), &world.time()).unwrap();
    let State::Returned { open, why } = change.referral.state() else { panic!("{:?}", change.referral.state()) };
    assert_eq!(*why, Returned::Rejected { reason: code("no_capacity") });
    assert_eq!(open.owner, owner(1, SCHOOL));
    let closes = Effect::Sees { who: owner(2, HOSPITAL), before: Sight::Packet, now: Sight::Record };
    assert_eq!(change.effects, [closes]);
    let other = reject(&sent, &act(2, 2, ten()), code("dislike"), &world.time());
    assert_eq!(other, Err(Refusal::NotOffered { code: code("dislike") }));
}

#[test]
fn a_hospital_does_not_send_an_emergency_away_for_want_of_room() {
    let (world, sent) = sent(&Case { urgency: Urgency::Emergency, basis: emergency(), ..usual() });
    assert_eq!(reject(&sent, &act(2, 2, ten()), code("no_capacity"), &world.time()), Err(Refusal::MayNotRefuse));
    assert!(reject(&sent, &act(2, 2, ten()), code("wrong_level"), &world.time()).is_ok());
}

#[test]
fn the_sender_answers_a_question_with_a_fuller_packet_for_the_same_receiver_only() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    assert_eq!(ask_back(&sent, &wordless(2, 2, ten()), &time), Err(Refusal::Wordless));
    let asked = ask_back(&sent, &act(2, 2, ten()), &time).unwrap().referral;
    assert_eq!(asked.state().open().unwrap().owner, owner(1, SCHOOL));
    let mut facts = all_facts(&world.rules);
    facts.fields.insert(code("medication"), "newer".to_owned());
    let fuller = preview(&world.rules, &facts, Kind::Refer, &code("psychiatrist"), Age::Adult).unwrap();
    let answered = answer(&asked, &act(3, 1, ten()), Some(&fuller), &time).unwrap().referral;
    assert_eq!(answered.packet().value("medication"), Some("newer"));
    assert_eq!(answered.state().open().unwrap().owner, owner(2, HOSPITAL));
    let other = world.preview(Kind::Refer, "counsellor", Age::Adult);
    let refused = answer(&asked, &act(3, 1, ten()), Some(&other), &time);
    assert_eq!(refused, Err(Refusal::NoSuchReceiver { role: code("counsellor") }));
}

#[test]
fn it_can_be_taken_back_until_the_receiver_began() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    let accepted = accept(&sent, &act(2, 2, ten()), &time).unwrap().referral;
    let back = revoke(&accepted, &act(3, 1, ten()), code("kept_here"), &time).unwrap();
    assert!(back.effects.contains(&Effect::Responsible { from: owner(2, HOSPITAL), to: owner(1, SCHOOL) }));
    let begun = begin(&accepted, &act(3, 2, ten()), &time).unwrap().referral;
    assert_eq!(revoke(&begun, &act(4, 1, ten()), code("kept_here"), &time), Err(Refusal::OutOfTurn));
    let withdrawn = revoke(&begun, &act(4, 1, ten()), code("consent_withdrawn"), &time).unwrap().referral;
    assert_eq!(withdrawn.standing().receiver, Sight::Record, "a withdrawn consent closes the packet at any time");
}

#[test]
fn a_silent_receiver_sends_it_back_and_the_level_above_the_receiver_is_told_once() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    let due = sent.state().open().unwrap().due_at;
    // the third working day after a Sunday, at the end of work
    assert_eq!(due, "2026-11-25T18:00:00+08:00".parse().unwrap());
    let early = silence(&sent, step(2), due - hours(1), &world.candidates(), &time);
    assert_eq!(early, Err(Refusal::NotDue { due_at: Some(due) }));
    let change = silence(&sent, step(2), due, &world.candidates(), &time).unwrap();
    let State::Returned { open, why } = change.referral.state() else { panic!("{:?}", change.referral.state()) };
    assert_eq!(*why, Returned::Silence { told: Some(owner(31, "62/6207/")) });
    assert_eq!(open.owner, owner(1, SCHOOL));
    assert!(due < open.due_at);
    let again = silence(&change.referral, step(3), due, &world.candidates(), &time);
    assert_eq!(again, Err(Refusal::NotDue { due_at: Some(open.due_at) }));
    let event = change.event.unwrap();
    assert!(sent.apply(&event).unwrap().apply(&Event { id: step(9), ..event }).is_err());
}

#[test]
fn two_sweeps_that_saw_the_same_missed_time_count_it_once() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    let accepted = accept(&sent, &act(2, 2, ten()), &time).unwrap().referral;
    let due = accepted.state().open().unwrap().due_at;
    let first = silence(&accepted, step(3), due, &world.candidates(), &time).unwrap();
    // the other sweep was slow: its event is dated after the new time, too
    let slow = silence(&accepted, step(4), due + hours(24 * 60), &world.candidates(), &time).unwrap();
    let next = first.referral.state().open().unwrap().due_at;
    assert!(next < slow.event.as_ref().unwrap().at);
    assert_eq!(first.referral.apply(&slow.event.unwrap()), Err(Refusal::NotDue { due_at: Some(next) }));
    assert_eq!(first.referral.silences(), 1);
}

#[test]
fn a_late_no_from_an_old_copy_owes_a_new_time_and_not_the_missed_one_again() {
    let (world, first) = sent(&usual());
    let time = world.time();
    let due = first.state().open().unwrap().due_at;
    let back = silence(&first, step(2), due, &world.candidates(), &time).unwrap().referral;
    let missed = back.state().open().unwrap().due_at;
    let late = silence(&back, step(3), missed, &world.candidates(), &time).unwrap().referral;
    // the clock of the receiver's machine was set back, and it saw the referral as it was sent: its time is long over
    let no = reject(&first, &act(4, 2, ten()), code("wrong_level"), &time).unwrap().event.unwrap();
    let after = late.apply(&no).unwrap();
    assert!(after.state().open().unwrap().due_at > missed, "the missed time would be missed twice");
    assert_eq!(after.silences(), 2);
}

#[test]
fn a_late_answer_still_counts_while_the_sender_has_not_gone_elsewhere() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    let due = sent.state().open().unwrap().due_at;
    let silent = silence(&sent, step(2), due, &world.candidates(), &time).unwrap().referral;
    assert!(accept(&silent, &act(3, 2, due + hours(1)), &time).is_ok());
    let preview = world.preview(Kind::Refer, "crisis_team", Age::Adult);
    let to = owner(5, "62/6207/620702/");
    let on = send_on(&silent, &act(3, 1, due), to.clone(), &preview, consent(Giver::Person), &time).unwrap();
    let closes = Effect::Sees { who: owner(2, HOSPITAL), before: Sight::Packet, now: Sight::Record };
    let opens = Effect::Sees { who: to, before: Sight::Nothing, now: Sight::Packet };
    let fields = preview.shown().iter().map(|field| field.code.clone()).collect();
    let disclosed =
        Effect::Disclosed { to: on.referral.sent().to.clone(), role: code("crisis_team"), fields, basis: consent(Giver::Person) };
    assert_eq!(on.effects, [disclosed, closes, opens]);
    assert_eq!(on.referral.packet().fields(), preview.shown());
    assert_eq!(on.referral.earlier(), [owner(2, HOSPITAL)]);
}

#[test]
fn sending_on_needs_a_basis_for_the_new_receiver_too() {
    let (world, sent) = sent(&usual());
    let back = reject(&sent, &act(2, 2, ten()), code("other_area"), &world.time()).unwrap().referral;
    let preview = world.preview(Kind::Refer, "crisis_team", Age::Adult);
    let on = send_on(&back, &act(3, 1, ten()), owner(5, "62/"), &preview, Basis::Inside, &world.time());
    assert_eq!(on, Err(Refusal::NoBasis));
}

#[test]
fn a_referral_down_cites_the_first_and_both_owe_somebody_something() {
    let (world, sent) = sent(&usual());
    let time = world.time();
    let accepted = accept(&sent, &act(2, 2, ten()), &time).unwrap().referral;
    let begun = begin(&accepted, &act(3, 2, ten()), &time).unwrap().referral;
    let preview = world.preview(Kind::Refer, "village_doctor", Age::Adult);
    let opening = |id: u64| Opening {
        referral: ReferralId::new(&IdSource::seeded(id), ten()),
        from: owner(2, HOSPITAL),
        to: owner(6, "62/6207/620702/620702001/"),
        ..world.opening(&usual(), &preview)
    };
    let both = down_refer(&begun, &act(4, 2, ten()), step(50), code("down_to_community"), opening(2), &time).unwrap();
    assert_eq!(both.second.referral.cites(), Some(begun.id()));
    assert_eq!(both.second.referral.state().open().unwrap().owner.account, account(6));
    let State::Reported { outcome, open } = both.first.referral.state() else { panic!("{:?}", both.first.referral.state()) };
    assert_eq!((outcome.on, &open.owner), (Some(both.second.referral.id()), &owner(1, SCHOOL)));
    let itself = down_refer(&begun, &act(4, 2, ten()), step(50), code("down_to_community"), opening(1), &time);
    assert_eq!(itself, Err(Refusal::OutOfTurn));
    let unbegun = down_refer(&accepted, &act(4, 2, ten()), step(50), code("down_to_community"), opening(2), &time);
    assert_eq!(unbegun, Err(Refusal::OutOfTurn));
}

#[test]
fn what_leaves_the_team_is_told_to_the_register_of_disclosures_and_what_stays_is_not() {
    let world = World::new();
    let disclosed = |kind| {
        let effects = world.sent(&of(kind)).unwrap().effects;
        effects.iter().filter(|effect| matches!(effect, Effect::Disclosed { .. })).count()
    };
    let counts: Vec<usize> = Kind::ALL.iter().map(|kind| disclosed(*kind)).collect();
    assert_eq!(counts, [0, 1, 1, 0]);
    // accepting discloses nothing more
    let sent = world.sent(&usual()).unwrap().referral;
    let change = accept(&sent, &act(2, 2, ten()), &world.time()).unwrap();
    assert!(!change.effects.iter().any(|effect| matches!(effect, Effect::Disclosed { .. })));
}

#[test]
fn nobody_accepts_what_they_sent() {
    let (world, sent) = sent(&usual());
    assert_eq!(accept(&sent, &act(2, 1, ten()), &world.time()), Err(Refusal::SamePerson));
    let preview = world.preview(Kind::Refer, "psychiatrist", Age::Adult);
    let to_self = Opening { to: owner(1, HOSPITAL), ..world.opening(&usual(), &preview) };
    assert_eq!(send(to_self, &act(1, 1, ten()), &world.time()), Err(Refusal::SamePerson));
}

#[test]
fn a_word_that_is_still_owed_goes_with_the_responsibility() {
    let world = World::new();
    let case = Case { urgency: Urgency::Emergency, basis: emergency(), ..of(Kind::Transfer) };
    let sent = world.sent(&case).unwrap().referral;
    let moved = accept(&sent, &act(2, 2, ten()), &world.time()).unwrap().referral;
    let owed: Vec<_> = moved.owed().map(|owed| (owed.debt, owed.open.owner.account)).collect();
    assert_eq!(owed, [(Debt::Information, account(2))]);
}

#[test]
fn a_step_of_somebody_who_is_gone_is_anothers_with_its_clock_and_nobody_sees_more_by_it() {
    let (world, sent) = sent(&usual());
    let (gone, heir) = (owner(2, HOSPITAL), owner(4, HOSPITAL));
    let change = pass_on(&sent, step(20), ten(), gone.account, &[gone.clone(), heir.clone()]).unwrap();
    assert!(change.effects.is_empty());
    let (before, after) = (sent.state().open().unwrap(), change.referral.state().open().unwrap());
    assert_eq!((&after.owner, after.due_at), (&heir, before.due_at));
    assert_eq!(change.event.as_ref().map(|event| event.by), Some(Actor::System));
    assert_eq!(pass_on(&change.referral, step(21), ten(), gone.account, &[heir]).err(), Some(Refusal::OutOfTurn));
    assert_eq!(pass_on(&sent, step(21), ten(), gone.account, &[gone]).err(), Some(Refusal::Missing));
    assert!(accept(&change.referral, &act(22, 4, ten()), &world.time()).is_ok());
}
