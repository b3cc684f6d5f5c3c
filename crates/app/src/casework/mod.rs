//! Cases 个案, one plan per person 一人一策: opened, worked on by a team of which each sees its own part, and closed by another.

mod act;
mod copy;
mod detail;
mod fields;
mod left;
mod list;
mod open;
mod own;
mod save;
mod stands;
mod sweep;
mod team;
mod verb;

use xinqiao_cases::{Case, Desk, Event, Rules};
use xinqiao_store::cases::CaseEventRow;

use crate::{App, AppError, Result};

pub use act::CaseInput;
pub use detail::{CaseDetail, CaseHistory};
pub use list::{CaseList, CasePage, CaseSort};
pub use open::{NewCase, OpenedBy};
pub use own::OwnPlan;
pub use team::Colleague;
pub use verb::CaseVerb;
pub use xinqiao_store::cases::{CaseFilter, CaseRow};

/// The pack of cases that is in force.
pub const PACK: &str = "default";

/// A case as it is kept: its row's version and the fold of its events.
pub(crate) struct Loaded {
    pub case: Case,
    pub events: Vec<(CaseEventRow, Event)>,
    pub version: i64,
}

impl App {
    /// The rules by which cases are worked on. Errors: `Broken` when the pack is missing.
    pub fn case_rules(&self) -> Result<&Rules> {
        self.inner.library.cases(PACK).ok_or_else(|| AppError::broken("the pack cases/default is missing"))
    }

    /// A fresh idempotency id for a form of a case.
    pub fn fresh_case_event(&self) -> xinqiao_kernel::id::CaseEventId {
        xinqiao_kernel::id::CaseEventId::new(self.ids(), self.now())
    }

    /// A fresh id for the form that opens a case.
    pub fn fresh_case(&self) -> xinqiao_kernel::id::CaseId {
        xinqiao_kernel::id::CaseId::new(self.ids(), self.now())
    }

    pub(crate) fn case_desk(&self) -> Result<Desk<'_>> {
        Ok(Desk { rules: self.case_rules()?, zone: &self.inner.zone })
    }
}

/// The case that kept events tell of, with the events.
pub(crate) fn folded(rows: Vec<CaseEventRow>) -> Result<Loaded> {
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let event: Event = serde_json::from_str(&row.body).map_err(|fault| AppError::Broken {
            what: format!("event {} of a case cannot be read", row.id),
            source: Some(Box::new(fault)),
        })?;
        events.push((row, event));
    }
    let case = Case::replay(events.iter().map(|(_, event)| event)).map_err(|fault| AppError::Broken {
        what: "the events of a case are damaged".to_owned(),
        source: Some(Box::new(fault)),
    })?;
    let version = events.last().map_or(0, |(row, _)| row.seq);
    Ok(Loaded { case, events, version })
}
