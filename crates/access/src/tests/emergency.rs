use jiff::{Timestamp, ToSpan};
use xinqiao_kernel::id::EmergencyId;

use super::*;
use crate::act::*;
use crate::policy::rules;
use crate::{Action, EmergencyGrant, Fields, Moment, Purpose, Reach, Refusal, permit, scope};

const NOW: Timestamp = Timestamp::constant(1_795_312_800, 0);

fn number() -> EmergencyId {
    EmergencyId::from_uuid(person(7).uuid())
}

/// A crisis team far away that opened the records of person 2 until `until`.
fn opened(role: Role, until: Timestamp) -> Actor {
    let grant = EmergencyGrant { id: number(), person: person(2), from: NOW, until };
    one(role, NEXT_TOWN).with_emergencies(vec![grant])
}

#[test]
fn an_open_emergency_opens_one_person_wherever_they_belong_until_it_ends() {
    let team = opened(Role::CrisisTeam, NOW + 2.hours());
    let read = |who: &Resource, at| {
        permit::<ReadIdentity>(&team, who, Purpose::Emergency, Moment::new(TODAY, at)).map(|permit| permit.emergency())
    };
    assert_eq!(read(&record(SCHOOL), NOW), Ok(Some(number())));
    let last = NOW + 2.hours() - 1.microsecond();
    assert_eq!(read(&record(SCHOOL), last), Ok(Some(number())));
    assert_eq!(read(&record(SCHOOL), NOW + 2.hours()), Err(Refusal::NoEmergency));
    assert_eq!(read(&record(SCHOOL), NOW - 1.microsecond()), Err(Refusal::NoEmergency));
    assert_eq!(read(&record(SCHOOL).of(person(3)), NOW), Err(Refusal::NoEmergency));
}

#[test]
fn without_an_instant_no_emergency_is_open() {
    let team = opened(Role::CrisisTeam, NOW + 2.hours());
    assert_eq!(permit::<ReadIdentity>(&team, &record(TOWN), Purpose::Emergency, TODAY).err(), Some(Refusal::NoEmergency));
}

#[test]
fn an_emergency_opens_nothing_for_another_purpose() {
    let team = opened(Role::CrisisTeam, NOW + 2.hours());
    let read = permit::<ReadIdentity>(&team, &record(TOWN), Purpose::DutyResponse, Moment::new(TODAY, NOW));
    assert_eq!(read.err(), Some(Refusal::OutsideScope));
}

#[test]
fn an_emergency_opens_a_minor_without_waiting_for_a_signature() {
    let team = opened(Role::CrisisTeam, NOW + 2.hours());
    let child = record(TOWN).aged(Age::Minor);
    let seen = permit::<ReadIdentity>(&team, &child, Purpose::Emergency, Moment::new(TODAY, NOW)).unwrap();
    assert!(seen.fields().contains(Fields::IDENTITY) && seen.withheld().is_none());
}

#[test]
fn the_list_of_an_emergency_holds_the_person_and_nobody_else() {
    let team = opened(Role::DutyOfficer, NOW + 2.hours());
    let list = scope::<ListWarnings>(&team, Purpose::Emergency, Moment::new(TODAY, NOW)).unwrap();
    assert_eq!(list.clauses(), [crate::Clause::Person(person(2))]);
    let over = scope::<ListWarnings>(&team, Purpose::Emergency, Moment::new(TODAY, NOW + 2.hours()));
    assert_eq!(over.err(), Some(Refusal::NoEmergency));
}

#[test]
fn an_emergency_of_an_expired_role_opens_nothing() {
    let expired = assignment(Role::CrisisTeam, COUNTY).backed_by(crate::CredentialKind::Contract, Some(date(2026, 11, 21)));
    let grant = EmergencyGrant { id: number(), person: person(2), from: NOW, until: NOW + 2.hours() };
    let team = actor(vec![expired]).with_emergencies(vec![grant]);
    let read = permit::<ReadIdentity>(&team, &record(TOWN), Purpose::Emergency, Moment::new(TODAY, NOW));
    assert_eq!(read.err(), Some(Refusal::Expired));
}

#[test]
fn every_row_for_an_emergency_rests_on_an_open_one_except_its_opening() {
    for role in Role::ALL {
        for rule in rules(*role).filter(|rule| rule.purposes.contains(&Purpose::Emergency)) {
            let opening = rule.action == Action::BreakGlass;
            assert_eq!(rule.reach, if opening { [Reach::Anyone] } else { [Reach::Emergency] }, "{role} {}", rule.action);
            assert!(!opening || rule.fields.is_none());
        }
    }
}

#[test]
fn those_who_are_called_open_emergencies_and_no_others() {
    let may = |role: &Role| rules(*role).any(|rule| rule.action == Action::BreakGlass);
    let openers: Vec<Role> = Role::ALL.iter().copied().filter(may).collect();
    let expected = [
        Role::Counsellor,
        Role::Therapist,
        Role::Psychiatrist,
        Role::SchoolCounsellor,
        Role::HotlineSeat,
        Role::DutyOfficer,
        Role::CrisisTeam,
    ];
    assert_eq!(openers, expected);
}

#[test]
fn no_emergency_opens_process_notes() {
    let author = Resource { author: Some(account(9)), ..record(TOWN) };
    for role in Role::ALL.iter().filter(|role| !role.is_administrator()) {
        let anyone = opened(*role, NOW + 2.hours());
        for purpose in Purpose::ALL {
            assert!(permit::<ReadProcessNotes>(&anyone, &author, *purpose, Moment::new(TODAY, NOW)).is_err(), "{role}");
        }
    }
}

#[test]
fn nobody_reviews_the_own_emergency() {
    let head = one(Role::DepartmentHead, COUNTY);
    let review = |by| {
        let emergency = record(TOWN).written_by(by);
        permit::<ReviewBreakGlass>(&head, &emergency, Purpose::Administration, TODAY).map(|_| ())
    };
    assert_eq!([review(account(9)), review(account(1))], [Ok(()), Err(Refusal::OutsideScope)]);
}
