//! One duty of any kind: how its history is folded, and what a list of duties shows of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use xinqiao_kernel::closed_list;
use xinqiao_kernel::id::{AccountId, DutyEntryId};

use crate::report::Recipient;
use crate::{Entry, Refusal, Rules, approval, impact, incident, report};

closed_list! {
    /// What kind of duty.
    Kind: "kind of duty" {
        /// An incident with personal information.
        Incident = "incident",
        /// An assessment of the impact on personal information.
        Impact = "impact",
        /// A mandatory report about a minor.
        MinorReport = "minor_report",
        /// An approval for the records of a minor.
        MinorAccess = "minor_access",
    }
}

/// A step of any kind, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    Incident(incident::Step),
    Impact(impact::Step),
    MinorReport(report::Step),
    MinorAccess(approval::Step),
}

/// A duty as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duty {
    Incident(incident::Incident),
    Impact(impact::Impact),
    MinorReport(report::Report),
    MinorAccess(approval::Approval),
}

/// What folding a history needs beside its entries.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    pub rules: &'a Rules,
    pub zone: &'a TimeZone,
    /// Who is told beside the police, for reports.
    pub owed: BTreeSet<Recipient>,
}

impl Step {
    /// The kind of duty that it belongs to.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Incident(_) => Kind::Incident,
            Self::Impact(_) => Kind::Impact,
            Self::MinorReport(_) => Kind::MinorReport,
            Self::MinorAccess(_) => Kind::MinorAccess,
        }
    }

    /// A word for the audit.
    pub const fn word(&self) -> &'static str {
        use approval::Step as A;
        use impact::Step as I;
        use incident::Step as N;
        use report::Step as R;
        match self {
            Self::Incident(step) => match step {
                N::Recorded { .. } => "recorded",
                N::Reassessed { .. } => "reassessed",
                N::Remedied => "remedied",
                N::AuthorityTold { .. } => "authority_told",
                N::Ordered => "ordered",
                N::PersonsTold { .. } => "persons_told",
                N::GuardiansTold { .. } => "guardians_told",
                N::NotTold => "not_told",
                N::Closed => "closed",
            },
            Self::Impact(step) => match step {
                I::Begun { .. } => "begun",
                I::Answered { .. } => "answered",
                I::Concluded { .. } => "concluded",
                I::Approved { .. } => "approved",
                I::SentBack => "sent_back",
                I::Ended => "ended",
            },
            Self::MinorReport(step) => match step {
                R::Opened { .. } => "opened",
                R::Told { .. } => "told",
                R::Supplemented => "supplemented",
                R::Answered { .. } => "answered",
                R::Closed => "closed",
            },
            Self::MinorAccess(step) => match step {
                A::Asked => "asked",
                A::Granted { .. } => "granted",
                A::Refused => "refused",
                A::Ended => "ended",
            },
        }
    }
}

impl Duty {
    /// Begins with its first entry.
    pub fn begin(entry: &Entry<Step>, frame: &Frame<'_>) -> Result<Self, Refusal> {
        Ok(match &entry.step {
            Step::Incident(step) => Self::Incident(incident::Incident::begin(&of(entry, step))?),
            Step::Impact(step) => Self::Impact(impact::Impact::begin(&of(entry, step))?),
            Step::MinorReport(step) => Self::MinorReport(report::Report::begin(&of(entry, step), &frame.owed)?),
            Step::MinorAccess(step) => Self::MinorAccess(approval::Approval::begin(&of(entry, step))?),
        })
    }

    /// With one more entry. Errors: why it is not taken; an entry of another kind is out of turn.
    pub fn apply(self, entry: &Entry<Step>, frame: &Frame<'_>) -> Result<Self, Refusal> {
        let today = entry.at.to_zoned(frame.zone.clone()).date();
        Ok(match (self, &entry.step) {
            (Self::Incident(duty), Step::Incident(step)) => Self::Incident(duty.apply(&of(entry, step))?),
            (Self::Impact(duty), Step::Impact(step)) => Self::Impact(duty.apply(&of(entry, step), today)?),
            (Self::MinorReport(duty), Step::MinorReport(step)) => Self::MinorReport(duty.apply(&of(entry, step))?),
            (Self::MinorAccess(duty), Step::MinorAccess(step)) => {
                Self::MinorAccess(duty.apply(&of(entry, step), today, frame.rules)?)
            }
            _ => return Err(Refusal::OutOfTurn),
        })
    }

    /// Folds a whole history; `None` for an empty one.
    pub fn replay(entries: &[Entry<Step>], frame: &Frame<'_>) -> Result<Option<Self>, Refusal> {
        let Some((first, rest)) = entries.split_first() else { return Ok(None) };
        let begun = Self::begin(first, frame)?;
        rest.iter().try_fold(begun, |duty, entry| duty.apply(entry, frame)).map(Some)
    }

    /// Has the history ended? Nothing can be added to it any more.
    pub const fn has_ended(&self) -> bool {
        match self {
            Self::Incident(duty) => duty.closed_at.is_some(),
            Self::Impact(duty) => duty.ended,
            Self::MinorReport(duty) => duty.closed_at.is_some(),
            Self::MinorAccess(duty) => duty.ended,
        }
    }

    /// By when something is owed: the authority of an incident, the report at once, another look at an assessment.
    pub fn due_at(&self, frame: &Frame<'_>) -> Option<Timestamp> {
        match self {
            Self::Incident(duty) => duty.due_at(frame.rules),
            Self::Impact(duty) if duty.ended => None,
            Self::Impact(duty) => duty.review_on.and_then(|day| start_of(day, frame.zone)),
            Self::MinorReport(duty) => duty.due_at(),
            Self::MinorAccess(_) => None,
        }
    }

    /// The last day on which it gives a right: that of an approval.
    pub const fn until(&self) -> Option<Date> {
        match self {
            Self::MinorAccess(duty) if !duty.ended => duty.until,
            _ => None,
        }
    }

    /// Who wrote or asked last and therefore cannot decide.
    pub const fn author(&self) -> Option<AccountId> {
        match self {
            Self::Impact(duty) => Some(duty.author),
            Self::MinorAccess(duty) => Some(duty.asked_by),
            Self::Incident(_) | Self::MinorReport(_) => None,
        }
    }
}

/// The same form sent again?
pub fn knows(entries: &[Entry<Step>], id: DutyEntryId) -> bool {
    entries.iter().any(|entry| entry.id == id)
}

fn of<S: Clone, T>(entry: &Entry<T>, step: &S) -> Entry<S> {
    Entry { id: entry.id, at: entry.at, by: entry.by, note: entry.note.clone(), step: step.clone() }
}

fn start_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}
