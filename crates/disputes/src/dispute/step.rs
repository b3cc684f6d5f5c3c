//! What happens to a dispute, and how each step changes it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;
use xinqiao_kernel::place::PlacePath;

use super::{Dispute, Party, PartyNo, Problem, Watch};
use crate::entry::Entry;
use crate::{Code, Danger, DisputeId, Guidance, Open, Origin, Owner, Refusal, Seen, Settlement, Stage, Worker};

/// One step of its history. `due_at`: until when the next one is due.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub enum Step {
    Registered(Box<Opened>),
    PartyAdded {
        party: Party,
    },
    ProblemAdded {
        problem: Code,
    },
    /// The n-th problem of the list, from 0, is resolved.
    ProblemResolved {
        problem: usize,
    },
    Mediated {
        session: Session,
        due_at: Timestamp,
    },
    /// To the joint group of departments; the words say why.
    SentToJointGroup {
        departments: BTreeSet<Code>,
        owner: Owner,
        due_at: Timestamp,
    },
    /// The joint group decided; the words say what.
    Decided {
        decision: Decision,
        due_at: Timestamp,
        until: Date,
    },
    Settled {
        settlement: Settlement,
        agreement: Option<Agreement>,
        until: Date,
        due_at: Timestamp,
    },
    /// Somebody looked: what was seen in the matter, what was offered. `next`: the next look; none when the watch ends.
    Looked {
        seen: BTreeSet<Seen>,
        offered: BTreeSet<Code>,
        extended: bool,
        next: Option<Timestamp>,
    },
    /// It broke out again; the words say how.
    Reopened {
        due_at: Timestamp,
    },
    /// A danger was seen and a notice drafted. Of whom stands in the notice only.
    Noticed {
        danger: Danger,
    },
    HandedOver {
        to: Owner,
    },
    /// Who owed it is not there any more: by the program.
    PassedOn {
        gone: AccountId,
        to: Owner,
    },
    Silent {
        missed: Timestamp,
        to: Option<Owner>,
        due_at: Timestamp,
    },
}

impl Step {
    /// Its code, as rows and audits name it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Registered(_) => "registered",
            Self::PartyAdded { .. } => "party_added",
            Self::ProblemAdded { .. } => "problem_added",
            Self::ProblemResolved { .. } => "problem_resolved",
            Self::Mediated { .. } => "mediated",
            Self::SentToJointGroup { .. } => "sent_to_joint_group",
            Self::Decided { .. } => "decided",
            Self::Settled { .. } => "settled",
            Self::Looked { .. } => "looked",
            Self::Reopened { .. } => "reopened",
            Self::Noticed { .. } => "noticed",
            Self::HandedOver { .. } => "handed_over",
            Self::PassedOn { .. } => "passed_on",
            Self::Silent { .. } => "silent",
        }
    }

    /// The step without what a look saw: what is kept of it once the dispute is closed.
    pub fn unseen(&self) -> Self {
        match self {
            Self::Looked { offered, extended, next, .. } => {
                Self::Looked { seen: BTreeSet::new(), offered: offered.clone(), extended: *extended, next: *next }
            }
            other => other.clone(),
        }
    }
}

/// What the first entry says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    pub dispute: DisputeId,
    pub kind: Code,
    pub place: PlacePath,
    pub worker: Worker,
    pub origin: Origin,
    pub parties: Vec<Party>,
    pub problems: Vec<Code>,
    /// The other system's reference, where it came from there.
    pub reference: Option<String>,
    pub owner: Owner,
    pub due_at: Timestamp,
    pub rules_version: String,
}

/// One session of mediation. Guidance is offered to everybody who comes: each party has an answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    pub on: Date,
    #[serde(with = "pairs")]
    pub guidance: BTreeMap<PartyNo, Guidance>,
}

/// Written as pairs: within a step, numbers cannot be read back as keys.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::Guidance;
    use crate::dispute::PartyNo;

    pub(super) fn serialize<S: Serializer>(map: &BTreeMap<PartyNo, Guidance>, to: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<PartyNo, Guidance>, D::Error> {
        Ok(Vec::<(PartyNo, Guidance)>::deserialize(from)?.into_iter().collect())
    }
}

/// What was agreed: by which parties, until when it is to be done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    pub parties: BTreeSet<PartyNo>,
    pub until: Option<Date>,
}

/// What the joint group decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", content = "how", rename_all = "snake_case")]
pub enum Decision {
    /// Another try at mediation.
    MediateAgain,
    Settled(Settlement),
}

impl Dispute {
    pub(super) fn take(&mut self, entry: &Entry<Step>) -> Result<(), Refusal> {
        let Some(open) = self.open.clone() else { return Err(Refusal::Ended) };
        if let Step::Silent { missed, to, due_at } = &entry.step {
            if *missed != open.due_at || self.last_at < open.due_at {
                return Err(Refusal::NotDue { due_at: open.due_at });
            }
            let mut late = open;
            late.escalate(to.as_ref(), self.last_at, *due_at);
            (self.open, self.silences) = (Some(late), self.silences.saturating_add(1));
            return Ok(());
        }
        if let Step::PassedOn { gone, to } = &entry.step {
            return self.passed_on(open, *gone, to);
        }
        entry.account()?;
        match &entry.step {
            Step::Registered(_) => return Err(Refusal::Beginning),
            Step::PartyAdded { party } => self.add(party)?,
            Step::ProblemAdded { problem } => self.problems.push(Problem { code: problem.clone(), resolved: false }),
            Step::ProblemResolved { problem } => {
                let problem = self.problems.get_mut(*problem).ok_or(Refusal::Unknown)?;
                if problem.resolved {
                    return Err(Refusal::OutOfTurn);
                }
                problem.resolved = true;
            }
            Step::Noticed { .. } => {
                entry.worded()?;
                self.notices = self.notices.saturating_add(1);
            }
            Step::HandedOver { to } => {
                if open.owner == *to {
                    return Err(Refusal::SameOwner);
                }
                self.open = Some(Open { owner: to.clone(), ..open });
            }
            Step::Mediated { session, due_at } => self.mediated(session, *due_at)?,
            Step::SentToJointGroup { departments, owner, due_at } => {
                entry.worded()?;
                self.at(&[Stage::Mediating])?;
                if departments.len() < 2 {
                    return Err(Refusal::Missing);
                }
                self.departments = departments.clone();
                self.owe(Stage::Joint, owner.clone(), *due_at);
            }
            Step::Decided { decision, due_at, until } => {
                entry.worded()?;
                self.at(&[Stage::Joint])?;
                match decision {
                    Decision::MediateAgain => self.owe(Stage::Mediating, self.opened.owner.clone(), *due_at),
                    Decision::Settled(settlement) => self.settled(*settlement, *until, *due_at),
                }
            }
            Step::Settled { settlement, agreement, until, due_at } => {
                self.at(&[Stage::Mediating])?;
                self.agreed(*settlement, agreement.as_ref())?;
                self.settled(*settlement, *until, *due_at);
            }
            Step::Looked { seen, offered, extended, next } => self.looked(seen, offered, *extended, *next)?,
            Step::Reopened { due_at } => {
                entry.worded()?;
                self.at(&[Stage::Watched])?;
                (self.settlement, self.agreement, self.watch) = (None, None, Watch::default());
                self.owe(Stage::Mediating, open.owner, *due_at);
            }
            // dealt with above
            Step::Silent { .. } | Step::PassedOn { .. } => return Err(Refusal::OutOfTurn),
        }
        Ok(())
    }

    /// The clock runs on. What comes back to whoever began with it comes back to who has it now.
    fn passed_on(&mut self, open: Open, gone: AccountId, to: &Owner) -> Result<(), Refusal> {
        if open.owner.account != gone {
            return Err(Refusal::OutOfTurn);
        }
        if to.account == gone {
            return Err(Refusal::SameOwner);
        }
        if self.opened.owner.account == gone {
            self.opened.owner = to.clone();
        }
        self.open = Some(Open { owner: to.clone(), ..open });
        Ok(())
    }

    fn add(&mut self, party: &Party) -> Result<(), Refusal> {
        // the same person is not two parties; two neighbours are
        if matches!(party, Party::Person(_)) && self.parties.values().any(|known| known == party) {
            return Err(Refusal::OutOfTurn);
        }
        let number = self.parties.keys().last().copied().unwrap_or(0).checked_add(1).ok_or(Refusal::OutOfTurn)?;
        self.parties.insert(number, party.clone());
        Ok(())
    }

    fn mediated(&mut self, session: &Session, due_at: Timestamp) -> Result<(), Refusal> {
        self.at(&[Stage::Registered, Stage::Mediating])?;
        let everybody = session.guidance.keys().eq(self.parties.keys());
        let somebody = session.guidance.values().any(|answer| *answer != Guidance::Absent);
        if !everybody || !somebody || self.parties.len() < 2 || self.problems.is_empty() {
            return Err(Refusal::Missing);
        }
        self.sessions.push(session.clone());
        self.owe(Stage::Mediating, self.owner(), due_at);
        Ok(())
    }

    fn agreed(&mut self, settlement: Settlement, agreement: Option<&Agreement>) -> Result<(), Refusal> {
        match (settlement, agreement) {
            // measures are the joint group's
            (Settlement::Measure, _) => Err(Refusal::OutOfTurn),
            (Settlement::Agreement, None) => Err(Refusal::Missing),
            (Settlement::Agreement, Some(agreement)) if agreement.parties.len() < 2 => Err(Refusal::Missing),
            (Settlement::Agreement, Some(agreement)) => {
                if agreement.parties.iter().any(|party| !self.parties.contains_key(party)) {
                    return Err(Refusal::Unknown);
                }
                self.agreement = Some(agreement.clone());
                Ok(())
            }
            (_, Some(_)) => Err(Refusal::OutOfTurn),
            (_, None) => Ok(()),
        }
    }

    fn settled(&mut self, settlement: Settlement, until: Date, due_at: Timestamp) {
        self.settlement = Some((settlement, self.last_at));
        self.watch = Watch { until: Some(until), ..Watch::default() };
        self.owe(Stage::Watched, self.opened.owner.clone(), due_at);
    }

    fn looked(
        &mut self,
        seen: &BTreeSet<Seen>,
        offered: &BTreeSet<Code>,
        extended: bool,
        next: Option<Timestamp>,
    ) -> Result<(), Refusal> {
        self.at(&[Stage::Watched])?;
        // whoever sees hardship offers something: the watch is there to help
        if !seen.is_empty() && offered.is_empty() {
            return Err(Refusal::Missing);
        }
        self.watch.looks = self.watch.looks.saturating_add(1);
        self.watch.extensions = self.watch.extensions.saturating_add(u16::from(extended));
        match next {
            Some(due_at) => {
                self.watch.seen.clone_from(seen);
                self.owe(Stage::Watched, self.owner(), due_at);
            }
            None => {
                self.watch.seen.clear();
                (self.stage, self.open) = (Stage::Closed, None);
            }
        }
        Ok(())
    }

    fn at(&self, stages: &[Stage]) -> Result<(), Refusal> {
        if stages.contains(&self.stage) { Ok(()) } else { Err(Refusal::OutOfTurn) }
    }

    fn owe(&mut self, stage: Stage, owner: Owner, due_at: Timestamp) {
        self.stage = stage;
        self.open = Some(Open::new(owner, self.last_at, due_at));
    }
}
