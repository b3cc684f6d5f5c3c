//! The reception of somebody who petitions 信访 (requirements F-22, Z2-97, Z3-97).
//!
//! ```text
//! receive ─ offer ─┬─ accept ─ guide … guide ─ ended
//!                  └─ decline, later ───────── ended
//! ```
//!
//! The petition itself stands in the system of the petition office: neither its matter nor its number is kept here. Until somebody accepts the
//! service nothing says who they are, so a person who declines leaves no record. A record is kept only with a consent of its own.

mod verbs;

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, ConsentId, PersonId};
use xinqiao_kernel::place::PlacePath;

pub use verbs::{Debt, Opening, accept, call_expert, decline, expert_came, guide, keep_record, offer, pass_on, receive, silence};

use crate::entry::Entry;
use crate::{Code, Danger, Open, Owner, ReceptionId, Refusal, StepId};

closed_list! {
    /// How a reception ended.
    End: "end of a reception" {
        /// Guidance took place.
        Guided = "guided",
        /// The service was declined; it has no consequence.
        Declined = "declined",
        /// They may come back.
        Later = "later",
    }
}

/// One step of its history. `due_at`: until when the next one is due.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Step {
    Received {
        reception: ReceptionId,
        place: PlacePath,
        owner: Owner,
        due_at: Timestamp,
    },
    Offered {
        services: BTreeSet<Code>,
        due_at: Timestamp,
    },
    /// From here on the reception knows who it is.
    Accepted {
        person: PersonId,
        consent: ConsentId,
        due_at: Timestamp,
    },
    Declined,
    Later,
    /// A session; `due_at` when another is wanted.
    Guided {
        due_at: Option<Timestamp>,
    },
    /// The person consents to an electronic record of the guidance.
    RecordKept {
        consent: ConsentId,
    },
    ExpertCalled {
        danger: Danger,
        due_at: Timestamp,
    },
    ExpertCame,
    /// Who owed it is not there any more: by the program.
    PassedOn {
        gone: AccountId,
        to: Owner,
    },
    Silent {
        debt: Debt,
        missed: Timestamp,
        to: Option<Owner>,
        due_at: Timestamp,
    },
}

impl Step {
    /// Its code, as rows and audits name it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Offered { .. } => "offered",
            Self::Accepted { .. } => "accepted",
            Self::Declined => "declined",
            Self::Later => "later",
            Self::Guided { .. } => "guided",
            Self::RecordKept { .. } => "record_kept",
            Self::ExpertCalled { .. } => "expert_called",
            Self::ExpertCame => "expert_came",
            Self::PassedOn { .. } => "passed_on",
            Self::Silent { .. } => "silent",
        }
    }
}

/// Where a reception stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Service is to be offered.
    Received(Open),
    /// An answer is to be asked for.
    Offered(Open),
    /// Guidance is to take place.
    Accepted(Open),
    Ended(End),
}

/// A reception: what its history made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reception {
    id: ReceptionId,
    place: PlacePath,
    desk: Owner,
    last_at: Timestamp,
    state: State,
    services: BTreeSet<Code>,
    person: Option<(PersonId, ConsentId)>,
    record: Option<ConsentId>,
    sessions: u32,
    expert: Option<Open>,
    silences: u32,
    applied: BTreeSet<StepId>,
}

impl Reception {
    /// Begins with its first entry.
    ///
    /// Errors: [`Refusal::Beginning`], [`Refusal::NeedsPerson`].
    pub fn begin(entry: &Entry<Step>) -> Result<Self, Refusal> {
        let Step::Received { reception, place, owner, due_at } = &entry.step else { return Err(Refusal::Beginning) };
        entry.account()?;
        Ok(Self {
            id: *reception,
            place: place.clone(),
            desk: owner.clone(),
            last_at: entry.at,
            state: State::Received(Open::new(owner.clone(), entry.at, *due_at)),
            services: BTreeSet::new(),
            person: None,
            record: None,
            sessions: 0,
            expert: None,
            silences: 0,
            applied: BTreeSet::from([entry.id]),
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
        if !matches!(entry.step, Step::Silent { .. } | Step::PassedOn { .. }) {
            entry.account()?;
        }
        next.take(entry)?;
        next.applied.insert(entry.id);
        Ok(next)
    }

    fn take(&mut self, entry: &Entry<Step>) -> Result<(), Refusal> {
        let open = |due_at: &Timestamp| Open::new(self.desk.clone(), self.last_at, *due_at);
        self.state = match (&entry.step, &self.state) {
            (Step::Received { .. }, _) => return Err(Refusal::Beginning),
            (Step::Silent { debt, missed, to, due_at }, _) => return self.silent(*debt, *missed, to.as_ref(), *due_at),
            (Step::PassedOn { gone, to }, _) => return self.passed_on(*gone, to),
            (Step::ExpertCalled { due_at, .. }, _) => {
                entry.worded()?;
                if self.expert.is_some() {
                    return Err(Refusal::OutOfTurn);
                }
                self.expert = Some(open(due_at));
                return Ok(());
            }
            (Step::ExpertCame, _) => return self.expert.take().map(|_| ()).ok_or(Refusal::OutOfTurn),
            (Step::RecordKept { consent }, State::Accepted(_) | State::Ended(End::Guided)) if self.record.is_none() => {
                self.record = Some(*consent);
                return Ok(());
            }
            (Step::Offered { services, due_at }, State::Received(_)) if !services.is_empty() => {
                let state = State::Offered(open(due_at));
                self.services.clone_from(services);
                state
            }
            (Step::Offered { .. }, State::Received(_)) => return Err(Refusal::Missing),
            (Step::Accepted { person, consent, due_at }, State::Offered(_)) => {
                let state = State::Accepted(open(due_at));
                self.person = Some((*person, *consent));
                state
            }
            (Step::Declined, State::Offered(_)) => State::Ended(End::Declined),
            (Step::Later, State::Offered(_)) => State::Ended(End::Later),
            (Step::Guided { due_at }, State::Accepted(_)) => {
                let state = due_at.as_ref().map_or(State::Ended(End::Guided), |due_at| State::Accepted(open(due_at)));
                self.sessions = self.sessions.saturating_add(1);
                state
            }
            (_, State::Ended(_)) => return Err(Refusal::Ended),
            _ => return Err(Refusal::OutOfTurn),
        };
        Ok(())
    }

    fn silent(&mut self, debt: Debt, missed: Timestamp, to: Option<&Owner>, due_at: Timestamp) -> Result<(), Refusal> {
        let at = self.last_at;
        let open = match (debt, &mut self.state) {
            (Debt::Expert, _) => self.expert.as_mut().ok_or(Refusal::Ended)?,
            (Debt::Step, State::Received(open) | State::Offered(open) | State::Accepted(open)) => open,
            (Debt::Step, State::Ended(_)) => return Err(Refusal::Ended),
        };
        if missed != open.due_at || at < open.due_at {
            return Err(Refusal::NotDue { due_at: open.due_at });
        }
        open.escalate(to, at, due_at);
        self.silences = self.silences.saturating_add(1);
        Ok(())
    }

    /// Everything that somebody owes who is not there any more is another's; the clocks run on.
    fn passed_on(&mut self, gone: AccountId, to: &Owner) -> Result<(), Refusal> {
        if self.owed().all(|(_, open)| open.owner.account != gone) {
            return Err(Refusal::OutOfTurn);
        }
        if to.account == gone {
            return Err(Refusal::SameOwner);
        }
        let step = match &mut self.state {
            State::Received(open) | State::Offered(open) | State::Accepted(open) => Some(open),
            State::Ended(_) => None,
        };
        for open in step.into_iter().chain(self.expert.as_mut()).filter(|open| open.owner.account == gone) {
            open.owner = to.clone();
        }
        if self.desk.account == gone {
            self.desk = to.clone();
        }
        Ok(())
    }

    /// Folds a whole history.
    ///
    /// Errors: [`Refusal::Beginning`] for an empty one; any other means that it is damaged.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry<Step>>) -> Result<Self, Refusal> {
        let mut entries = entries.into_iter();
        let first = Self::begin(entries.next().ok_or(Refusal::Beginning)?)?;
        entries.try_fold(first, |reception, entry| reception.apply(entry))
    }

    /// All that is owed: the step, and a crisis expert who was called.
    pub fn owed(&self) -> impl Iterator<Item = (Debt, &Open)> {
        let step = match &self.state {
            State::Received(open) | State::Offered(open) | State::Accepted(open) => Some((Debt::Step, open)),
            State::Ended(_) => None,
        };
        step.into_iter().chain(self.expert.as_ref().map(|open| (Debt::Expert, open)))
    }

    /// Is nothing owed any more?
    pub fn has_ended(&self) -> bool {
        self.owed().next().is_none()
    }

    /// Its id.
    pub const fn id(&self) -> ReceptionId {
        self.id
    }

    /// Where.
    pub const fn place(&self) -> &PlacePath {
        &self.place
    }

    /// Where it stands, as a code: received, offered, accepted, or how it ended.
    pub const fn stage(&self) -> &'static str {
        match &self.state {
            State::Received(_) => "received",
            State::Offered(_) => "offered",
            State::Accepted(_) => "accepted",
            State::Ended(end) => end.code(),
        }
    }

    /// Where it stands.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What was offered.
    pub const fn services(&self) -> &BTreeSet<Code> {
        &self.services
    }

    /// Who accepted the service, and with which consent; nobody before.
    pub const fn person(&self) -> Option<(PersonId, ConsentId)> {
        self.person
    }

    /// The consent to an electronic record of the guidance.
    pub const fn record(&self) -> Option<ConsentId> {
        self.record
    }

    /// Sessions of guidance.
    pub const fn sessions(&self) -> u32 {
        self.sessions
    }

    /// How many times were missed in silence.
    pub const fn silences(&self) -> u32 {
        self.silences
    }

    pub(crate) fn effective(&self, at: Timestamp) -> Timestamp {
        self.last_at.max(at)
    }

    /// Was a step with this id taken?
    pub fn knows(&self, id: StepId) -> bool {
        self.applied.contains(&id)
    }
}
