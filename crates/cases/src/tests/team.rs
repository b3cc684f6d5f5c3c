//! Who is in the team, and what falls back when somebody leaves.

use super::*;

fn team_of_six(story: &mut Story) {
    for (n, seat) in
        (50..).zip([Seat::Committee, Seat::GridWorker, Seat::PreventionDoctor, Seat::CivilAffairs, Seat::DisabilityOfficer])
    {
        story.does(LIN, |c, a, d| join(c, a, Member { consent: None, ..member(seat, with_account(n)) }, None, d));
    }
}

#[test]
fn an_unstable_patient_has_no_plan_before_the_team_of_six_is_there() {
    let mut story = Story::planned("unstable", Grade::Low);
    let seats = |story: &Story| -> Vec<Seat> {
        missing(&story.case, &story.rules, story.today()).into_iter().filter_map(|missing| missing.seat).collect()
    };
    assert_eq!(seats(&story).len(), 6);
    team_of_six(&mut story);
    assert_eq!((story.status(), seats(&story)), (Status::Assessed, vec![Seat::Volunteer]));
    let volunteer = story.does(LIN, |c, a, d| join(c, a, member(Seat::Volunteer, named("Aunt Zhou")), None, d));
    assert_eq!(story.status(), Status::Planned);
    story.does(LIN, |c, a, d| leave(c, a, volunteer, day(0), None, d));
    assert_eq!(story.status(), Status::Planned, "the last day counts");
    story.later(1);
    assert_eq!(seats(&story), [Seat::Volunteer]);
}

#[test]
fn a_special_group_needs_the_three_sides() {
    let mut story = Story::planned("special_group", Grade::Low);
    let sides = |story: &Story| -> Vec<Side> {
        missing(&story.case, &story.rules, story.today()).into_iter().filter_map(|missing| missing.side).collect()
    };
    assert_eq!(sides(&story), [Side::Government, Side::Society, Side::Family]);
    story.does(LIN, |c, a, d| join(c, a, member(Seat::Justice, with_account(50)), None, d));
    story.does(LIN, |c, a, d| join(c, a, member(Seat::SocialWorker, with_account(51)), None, d));
    story.does(LIN, |c, a, d| join(c, a, member(Seat::Family, named("sister")), None, d));
    assert_eq!((sides(&story), story.status()), (vec![], Status::Planned));
}

#[test]
fn family_volunteers_school_and_employment_hear_of_a_case_by_consent_or_by_law() {
    for seat in Seat::ALL.iter().filter(|seat| seat.is_member()) {
        let silent = Member { consent: None, ..member(*seat, with_account(50)) };
        let mut story = Story::new("general");
        let result = story.tries(LIN, |c, a, d| join(c, a, silent.clone(), None, d));
        let needs = matches!(seat, Seat::Family | Seat::Volunteer | Seat::School | Seat::Employment);
        assert_eq!(result.err(), needs.then_some(Refusal::NoConsent), "{seat}");
        let mut story = Story::new("general");
        let by_law = Agreement { ground: Ground::Duty, consent: None, on: day(0) };
        story.does(LIN, |c, a, d| agree(c, a, by_law, words("the law"), d));
        story.does(LIN, |c, a, d| join(c, a, silent, None, d));
    }
}

#[test]
fn the_person_and_the_responsible_account_do_not_join() {
    let mut story = Story::new("general");
    for seat in [Seat::Person, Seat::Responsible] {
        let refused = story.tries(LIN, |c, a, d| join(c, a, member(seat, with_account(50)), None, d));
        assert_eq!(refused, Err(Refusal::NotASeatOfTheTeam));
    }
    story.does(LIN, |c, a, d| join(c, a, member(Seat::Police, with_account(50)), None, d));
    let twice = story.tries(LIN, |c, a, d| join(c, a, member(Seat::Police, with_account(50)), None, d));
    assert_eq!(twice, Err(Refusal::Already));
}

#[test]
fn a_step_of_somebody_who_left_falls_back_to_the_responsible_account() {
    let mut story = Story::planned("general", Grade::Low);
    let aunt = story.does(LIN, |c, a, d| join(c, a, member(Seat::Volunteer, named("Aunt Zhou")), None, d));
    let doctor = story.does(LIN, |c, a, d| join(c, a, member(Seat::Psychiatrist, with_account(60)), None, d));
    story.does(LIN, |c, a, d| plan_step(c, a, step(Who::Member(aunt), day(1)), None, d));
    story.does(LIN, |c, a, d| plan_step(c, a, step(Who::Member(doctor), day(2)), None, d));
    let owners =
        |story: &Story| -> Vec<Who> { dues(&story.case, story.today()).into_iter().take(2).map(|due| due.owner).collect() };
    assert_eq!(owners(&story), [Who::Member(aunt), Who::Account(account(60))]);
    story.does(LIN, |c, a, d| leave(c, a, aunt, day(0), None, d));
    story.later(1);
    assert_eq!(owners(&story), [Who::Account(account(LIN)), Who::Account(account(60))]);
    let refused = story.tries(LIN, |c, a, d| plan_step(c, a, step(Who::Member(aunt), day(3)), None, d));
    assert_eq!(refused, Err(Refusal::NoSuchItem { item: aunt }));
}

#[test]
fn what_somebody_has_who_is_gone_is_anothers_and_a_closed_case_stays_as_it_is() {
    let mut story = Story::planned("general", Grade::Low);
    let grid = story.does(LIN, |c, a, d| join(c, a, member(Seat::GridWorker, with_account(50)), None, d));
    let wei = story.case.responsible().place.clone();
    let to = |n: u64| Responsible { account: account(n), place: wei.clone() };
    // of a member the seat ends, and what they had falls to who answers
    story.does(LIN, |c, a, d| pass_on(c, a, account(50), to(LIN), d));
    assert!(!accounts(&story.case, story.today()).contains(&account(50)));
    assert!(story.case.team().iter().any(|mate| mate.id == grid && !mate.holds(story.today())));
    // somebody who had nothing changes nothing
    let act = story.act(LIN);
    let nothing = pass_on(&story.case, &act, account(51), to(LIN), &story.desk()).unwrap();
    assert_eq!((&nothing.case, nothing.event), (&story.case, None));
    // who answers for it, with their open steps
    story.does(LIN, |c, a, d| pass_on(c, a, account(LIN), to(WEI), d));
    assert_eq!(story.case.responsible(), &to(WEI));
    assert!(story.case.steps().iter().filter(|step| step.is_open()).all(|step| step.text.owner != Who::Account(account(LIN))));
    assert!(dues(&story.case, story.today()).iter().all(|due| due.owner != Who::Account(account(LIN))));
    let same = story.tries(WEI, |c, a, d| pass_on(c, a, account(WEI), to(WEI), d));
    assert_eq!(same.err(), Some(Refusal::Already));
}
