//! The rules of a pack `disputes/<id>`: lists, limits, the watch, columns of the exchange.

mod compile;
mod raw;

pub use raw::{ColumnToml, DangerToml, ExchangeToml, Named, RulesToml, SourceToml, StatusToml, Title, WatchToml, Within};

use jiff::Timestamp;

use crate::{Code, Limit, Refusal, WorkClock};

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Where, e.g. `watch.every_days`.
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// The rules in force. Made by [`Rules::compile`] only.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    raw: RulesToml,
}

impl Rules {
    /// Checks a pack.
    ///
    /// Errors: every fault, in the order of the file.
    pub fn compile(raw: RulesToml) -> Result<Self, Vec<Fault>> {
        let faults = compile::faults(&raw);
        if faults.is_empty() { Ok(Self { raw }) } else { Err(faults) }
    }

    /// The pack as it is written.
    pub const fn raw(&self) -> &RulesToml {
        &self.raw
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.raw.version
    }
}

/// Is the code in the list?
pub(crate) fn offered(list: &[Named], code: &Code) -> Result<(), Refusal> {
    if list.iter().any(|named| named.code == *code) { Ok(()) } else { Err(Refusal::NotOffered { code: code.clone() }) }
}

/// Rules and clock together: until when each step is due.
#[derive(Debug, Clone, Copy)]
pub struct Timetable<'a> {
    pub rules: &'a Rules,
    pub clock: WorkClock<'a>,
}

impl Timetable<'_> {
    pub(crate) fn due(&self, from: Timestamp, pick: fn(&Within) -> Limit) -> Timestamp {
        self.clock.after(pick(&self.rules.raw().within), from)
    }
}
