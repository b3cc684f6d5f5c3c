//! The shipped pack, and the histories that run by it.

mod disputes;
mod exploration;
mod pack;
mod receptions;
mod rows;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::{AccountId, ConsentId, PersonId};
use xinqiao_kernel::{IdSource, WorkingCalendar};

use crate::dispute::{Opening, Party, Session, register};
use crate::*;

pub(super) const PACK: &str = include_str!("../../../../packs/disputes/default/rules.toml");

pub(super) const VILLAGE: &str = "62/6207/620702/620702001/";

/// Monday, 10:00 in China.
pub(super) fn ten() -> Timestamp {
    "2026-11-23T10:00:00+08:00".parse().unwrap()
}

pub(super) fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

pub(super) fn account(n: u64) -> AccountId {
    AccountId::new(&IdSource::seeded(n), ten())
}

pub(super) fn person(n: u64) -> PersonId {
    PersonId::new(&IdSource::seeded(n), ten())
}

pub(super) fn consent(n: u64) -> ConsentId {
    ConsentId::new(&IdSource::seeded(n), ten())
}

pub(super) fn owner(n: u64, place: &str) -> Owner {
    Owner { account: account(n), place: place.parse().unwrap() }
}

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(super) fn step(n: u64) -> StepId {
    StepId::new(&IdSource::seeded(n), ten())
}

pub(super) fn act(n: u64, by: u64, at: Timestamp) -> Act {
    Act { id: step(n), at, by: account(by), note: Some("words".to_owned()) }
}

pub(super) fn wordless(n: u64, by: u64, at: Timestamp) -> Act {
    Act { note: None, ..act(n, by, at) }
}

pub(super) struct World {
    pub rules: Rules,
    pub calendar: WorkingCalendar,
    pub zone: TimeZone,
}

impl World {
    pub fn new() -> Self {
        Self {
            rules: Rules::compile(toml::from_str(PACK).unwrap()).unwrap(),
            calendar: WorkingCalendar::default(),
            zone: TimeZone::fixed(Offset::constant(8)),
        }
    }

    pub fn time(&self) -> Timetable<'_> {
        let day_ends = self.rules.raw().day_ends;
        Timetable { rules: &self.rules, clock: WorkClock { calendar: &self.calendar, zone: &self.zone, day_ends } }
    }

    pub fn opening(&self) -> Opening {
        Opening {
            dispute: DisputeId::new(&IdSource::seeded(1), ten()),
            kind: code("neighbours"),
            place: VILLAGE.parse().unwrap(),
            worker: Worker::Grid,
            origin: Origin::Check,
            parties: vec![Party::Person(person(1)), Party::Outside(code("neighbour"))],
            problems: vec![code("noise")],
            reference: None,
            owner: owner(1, VILLAGE),
        }
    }

    pub fn registered(&self) -> Changed<Dispute, dispute::Step> {
        register(self.opening(), &act(1, 1, ten()), &self.time()).unwrap()
    }

    /// 21 in the county, 31 in the city.
    pub fn candidates(&self) -> Vec<Owner> {
        vec![owner(31, "62/6207/"), owner(21, "62/6207/620702/"), owner(9, "63/")]
    }
}

/// Both came; the first took guidance up, the second did not want it.
pub(super) fn session() -> Session {
    Session { on: jiff::civil::date(2026, 11, 24), guidance: [(1, Guidance::Accepted), (2, Guidance::Declined)].into() }
}
