use jiff::Timestamp;
use jiff::civil::{Date, date};
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::{IdSource, PlacePath};

use crate::{Actor, Age, Assignment, Resource, Role};

mod actor;
mod closed;
mod emergency;
mod matrix;
mod minors;
mod permit;
mod policy;
mod property;
mod roles;

const TODAY: Date = date(2026, 11, 22);

const COUNTY: &str = "620000/620700/620702/";
const TOWN: &str = "620000/620700/620702/620702001/";
const NEXT_TOWN: &str = "620000/620700/620702/620702002/";
const SCHOOL: &str = "620000/620700/620702/620702001/school-1/";
const NEXT_SCHOOL: &str = "620000/620700/620702/620702001/school-2/";

fn place(text: &str) -> PlacePath {
    text.parse().unwrap()
}

fn account(n: u64) -> AccountId {
    AccountId::new(&IdSource::seeded(n), Timestamp::UNIX_EPOCH)
}

fn person(n: u64) -> PersonId {
    PersonId::new(&IdSource::seeded(n), Timestamp::UNIX_EPOCH)
}

fn assignment(role: Role, at: &str) -> Assignment {
    Assignment::new(role, place(at), date(2026, 1, 1), None)
}

/// Account 1, which belongs to person 1.
fn actor(assignments: Vec<Assignment>) -> Actor {
    Actor::new(account(1), Some(person(1)), assignments).unwrap()
}

fn one(role: Role, at: &str) -> Actor {
    actor(vec![assignment(role, at)])
}

/// A record about person 2, who is of age.
fn record(at: &str) -> Resource {
    Resource::at(place(at)).of(person(2)).aged(Age::Adult)
}
