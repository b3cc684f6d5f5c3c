//! The approval that staff need for the records of somebody under 18 (未成年人网络保护条例 36: by the person in charge, with a record).

use jiff::civil::Date;
use xinqiao_kernel::id::AccountId;

use crate::{Entry, Refusal, Rules};

/// One step of an approval.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Somebody asks, in words, what for.
    Asked,
    /// The person in charge grants it, up to and including a day.
    Granted { until: Date },
    /// The person in charge refuses, in words.
    Refused,
    /// It ends before its last day.
    Ended,
}

/// How an approval stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who asked.
    pub asked_by: AccountId,
    /// Who granted or refused.
    pub decided_by: Option<AccountId>,
    /// The last day, when it was granted.
    pub until: Option<Date>,
    /// Refused, or ended early.
    pub ended: bool,
}

impl Approval {
    /// Begins with its first entry.
    pub fn begin(entry: &Entry<Step>) -> Result<Self, Refusal> {
        match entry.step {
            Step::Asked if entry.note.trim().is_empty() => Err(Refusal::Wordless),
            Step::Asked => Ok(Self { asked_by: entry.by, decided_by: None, until: None, ended: false }),
            _ => Err(Refusal::Beginning),
        }
    }

    /// With one more entry, of a local day. The asker does not decide, but may end what was granted.
    pub fn apply(mut self, entry: &Entry<Step>, today: Date, rules: &Rules) -> Result<Self, Refusal> {
        if self.ended {
            return Err(Refusal::Ended);
        }
        match entry.step {
            Step::Asked => return Err(Refusal::Beginning),
            Step::Granted { until } => {
                self.decided(entry)?;
                if until < today || rules.last_day_of_access(today) < until {
                    return Err(Refusal::DayOutside);
                }
                self.until = Some(until);
            }
            Step::Refused => {
                self.decided(entry)?;
                if entry.note.trim().is_empty() {
                    return Err(Refusal::Wordless);
                }
                self.ended = true;
            }
            Step::Ended => self.ended = true,
        }
        Ok(self)
    }

    /// Does it hold on a day?
    pub fn holds(&self, today: Date) -> bool {
        !self.ended && self.until.is_some_and(|until| today <= until)
    }

    /// Does it wait for a decision?
    pub const fn is_asked(&self) -> bool {
        self.decided_by.is_none() && !self.ended
    }

    fn decided(&mut self, entry: &Entry<Step>) -> Result<(), Refusal> {
        if self.decided_by.is_some() {
            return Err(Refusal::OutOfTurn);
        }
        if entry.by == self.asked_by {
            return Err(Refusal::SamePerson);
        }
        self.decided_by = Some(entry.by);
        Ok(())
    }
}
