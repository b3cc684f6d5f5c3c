//! The shipped pack, and the protocols that run by it.

mod aid;
mod basis;
mod exploration;
mod green;
mod pack;
mod packet;
mod properties;
mod verbs;

use std::collections::BTreeSet;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::{AccountId, ConsentId, DutyId, PersonId};
use xinqiao_kernel::{IdSource, WorkingCalendar};

use crate::*;

/// The three files of the pack are one document.
pub(super) const PACK: &str = concat!(
    include_str!("../../../../packs/referrals/default/rules.toml"),
    include_str!("../../../../packs/referrals/default/packets.toml"),
    include_str!("../../../../packs/referrals/default/protocols.toml"),
);

/// A school, its town, and the hospital of the city.
pub(super) const SCHOOL: &str = "62/6207/620702/620702001/school-1/";
pub(super) const HOSPITAL: &str = "62/6207/hospital-2/";

/// Sunday, 10:00 in China.
pub(super) fn ten() -> Timestamp {
    "2026-11-22T10:00:00+08:00".parse().unwrap()
}

pub(super) fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

pub(super) fn account(n: u64) -> AccountId {
    AccountId::new(&IdSource::seeded(n), ten())
}

pub(super) fn duty(n: u64) -> DutyId {
    DutyId::new(&IdSource::seeded(n), ten())
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

pub(super) fn consent(by: Giver) -> Basis {
    Basis::Consent { consent: ConsentId::new(&IdSource::seeded(5), ten()), by, until: None }
}

pub(super) fn emergency() -> Basis {
    Basis::Emergency { ground: code("danger_to_life") }
}

/// Everything that a sender can know: each field of the pack, and each kind of document.
pub(super) fn all_facts(rules: &Rules) -> Facts {
    let value = |field: &rules::FieldToml| match field.form {
        Form::Wording => "point_to_counsellor".to_owned(),
        Form::Text => format!("value of {}", field.code),
    };
    Facts {
        fields: rules.raw().fields.iter().map(|field| (field.code.clone(), value(field))).collect(),
        attachments: rules
            .raw()
            .attachments
            .iter()
            .map(|kind| Attachment { kind: kind.code.clone(), reference: format!("document {}", kind.code) })
            .collect(),
        withheld: BTreeSet::new(),
    }
}

pub(super) struct World {
    pub rules: Rules,
    pub calendar: WorkingCalendar,
    pub zone: TimeZone,
    pub team: BTreeSet<AccountId>,
}

/// One way to send.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub kind: Kind,
    pub role: &'static str,
    pub urgency: Urgency,
    pub age: Age,
    pub basis: Basis,
    pub harm: bool,
}

impl World {
    pub fn new() -> Self {
        Self {
            rules: Rules::compile(toml::from_str(PACK).unwrap()).unwrap(),
            calendar: WorkingCalendar::default(),
            zone: TimeZone::fixed(Offset::constant(8)),
            team: BTreeSet::from([account(1), account(2), account(3)]),
        }
    }

    pub fn time(&self) -> Timetable<'_> {
        let day_ends = self.rules.raw().day_ends;
        Timetable { rules: &self.rules, clock: Clock { calendar: &self.calendar, zone: &self.zone, day_ends } }
    }

    pub fn preview(&self, kind: Kind, role: &str, age: Age) -> Preview {
        preview(&self.rules, &all_facts(&self.rules), kind, &code(role), age).unwrap()
    }

    pub fn opening<'a>(&'a self, case: &Case, preview: &'a Preview) -> Opening<'a> {
        Opening {
            referral: ReferralId::new(&IdSource::seeded(1), ten()),
            person: PersonId::new(&IdSource::seeded(1), ten()),
            subject: Subject::Case(CaseRef::new(&IdSource::seeded(1), ten())),
            urgency: case.urgency,
            from: owner(1, SCHOOL),
            to: owner(2, HOSPITAL),
            team: &self.team,
            preview,
            basis: case.basis.clone(),
            harm_suspected: case.harm,
            report: None,
            cites: None,
        }
    }

    /// Account 1 of the school sends to account 2 of the hospital at ten.
    pub fn sent(&self, case: &Case) -> Result<Change, Refusal> {
        let preview = self.preview(case.kind, case.role, case.age);
        send(self.opening(case, &preview), &act(1, 1, ten()), &self.time())
    }

    /// Who is on duty further up: 21 in the county, 31 in the city, 41 in the province.
    pub fn candidates(&self) -> Vec<Owner> {
        vec![owner(41, "62/"), owner(21, "62/6207/620702/"), owner(31, "62/6207/"), owner(9, "63/")]
    }
}

/// A routine referral of an adult to a psychiatrist, with consent.
pub(super) fn usual() -> Case {
    Case {
        kind: Kind::Refer,
        role: "psychiatrist",
        urgency: Urgency::Routine,
        age: Age::Adult,
        basis: consent(Giver::Person),
        harm: false,
    }
}

/// Of a kind, with what it needs.
pub(super) fn of(kind: Kind) -> Case {
    match kind {
        Kind::Assign => Case { kind, role: "counsellor", basis: Basis::Inside, ..usual() },
        Kind::Transfer => Case { kind, role: "counsellor", ..usual() },
        Kind::Refer => usual(),
        Kind::Consult => Case { kind, basis: Basis::Inside, ..usual() },
    }
}
