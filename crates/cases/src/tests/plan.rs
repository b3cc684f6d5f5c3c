//! Problems, goals, steps, safety plans, people close to the person.

use super::*;

#[test]
fn a_goal_is_measurable_and_answers_an_open_problem() {
    let mut story = Story::assessed("general", Grade::Low);
    let vague = GoalText { seen_by: String::new(), ..goal(day(30)) };
    assert_eq!(story.tries(LIN, |c, a, d| set_goal(c, a, vague, None, d)), Err(Refusal::NotMeasurable));
    let beyond = Some(Target { measure: code("phq-9"), score: Score::whole(28) });
    let beyond = GoalText { target: beyond, ..goal(day(30)) };
    assert_eq!(story.tries(LIN, |c, a, d| set_goal(c, a, beyond, None, d)), Err(Refusal::NotAScore));
    let problem = story.case.problems()[0].id;
    let answer = GoalText { problem: Some(problem), ..goal(day(30)) };
    story.does(LIN, |c, a, d| set_goal(c, a, answer.clone(), None, d));
    story.does(LIN, |c, a, d| end_problem(c, a, problem, ProblemEnd::Resolved, None, d));
    let refused = story.tries(LIN, |c, a, d| set_goal(c, a, answer, None, d));
    assert_eq!(refused, Err(Refusal::NoSuchItem { item: problem }));
}

#[test]
fn how_a_goal_read_before_stays() {
    let mut story = Story::planned("general", Grade::Low);
    let id = story.case.goals()[0].id;
    let smaller = GoalText { seen_by: "one night a week".to_owned(), ..goal(day(90)) };
    story.later(3);
    story.does(LIN, |c, a, d| change_goal(c, a, id, smaller.clone(), None, d));
    let changed = &story.case.goals()[0];
    assert_eq!((&changed.text, &changed.before), (&smaller, &vec![(goal(day(60)), day(3))]));
    assert_eq!(story.tries(LIN, |c, a, d| end_goal(c, a, id, GoalEnd::Dropped, None, d)), Err(Refusal::Wordless));
    story.does(LIN, |c, a, d| end_goal(c, a, id, GoalEnd::Dropped, words("she has other wishes"), d));
    let ended = story.tries(LIN, |c, a, d| change_goal(c, a, id, smaller, None, d));
    assert_eq!(ended, Err(Refusal::NoSuchItem { item: id }));
}

#[test]
fn a_target_is_reached_by_the_last_score_on_the_good_side() {
    for (measure, target, scores, reached) in [
        ("phq-9", 9, vec![15, 9], Some(true)),
        ("phq-9", 9, vec![9, 10], Some(false)),
        ("ors", 25, vec![25], Some(true)),
        ("ors", 25, vec![24], Some(false)),
        ("ors", 25, vec![], None),
    ] {
        let mut story = Story::assessed("general", Grade::Low);
        let target = Some(Target { measure: code(measure), score: Score::whole(target) });
        story.does(LIN, |c, a, d| set_goal(c, a, GoalText { target, ..goal(day(30)) }, None, d));
        for score in scores {
            let reading = Reading::Total(Score::whole(score));
            story.does(LIN, |c, a, d| take_score(c, a, code(measure), reading, day(0), None, d));
        }
        let higher = story.rules.measure(&code(measure)).unwrap().higher;
        assert_eq!(story.case.goals()[0].target_reached(&story.case, higher), reached, "{measure}");
    }
}

#[test]
fn a_step_is_postponed_as_often_and_as_far_as_the_pack_allows() {
    let mut story = Story::planned("general", Grade::Low);
    let id = story.case.steps()[0].id;
    let postpone = |story: &mut Story, to| story.tries(WEI, |c, a, d| postpone_step(c, a, id, to, code("not_reached"), None, d));
    assert!(matches!(postpone(&mut story, day(7)), Err(Refusal::DayOutside { .. })), "not later than it was");
    assert!(matches!(postpone(&mut story, day(38)), Err(Refusal::DayOutside { .. })), "31 days");
    assert!(postpone(&mut story, day(37)).is_ok());
    assert!(postpone(&mut story, day(40)).is_ok());
    assert_eq!(postpone(&mut story, day(41)), Err(Refusal::PostponedEnough { times: 2 }));
    assert_eq!((story.case.steps()[0].text.due, story.case.steps()[0].postponed), (day(40), 2));
}

#[test]
fn a_step_ends_once() {
    let mut story = Story::planned("general", Grade::Low);
    let id = story.case.steps()[0].id;
    let future = story.tries(WEI, |c, a, d| finish_step(c, a, id, day(1), None, d));
    assert_eq!(future, Err(Refusal::DayOutside { day: day(1), from: day(0), until: day(0) }));
    story.does(WEI, |c, a, d| drop_step(c, a, id, code("wish"), None, d));
    let again = story.tries(WEI, |c, a, d| finish_step(c, a, id, day(0), None, d));
    assert_eq!(again, Err(Refusal::NoSuchItem { item: id }));
    assert!(!dues(&story.case, day(0)).iter().any(|due| due.what == DueKind::Step));
}

#[test]
fn the_person_has_steps_too_and_the_responsible_account_watches_over_them() {
    let mut story = Story::planned("general", Grade::Low);
    let walk = StepText { for_owner: "a walk in the evening".to_owned(), ..step(Who::Person, day(2)) };
    story.does(LIN, |c, a, d| plan_step(c, a, walk, None, d));
    let due = next_due(&story.case, day(0)).unwrap();
    assert_eq!((due.what, due.owner, due.watched_by), (DueKind::Step, Who::Person, account(LIN)));
    assert_eq!([day(1), day(2), day(3)].map(|today| due.is_overdue(today)), [false, false, true]);
    let mute = StepText { for_owner: " ".to_owned(), ..step(Who::Person, day(2)) };
    assert_eq!(story.tries(LIN, |c, a, d| plan_step(c, a, mute, None, d)), Err(Refusal::Wordless));
}

#[test]
fn words_for_one_owner_do_not_reach_the_next() {
    let mut story = Story::planned("general", Grade::Low);
    let id = story.case.steps()[0].id;
    let helper = story.does(LIN, |c, a, d| join(c, a, member(Seat::Volunteer, named("Aunt Zhou")), None, d));
    let to = Who::Member(helper);
    assert_eq!(story.tries(LIN, |c, a, d| hand_on_step(c, a, id, to, String::new(), None, d)), Err(Refusal::Wordless));
    story.does(LIN, |c, a, d| hand_on_step(c, a, id, to, "bring the paper".to_owned(), None, d));
    let seen = view(&story.case, &story.rules, Viewer::Member(helper), None, day(0)).unwrap();
    assert_eq!(seen.tasks.unwrap()[0].words, "bring the paper");
    let again = story.tries(LIN, |c, a, d| hand_on_step(c, a, id, to, "x".to_owned(), None, d));
    assert_eq!(again, Err(Refusal::Already));
}

#[test]
fn a_safety_plan_has_versions_and_a_copy_without_notes_of_staff() {
    let mut story = Story::assessed("general", Grade::High);
    let empty = SafetyPlan { sections: [(Section::People, vec![" ".to_owned()])].into(), ..safety_plan(day(0)) };
    assert_eq!(story.tries(LIN, |c, a, d| agree_safety(c, a, empty, None, d)), Err(Refusal::EmptySafetyPlan));
    let late = SafetyPlan { review_by: day(91), ..safety_plan(day(0)) };
    assert!(matches!(story.tries(LIN, |c, a, d| agree_safety(c, a, late, None, d)), Err(Refusal::DayOutside { .. })));
    story.does(LIN, |c, a, d| agree_safety(c, a, safety_plan(day(0)), None, d));
    story.does(LIN, |c, a, d| agree_safety(c, a, safety_plan(day(0)), None, d));
    let versions: Vec<u32> = story.case.safety().iter().map(|one| one.version).collect();
    assert_eq!(versions, [1, 2]);
    let copy = story.case.safety()[1].copy();
    let sections: Vec<Section> = copy.sections.iter().map(|(section, _)| *section).collect();
    assert_eq!(sections, [Section::WarningSigns, Section::People, Section::Surroundings]);
    assert!(!serde_json::to_string(&copy).unwrap().contains("hesitated"));
}

#[test]
fn nothing_is_told_to_anybody_without_a_consent_that_still_holds() {
    let mut story = Story::new("general");
    let sister = |consent| Contact {
        name: "Zhou Yan".to_owned(),
        relation: "sister".to_owned(),
        phone: "13900000000".to_owned(),
        telling: Telling::Practical,
        consent,
    };
    assert_eq!(story.tries(LIN, |c, a, d| add_contact(c, a, sister(None), None, d)), Err(Refusal::NoConsent));
    let id = story.does(LIN, |c, a, d| add_contact(c, a, sister(consent()), None, d));
    assert_eq!(story.case.contacts()[0].may_be_told(), Telling::Practical);
    story.does(LIN, |c, a, d| end_contact(c, a, id, None, d));
    assert_eq!(story.case.contacts()[0].may_be_told(), Telling::Nothing);
    let silent = Contact { telling: Telling::Nothing, ..sister(None) };
    story.does(LIN, |c, a, d| add_contact(c, a, silent, None, d));
}

#[test]
fn a_problem_is_set_aside_with_words_only() {
    let mut story = Story::assessed("general", Grade::Low);
    let id = story.case.problems()[0].id;
    let refused = story.tries(LIN, |c, a, d| end_problem(c, a, id, ProblemEnd::SetAside, None, d));
    assert_eq!(refused, Err(Refusal::Wordless));
    let unknown = story.tries(LIN, |c, a, d| add_problem(c, a, code("laziness"), None, d));
    assert_eq!(unknown, Err(Refusal::NotOffered { list: "problem", code: code("laziness") }));
}

#[test]
fn a_safety_plan_is_shared_with_members_of_the_team_only() {
    let mut story = Story::assessed("general", Grade::High);
    let stranger = ItemId::from(event_id(9));
    let shared = SafetyPlan { shared: [(stranger, [Section::People].into())].into(), ..safety_plan(day(0)) };
    let refused = story.tries(LIN, |c, a, d| agree_safety(c, a, shared, None, d));
    assert_eq!(refused, Err(Refusal::NoSuchItem { item: stranger }));
}
