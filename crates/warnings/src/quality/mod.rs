//! How well rules do: which endings of a signal say that it was right, and which figures are bad. The numbers are a pack, `quality/<id>`.

pub mod area;
mod compile;
mod judge;
pub mod missed;
mod pace;
mod raw;
mod replay;

use jiff::civil::Date;

use crate::{Code, Level};

use area::AreaRules;
pub use judge::{Bad, Figures, Part};
pub use missed::ReviewRules;
pub use pace::{Pace, STEP_MINUTES, pace};
pub use raw::{NumberToml, QualityToml};
pub use replay::{Became, Change, RuleChange, Tally};

words! {
    /// How a signal about a person ended, or where it stands.
    Ending {
        /// Taken up in a warning that still runs.
        Running = "running",
        /// Taken up; support was given.
        Supported = "supported",
        /// Taken up; another service took over.
        Referred = "referred",
        /// Taken up; the person did not wish support.
        DeclinedSupport = "declined_support",
        /// Taken up; there was no need.
        FalseAlarm = "false_alarm",
        /// Taken up; the place that now cares has taken over.
        MovedCare = "moved_care",
        /// Taken up; nobody could be reached.
        UnreachableAfterEffort = "unreachable_after_effort",
        /// Taken up in a warning that went on in an older one.
        Merged = "merged",
        /// Proposed as a warning; the second person did not agree.
        SetAside = "set_aside",
        /// Dismissed, or closed: another one says the same.
        Duplicate = "duplicate",
        /// Dismissed: a slip.
        AnsweredByMistake = "answered_by_mistake",
        /// Dismissed: somebody is with the person already.
        AlreadyInCare = "already_in_care",
        /// Dismissed: there is another explanation.
        ExplainedByPerson = "explained_by_person",
        /// Dismissed: somebody else's sheet.
        WrongPerson = "wrong_person",
        /// Dismissed: a trial entry.
        TestEntry = "test_entry",
        /// Nobody has decided, and there is time.
        Open = "open",
        /// Nobody decided in time.
        Lapsed = "lapsed",
    }
}

words! {
    /// What an ending says about the rule.
    Verdict {
        /// Somebody needed attention.
        Right = "right",
        /// Nobody did.
        Wrong = "wrong",
        /// Nothing.
        Neither = "neither",
        /// Nobody looked.
        Undecided = "undecided",
    }
}

/// Rules of a pack by which the figures are read. Made by [`QualityRules::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct QualityRules {
    pub(crate) id: Code,
    pub(crate) version: Code,
    pub(crate) valid_from: Date,
    pub(crate) right: Vec<Ending>,
    pub(crate) wrong: Vec<Ending>,
    pub(crate) settle_days: i64,
    pub(crate) least_judged: u64,
    pub(crate) least_timed: u64,
    pub(crate) precision_below: u64,
    pub(crate) lapsed_above: u64,
    pub(crate) review: ReviewRules,
    pub(crate) model: ModelRules,
    pub(crate) area: AreaRules,
}

/// By which outcome the levels of the risk model are judged, chosen before anybody looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRules {
    /// Days after the first day of a quarter within which the outcome counts.
    pub window_days: i64,
    /// With fewer people nothing is worked out.
    pub least_people: u64,
    /// With fewer outcomes, or fewer without, nothing is worked out.
    pub least_outcomes: u64,
    /// The outcome: a confirmed warning of this level that was no false alarm.
    pub outcome: Level,
    /// From this level on somebody counts as flagged.
    pub flagged_from: Level,
    /// From which years of age the bands begin.
    pub age_from: Vec<u64>,
    /// Where the bins of the reliability table part, in percent.
    pub bins: Vec<u64>,
}

impl QualityRules {
    /// The rules of a written pack. Errors: the list of its faults.
    pub fn compile(raw: &QualityToml) -> Result<Self, Vec<crate::Fault>> {
        compile::compile(raw)
    }

    /// Id of the pack.
    pub const fn id(&self) -> &Code {
        &self.id
    }

    /// Version of the pack.
    pub const fn version(&self) -> &Code {
        &self.version
    }

    /// The first day on which it holds.
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// Days after the end of a period until it is counted, so that what came in at its end has been decided.
    pub const fn settle_days(&self) -> i64 {
        self.settle_days
    }

    /// From how many persons on times are shown.
    pub const fn least_timed(&self) -> u64 {
        self.least_timed
    }

    /// Limits and lists of reviews.
    pub const fn review(&self) -> &ReviewRules {
        &self.review
    }

    /// By which outcome the levels of the risk model are judged.
    pub const fn model(&self) -> &ModelRules {
        &self.model
    }

    /// When a place has more than its own past lets expect.
    pub const fn area(&self) -> &AreaRules {
        &self.area
    }

    /// Did this ending say that nobody was in need?
    pub fn is_wrong(&self, ending: Ending) -> bool {
        self.wrong.contains(&ending)
    }

    /// What an ending says about the rule that raised the signal.
    pub fn verdict(&self, ending: Ending) -> Verdict {
        match ending {
            Ending::Open | Ending::Lapsed => Verdict::Undecided,
            _ if self.right.contains(&ending) => Verdict::Right,
            _ if self.wrong.contains(&ending) => Verdict::Wrong,
            _ => Verdict::Neither,
        }
    }
}
