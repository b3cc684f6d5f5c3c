//! The review of something that was missed: an event that nobody, or too few, had seen coming. It looks at rules, ways and times, never at a culprit.
//!
//! A review is the fold of its [`Entry`]s. Somebody named owes it by a time until two persons have closed it; silence moves it one level up.

mod rules;
mod step;
mod verbs;

use std::collections::BTreeSet;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, StepId};
use xinqiao_kernel::{Open, Owner};

pub use rules::{EventRule, Facts, FindingRule, ReviewRules, Words};
pub use step::{Act, Actor, Cause, Entry, Findings, Mark, Opened, Stage, Step};
pub use verbs::{Change, Opening, advise, agree, close, hand_over, note, open, send_back, silence};

use crate::Code;

/// Why a step of a review was not taken; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MissedRefusal {
    #[error("the review is closed")]
    Ended,
    #[error("it is not the turn of this step")]
    OutOfTurn,
    #[error("whoever proposed to close it cannot be the second person")]
    SamePerson,
    #[error("words are missing")]
    Wordless,
    #[error("{code} is not offered by the pack")]
    NotOffered { code: String },
    #[error("it is owed by this account already")]
    SameOwner,
    #[error("it is due at {due_at}")]
    NotDue { due_at: Timestamp },
    #[error("a history begins with its opening and has no other")]
    Beginning,
}

/// A review as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedReview {
    opened: Opened,
    opened_at: Timestamp,
    last_at: Timestamp,
    stage: Stage,
    open: Option<Open>,
    /// What the first person found, and who it was.
    proposed: Option<(AccountId, Findings)>,
    silences: u32,
    applied: BTreeSet<StepId>,
}

impl MissedReview {
    /// Begins with its first entry. Errors: [`MissedRefusal::Beginning`].
    pub fn begin(entry: &Entry) -> Result<Self, MissedRefusal> {
        let Step::Opened(opened) = &entry.step else { return Err(MissedRefusal::Beginning) };
        Ok(Self {
            opened: (**opened).clone(),
            opened_at: entry.at,
            last_at: entry.at,
            stage: Stage::Open,
            open: Some(Open::new(opened.owner.clone(), entry.at, opened.due_at)),
            proposed: None,
            silences: 0,
            applied: BTreeSet::from([entry.id]),
        })
    }

    /// Folds a whole history. Errors: [`MissedRefusal::Beginning`] for an empty one; any other means that it is damaged.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, MissedRefusal> {
        let mut entries = entries.into_iter();
        let first = Self::begin(entries.next().ok_or(MissedRefusal::Beginning)?)?;
        entries.try_fold(first, |review, entry| review.apply(entry))
    }

    /// With one more entry; one whose id was applied before changes nothing. Errors: why it is not taken.
    pub fn apply(&self, entry: &Entry) -> Result<Self, MissedRefusal> {
        if self.applied.contains(&entry.id) {
            return Ok(self.clone());
        }
        let mut next = self.clone();
        next.last_at = self.last_at.max(entry.at);
        next.take(entry)?;
        next.applied.insert(entry.id);
        Ok(next)
    }

    fn take(&mut self, entry: &Entry) -> Result<(), MissedRefusal> {
        let at = self.last_at;
        match (&entry.step, self.stage) {
            (Step::Opened(_), _) => return Err(MissedRefusal::Beginning),
            // what was learned may be handed on after the end too
            (Step::Advised { .. }, _) => entry.worded()?,
            (_, Stage::Closed) => return Err(MissedRefusal::Ended),
            (Step::Noted, _) => entry.worded()?,
            (Step::Proposed { findings, due_at }, Stage::Open) => {
                entry.worded()?;
                let by = entry.account().ok_or(MissedRefusal::OutOfTurn)?;
                self.proposed = Some((by, findings.clone()));
                self.stage = Stage::Proposed;
                self.owed_until(at, *due_at);
            }
            (Step::Agreed, Stage::Proposed) => {
                self.is_second(entry)?;
                self.stage = Stage::Closed;
                self.open = None;
            }
            (Step::SentBack { due_at }, Stage::Proposed) => {
                self.is_second(entry)?;
                entry.worded()?;
                self.proposed = None;
                self.stage = Stage::Open;
                self.owed_until(at, *due_at);
            }
            (Step::HandedOver { to }, _) => {
                let open = self.open.as_mut().ok_or(MissedRefusal::Ended)?;
                if open.owner.account == to.account {
                    return Err(MissedRefusal::SameOwner);
                }
                open.owner = to.clone();
            }
            (Step::Silent { to, due_at, .. }, _) => {
                self.open.as_mut().ok_or(MissedRefusal::Ended)?.escalate(to.as_ref(), at, *due_at);
                self.silences = self.silences.saturating_add(1);
            }
            (Step::Proposed { .. } | Step::Agreed | Step::SentBack { .. }, _) => return Err(MissedRefusal::OutOfTurn),
        }
        Ok(())
    }

    /// The second person is another one than whoever proposed.
    fn is_second(&self, entry: &Entry) -> Result<(), MissedRefusal> {
        let by = entry.account().ok_or(MissedRefusal::OutOfTurn)?;
        match &self.proposed {
            Some((first, _)) if *first == by => Err(MissedRefusal::SamePerson),
            Some(_) => Ok(()),
            None => Err(MissedRefusal::OutOfTurn),
        }
    }

    fn owed_until(&mut self, at: Timestamp, due_at: Timestamp) {
        if let Some(open) = &mut self.open {
            *open = Open::new(open.owner.clone(), at, due_at);
        }
    }

    /// What the opening said.
    pub const fn opened(&self) -> &Opened {
        &self.opened
    }

    /// When it was opened.
    pub const fn opened_at(&self) -> Timestamp {
        self.opened_at
    }

    /// Where it stands.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// Who owes the next step by when; none exactly when it is closed.
    pub const fn owed(&self) -> Option<&Open> {
        self.open.as_ref()
    }

    /// What the first person found, once it is proposed or closed.
    pub fn findings(&self) -> Option<&Findings> {
        self.proposed.as_ref().map(|(_, findings)| findings)
    }

    /// Who proposed to close it.
    pub fn proposer(&self) -> Option<AccountId> {
        self.proposed.as_ref().map(|(by, _)| *by)
    }

    /// How often nobody acted in time.
    pub const fn silences(&self) -> u32 {
        self.silences
    }

    /// Was an entry with this id applied?
    pub fn knows(&self, id: StepId) -> bool {
        self.applied.contains(&id)
    }

    /// The node at which it is counted: what is to be mended, then what was found. Empty until it is closed.
    pub fn mark(&self) -> String {
        match (self.stage, &self.proposed) {
            (Stage::Closed, Some((_, findings))) => format!("{}{}/", findings.mark.node(), escaped(findings.finding.as_str())),
            _ => String::new(),
        }
    }

    fn effective(&self, at: Timestamp) -> Timestamp {
        at.max(self.last_at)
    }

    fn owner(&self) -> Option<&Owner> {
        self.open.as_ref().map(|open| &open.owner)
    }
}

/// A code as a part of a node: signs of the tree are written otherwise.
pub fn escaped(code: &str) -> String {
    code.replace('%', "%25").replace('/', "%2F").replace('=', "%3D")
}

/// Is a code among those of a list?
fn is_offered<'a>(codes: impl IntoIterator<Item = &'a Code>, code: &Code) -> Result<(), MissedRefusal> {
    match codes.into_iter().any(|known| known == code) {
        true => Ok(()),
        false => Err(MissedRefusal::NotOffered { code: code.to_string() }),
    }
}
