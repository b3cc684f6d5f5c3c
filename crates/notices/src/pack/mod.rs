//! The sound rules of a pack `messages/<id>`: kinds, ladders, hours, limits, texts.

mod check;
mod compile;
mod forbidden;
mod raw;
mod text;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::timing::plus;
use crate::{Channel, Fault, Language, Level, QuietHours, Subject, To};

pub use forbidden::Forbidden;
pub use raw::{
    AttemptsToml, ConfirmToml, ForbiddenToml, KindToml, LadderToml, LimitsToml, QuietToml, RulesToml, RungToml, SmsLimits,
    SourceToml, TextToml, TextsToml, WaysToml, WordingToml,
};
pub use text::{Form, Slot, Text};

pub(crate) use check::{MOST_COUNT, is_hidden};
pub(crate) use text::Filling;

/// One way on a ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    pub channel: Channel,
    /// After the notice was made, when it was not read until then.
    pub after: SignedDuration,
}

/// Ways by level, in the order of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    red: Vec<Rung>,
    yellow: Vec<Rung>,
    blue: Vec<Rung>,
    plain: Vec<Rung>,
}

impl Ladder {
    /// The ways of a level, or of a notice without one.
    pub fn rungs(&self, level: Option<Level>) -> &[Rung] {
        match level {
            Some(Level::Red) => &self.red,
            Some(Level::Yellow) => &self.yellow,
            Some(Level::Blue) => &self.blue,
            None => &self.plain,
        }
    }
}

/// A kind of notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    pub code: String,
    /// What the recipient has to be when it goes out.
    pub to: To,
    pub subject: Subject,
    pub ladder: Arc<Ladder>,
}

/// How long it is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Attempts {
    waits: Vec<SignedDuration>,
    red_waits: Vec<SignedDuration>,
    unreachable: SignedDuration,
}

/// Sound rules. Made by [`Rules::compile`].
#[derive(Debug, Clone)]
pub struct Rules {
    id: String,
    version: String,
    valid_from: Date,
    sources: Vec<SourceToml>,
    quiet: QuietHours,
    limits: LimitsToml,
    attempts: Attempts,
    wording: WordingToml,
    sms: SmsLimits,
    forbidden: Forbidden,
    kinds: BTreeMap<String, Kind>,
    texts: BTreeMap<(Language, Subject, Channel), Text>,
    confirms: BTreeMap<Language, ConfirmToml>,
}

impl Rules {
    /// The rules of a pack, with its texts by language.
    ///
    /// Errors: all faults at once, each with its key, what was expected and what was found.
    pub fn compile(raw: &RulesToml, texts: &BTreeMap<Language, TextsToml>) -> Result<Self, Vec<Fault>> {
        compile::compile(raw, texts)
    }

    /// Code of the pack.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Version of the pack.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The day from which it is used.
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// Documents that the pack rests on.
    pub fn sources(&self) -> &[SourceToml] {
        &self.sources
    }

    /// A kind by its code.
    pub fn kind(&self, code: &str) -> Option<&Kind> {
        self.kinds.get(code)
    }

    /// All kinds, by code.
    pub fn kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.values()
    }

    /// Hours in which nothing but red goes out.
    pub const fn quiet(&self) -> QuietHours {
        self.quiet
    }

    /// Between two letters to one recipient by one way.
    pub fn spacing(&self) -> SignedDuration {
        minutes(self.limits.spacing_minutes)
    }

    /// Letters to one recipient by one way on one day.
    pub const fn most_per_day(&self) -> usize {
        self.limits.most_per_day
    }

    /// For so long the same is not said again.
    pub fn window(&self) -> SignedDuration {
        minutes(self.limits.window_minutes)
    }

    /// Before something is due, for acting on it.
    pub fn lead(&self) -> SignedDuration {
        minutes(self.limits.lead_minutes)
    }

    /// Limits of text messages.
    pub const fn sms(&self) -> &SmsLimits {
        &self.sms
    }

    /// Words that no letter holds.
    pub const fn forbidden(&self) -> &Forbidden {
        &self.forbidden
    }

    pub(crate) const fn wording(&self) -> &WordingToml {
        &self.wording
    }

    pub(crate) fn text(&self, language: Language, subject: Subject, channel: Channel) -> Option<&Text> {
        self.texts.get(&(language, subject, channel))
    }

    pub(crate) fn confirm(&self, language: Language) -> Option<&ConfirmToml> {
        self.confirms.get(&language)
    }

    /// When a courier that set out at `at` counts as lost.
    pub(crate) fn lease_ends(&self, at: Timestamp) -> Timestamp {
        plus(at, minutes(self.limits.lease_minutes))
    }

    fn waits(&self, level: Option<Level>) -> &[SignedDuration] {
        if level == Some(Level::Red) { &self.attempts.red_waits } else { &self.attempts.waits }
    }

    /// After the n-th attempt that was refused for now; none after the last.
    pub(crate) fn next_try(&self, level: Option<Level>, attempts: u32, at: Timestamp) -> Option<Timestamp> {
        let nth = usize::try_from(attempts).unwrap_or(usize::MAX).saturating_sub(1);
        self.waits(level).get(nth).map(|wait| plus(at, *wait))
    }

    /// After the n-th attempt that reached nobody; none when it has been tried for long enough.
    pub(crate) fn next_reach(
        &self,
        level: Option<Level>,
        attempts: u32,
        first_at: Timestamp,
        at: Timestamp,
    ) -> Option<Timestamp> {
        let waits = self.waits(level);
        let nth = usize::try_from(attempts).unwrap_or(usize::MAX).saturating_sub(1).min(waits.len().saturating_sub(1));
        let next = plus(at, *waits.get(nth)?);
        (next <= plus(first_at, self.attempts.unreachable)).then_some(next)
    }
}

pub(crate) fn minutes(number: u32) -> SignedDuration {
    SignedDuration::from_mins(i64::from(number))
}
