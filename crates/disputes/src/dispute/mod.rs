//! A dispute 矛盾纠纷: parties, problems, mediation with guidance, joint group, settlement, watch (requirements F-21, Z2-14, Z2-17).
//!
//! ```text
//! register ─ mediate ─┬─ settle ─ look … look ─ closed
//!                     └─ to joint group ─ decide ─┘
//! ```
//!
//! It is the matter that has a state, never a person: parties are numbers with a reference, observations name nobody, and nothing of a dispute
//! feeds a level of attention. Somebody named owes the next step by a time until it is closed.

mod step;
mod verbs;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;

pub use step::{Agreement, Decision, Opened, Session, Step};
pub use verbs::{
    Opening, add_party, add_problem, decide, hand_over, look, mediate, notice, pass_on, register, reopen, resolve, settle,
    silence, to_joint_group,
};

use crate::entry::Entry;
use crate::{Code, DisputeId, Guidance, Open, Origin, Owner, Refusal, Seen, Settlement, Stage, StepId, Worker};

/// Number of a party within one dispute, from 1.
pub type PartyNo = u8;

/// Who is a party.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "who", rename_all = "snake_case")]
pub enum Party {
    /// Somebody in the index.
    Person(PersonId),
    /// Somebody without a record, by a code of the pack: an employer, a neighbour. No name, no number.
    Outside(Code),
}

/// One problem of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    pub code: Code,
    pub resolved: bool,
}

/// The watch after a settlement.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Watch {
    pub until: Option<Date>,
    pub looks: u16,
    pub extensions: u16,
    /// What the last look saw; gone when the dispute closes.
    pub seen: BTreeSet<Seen>,
}

/// What is missing for the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A second party.
    Party,
    /// At least one problem.
    Problem,
    /// A mediation.
    Session,
    /// A settlement, or the way to the joint group.
    Settlement,
    /// The joint group's decision.
    Decision,
    /// A look.
    Look,
}

/// A dispute: what its history made of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dispute {
    opened: Opened,
    registered_at: Timestamp,
    last_at: Timestamp,
    stage: Stage,
    open: Option<Open>,
    parties: BTreeMap<PartyNo, Party>,
    problems: Vec<Problem>,
    sessions: Vec<Session>,
    departments: BTreeSet<Code>,
    settlement: Option<(Settlement, Timestamp)>,
    agreement: Option<Agreement>,
    watch: Watch,
    notices: u32,
    silences: u32,
    applied: BTreeSet<StepId>,
}

impl Dispute {
    /// Begins with its first entry.
    ///
    /// Errors: [`Refusal::Beginning`], [`Refusal::NeedsPerson`], [`Refusal::Missing`] without a party, [`Refusal::OutOfTurn`] for the same
    /// person twice.
    pub fn begin(entry: &Entry<Step>) -> Result<Self, Refusal> {
        let Step::Registered(opened) = &entry.step else { return Err(Refusal::Beginning) };
        entry.account()?;
        if opened.parties.is_empty() {
            return Err(Refusal::Missing);
        }
        let people =
            || opened.parties.iter().filter_map(|party| if let Party::Person(person) = party { Some(*person) } else { None });
        if people().collect::<BTreeSet<_>>().len() < people().count() {
            return Err(Refusal::OutOfTurn);
        }
        Ok(Self {
            registered_at: entry.at,
            last_at: entry.at,
            stage: Stage::Registered,
            open: Some(Open::new(opened.owner.clone(), entry.at, opened.due_at)),
            parties: (1..).zip(opened.parties.iter().cloned()).collect(),
            problems: opened.problems.iter().map(|code| Problem { code: code.clone(), resolved: false }).collect(),
            sessions: Vec::new(),
            departments: BTreeSet::new(),
            settlement: None,
            agreement: None,
            watch: Watch::default(),
            notices: 0,
            silences: 0,
            applied: BTreeSet::from([entry.id]),
            opened: (**opened).clone(),
        })
    }

    /// With one more entry; one whose id was applied before changes nothing.
    ///
    /// Errors: why it is not taken; nothing has changed.
    pub fn apply(&self, entry: &Entry<Step>) -> Result<Self, Refusal> {
        if self.applied.contains(&entry.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(entry.at);
        next.take(entry)?;
        next.applied.insert(entry.id);
        Ok(next)
    }

    /// Folds a whole history.
    ///
    /// Errors: [`Refusal::Beginning`] for an empty one; any other means that it is damaged.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry<Step>>) -> Result<Self, Refusal> {
        let mut entries = entries.into_iter();
        let first = Self::begin(entries.next().ok_or(Refusal::Beginning)?)?;
        entries.try_fold(first, |dispute, entry| dispute.apply(entry))
    }

    /// What is missing for the next step; empty once it is closed.
    pub fn missing(&self) -> Vec<Missing> {
        let owed = [
            (Missing::Party, self.stage == Stage::Registered && self.parties.len() < 2),
            (Missing::Problem, self.stage == Stage::Registered && self.problems.is_empty()),
            (Missing::Session, self.stage == Stage::Registered),
            (Missing::Settlement, self.stage == Stage::Mediating),
            (Missing::Decision, self.stage == Stage::Joint),
            (Missing::Look, self.stage == Stage::Watched),
        ];
        owed.into_iter().filter(|(_, owed)| *owed).map(|(what, _)| what).collect()
    }

    /// Who owes the next step by when; `None` once it is closed.
    pub const fn owed(&self) -> Option<&Open> {
        self.open.as_ref()
    }

    /// Where it stands.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Its id.
    pub const fn id(&self) -> DisputeId {
        self.opened.dispute
    }

    /// What it is about.
    pub const fn kind(&self) -> &Code {
        &self.opened.kind
    }

    /// Where it is.
    pub const fn place(&self) -> &PlacePath {
        &self.opened.place
    }

    /// Who registered it, and how it was heard of.
    pub const fn origin(&self) -> (Worker, Origin) {
        (self.opened.worker, self.opened.origin)
    }

    /// The reference of the other system, where it came from there.
    pub fn reference(&self) -> Option<&str> {
        self.opened.reference.as_deref()
    }

    /// When it was registered.
    pub const fn registered_at(&self) -> Timestamp {
        self.registered_at
    }

    /// The parties by their numbers.
    pub const fn parties(&self) -> &BTreeMap<PartyNo, Party> {
        &self.parties
    }

    /// The problem list.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The sessions of mediation.
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// How often guidance was given each answer; of nobody by name.
    pub fn guidance(&self) -> BTreeMap<Guidance, usize> {
        let mut counts = BTreeMap::new();
        for answer in self.sessions.iter().flat_map(|session| session.guidance.values()) {
            *counts.entry(*answer).or_default() += 1;
        }
        counts
    }

    /// Departments of the joint group.
    pub const fn departments(&self) -> &BTreeSet<Code> {
        &self.departments
    }

    /// How and when it was settled.
    pub const fn settlement(&self) -> Option<(Settlement, Timestamp)> {
        self.settlement
    }

    /// What was agreed.
    pub const fn agreement(&self) -> Option<&Agreement> {
        self.agreement.as_ref()
    }

    /// The watch.
    pub const fn watch(&self) -> &Watch {
        &self.watch
    }

    /// How many notices to the duty desk were drafted.
    pub const fn notices(&self) -> u32 {
        self.notices
    }

    /// How many times were missed in silence.
    pub const fn silences(&self) -> u32 {
        self.silences
    }

    pub(crate) fn owner(&self) -> Owner {
        self.open.as_ref().map_or_else(|| self.opened.owner.clone(), |open| open.owner.clone())
    }

    pub(crate) fn effective(&self, at: Timestamp) -> Timestamp {
        self.last_at.max(at)
    }

    /// Was a step with this id taken?
    pub fn knows(&self, id: StepId) -> bool {
        self.applied.contains(&id)
    }
}
