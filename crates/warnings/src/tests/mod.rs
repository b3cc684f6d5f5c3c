//! The shipped pack and the loop that runs by it.

mod city;
mod doing;
mod exploration;
mod intake;
mod joining;
mod jurisdictions;
mod levels;
mod missed;
mod pack;
mod properties;
mod quality;
mod quiet;
mod shifts;
mod signals;
mod verbs;

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};
use xinqiao_kernel::id::{AccountId, PersonId, ResponseId, SignalId, WarningEventId, WarningId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{IdSource, WorkingCalendar};

use crate::*;

pub(super) const RULE: &str = include_str!("../../../../packs/warnings/assessment-default/rule.toml");

/// The county duty desk of the sample signals.
pub(super) const COUNTY: &str = "62/6207/620702/";

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Sunday, 10:00 in China.
pub(super) fn ten() -> Timestamp {
    at("2026-11-22T10:00:00+08:00")
}

/// An id for each number, made once: seeding a source costs more than most verbs.
fn numbered(n: u64) -> (AccountId, WarningEventId) {
    static KNOWN: Mutex<BTreeMap<u64, (AccountId, WarningEventId)>> = Mutex::new(BTreeMap::new());
    *KNOWN.lock().unwrap().entry(n).or_insert_with(|| {
        let source = IdSource::seeded(n);
        (AccountId::new(&source, ten()), WarningEventId::new(&IdSource::seeded(n), ten()))
    })
}

pub(super) fn account(n: u64) -> AccountId {
    numbered(n).0
}

pub(super) fn owner(n: u64, place: &str) -> Owner {
    Owner { account: account(n), place: place.parse().unwrap() }
}

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(super) fn act(n: u64, by: u64, at: Timestamp) -> Act {
    Act { id: numbered(n).1, at, by: account(by) }
}

pub(super) fn sheet(instrument: &str) -> Facts {
    Facts {
        instrument: code(instrument),
        version: code("1"),
        on: date(2026, 11, 22),
        critical: Vec::new(),
        bands: Vec::new(),
        decisions: Vec::new(),
        scores: Vec::new(),
        previous: Vec::new(),
        asked_for_contact: false,
    }
}

pub(super) struct World {
    pub rules: RuleSet,
    pub calendar: WorkingCalendar,
    pub zone: TimeZone,
}

impl World {
    pub fn new() -> Self {
        let raw: RuleToml = toml::from_str(RULE).unwrap();
        Self {
            rules: RuleSet::compile(&raw).unwrap(),
            calendar: WorkingCalendar::default(),
            zone: TimeZone::fixed(Offset::constant(8)),
        }
    }

    pub fn time(&self) -> Timetable<'_> {
        Timetable { rules: &self.rules, calendar: &self.calendar, zone: &self.zone }
    }

    /// A signal raised at ten from an answer of 2 on item 9.
    pub fn signal(&self, n: u64, source: SignalSource) -> Signal {
        let mut facts = sheet("phq-9");
        let hit = CriticalHit { item: code("9"), value: 2, kind: CriticalKind::Suicide, strength: Strength::Hard };
        facts.critical.push(hit);
        let draft = signals_from(&self.rules, &facts).remove(0);
        let person = PersonId::new(&IdSource::seeded(1), ten());
        draft.raise(SignalId::new(&IdSource::seeded(n), ten()), person, COUNTY.parse::<PlacePath>().unwrap(), source, ten())
    }

    pub fn own_answers(&self) -> Signal {
        let response = ResponseId::new(&IdSource::seeded(1), ten());
        self.signal(1, SignalSource::Assessment { response, instrument: code("phq-9"), version: code("1") })
    }

    /// A warning that account 1 opened at ten for owner 2 of the county.
    pub fn opened(&self, level: Level, reported: bool) -> Change {
        let mut signals = vec![self.own_answers()];
        if reported {
            signals.push(self.signal(2, SignalSource::Reported { by: account(9) }));
        }
        let opening = Opening {
            warning: WarningId::new(&IdSource::seeded(1), ten()),
            signals: &signals,
            level,
            owner: owner(2, COUNTY),
            note: None,
        };
        propose(opening, &act(1, 1, ten()), &self.time()).unwrap()
    }

    /// Who is on duty further up: nobody in the prefecture's own desk but 21 and 22, 31 in the province.
    pub fn candidates(&self) -> Vec<Owner> {
        vec![owner(31, "62/"), owner(21, "62/6207/"), owner(22, "62/6207/"), owner(5, "63/")]
    }
}
