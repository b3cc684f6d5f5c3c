//! Rules of a pack: what raises a signal, how long each step may take, how a warning may end.

mod compile;
mod raw;

use jiff::SignedDuration;
use jiff::civil::{Date, Time};

use crate::clock::{Limit, Step};
use crate::downgrade::DowngradeRules;
use crate::level::{ByLevel, Level, Severity};
use crate::quiet::QuietHours;
use crate::{Code, Dismissal, Outcome, Refusal};

pub use compile::check_rule;
pub use raw::{
    ClockToml, DayToml, Direction, DowngradeToml, LevelToml, LimitToml, ObjectionToml, QuietToml, ReopenToml, RosterToml,
    RuleToml, SignalToml, SourceToml, When,
};

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Where, e.g. `clock.red.decide`.
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// One compiled signal rule.
#[derive(Debug, Clone, PartialEq)]
pub struct SignalRule {
    pub code: Code,
    /// Of the rules of one group only the first that holds speaks.
    pub group: Option<Code>,
    /// Empty: any instrument.
    pub instruments: Vec<Code>,
    pub severity: Severity,
    pub when: When,
    pub expires_after: SignedDuration,
    pub source: String,
}

impl SignalRule {
    /// Does the rule look at sheets of this instrument?
    pub fn speaks_of(&self, instrument: &Code) -> bool {
        self.instruments.is_empty() || self.instruments.contains(instrument)
    }
}

/// What a rule expects an instrument to have, so that a misspelt code is found before a signal is missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'a> {
    /// Code of the rule.
    pub rule: &'a Code,
    pub instrument: &'a Code,
    pub part: Part<'a>,
}

/// A part of an instrument that a rule names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// The instrument itself: it must exist and have critical items, bands or attention.
    Instrument,
    /// A score by its code.
    Score(&'a Code),
    /// A band of a score.
    Band { score: &'a Code, band: &'a Code },
    /// A level of a decision.
    Decision { code: &'a Code, level: &'a Code },
}

/// Limits of one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LevelClock {
    pub decide: Limit,
    pub second: Limit,
    pub acknowledge: Limit,
    pub verify: Limit,
    pub intervene: Limit,
    pub feedback: Limit,
    pub close: Limit,
    pub escalation: Limit,
}

/// What holds for rosters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterRules {
    /// A place keeps a roster while a line of it lies within so long of the moment.
    pub kept: SignedDuration,
    /// The longest shift.
    pub longest: SignedDuration,
    /// How far ahead a line may begin.
    pub farthest: SignedDuration,
}

/// A sound set of rules. Made by [`RuleSet::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSet {
    pub(crate) id: Code,
    pub(crate) version: Code,
    pub(crate) valid_from: Date,
    pub(crate) sources: Vec<SourceToml>,
    pub(crate) signals: Vec<SignalRule>,
    pub(crate) levels: [(Severity, Level); 4],
    pub(crate) clocks: ByLevel<LevelClock>,
    pub(crate) day_ends: Time,
    pub(crate) confirm_needs_two: Vec<Level>,
    pub(crate) close_needs_two: Vec<Level>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) dismissals: Vec<Dismissal>,
    pub(crate) review: ByLevel<Limit>,
    pub(crate) accept: ByLevel<Limit>,
    pub(crate) roster: RosterRules,
    pub(crate) answer: Limit,
    pub(crate) reopen: Limit,
    pub(crate) downgrade: DowngradeRules,
    pub(crate) quiet: Option<QuietHours>,
}

impl RuleSet {
    /// The rules of a pack file.
    ///
    /// Errors: all faults at once, each with its key.
    pub fn compile(raw: &RuleToml) -> Result<Self, Vec<Fault>> {
        compile::compile(raw)
    }

    /// Code of the pack.
    pub const fn id(&self) -> &Code {
        &self.id
    }

    /// Version of the pack.
    pub const fn version(&self) -> &Code {
        &self.version
    }

    /// The day from which these rules are used.
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// Documents that the pack rests on.
    pub fn sources(&self) -> &[SourceToml] {
        &self.sources
    }

    /// The signal rules in order.
    pub fn signals(&self) -> &[SignalRule] {
        &self.signals
    }

    /// The colour under which a severity is proposed.
    pub fn level_of(&self, severity: Severity) -> Level {
        self.levels.iter().find(|(listed, _)| *listed == severity).map_or(Level::Red, |(_, level)| *level)
    }

    /// The time limit of a step.
    pub const fn limit(&self, level: Level, step: Step) -> Limit {
        let clock = self.clocks.of(level);
        match step {
            Step::Decide => clock.decide,
            Step::Second => clock.second,
            Step::Acknowledge => clock.acknowledge,
            Step::Verify => clock.verify,
            Step::Intervene => clock.intervene,
            Step::Feedback => clock.feedback,
            Step::Close => clock.close,
            Step::Review => *self.review.of(level),
            Step::Accept => *self.accept.of(level),
            Step::Answer => self.answer,
        }
    }

    /// What holds for rosters.
    pub const fn roster(&self) -> RosterRules {
        self.roster
    }

    /// How long a closed warning can be opened again.
    pub const fn reopen_within(&self) -> Limit {
        self.reopen
    }

    /// What a milder level needs.
    pub const fn downgrade(&self) -> &DowngradeRules {
        &self.downgrade
    }

    /// When messages wait for the morning; `None`: never.
    pub const fn quiet(&self) -> Option<&QuietHours> {
        self.quiet.as_ref()
    }

    /// How long the next owner has after an escalation.
    pub const fn escalation(&self, level: Level) -> Limit {
        self.clocks.of(level).escalation
    }

    /// Local time at which limits in days end.
    pub const fn day_ends(&self) -> Time {
        self.day_ends
    }

    /// Does confirming this level take two persons? Always for red.
    pub fn confirm_needs_two(&self, level: Level) -> bool {
        self.confirm_needs_two.contains(&level)
    }

    /// Does closing this level take two persons?
    pub fn close_needs_two(&self, level: Level) -> bool {
        self.close_needs_two.contains(&level)
    }

    /// The outcomes that staff may choose from, in order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The reasons for dismissing that staff may choose from, in order.
    pub fn dismissals(&self) -> &[Dismissal] {
        &self.dismissals
    }

    pub(crate) fn offers_outcome(&self, outcome: Outcome) -> Result<(), Refusal> {
        if self.outcomes.contains(&outcome) { Ok(()) } else { Err(Refusal::OutcomeNotOffered { outcome }) }
    }

    pub(crate) fn offers_dismissal(&self, reason: Dismissal) -> Result<(), Refusal> {
        if self.dismissals.contains(&reason) { Ok(()) } else { Err(Refusal::ReasonNotOffered { reason }) }
    }

    /// Everything that the rules expect of named instruments; a pack check compares it with the instruments.
    pub fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Vec::new();
        for rule in &self.signals {
            for instrument in &rule.instruments {
                for part in parts(&rule.when) {
                    found.push(Reference { rule: &rule.code, instrument, part });
                }
            }
        }
        found
    }
}

fn parts(when: &When) -> Vec<Part<'_>> {
    match when {
        When::Critical { .. } | When::Attention { .. } | When::AskedForContact => vec![Part::Instrument],
        When::Band { score, codes } => codes.iter().map(|band| Part::Band { score, band }).collect(),
        When::Decision { code, levels } => levels.iter().map(|level| Part::Decision { code, level }).collect(),
        When::Worsening { score, .. } => vec![Part::Score(score)],
    }
}
