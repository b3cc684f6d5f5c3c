use super::*;
use crate::{Action, ActorFault, CredentialKind, PersonApproval, Purpose};

fn check(roles: &[Role], expected: Option<ActorFault>) {
    let assignments = roles.iter().map(|role| assignment(*role, COUNTY)).collect();
    assert_eq!(Actor::new(account(1), None, assignments).err(), expected);
}

#[test]
fn no_account_holds_two_administrators() {
    for first in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
        for second in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
            let fault = ActorFault::TwoAdministrators { first, second };
            check(&[first, second], (first != second).then_some(fault));
        }
    }
}

#[test]
fn an_administrator_who_was_another_before_is_refused_too() {
    let past = Assignment { until: Some(date(2026, 1, 31)), ..assignment(Role::SystemAdmin, COUNTY) };
    let now = assignment(Role::AuditAdmin, COUNTY);
    assert!(Actor::new(account(1), None, vec![past, now]).is_err());
}

#[test]
fn an_administrator_holds_no_role_that_sees_content_but_may_be_a_resident() {
    let (administrator, other) = (Role::SystemAdmin, Role::Counsellor);
    check(&[other, administrator], Some(ActorFault::AdministratorWithContent { administrator, other }));
    check(&[Role::Resident, administrator], None);
}

#[test]
fn an_assignment_cannot_end_before_it_begins() {
    let until = date(2025, 12, 31);
    let backwards = Assignment { until: Some(until), ..assignment(Role::Leader, COUNTY) };
    let expected = ActorFault::EndsBeforeItBegins { role: Role::Leader, from: date(2026, 1, 1), until };
    assert_eq!(Actor::new(account(1), None, vec![backwards]), Err(expected));
}

#[test]
fn an_assignment_holds_on_its_first_and_its_last_day() {
    let month = Assignment { until: Some(date(2026, 1, 31)), ..assignment(Role::Leader, COUNTY) };
    let held = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)];
    assert_eq!(held.map(|day| month.is_in_force(day)), [false, true, true, false]);
}

#[test]
fn a_menu_offers_what_a_role_of_today_has() {
    let ended = Assignment { until: Some(date(2026, 1, 31)), ..assignment(Role::DutyOfficer, COUNTY) };
    let actor = actor(vec![assignment(Role::Counsellor, TOWN), ended]);
    assert!(actor.may(Action::ListSignals, TODAY) && !actor.may(Action::ReadAudit, TODAY));
    assert_eq!(actor.purposes(Action::ListSignals, TODAY), [Purpose::Service]);
    assert_eq!(actor.purposes(Action::ListSignals, date(2026, 1, 5)), [Purpose::Service, Purpose::DutyResponse]);
}

#[test]
fn a_role_ends_with_the_credential_behind_it() {
    let year = |until| Assignment { until, ..assignment(Role::Psychiatrist, COUNTY) };
    let licence = Some(date(2026, 6, 30));
    let held = |one: Assignment| [date(2026, 6, 30), date(2026, 7, 1)].map(|day| one.is_in_force(day));
    assert_eq!(held(year(None).backed_by(CredentialKind::Licence, licence)), [true, false]);
    assert_eq!(held(year(None).backed_by(CredentialKind::Licence, None)), [true, true]);
    assert_eq!(year(licence).backed_by(CredentialKind::Licence, Some(date(2030, 1, 1))).ends_on(), licence);
}

#[test]
fn nobody_approves_of_the_own_access_to_minors() {
    let own = assignment(Role::SchoolCounsellor, SCHOOL).approved_for_minors(account(1), date(2027, 1, 1));
    assert_eq!(Actor::new(account(1), None, vec![own]), Err(ActorFault::ApprovedItself));
    let approval = crate::Approval { by: account(1), until: date(2027, 1, 1) };
    let of_one = PersonApproval { person: person(2), approval };
    assert_eq!(one(Role::SchoolCounsellor, SCHOOL).with_approvals(vec![of_one]), Err(ActorFault::ApprovedItself));
}

#[test]
fn an_emergency_that_is_not_open_stands_in_no_menu() {
    let seat = one(Role::HotlineSeat, COUNTY);
    assert!(seat.may(Action::BreakGlass, TODAY) && !seat.may(Action::ReadWarning, TODAY));
}
