use super::*;
use crate::act::*;
use crate::{Approval, Fields, PersonApproval, Purpose, Refusal, Ward, permit};

fn child() -> Resource {
    record(SCHOOL).aged(Age::Minor).owned_by(account(1))
}

fn school(approved: bool) -> Actor {
    let held = assignment(Role::SchoolCounsellor, SCHOOL);
    actor(vec![if approved { held.approved_for_minors(account(9), TODAY) } else { held }])
}

#[test]
fn who_a_minor_is_opens_with_the_approval_of_the_person_in_charge_only() {
    let read = |actor: &Actor, who: &Resource| permit::<ReadIdentity>(actor, who, Purpose::Screening, TODAY).map(|_| ());
    assert_eq!(read(&school(false), &child()), Err(Refusal::NeedsApproval));
    assert_eq!(read(&school(false), &child().aged(Age::Unknown)), Err(Refusal::NeedsApproval));
    assert_eq!(read(&school(false), &child().aged(Age::Adult)), Ok(()));
    assert_eq!(read(&school(true), &child()), Ok(()));
}

#[test]
fn an_approval_ends() {
    let held = assignment(Role::SchoolCounsellor, SCHOOL).approved_for_minors(account(9), date(2026, 11, 21));
    let read = permit::<ReadIdentity>(&actor(vec![held]), &child(), Purpose::Screening, TODAY);
    assert_eq!(read.err(), Some(Refusal::NeedsApproval));
}

#[test]
fn an_approval_for_one_person_is_for_that_person() {
    let approval = |until| PersonApproval { person: person(2), approval: Approval { by: account(9), until } };
    let read = |until, who: u64| {
        let counsellor = school(false).with_approvals(vec![approval(until)]).unwrap();
        permit::<ReadIdentity>(&counsellor, &child().of(person(who)), Purpose::Screening, TODAY).map(|_| ())
    };
    assert_eq!(read(TODAY, 2), Ok(()));
    assert_eq!(read(TODAY, 3), Err(Refusal::NeedsApproval));
    assert_eq!(read(date(2026, 11, 21), 2), Err(Refusal::NeedsApproval));
}

#[test]
fn a_warning_of_a_minor_goes_on_while_nobody_has_approved() {
    let counsellor = school(false);
    let read = permit::<ReadWarning>(&counsellor, &child(), Purpose::Screening, TODAY).unwrap();
    assert_eq!(read.fields(), Fields::ATTENTION.and(Fields::SCORES));
    assert_eq!(read.withheld(), Fields::ANSWERS.and(Fields::NOTES));
    assert!(permit::<AcknowledgeWarning>(&counsellor, &child(), Purpose::Screening, TODAY).is_ok());
    assert!(permit::<MandatoryReport>(&counsellor, &child(), Purpose::Exchange, TODAY).is_ok());
    let approved = permit::<ReadWarning>(&school(true), &child(), Purpose::Screening, TODAY).unwrap();
    assert!(approved.fields().contains(Fields::ANSWERS) && approved.withheld().is_none());
}

#[test]
fn an_author_reads_the_own_process_notes_about_a_minor() {
    let own = child().written_by(account(1));
    assert!(permit::<ReadProcessNotes>(&school(false), &own, Purpose::Service, TODAY).is_ok());
}

#[test]
fn a_minor_reads_the_own_records() {
    let pupil = one(Role::Resident, SCHOOL);
    let own = Resource::at(place(SCHOOL)).of(person(1)).aged(Age::Minor);
    assert!(permit::<ReadOwnRecords>(&pupil, &own, Purpose::SelfService, TODAY).unwrap().fields().contains(Fields::IDENTITY));
}

#[test]
fn an_age_turns_on_the_birthday_and_is_unknown_before_birth() {
    let on = |today| Age::of(Some(date(2008, 2, 29)), today);
    assert_eq!(on(date(2026, 2, 28)), Age::Minor);
    assert_eq!(on(date(2026, 3, 1)), Age::Adult);
    assert_eq!(on(date(2008, 2, 28)), Age::Unknown);
    assert_eq!(Age::of(None, TODAY), Age::Unknown);
}

fn guardian_of(born: Date, assent: Fields) -> Actor {
    one(Role::Guardian, TOWN).with_wards(vec![Ward { person: person(2), born, assent, until: None }])
}

fn read_ward(guardian: &Actor) -> Result<Fields, Refusal> {
    let ward = Resource::at(place(NEXT_TOWN)).of(person(2)).aged(Age::Minor);
    permit::<ReadOwnRecords>(guardian, &ward, Purpose::SelfService, TODAY).map(|permit| permit.fields())
}

#[test]
fn a_guardian_acts_for_a_ward_under_14_and_sees_of_an_older_one_what_they_assented_to() {
    let seen = Fields::ATTENTION;
    let child = guardian_of(date(2012, 11, 23), Fields::NONE);
    assert!(read_ward(&child).unwrap().contains(Fields::ANSWERS.and(Fields::IDENTITY)));
    let turned_14 = date(2012, 11, 22);
    assert_eq!(read_ward(&guardian_of(turned_14, seen)), Ok(seen));
    assert_eq!(read_ward(&guardian_of(turned_14, Fields::NONE)), Err(Refusal::OutsideScope));
    assert_eq!(read_ward(&guardian_of(date(2008, 11, 22), seen)), Err(Refusal::OutsideScope));
}

#[test]
fn from_14_on_the_ward_consents_and_asks_alone() {
    let ward = Resource::at(place(TOWN)).of(person(2)).aged(Age::Minor);
    let may = |born| {
        let guardian = guardian_of(born, Fields::ATTENTION);
        let consent = permit::<ManageConsent>(&guardian, &ward, Purpose::SelfService, TODAY).is_ok();
        [consent, permit::<RequestOwnData>(&guardian, &ward, Purpose::SelfService, TODAY).is_ok()]
    };
    assert_eq!([may(date(2012, 11, 23)), may(date(2012, 11, 22))], [[true; 2], [false; 2]]);
}

#[test]
fn a_guardianship_that_has_ended_gives_nothing() {
    let ended = Ward { person: person(2), born: date(2020, 1, 1), assent: Fields::NONE, until: Some(date(2026, 11, 21)) };
    assert_eq!(read_ward(&one(Role::Guardian, TOWN).with_wards(vec![ended])), Err(Refusal::OutsideScope));
}
