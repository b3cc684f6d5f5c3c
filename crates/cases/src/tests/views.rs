//! What each seat sees: against the table of the pack, and nothing that staff wrote.

use std::collections::BTreeSet;

use super::*;

/// A case in which every place for words of staff holds the word STAFF; everybody is in the team and has a step with words of their own.
fn rich() -> (Story, Vec<(Seat, ItemId)>) {
    let secret = || words("STAFF");
    let mut story = Story::assessed("general", Grade::High);
    story.does(LIN, |c, a, d| add_problem(c, a, code("mood"), secret(), d));
    let members: Vec<(Seat, ItemId)> = (100..)
        .zip(Seat::ALL.iter().filter(|seat| seat.is_member()))
        .map(|(n, seat)| (*seat, story.does(LIN, |c, a, d| join(c, a, member(*seat, with_account(n)), secret(), d))))
        .collect();
    story.does(LIN, |c, a, d| set_goal(c, a, goal(day(60)), secret(), d));
    for (seat, id) in &members {
        let text = StepText { words: "STAFF".to_owned(), for_owner: format!("FOR-{seat}."), ..step(Who::Member(*id), day(30)) };
        story.does(LIN, |c, a, d| plan_step(c, a, text, secret(), d));
    }
    let mine = StepText { words: "STAFF".to_owned(), for_owner: "FOR-person.".to_owned(), ..step(Who::Person, day(30)) };
    story.does(LIN, |c, a, d| plan_step(c, a, mine, secret(), d));
    let everybody: BTreeSet<ItemId> = members.iter().map(|(_, id)| *id).collect();
    let shared = members.iter().map(|(_, id)| (*id, [Section::Surroundings].into())).collect();
    let plan = SafetyPlan { staff_note: secret(), shared, ..safety_plan(day(0)) };
    story.does(LIN, |c, a, d| agree_safety(c, a, plan, secret(), d));
    let contact = Contact {
        name: "CONTACT".to_owned(),
        relation: "sister".to_owned(),
        phone: "139".to_owned(),
        telling: Telling::All,
        consent: consent(),
    };
    story.does(LIN, |c, a, d| add_contact(c, a, contact, secret(), d));
    let said = Looked {
        found: Grade::High,
        risk_factors: "STAFF".to_owned(),
        protective_factors: "STAFF".to_owned(),
        inquiry: "STAFF".to_owned(),
        signed_by: None,
    };
    story.does(LIN, |c, a, d| review_risk(c, a, said, secret(), d));
    story.does(LIN, |c, a, d| meet(c, a, code("phone"), Reach::Reached, true, day(0), secret(), d));
    story.does(LIN, |c, a, d| take_score(c, a, code("phq-9"), Reading::Total(Score::whole(19)), day(0), None, d));
    let agenda = vec!["STAFF".to_owned()];
    let call = story.does(LIN, |c, a, d| convene(c, a, day(4), account(HEAD), everybody, agenda, secret(), d));
    let decision = Decision { words: "STAFF".to_owned(), step: None };
    let minutes = Minutes { attended: [].into(), words: "STAFF".to_owned(), decisions: vec![decision] };
    story.does(LIN, |c, a, d| minute(c, a, call, minutes, secret(), d));
    story.does(LIN, |c, a, d| propose_close(c, a, code("error"), "STAFF".to_owned(), Told::Heard, account(HEAD), secret(), d));
    (story, members)
}

fn groups_of(seen: &CaseView) -> BTreeSet<Group> {
    let there = |group: Group| match group {
        Group::Progress => seen.progress.is_some(),
        Group::Tasks => seen.tasks.is_some(),
        Group::Team => seen.team.is_some(),
        Group::Risk => seen.risk.is_some(),
        Group::Problems => seen.problems.is_some(),
        Group::Goals => seen.goals.is_some(),
        Group::Steps => seen.steps.is_some(),
        Group::Safety => seen.safety.is_some(),
        Group::SharedSafety => seen.shared_safety.is_some(),
        Group::Contacts => seen.contacts.is_some(),
        Group::Meetings => seen.meetings.is_some(),
        Group::Outcomes => seen.outcomes.is_some(),
        Group::Encounters => seen.encounters.is_some(),
        Group::Notes => seen.notes.is_some(),
    };
    Group::ALL.iter().copied().filter(|group| there(*group)).collect()
}

fn seen_by(story: &Story, viewer: Viewer) -> CaseView {
    view(&story.case, &story.rules, viewer, Some(34), day(0)).unwrap()
}

#[test]
fn each_seat_sees_its_row_of_the_pack_and_nothing_else() {
    let (story, members) = rich();
    let mut viewers: Vec<(Seat, Viewer)> = members.iter().map(|(seat, id)| (*seat, Viewer::Member(*id))).collect();
    viewers.push((Seat::Person, Viewer::Person));
    viewers.push((Seat::Responsible, Viewer::Account(account(LIN))));
    viewers.push((Seat::Asked, Viewer::Account(account(HEAD))));
    assert_eq!(viewers.len(), Seat::ALL.len());
    for (seat, viewer) in viewers {
        let seen = seen_by(&story, viewer);
        let row = raw().seats.seat.into_iter().find(|row| row.seat == seat).unwrap();
        assert_eq!(groups_of(&seen), row.sees.into_iter().collect(), "{seat}");
        assert_eq!(seen.seats, [seat].into());
    }
}

#[test]
fn what_staff_wrote_reaches_professionals_only() {
    let (story, members) = rich();
    for (n, (seat, id)) in (100..).zip(&members) {
        for viewer in [Viewer::Member(*id), Viewer::Account(account(n))] {
            let text = serde_json::to_string(&seen_by(&story, viewer)).unwrap();
            let may = matches!(seat, Seat::PreventionDoctor | Seat::Psychiatrist | Seat::Counsellor | Seat::SocialWorker);
            assert_eq!(text.contains("STAFF"), may, "{seat}");
        }
    }
    assert!(!serde_json::to_string(&seen_by(&story, Viewer::Person)).unwrap().contains("STAFF"));
}

#[test]
fn the_widest_table_that_a_pack_may_hold_leaks_nothing_either() {
    let (mut story, members) = rich();
    let mut widest = raw();
    for row in &mut widest.seats.seat {
        row.sees = row.seat.ceiling().into_iter().collect();
    }
    story.rules = Rules::compile(widest, &["zh-CN", "en"]).unwrap();
    for (seat, id) in members {
        let seen = seen_by(&story, Viewer::Member(id));
        assert_eq!(groups_of(&seen), seat.ceiling(), "{seat}");
        let text = serde_json::to_string(&seen).unwrap();
        assert_eq!(text.contains("STAFF"), seat.is_professional(), "{seat}");
        let is_lay = matches!(seat, Seat::Family | Seat::Volunteer);
        if is_lay || seat == Seat::Police {
            let clinical = [Group::Problems, Group::Goals, Group::Safety, Group::Outcomes, Group::Encounters, Group::Contacts];
            assert!(groups_of(&seen).is_disjoint(&clinical.into()), "{seat}");
            assert!(!text.contains("phq-9") && !text.contains("sleep") && !text.contains("CONTACT"), "{seat}: {text}");
        }
        if is_lay {
            assert!(!text.contains("high"), "{seat} reads a grade: {text}");
        }
    }
}

#[test]
fn words_for_an_owner_reach_that_owner_alone() {
    let (story, members) = rich();
    let mut viewers: Vec<(String, Viewer)> = members.iter().map(|(seat, id)| (seat.to_string(), Viewer::Member(*id))).collect();
    viewers.push(("person".to_owned(), Viewer::Person));
    for (seat, viewer) in viewers {
        let text = serde_json::to_string(&seen_by(&story, viewer)).unwrap();
        assert_eq!(text.matches("FOR-").count(), 1, "{seat}");
        assert!(text.contains(&format!("FOR-{seat}.")), "{seat}");
    }
}

#[test]
fn family_sees_the_sections_of_the_safety_plan_that_the_person_shares() {
    let (story, members) = rich();
    let family = members.iter().find(|(seat, _)| *seat == Seat::Family).unwrap().1;
    let shared = seen_by(&story, Viewer::Member(family)).shared_safety.unwrap();
    assert_eq!(shared.sections, [(Section::Surroundings, vec!["the pills are with my sister".to_owned()])]);
    let mut unshared = story;
    unshared.does(LIN, |c, a, d| agree_safety(c, a, safety_plan(day(0)), None, d));
    assert_eq!(seen_by(&unshared, Viewer::Member(family)).shared_safety, None, "the newest version shares nothing");
}

#[test]
fn who_has_no_seat_or_left_it_sees_nothing() {
    let (mut story, members) = rich();
    let volunteer = members.iter().find(|(seat, _)| *seat == Seat::Volunteer).unwrap().1;
    assert!(view(&story.case, &story.rules, Viewer::Account(account(999)), None, day(0)).is_none());
    story.does(LIN, |c, a, d| leave(c, a, volunteer, day(0), None, d));
    assert!(view(&story.case, &story.rules, Viewer::Member(volunteer), None, day(0)).is_some());
    assert!(view(&story.case, &story.rules, Viewer::Member(volunteer), None, day(1)).is_none());
}

#[test]
fn after_the_end_only_the_person_the_last_responsible_account_and_professionals_still_see_the_case() {
    let (mut story, members) = rich();
    story.does(HEAD, |c, a, d| approve_close(c, a, None, d));
    for (seat, id) in members {
        let seen = view(&story.case, &story.rules, Viewer::Member(id), None, day(0));
        assert_eq!(seen.is_some(), seat.is_professional(), "{seat}");
    }
    for viewer in [Viewer::Person, Viewer::Account(account(LIN))] {
        assert_eq!(seen_by(&story, viewer).progress.unwrap().closed_on, Some(day(0)));
    }
    assert!(view(&story.case, &story.rules, Viewer::Account(account(HEAD)), None, day(0)).is_none());
}

#[test]
fn an_account_with_two_seats_sees_what_both_see() {
    let mut story = Story::assessed("general", Grade::Low);
    story.does(LIN, |c, a, d| join(c, a, member(Seat::Volunteer, with_account(50)), None, d));
    story.does(LIN, |c, a, d| join(c, a, member(Seat::Police, with_account(50)), None, d));
    let seen = seen_by(&story, Viewer::Account(account(50)));
    let both: BTreeSet<Group> = [Seat::Volunteer, Seat::Police].iter().flat_map(|seat| story.rules.sees(*seat)).collect();
    assert_eq!((groups_of(&seen), seen.seats), (both, [Seat::Police, Seat::Volunteer].into()));
}

#[test]
fn a_member_sees_the_conferences_to_which_it_is_invited() {
    let mut story = Story::planned("general", Grade::Low);
    let police = story.does(LIN, |c, a, d| join(c, a, member(Seat::Police, with_account(50)), None, d));
    let aunt = story.does(LIN, |c, a, d| join(c, a, member(Seat::Volunteer, named("Aunt Zhou")), None, d));
    let agenda = vec!["what next".to_owned()];
    story.does(LIN, |c, a, d| convene(c, a, day(4), account(HEAD), [police].into(), agenda, None, d));
    let meetings = |viewer| seen_by(&story, viewer).meetings.unwrap().into_iter().map(|one| one.is_invited).collect::<Vec<_>>();
    assert_eq!(meetings(Viewer::Member(police)), [true]);
    assert_eq!(meetings(Viewer::Member(aunt)), [false; 0]);
    assert_eq!((meetings(Viewer::Person), meetings(Viewer::Account(account(LIN)))), (vec![false], vec![false]));
    let chair = seen_by(&story, Viewer::Account(account(HEAD)));
    assert_eq!(groups_of(&chair), [Group::Meetings].into());
    assert_eq!(chair.meetings.unwrap().len(), 1);
}

#[test]
fn who_owes_a_step_outside_the_team_sees_that_step_and_nothing_else() {
    let mut story = Story::planned("general", Grade::Low);
    let other = StepText { for_owner: "another's".to_owned(), ..step(Who::Account(account(LIN)), day(9)) };
    story.does(LIN, |c, a, d| plan_step(c, a, other, None, d));
    let seen = seen_by(&story, Viewer::Account(account(WEI)));
    assert_eq!((groups_of(&seen), seen.seats.len()), ([Group::Tasks].into(), 0));
    let tasks: Vec<String> = seen.tasks.unwrap().into_iter().map(|task| task.words).collect();
    assert_eq!(tasks, ["call on Monday"]);
    let id = story.case.steps()[0].id;
    story.does(WEI, |c, a, d| finish_step(c, a, id, day(0), None, d));
    assert!(view(&story.case, &story.rules, Viewer::Account(account(WEI)), None, day(0)).is_none());
}

#[test]
fn who_is_asked_to_take_a_case_over_sees_it_until_the_answer_and_no_contacts() {
    let mut story = Story::planned("general", Grade::Low);
    story.does(LIN, |c, a, d| ask_transfer(c, a, responsible(50), words("I move"), d));
    let seen = seen_by(&story, Viewer::Account(account(50)));
    assert_eq!((seen.seats, seen.contacts, seen.notes.is_some()), ([Seat::Asked].into(), None, true));
    story.does(50, |c, a, d| decline_transfer(c, a, words("no hands"), d));
    assert!(view(&story.case, &story.rules, Viewer::Account(account(50)), None, day(0)).is_none());
}
