//! What a person may ask about their information, and by when it is answered (PIPL 24, 44–50).

use std::collections::BTreeMap;

use jiff::civil::Date;
use xinqiao_kernel::WorkingCalendar;

use crate::closed::words;
use crate::notice::Fault;
use crate::{Period, SourceToml};

words! {
    /// What somebody asks for.
    RequestKind: "requests" {
        /// See and get a copy (45).
        Copy = "copy",
        /// Put something right (46).
        Correct = "correct",
        /// Delete (47).
        Delete = "delete",
        /// Take the information elsewhere (45 ¶3).
        Transfer = "transfer",
        /// Explain the rules, or how a hint of the program came about (24, 48).
        Explain = "explain",
        /// Complain (50).
        Complain = "complain",
    }
}

words! {
    /// How a request stands.
    RequestState: "states of a request" {
        /// It waits for an answer.
        Open = "open",
        /// It was done.
        Fulfilled = "fulfilled",
        /// Only a part could be done: what law wants kept is stored and no longer used (47 ¶2).
        Restricted = "restricted",
        /// It was refused, with a ground.
        Refused = "refused",
        /// The person took it back.
        TakenBack = "taken_back",
    }
}

words! {
    /// Why a request is not, or not wholly, done.
    Ground: "grounds of an answer" {
        /// A law wants the record kept for a time (47 ¶2).
        RetentionByLaw = "retention_by_law",
        /// A warning about danger to life is running (13(1)(4)).
        DangerToLife = "danger_to_life",
        /// A hold for a proceeding is in force.
        LegalHold = "legal_hold",
        /// What is there is right.
        AlreadyRight = "already_right",
        /// There is nothing of the kind.
        NothingKept = "nothing_kept",
        /// Reading it now could harm the treatment (精神卫生法 47).
        HarmToTreatment = "harm_to_treatment",
        /// It concerns somebody else as well.
        OthersConcerned = "others_concerned",
    }
}

words! {
    /// Who deals with it.
    Handling: "ways of handling" {
        /// The program, at once.
        AtOnce = "at_once",
        /// A person.
        ByStaff = "by_staff",
    }
}

/// `rights.toml` of a pack `rights/<id>`.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightsToml {
    pub id: String,
    pub version: String,
    pub valid_from: Date,
    pub request: BTreeMap<RequestKind, Deadline>,
}

/// By when one kind is answered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    pub handling: Handling,
    /// from the day of the request
    pub within: Period,
    pub law: Vec<String>,
    pub source: Vec<SourceToml>,
}

/// What does not fit together.
pub fn compile_rights(raw: &RightsToml) -> Vec<Fault> {
    let mut faults = Vec::new();
    let fault = |key: String, expected: &str, found: &str| Fault { key, expected: expected.to_owned(), found: found.to_owned() };
    for kind in RequestKind::ALL {
        match raw.request.get(kind) {
            None => faults.push(fault(format!("request.{kind}"), "a deadline", "nothing")),
            Some(deadline) => {
                if deadline.law.is_empty() {
                    faults.push(fault(format!("request.{kind}.law"), "the law that gives the right", "none"));
                }
                if deadline.source.is_empty() {
                    faults.push(fault(format!("request.{kind}.source"), "at least one source", "none"));
                }
            }
        }
    }
    faults
}

impl Deadline {
    /// The last day for an answer to a request of a day.
    pub fn due(&self, asked: Date, calendar: &WorkingCalendar) -> Date {
        self.within.end(asked, calendar)
    }
}

impl RequestState {
    /// Is there nothing left to do?
    pub const fn has_ended(self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// May an open request be answered so? A refusal and a restriction state their ground, a fulfilment has none.
pub fn answer(state: RequestState, to: RequestState, ground: Option<Ground>) -> Result<(), &'static str> {
    if state.has_ended() {
        return Err("request_answered");
    }
    match (to, ground) {
        (RequestState::Open, _) => Err("request_open"),
        (RequestState::Refused | RequestState::Restricted, None) => Err("ground_missing"),
        (RequestState::Fulfilled | RequestState::TakenBack, Some(_)) => Err("ground_superfluous"),
        _ => Ok(()),
    }
}
