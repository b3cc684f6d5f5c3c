//! What each role must not learn, as facts.

use std::collections::HashSet;

use super::*;
use crate::act::*;
use crate::policy::{Rule, rules};
use crate::{Action, Danger, Fields, Purpose, Reach, Refusal, permit};

/// The rows of a role, without those for the own account.
fn work(role: Role) -> impl Iterator<Item = &'static Rule> {
    rules(role).filter(|rule| rule.reach != [Reach::Account])
}

/// The actions of a role beside those for the own account.
fn actions(role: Role) -> HashSet<Action> {
    work(role).map(|rule| rule.action).collect()
}

/// All fields that a role ever sees.
fn seen(role: Role) -> Fields {
    work(role).fold(Fields::NONE, |seen, rule| seen.and(rule.fields))
}

#[test]
fn a_class_teacher_learns_that_a_pupil_should_be_referred_or_has_something_open_and_nothing_else() {
    // the names are those of the class list: who has something open in a campaign
    assert_eq!(seen(Role::ClassTeacher), Fields::ADVICE.and(Fields::IDENTITY));
    let advice: Vec<Role> = Role::ALL.iter().copied().filter(|role| seen(*role).contains(Fields::ADVICE)).collect();
    assert_eq!(advice, [Role::SchoolCounsellor, Role::ClassTeacher]);
}

#[test]
fn a_class_teacher_reaches_the_own_pupils_wherever_they_live() {
    const CLASS: &str = "620000/620700/620702/620702001/school-1/class-3/";
    const NEXT_CLASS: &str = "620000/620700/620702/620702001/school-1/class-4/";
    let teacher = one(Role::ClassTeacher, CLASS);
    let read = |pupil: Resource| permit::<ReadReferralAdvice>(&teacher, &pupil, Purpose::Service, TODAY).map(|_| ());
    assert_eq!(read(record(NEXT_TOWN).in_class(place(CLASS))), Ok(()));
    assert_eq!(read(record(CLASS).in_class(place(NEXT_CLASS))), Err(Refusal::OutsideScope));
    assert_eq!(read(record(CLASS)), Err(Refusal::OutsideScope));
}

#[test]
fn an_employer_or_union_learns_nothing_about_a_person() {
    // a union hands its members in, and does not look back
    let handing_in = [Action::ReportConcern, Action::ReadFeedback, Action::RecordGroup];
    assert_eq!(actions(Role::EmployerLiaison), [Action::ReadAggregates].into_iter().chain(handing_in).collect::<HashSet<_>>());
    assert_eq!(seen(Role::EmployerLiaison), Fields::NONE);
}

#[test]
fn the_police_see_duty_fields_from_danger_grade_3_or_an_incident_on_and_nothing_else() {
    assert_eq!(seen(Role::PoliceLiaison), Fields::SMD_DUTY);
    let police = one(Role::PoliceLiaison, COUNTY);
    let read = |grade, incident| {
        let patient = record(TOWN).of_danger(Danger { grade, incident });
        permit::<ReadSmdDuty>(&police, &patient, Purpose::Exchange, TODAY).map(|permit| permit.fields())
    };
    for grade in [None, Some(0), Some(1), Some(2)] {
        assert_eq!(read(grade, false), Err(Refusal::OutsideScope), "{grade:?}");
        assert_eq!(read(grade, true), Ok(Fields::SMD_DUTY), "{grade:?}");
    }
    for grade in 3..=5 {
        assert_eq!(read(Some(grade), false), Ok(Fields::SMD_DUTY), "{grade}");
    }
    let elsewhere = record("450000/").of_danger(Danger { grade: Some(5), incident: true });
    assert_eq!(permit::<ReadSmdDuty>(&police, &elsewhere, Purpose::Exchange, TODAY).err(), Some(Refusal::OutsideScope));
}

#[test]
fn process_notes_open_to_their_author_only() {
    for role in Role::ALL {
        for rule in work(*role).filter(|rule| rule.fields.contains(Fields::PROCESS)) {
            assert_eq!((rule.action, rule.reach), (Action::ReadProcessNotes, &[Reach::Author][..]), "{role}");
        }
    }
    let counsellor = one(Role::Counsellor, COUNTY);
    let read = |by| {
        let note = record(TOWN).written_by(account(by)).with_team(vec![account(1)]).owned_by(account(1));
        permit::<ReadProcessNotes>(&counsellor, &note, Purpose::Service, TODAY).map(|permit| permit.fields())
    };
    assert_eq!([read(1), read(9)], [Ok(Fields::PROCESS), Err(Refusal::OutsideScope)]);
}

#[test]
fn leaders_and_indicator_officers_see_aggregates_only() {
    assert_eq!(actions(Role::Leader), HashSet::from([Action::ReadAggregates, Action::ReadQuality]));
    let counts =
        [Action::ReadAggregates, Action::ExportAggregates, Action::ManageIndicators, Action::ReadQuality, Action::ReplayRules];
    assert_eq!(actions(Role::IndicatorOfficer), HashSet::from(counts));
    assert_eq!(seen(Role::Leader).and(seen(Role::IndicatorOfficer)), Fields::NONE);
}

#[test]
fn a_supervisor_sees_supervised_cases_without_identity() {
    let supervisor = one(Role::Supervisor, COUNTY);
    let read = |by| {
        let case = record(TOWN).supervised_by(account(by));
        permit::<ReadSupervisedCase>(&supervisor, &case, Purpose::Supervision, TODAY).map(|permit| permit.fields())
    };
    let who = Fields::IDENTITY.and(Fields::CONTACT);
    assert!(read(1).unwrap().contains(Fields::COUNSELLING) && read(1).unwrap().within(who).is_none());
    assert_eq!(read(9), Err(Refusal::OutsideScope));
    assert!(seen(Role::Supervisor).within(who.and(Fields::ANSWERS).and(Fields::CLINICAL)).is_none());
}

#[test]
fn an_agency_manager_keeps_the_staff_of_the_own_agency_and_sees_no_client() {
    assert_eq!(seen(Role::AgencyManager), Fields::NONE);
    let manager = one(Role::AgencyManager, SCHOOL);
    let keep = |at: &str| permit::<ManageAgencyStaff>(&manager, &Resource::at(place(at)), Purpose::Administration, TODAY).is_ok();
    assert_eq!([keep(SCHOOL), keep(NEXT_SCHOOL), keep(TOWN)], [true, false, false]);
}

#[test]
fn a_volunteer_sees_whom_to_contact_for_assigned_tasks() {
    assert_eq!(seen(Role::Volunteer), Fields::CONTACT);
    let volunteer = one(Role::Volunteer, TOWN);
    let read = |task: Resource| permit::<ReadTaskContact>(&volunteer, &task, Purpose::Service, TODAY).is_ok();
    assert_eq!([read(record(TOWN).owned_by(account(1))), read(record(TOWN))], [true, false]);
}

#[test]
fn counselling_notes_are_the_case_teams() {
    let read = |role, team| {
        let case = record(TOWN).with_team(team);
        permit::<ReadCounsellingNotes>(&one(role, COUNTY), &case, Purpose::Service, TODAY).is_ok()
    };
    assert!(read(Role::Counsellor, vec![account(9), account(1)]));
    assert!(!read(Role::Counsellor, vec![account(9)]));
    assert!(!read(Role::SocialWorker, vec![account(1)]));
}

#[test]
fn counsellors_read_no_clinical_text() {
    for role in [Role::Counsellor, Role::SchoolCounsellor, Role::SocialWorker] {
        assert!(!seen(role).contains(Fields::CLINICAL), "{role}");
    }
}

#[test]
fn a_care_team_sees_the_duty_fields_of_its_own_patients() {
    for role in [Role::GridWorker, Role::CommunityWorker, Role::CivilAffairs, Role::DisabilityFederation] {
        let read = |team| {
            let patient = record(TOWN).with_team(team);
            permit::<ReadSmdDuty>(&one(role, COUNTY), &patient, Purpose::Service, TODAY).is_ok()
        };
        assert_eq!([read(vec![account(1)]), read(vec![])], [true, false], "{role}");
    }
}

#[test]
fn whoever_reports_hears_back_and_does_not_read_the_record() {
    for role in [Role::GridWorker, Role::ClassTeacher, Role::Justice, Role::HotlineSeat, Role::CivilAffairs] {
        assert!(actions(role).contains(&Action::ReadFeedback), "{role}");
        let record = work(role).filter(|rule| matches!(rule.action, Action::ReadWarning | Action::ReadSignal));
        assert!(record.into_iter().all(|rule| rule.reach == [Reach::Emergency]), "{role}");
    }
}

#[test]
fn everybody_in_contact_with_minors_can_report_harm_to_them() {
    let in_contact = [
        Role::GridWorker,
        Role::VillageDoctor,
        Role::CommunityWorker,
        Role::SocialWorker,
        Role::Counsellor,
        Role::Therapist,
        Role::Psychiatrist,
        Role::SchoolCounsellor,
        Role::ClassTeacher,
        Role::CivilAffairs,
        Role::Justice,
        Role::Mediator,
        Role::DisabilityFederation,
        Role::HotlineSeat,
        Role::DutyOfficer,
        Role::CrisisTeam,
        Role::Volunteer,
    ];
    let may: Vec<Role> = Role::ALL.iter().copied().filter(|role| actions(*role).contains(&Action::MandatoryReport)).collect();
    assert_eq!(may, in_contact);
}

#[test]
fn the_own_account_is_nobody_elses() {
    let counsellor = one(Role::Counsellor, COUNTY);
    let keep =
        |of| permit::<ManageOwnSecondFactors>(&counsellor, &Resource::of_account(of), Purpose::Administration, TODAY).is_ok();
    assert_eq!([keep(account(1)), keep(account(9))], [true, false]);
}
