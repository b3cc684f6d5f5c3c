//! The life of a case from opening to its end.

use super::*;

#[test]
fn a_case_goes_from_intake_to_closed_and_says_at_each_stage_what_is_missing() {
    let mut story = Story::new("general");
    assert_eq!((story.status(), story.lacks()), (Status::Intake, vec![Lack::Agreement, Lack::Review, Lack::Problem]));
    story = Story::assessed("general", Grade::Medium);
    let of_plan = vec![Lack::Goal, Lack::Step, Lack::Safety, Lack::PlanAgreed];
    assert_eq!((story.status(), story.lacks()), (Status::Assessed, of_plan));
    story = Story::planned("general", Grade::Low);
    assert_eq!((story.status(), story.lacks()), (Status::Planned, vec![Lack::Begun]));
    story.does(LIN, |c, a, d| meet(c, a, code("phone"), Reach::Reached, false, day(0), None, d));
    let open = vec![Lack::OpenGoal, Lack::OpenStep, Lack::OpenProblem];
    assert_eq!((story.status(), story.lacks()), (Status::InProgress, open));
    story = Story::finished();
    assert_eq!((story.status(), story.lacks()), (Status::ToClose, vec![Lack::Proposal]));
    story = Story::proposed();
    assert_eq!((story.status(), story.lacks()), (Status::ToClose, vec![Lack::Approval]));
    story = Story::closed();
    assert_eq!((story.status(), story.lacks()), (Status::Closed, vec![]));
}

#[test]
fn a_failed_attempt_does_not_begin_the_work() {
    let mut story = Story::planned("general", Grade::Low);
    story.does(LIN, |c, a, d| meet(c, a, code("phone"), Reach::NotReached, true, day(0), None, d));
    assert_eq!(story.status(), Status::Planned);
    assert!(!story.case.met().next().unwrap().encounter.guidance, "guidance was given to nobody");
}

#[test]
fn a_graver_risk_takes_the_case_back_to_planning_until_there_is_a_safety_plan() {
    let mut story = Story::planned("general", Grade::Low);
    story.does(LIN, |c, a, d| meet(c, a, code("office"), Reach::Reached, false, day(0), None, d));
    story.does(LIN, |c, a, d| review_risk(c, a, looked(Grade::High, None), None, d));
    assert_eq!((story.status(), story.lacks()), (Status::Assessed, vec![Lack::Safety]));
    story.does(LIN, |c, a, d| agree_safety(c, a, safety_plan(day(0)), None, d));
    assert_eq!(story.status(), Status::InProgress);
    assert!(story.lacks().contains(&Lack::Risk), "a clinician has to sign that it fell");
}

#[test]
fn a_case_from_a_warning_names_it_and_others_say_why_in_words() {
    let story = Story::new("general");
    let act = Act { id: event_id(5), at: start(), by: account(LIN) };
    let mut unnamed = opening("general");
    unnamed.warnings.clear();
    assert_eq!(open(unnamed.clone(), &act, &story.desk()), Err(Refusal::NoWarning));
    unnamed.origin = Origin::OwnRequest;
    assert!(open(unnamed.clone(), &act, &story.desk()).is_ok());
    unnamed.note = words("  ");
    assert_eq!(open(unnamed, &act, &story.desk()), Err(Refusal::Wordless));
    let refused = open(opening("no_such_kind"), &act, &story.desk());
    assert_eq!(refused, Err(Refusal::NotOffered { list: "kind", code: code("no_such_kind") }));
}

#[test]
fn a_consent_is_named_and_a_law_is_said_in_words() {
    let mut story = Story::new("general");
    let agreement = |ground, consent| Agreement { ground, consent, on: day(0) };
    let refused = story.tries(LIN, |c, a, d| agree(c, a, agreement(Ground::Guardian, None), None, d));
    assert_eq!(refused, Err(Refusal::NoConsent));
    let refused = story.tries(LIN, |c, a, d| agree(c, a, agreement(Ground::Duty, None), None, d));
    assert_eq!(refused, Err(Refusal::Wordless));
    story.does(LIN, |c, a, d| agree(c, a, agreement(Ground::Duty, None), words("the law and its article"), d));
}

#[test]
fn who_declines_is_planned_for_no_longer_and_called_no_longer() {
    let mut story = Story::planned("general", Grade::Low);
    story.does(LIN, |c, a, d| decline(c, a, Party::Person, None, d));
    let refused = story.tries(LIN, |c, a, d| set_goal(c, a, goal(day(60)), None, d));
    assert_eq!(refused, Err(Refusal::Declined));
    let owed: Vec<DueKind> = dues(&story.case, day(0)).into_iter().map(|due| due.what).collect();
    assert_eq!(owed, [DueKind::Review]);
    assert_eq!((story.status(), story.lacks()), (Status::ToClose, vec![Lack::Proposal]));
    story.does(LIN, |c, a, d| propose(c, a, "declined", Told::NotReached, d));
    story.does(HEAD, |c, a, d| approve_close(c, a, None, d));
    assert_eq!(story.status(), Status::Closed);
}

#[test]
fn nobody_closes_their_own_case() {
    let mut story = Story::finished();
    let to_myself = story
        .tries(LIN, |c, a, d| propose_close(c, a, code("helped"), String::new(), Told::Heard, account(LIN), words("well"), d));
    assert_eq!(to_myself, Err(Refusal::SamePerson));
    // a colleague may not ask the responsible account either
    let to_responsible = story
        .tries(WEI, |c, a, d| propose_close(c, a, code("helped"), String::new(), Told::Heard, account(LIN), words("well"), d));
    assert_eq!(to_responsible, Err(Refusal::SamePerson));
    story.does(WEI, |c, a, d| propose(c, a, "helped", Told::Heard, d));
    for own in [WEI, LIN] {
        assert_eq!(story.tries(own, |c, a, d| approve_close(c, a, None, d)), Err(Refusal::SamePerson));
    }
    story.does(HEAD, |c, a, d| approve_close(c, a, None, d));
}

#[test]
fn a_case_cannot_end_as_helped_without_feedback_or_with_something_open() {
    let mut story = Story::planned("general", Grade::Medium);
    let refused = story.tries(LIN, |c, a, d| propose(c, a, "helped", Told::NotReached, d));
    let needs = vec![Need::Goals, Need::Steps, Need::Problems, Need::Risk, Need::Told];
    assert_eq!(refused, Err(Refusal::Needs { needs }));
    let mut story = Story::finished();
    let refused = story.tries(LIN, |c, a, d| propose(c, a, "helped", Told::NotReached, d));
    assert_eq!(refused, Err(Refusal::Needs { needs: vec![Need::Told] }));
    story.does(LIN, |c, a, d| propose(c, a, "helped", Told::NotWished, d));
}

#[test]
fn approving_looks_again_at_what_the_outcome_needs() {
    let mut story = Story::proposed();
    story.does(LIN, |c, a, d| plan_step(c, a, step(Who::Account(account(WEI)), day(20)), None, d));
    let refused = story.tries(HEAD, |c, a, d| approve_close(c, a, None, d));
    assert_eq!(refused, Err(Refusal::Needs { needs: vec![Need::Steps] }));
    assert_eq!(story.tries(HEAD, |c, a, d| return_close(c, a, None, d)), Err(Refusal::Wordless));
    story.does(HEAD, |c, a, d| return_close(c, a, words("a step is open"), d));
    assert_eq!(story.lacks(), [Lack::OpenStep]);
}

#[test]
fn three_failed_attempts_in_a_row_and_no_fewer_make_a_case_unreachable() {
    let mut story = Story::planned("general", Grade::Low);
    let attempt = |story: &mut Story, reach| story.does(LIN, |c, a, d| meet(c, a, code("phone"), reach, false, day(0), None, d));
    for reach in [Reach::NotReached, Reach::NotReached, Reach::Reached, Reach::NotReached, Reach::NotReached] {
        attempt(&mut story, reach);
    }
    let refused = story.tries(LIN, |c, a, d| propose(c, a, "unreachable", Told::NotReached, d));
    assert_eq!(refused, Err(Refusal::Needs { needs: vec![Need::Tried] }));
    attempt(&mut story, Reach::NotReached);
    story.does(LIN, |c, a, d| propose(c, a, "unreachable", Told::NotReached, d));
}

#[test]
fn nothing_happens_to_a_closed_case_but_notes_and_reopening() {
    let mut story = Story::closed();
    assert_eq!(story.tries(LIN, |c, a, d| add_problem(c, a, code("mood"), None, d)), Err(Refusal::Closed));
    assert_eq!(story.tries(LIN, |c, a, d| propose(c, a, "helped", Told::Heard, d)), Err(Refusal::Closed));
    assert_eq!(next_due(&story.case, story.today()), None);
    story.does(LIN, |c, a, d| note(c, a, "she sent a card".to_owned(), d));
    assert_eq!(story.tries(WEI, |c, a, d| reopen(c, a, responsible(WEI), None, d)), Err(Refusal::Wordless));
    story.does(WEI, |c, a, d| reopen(c, a, responsible(WEI), words("she called again"), d));
    assert_eq!(story.tries(WEI, |c, a, d| reopen(c, a, responsible(WEI), words("twice"), d)), Err(Refusal::Open));
}

#[test]
fn a_reopened_case_is_assessed_and_planned_anew_and_forgets_nothing() {
    let mut story = Story::closed();
    story.does(WEI, |c, a, d| reopen(c, a, responsible(WEI), words("she called again"), d));
    assert_eq!((story.status(), story.lacks()), (Status::Intake, vec![Lack::Agreement, Lack::Review]));
    assert_eq!((story.case.grade(), story.case.goals().len(), story.case.plans().len()), (None, 1, 1));
    assert_eq!(next_due(&story.case, story.today()).unwrap().owner, Who::Account(account(WEI)));
    let refused = story.tries(WEI, |c, a, d| agree_plan(c, a, Party::Person, day(7), None, d));
    assert_eq!(refused, Err(Refusal::NoPlan), "the old goal is not the new plan");
}

#[test]
fn a_transfer_waits_for_the_one_who_is_asked() {
    let mut story = Story::proposed();
    let lin = Who::Account(account(LIN));
    assert_eq!(story.tries(LIN, |c, a, d| ask_transfer(c, a, responsible(LIN), words("so"), d)), Err(Refusal::Already));
    story.does(LIN, |c, a, d| ask_transfer(c, a, responsible(WEI), words("I move"), d));
    assert_eq!(story.case.responsible().account, account(LIN));
    let owed = dues(&story.case, story.today());
    let asked = owed.iter().find(|due| due.what == DueKind::Transfer).unwrap();
    assert_eq!((asked.owner, asked.on), (Who::Account(account(WEI)), day(7 + 3)));
    assert!(owed.iter().any(|due| due.what == DueKind::Review && due.owner == lin));
    assert_eq!(story.tries(HEAD, |c, a, d| accept_transfer(c, a, None, d)), Err(Refusal::NoTransfer));
    story.does(WEI, |c, a, d| accept_transfer(c, a, None, d));
    assert_eq!(story.case.responsible().account, account(WEI));
    assert_eq!(story.lacks(), [Lack::Proposal], "the new account has not proposed to close");
    story.does(WEI, |c, a, d| ask_transfer(c, a, responsible(HEAD), words("so"), d));
    story.does(HEAD, |c, a, d| decline_transfer(c, a, words("no hands"), d));
    assert_eq!(story.tries(WEI, |c, a, d| withdraw_transfer(c, a, None, d)), Err(Refusal::NoTransfer));
}

#[test]
fn while_a_case_rests_only_the_end_of_the_rest_is_owed() {
    let mut story = Story::planned("general", Grade::Medium);
    let far = story.tries(LIN, |c, a, d| pause(c, a, code("away"), day(93), None, d));
    assert_eq!(far, Err(Refusal::DayOutside { day: day(93), from: day(1), until: day(92) }));
    story.does(LIN, |c, a, d| pause(c, a, code("away"), day(40), None, d));
    let owed = dues(&story.case, story.today());
    assert_eq!(owed.iter().map(|due| (due.what, due.on)).collect::<Vec<_>>(), [(DueKind::Pause, day(40))]);
    assert_eq!(story.tries(LIN, |c, a, d| pause(c, a, code("away"), day(41), None, d)), Err(Refusal::Already));
    story.later(40);
    story.does(LIN, |c, a, d| resume(c, a, None, d));
    let State::Open { open } = story.case.state() else { panic!("closed") };
    assert_eq!((open.review_on, open.contact_on), (day(50), day(50)), "within ten days of the rest");
    assert_eq!(story.tries(LIN, |c, a, d| resume(c, a, None, d)), Err(Refusal::NotPaused));
}

#[test]
fn a_person_in_danger_is_not_left_to_rest_unless_somebody_else_cares() {
    for (grade, reason, rests) in [
        (Grade::High, "away", false),
        (Grade::High, "wish", false),
        (Grade::Crisis, "hospital", true),
        (Grade::Medium, "wish", true),
    ] {
        let mut story = Story::assessed("general", grade);
        let result = story.tries(LIN, |c, a, d| pause(c, a, code(reason), day(10), None, d));
        assert_eq!(result.is_ok(), rests, "{grade} {reason}");
    }
    let mut unknown = Story::new("general");
    assert_eq!(unknown.tries(LIN, |c, a, d| pause(c, a, code("away"), day(10), None, d)), Err(Refusal::TooGrave));
}

#[test]
fn danger_opens_the_door_to_help_and_the_person_is_still_asked() {
    let mut story = Story::assessed("general", Grade::Crisis);
    let by = |ground, consent| Agreement { ground, consent, on: day(0) };
    story.does(LIN, |c, a, d| agree(c, a, by(Ground::Danger, None), words("on the roof"), d));
    assert_eq!((story.status(), story.lacks()), (Status::Intake, vec![Lack::Agreement]));
    story.does(LIN, |c, a, d| plan_step(c, a, step(Who::Account(account(WEI)), day(0)), None, d));
    story.does(LIN, |c, a, d| agree(c, a, by(Ground::Person, consent()), None, d));
    assert_eq!(story.status(), Status::Assessed);
}

#[test]
fn a_safety_plan_of_before_the_end_is_made_anew() {
    let mut story = Story::assessed("general", Grade::High);
    story.does(LIN, |c, a, d| agree_safety(c, a, safety_plan(day(0)), None, d));
    assert!(!story.lacks().contains(&Lack::Safety));
    story.does(LIN, |c, a, d| propose(c, a, "error", Told::NotReached, d));
    story.does(HEAD, |c, a, d| approve_close(c, a, None, d));
    story.does(WEI, |c, a, d| reopen(c, a, responsible(WEI), words("it was none"), d));
    let agreement = Agreement { ground: Ground::Person, consent: consent(), on: day(0) };
    story.does(WEI, |c, a, d| agree(c, a, agreement, None, d));
    story.does(WEI, |c, a, d| review_risk(c, a, looked(Grade::High, None), None, d));
    assert_eq!(story.status(), Status::Assessed);
    assert!(story.lacks().contains(&Lack::Safety));
}
