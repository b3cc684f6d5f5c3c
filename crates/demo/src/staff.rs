//! The accounts of the demonstration: one for each role at least. All names are invented.

use xinqiao_access::Role;
use xinqiao_kernel::Sex;

use crate::places::CITY;

/// An account that somebody can sign in with to see the program as one of its people does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoAccount {
    pub login: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// path of the place that the role holds at and below
    pub place: &'static str,
    pub place_name: &'static str,
    /// the account holder's own record, for residents
    pub person: Option<DemoPerson>,
}

/// The person behind a resident's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoPerson {
    /// path of the home or school
    pub home: &'static str,
    pub sex: Sex,
    /// completed years
    pub age: i16,
}

const CITY_NAME: &str = "张掖市";
const GANZHOU: &str = "620000/620700/620702/";
const GANZHOU_NAME: &str = "甘州区";
const SCHOOL: &str = "620000/620700/620702/620702001/demo-school-91/";
const SCHOOL_NAME: &str = "甘州区第九十一实验中学（演示）";

const fn staff(
    login: &'static str,
    name: &'static str,
    role: Role,
    place: &'static str,
    place_name: &'static str,
) -> DemoAccount {
    DemoAccount { login, name, role, place, place_name, person: None }
}

const fn resident(login: &'static str, name: &'static str, person: DemoPerson) -> DemoAccount {
    DemoAccount { login, name, role: Role::Resident, place: CITY, place_name: CITY_NAME, person: Some(person) }
}

const ACCOUNTS: &[DemoAccount] = &[
    resident(
        "resident",
        "田晓禾",
        DemoPerson { home: "620000/620700/620702/620702001/620702001005/", sex: Sex::Female, age: 34 },
    ),
    resident("resident2", "柳守安", DemoPerson { home: "620000/620700/620702/620702108/620702108200/", sex: Sex::Male, age: 67 }),
    resident("pupil", "苗新雨", DemoPerson { home: SCHOOL, sex: Sex::Female, age: 15 }),
    staff("counsellor", "罗知秋", Role::Counsellor, GANZHOU, GANZHOU_NAME),
    staff("duty1", "郭远舟", Role::DutyOfficer, GANZHOU, GANZHOU_NAME),
    staff("duty2", "邵云汀", Role::DutyOfficer, GANZHOU, GANZHOU_NAME),
    staff("duty-city", "梁未晞", Role::DutyOfficer, CITY, CITY_NAME),
    staff("school", "温雨荷", Role::SchoolCounsellor, SCHOOL, SCHOOL_NAME),
    staff("teacher", "容止水", Role::ClassTeacher, SCHOOL, SCHOOL_NAME),
    staff("social", "段清和", Role::SocialWorker, GANZHOU, GANZHOU_NAME),
    staff("doctor", "康延年", Role::VillageDoctor, "620000/620700/620702/620702108/", "碱滩镇"),
    staff("hospital", "秦若谷", Role::Psychiatrist, "620000/620700/620722/", "民乐县"),
    staff("head", "祁望舒", Role::DepartmentHead, GANZHOU, GANZHOU_NAME),
    staff("head-far", "屈临川", Role::DepartmentHead, "620000/620700/620722/", "民乐县"),
    staff("mediator", "时雨蒙", Role::Mediator, GANZHOU, GANZHOU_NAME),
    staff("justice", "郁听雨", Role::Justice, GANZHOU, GANZHOU_NAME),
    staff("grid", "沙海棠", Role::GridWorker, "620000/620700/620702/620702108/", "碱滩镇"),
    staff("leader", "戴若川", Role::Leader, CITY, CITY_NAME),
    staff("indicators", "尹照临", Role::IndicatorOfficer, CITY, CITY_NAME),
    staff("sysadmin", "付启明", Role::SystemAdmin, CITY, CITY_NAME),
    staff("secadmin", "岳知止", Role::SecurityAdmin, CITY, CITY_NAME),
    staff("auditor", "景明鉴", Role::AuditAdmin, CITY, CITY_NAME),
];

/// The accounts, residents first. They share the password that the caller of [`build`](crate::build()) chose.
pub const fn accounts() -> &'static [DemoAccount] {
    ACCOUNTS
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use jiff::Timestamp;
    use xinqiao_kernel::IdSource;

    use super::*;
    use crate::places::City;

    #[test]
    fn every_role_that_has_pages_of_its_own_has_an_account() {
        let roles: HashSet<Role> = accounts().iter().map(|account| account.role).collect();
        let with_pages = [
            Role::Resident,
            Role::Counsellor,
            Role::SchoolCounsellor,
            Role::ClassTeacher,
            Role::DutyOfficer,
            Role::VillageDoctor,
            Role::Mediator,
            Role::GridWorker,
            Role::SocialWorker,
            Role::Leader,
            Role::IndicatorOfficer,
            Role::DepartmentHead,
            Role::SystemAdmin,
            Role::SecurityAdmin,
            Role::AuditAdmin,
        ];
        assert!(with_pages.iter().all(|role| roles.contains(role)));
    }

    #[test]
    fn logins_and_names_differ() {
        let logins: HashSet<_> = accounts().iter().map(|account| account.login).collect();
        let names: HashSet<_> = accounts().iter().map(|account| account.name).collect();
        assert_eq!((logins.len(), names.len()), (accounts().len(), accounts().len()));
    }

    #[test]
    fn places_and_homes_exist_under_the_names_that_are_printed() {
        let city = City::new(&IdSource::seeded(1), Timestamp::UNIX_EPOCH).unwrap();
        for account in accounts() {
            assert_eq!(city.at(account.place).unwrap().name, account.place_name, "{}", account.login);
            if let Some(person) = account.person {
                assert!(matches!(city.at(person.home).unwrap().level.as_str(), "village" | "unit"), "{}", account.login);
            }
        }
    }

    #[test]
    fn two_officers_of_one_district_can_confirm_a_red_warning_together() {
        let officers = accounts().iter().filter(|account| account.role == Role::DutyOfficer && account.place == GANZHOU);
        assert_eq!(officers.count(), 2);
    }
}
