use super::*;
use crate::act::*;
use crate::{Fields, Purpose, Refusal, permit, scope};

#[test]
fn a_counsellor_reads_persons_of_the_own_place_and_below() {
    let counsellor = one(Role::Counsellor, TOWN);
    let read = |at: &str| permit::<ReadPerson>(&counsellor, &record(at), Purpose::Service, TODAY).map(|_| ());
    assert_eq!([TOWN, SCHOOL].map(read), [Ok(()), Ok(())]);
    assert_eq!([NEXT_TOWN, COUNTY].map(read), [Err(Refusal::OutsideScope); 2]);
}

#[test]
fn a_permit_says_who_does_what_to_whom_where_and_why() {
    let counsellor = one(Role::Counsellor, COUNTY);
    let permit = permit::<ReadScores>(&counsellor, &record(TOWN), Purpose::Service, TODAY).unwrap();
    assert_eq!((permit.account(), permit.person()), (account(1), Some(person(2))));
    assert_eq!((permit.role(), permit.purpose()), (Role::Counsellor, Purpose::Service));
    assert_eq!((permit.action().code(), permit.place().as_str()), ("read_scores", TOWN));
    assert_eq!(permit.fields(), Fields::ATTENTION.and(Fields::SCORES));
}

#[test]
fn a_school_sees_its_own_pupils_only() {
    let teacher = one(Role::SchoolCounsellor, SCHOOL);
    let read = |at: &str| permit::<ReadScores>(&teacher, &record(at), Purpose::Screening, TODAY).map(|_| ());
    assert_eq!(read(SCHOOL), Ok(()));
    assert_eq!([NEXT_SCHOOL, TOWN].map(read), [Err(Refusal::OutsideScope); 2]);
    let for_service = permit::<ReadScores>(&teacher, &record(SCHOOL), Purpose::Service, TODAY);
    assert_eq!(for_service.err(), Some(Refusal::PurposeNotAllowed));
}

#[test]
fn a_resident_reads_the_own_records_wherever_they_belong_and_no_others() {
    let resident = one(Role::Resident, TOWN);
    let own = Resource::at(place("450000/")).of(person(1));
    assert!(permit::<ReadOwnRecords>(&resident, &own, Purpose::SelfService, TODAY).is_ok());
    let other = permit::<ReadOwnRecords>(&resident, &record(TOWN), Purpose::SelfService, TODAY);
    assert_eq!(other.err(), Some(Refusal::OutsideScope));
}

#[test]
fn an_account_without_a_person_is_not_the_person_of_a_record_without_one() {
    let nobody = Actor::new(account(1), None, vec![assignment(Role::Resident, TOWN)]).unwrap();
    let about_nobody = Resource::at(place(TOWN));
    let refused = permit::<ReadOwnRecords>(&nobody, &about_nobody, Purpose::SelfService, TODAY);
    assert_eq!(refused.err(), Some(Refusal::OutsideScope));
    let empty = scope::<ReadOwnRecords>(&nobody, Purpose::SelfService, TODAY).unwrap();
    assert_eq!(empty.clauses(), []);
}

#[test]
fn only_the_owner_works_on_a_warning_and_the_duty_officer_may_step_in() {
    let warning = record(TOWN).owned_by(account(1));
    let of_another = record(TOWN).owned_by(account(9));
    let counsellor = one(Role::Counsellor, COUNTY);
    let step = |warning| permit::<AcknowledgeWarning>(&counsellor, warning, Purpose::Service, TODAY).map(|_| ());
    assert_eq!([step(&warning), step(&of_another)], [Ok(()), Err(Refusal::OutsideScope)]);
    let officer = one(Role::DutyOfficer, COUNTY);
    assert!(permit::<AcknowledgeWarning>(&officer, &of_another, Purpose::DutyResponse, TODAY).is_ok());
}

#[test]
fn the_owner_of_a_warning_sees_more_of_it_than_a_colleague() {
    let counsellor = one(Role::Counsellor, COUNTY);
    let fields = |warning| permit::<ReadWarning>(&counsellor, &warning, Purpose::Service, TODAY).unwrap().fields();
    assert!(fields(record(TOWN).owned_by(account(1))).contains(Fields::NOTES));
    assert!(!fields(record(TOWN).owned_by(account(9))).contains(Fields::NOTES));
}

#[test]
fn a_village_doctor_sees_what_came_of_a_report_and_no_other_warning() {
    let doctor = one(Role::VillageDoctor, TOWN);
    let read = |warning| permit::<ReadWarning>(&doctor, &warning, Purpose::Service, TODAY).map(|permit| permit.fields());
    assert_eq!(read(record(TOWN).reported_by(account(1))), Ok(Fields::ATTENTION));
    assert_eq!(read(record(TOWN)), Err(Refusal::OutsideScope));
}

#[test]
fn a_leader_sees_aggregates_and_is_forbidden_every_person() {
    let leader = one(Role::Leader, COUNTY);
    let counts = Resource::at(place(TOWN));
    assert!(permit::<ReadAggregates>(&leader, &counts, Purpose::Supervision, TODAY).is_ok());
    let person = permit::<ReadPerson>(&leader, &record(TOWN), Purpose::Supervision, TODAY);
    assert_eq!(person.err(), Some(Refusal::RoleLacksAction));
}

#[test]
fn a_role_that_has_ended_or_not_begun_gives_nothing() {
    let ended = Assignment { until: Some(date(2026, 11, 21)), ..assignment(Role::Counsellor, TOWN) };
    let to_come = Assignment { from: date(2026, 11, 23), ..assignment(Role::Counsellor, TOWN) };
    for assignment in [ended, to_come] {
        let actor = actor(vec![assignment]);
        let refused = permit::<ReadPerson>(&actor, &record(TOWN), Purpose::Service, TODAY);
        assert_eq!(refused.err(), Some(Refusal::Expired));
        assert_eq!(scope::<ReadPerson>(&actor, Purpose::Service, TODAY).err(), Some(Refusal::Expired));
    }
}

#[test]
fn of_two_roles_the_one_that_shows_more_is_used_and_named() {
    let both = actor(vec![assignment(Role::VillageDoctor, COUNTY), assignment(Role::Counsellor, TOWN)]);
    let role = |at| permit::<ReadPerson>(&both, &record(at), Purpose::Service, TODAY).unwrap().role();
    assert_eq!((role(TOWN), role(NEXT_TOWN)), (Role::Counsellor, Role::VillageDoctor));
}

#[test]
fn a_place_inside_another_adds_no_clause() {
    let both = actor(vec![assignment(Role::Counsellor, TOWN), assignment(Role::Counsellor, COUNTY)]);
    let scope = scope::<ReadWarning>(&both, Purpose::Service, TODAY).unwrap();
    assert_eq!(scope.clauses(), [crate::Clause::Below(place(COUNTY).range())]);
}

#[test]
fn what_may_only_be_stored_is_used_for_safety_and_by_its_person_and_for_nothing_else() {
    let stored = || record(TOWN).restricted(true);
    let counsellor = one(Role::Counsellor, COUNTY);
    let asked = |purpose| permit::<ReadPerson>(&counsellor, &stored(), purpose, TODAY).map(|_| ());
    assert_eq!(asked(Purpose::Service), Err(Refusal::Restricted));
    // whoever does not reach it does not learn how it stands
    let far = one(Role::Counsellor, NEXT_TOWN);
    assert_eq!(permit::<ReadPerson>(&far, &stored(), Purpose::Service, TODAY).map(|_| ()), Err(Refusal::OutsideScope));
    let officer = one(Role::DutyOfficer, COUNTY);
    assert!(permit::<ReadPerson>(&officer, &stored(), Purpose::DutyResponse, TODAY).is_ok());
    let own = stored().of(person(1));
    assert!(permit::<ReadOwnRecords>(&one(Role::Resident, COUNTY), &own, Purpose::SelfService, TODAY).is_ok());
    assert!(permit::<HandleDataRequest>(&one(Role::DepartmentHead, COUNTY), &stored(), Purpose::Administration, TODAY).is_ok());
    assert!(permit::<MandatoryReport>(&counsellor, &stored(), Purpose::Exchange, TODAY).is_ok());
}
