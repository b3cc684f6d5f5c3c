use super::*;
use jiff::civil::date;

fn check(kind: Kind, urgency: Urgency, age: Age, basis: &Basis) -> Result<(), Refusal> {
    check_basis(&World::new().rules, kind, urgency, age, basis, date(2026, 11, 22))
}

#[test]
fn a_child_and_somebody_of_unknown_age_go_with_the_guardians_consent_only() {
    for age in [Age::Child, Age::Unknown, Age::Minor] {
        let own = check(Kind::Refer, Urgency::Routine, age, &consent(Giver::Person));
        assert_eq!(own, Err(Refusal::NeedsGuardian), "{age}");
        assert_eq!(check(Kind::Refer, Urgency::Routine, age, &consent(Giver::Guardian)), Ok(()), "{age}");
    }
    assert_eq!(check(Kind::Refer, Urgency::Routine, Age::Adult, &consent(Giver::Person)), Ok(()));
}

#[test]
fn what_leaves_the_team_needs_a_basis_and_what_stays_needs_none() {
    for kind in [Kind::Transfer, Kind::Refer] {
        assert_eq!(check(kind, Urgency::Urgent, Age::Adult, &Basis::Inside), Err(Refusal::NoBasis));
    }
    for kind in [Kind::Assign, Kind::Consult] {
        assert_eq!(check(kind, Urgency::Urgent, Age::Child, &Basis::Inside), Ok(()));
    }
}

#[test]
fn danger_to_life_stands_for_consent_in_an_emergency_only() {
    assert_eq!(check(Kind::Refer, Urgency::Emergency, Age::Child, &emergency()), Ok(()));
    assert_eq!(check(Kind::Refer, Urgency::Urgent, Age::Child, &emergency()), Err(Refusal::NoBasis));
    let invented = Basis::Emergency { ground: code("convenient") };
    assert_eq!(
        check(Kind::Refer, Urgency::Emergency, Age::Adult, &invented),
        Err(Refusal::NotOffered { code: code("convenient") })
    );
}

#[test]
fn a_consent_that_ran_out_yesterday_is_none() {
    let until = |day| match consent(Giver::Person) {
        Basis::Consent { consent, by, .. } => Basis::Consent { consent, by, until: Some(day) },
        other => other,
    };
    let check = |basis| check(Kind::Refer, Urgency::Routine, Age::Adult, &basis);
    assert_eq!(check(until(date(2026, 11, 21))), Err(Refusal::ConsentOver));
    assert_eq!(check(until(date(2026, 11, 22))), Ok(()));
}

#[test]
fn a_guardian_is_not_asked_where_the_law_commands_the_report() {
    let basis = Basis::Statutory { duty: code("minor_report"), report: Some(duty(1)) };
    assert_eq!(check(Kind::Refer, Urgency::Urgent, Age::Child, &basis), Ok(()));
    let change = World::new().sent(&Case { age: Age::Child, basis, harm: true, ..usual() }).unwrap();
    assert_eq!(change.referral.harm(), Harm::Reported(duty(1)));
    // who cites the duty and no report owes the report
    let basis = Basis::Statutory { duty: code("minor_report"), report: None };
    let change = World::new().sent(&Case { age: Age::Child, basis, ..usual() }).unwrap();
    assert_eq!(change.referral.harm(), Harm::Unreported);
}

#[test]
fn what_went_out_in_an_emergency_owes_word_to_the_person_even_after_it_was_taken_back() {
    let world = World::new();
    let case = Case { urgency: Urgency::Emergency, basis: emergency(), ..usual() };
    let sent = world.sent(&case).unwrap().referral;
    let gone = revoke(&sent, &act(2, 1, ten()), code("sent_in_error"), &world.time()).unwrap().referral;
    let owed: Vec<_> = gone.owed().map(|owed| (owed.debt, owed.open.owner.clone(), owed.open.due_at)).collect();
    assert_eq!(owed, [(Debt::Information, owner(1, SCHOOL), ten() + hours(24))]);
    assert!(!gone.has_ended());
    let told = inform(&gone, &act(3, 1, ten()), Giver::Person).unwrap().referral;
    assert!(told.has_ended());
}

#[test]
fn for_a_child_the_guardian_is_the_one_who_is_owed_the_word() {
    let world = World::new();
    let case = Case { urgency: Urgency::Emergency, basis: emergency(), age: Age::Child, ..usual() };
    let sent = world.sent(&case).unwrap().referral;
    assert_eq!(inform(&sent, &act(2, 1, ten()), Giver::Person), Err(Refusal::NeedsGuardian));
    assert!(inform(&sent, &act(2, 1, ten()), Giver::Guardian).is_ok());
}

#[test]
fn suspected_harm_to_a_minor_owes_the_mandatory_report_at_once_and_does_not_hold_the_referral() {
    let world = World::new();
    let case = Case { age: Age::Minor, basis: consent(Giver::Guardian), harm: true, ..usual() };
    let sent = world.sent(&case).unwrap().referral;
    let report = sent.owed().find(|owed| owed.debt == Debt::Report).unwrap();
    assert_eq!((report.open.due_at, &report.open.owner), (ten(), &owner(1, SCHOOL)));
    // late at once: the next sweep tells whoever stands above
    let late = silence(&sent, step(2), ten(), &world.candidates(), &world.time()).unwrap().referral;
    assert_eq!(late.owed().find(|owed| owed.debt == Debt::Report).unwrap().open.owner, owner(21, "62/6207/620702/"));
    let cited = cite_report(&late, &act(3, 1, ten()), duty(7)).unwrap().referral;
    assert_eq!(cited.harm(), Harm::Reported(duty(7)));
    assert!(cited.owed().all(|owed| owed.debt == Debt::Step));
    assert_eq!(world.sent(&Case { harm: true, ..usual() }).unwrap().referral.harm(), Harm::None, "an adult");
}
