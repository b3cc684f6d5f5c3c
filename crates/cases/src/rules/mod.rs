//! The rules of a pack: limits, lists, what each seat sees, how coverage is counted.

mod compile;
mod raw;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{Code, Grade, Group, Movement, Refusal, Seat};

pub use raw::{
    ChannelToml, CoverageToml, CutOffToml, GradeToml, Higher, KindToml, LimitToml, LimitsToml, ListsToml, MeasureToml, Need,
    OutcomeToml, PackToml, PartsToml, PauseToml, RulesToml, SafetyToml, SeatToml, SeatsToml, SourceToml, SpreadToml,
    StepKindToml, TermToml, ThresholdsToml, Title,
};

/// One fault of a pack, for somebody who writes packs and no programs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Which file: `rules.toml`, `lists.toml` or `seats.toml`.
    pub file: &'static str,
    /// Where, e.g. `seat.volunteer.sees`.
    pub key: String,
    pub expected: String,
    pub found: String,
}

/// A sound pack. Made by [`Rules::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    raw: PackToml,
}

impl Rules {
    /// The rules of the files of a pack, with words in each of `languages`.
    ///
    /// Errors: all faults at once, each with its key.
    pub fn compile(raw: PackToml, languages: &[&str]) -> Result<Self, Vec<Fault>> {
        let faults = compile::faults(&raw, languages);
        if faults.is_empty() { Ok(Self { raw }) } else { Err(faults) }
    }

    /// Everything as it is written, for lists on pages.
    pub const fn raw(&self) -> &PackToml {
        &self.raw
    }

    /// Code of the pack.
    pub const fn id(&self) -> &Code {
        &self.raw.rules.id
    }

    /// Version of the pack.
    pub const fn version(&self) -> &Code {
        &self.raw.rules.version
    }

    /// The limits.
    pub const fn limits(&self) -> &LimitsToml {
        &self.raw.rules.limits
    }

    /// What depends on the grade.
    pub const fn thresholds(&self) -> &ThresholdsToml {
        &self.raw.rules.thresholds
    }

    /// Day by which the risk of a person of this grade is reviewed again.
    pub fn next_review(&self, grade: Grade, today: Date) -> Date {
        ahead(today, self.grade(grade).map_or(1, |row| row.review_days))
    }

    /// Day by which there is contact with a person of this grade again.
    pub fn next_contact(&self, grade: Grade, today: Date) -> Date {
        ahead(today, self.grade(grade).map_or(1, |row| row.contact_days))
    }

    /// Days and title of a grade; every sound pack has all.
    pub fn grade(&self, grade: Grade) -> Option<&GradeToml> {
        self.raw.rules.grade.iter().find(|row| row.grade == grade)
    }

    /// A kind of case.
    pub fn kind(&self, code: &Code) -> Result<&KindToml, Refusal> {
        found("kind", code, self.raw.lists.kind.iter().find(|row| row.code == *code))
    }

    /// A problem of the list.
    pub fn problem(&self, code: &Code) -> Result<&TermToml, Refusal> {
        found("problem", code, self.raw.lists.problem.iter().find(|row| row.code == *code))
    }

    /// An area of goals.
    pub fn area(&self, code: &Code) -> Result<&TermToml, Refusal> {
        found("area", code, self.raw.lists.area.iter().find(|row| row.code == *code))
    }

    /// A kind of step.
    pub fn step(&self, code: &Code) -> Result<&StepKindToml, Refusal> {
        found("step", code, self.raw.lists.step.iter().find(|row| row.code == *code))
    }

    /// A way of contact.
    pub fn channel(&self, code: &Code) -> Result<&ChannelToml, Refusal> {
        found("channel", code, self.raw.lists.channel.iter().find(|row| row.code == *code))
    }

    /// Why a case rests.
    pub fn pause(&self, code: &Code) -> Result<&PauseToml, Refusal> {
        found("pause", code, self.raw.lists.pause.iter().find(|row| row.code == *code))
    }

    /// Why a step will not be done, or not yet.
    pub fn not_done(&self, code: &Code) -> Result<&TermToml, Refusal> {
        found("not_done", code, self.raw.lists.not_done.iter().find(|row| row.code == *code))
    }

    /// How a case ends.
    pub fn outcome(&self, code: &Code) -> Result<&OutcomeToml, Refusal> {
        found("outcome", code, self.raw.rules.outcome.iter().find(|row| row.code == *code))
    }

    /// An outcome measure.
    pub fn measure(&self, code: &Code) -> Result<&MeasureToml, Refusal> {
        found("measure", code, self.raw.rules.measure.iter().find(|row| row.code == *code))
    }

    /// How a rate is counted.
    pub fn coverage(&self, code: &Code) -> Result<&CoverageToml, Refusal> {
        found("coverage", code, self.raw.rules.coverage.iter().find(|row| row.code == *code))
    }

    /// What a seat sees: its row of the pack, and never more than its ceiling.
    pub fn sees(&self, seat: Seat) -> BTreeSet<Group> {
        let ceiling = seat.ceiling();
        let row = self.raw.seats.seat.iter().find(|row| row.seat == seat);
        row.map(|row| row.sees.iter().copied().filter(|group| ceiling.contains(group)).collect()).unwrap_or_default()
    }

    /// What a trend shows, in words for staff.
    pub fn trend_words(&self, movement: Movement, language: &str) -> Option<&str> {
        self.raw.rules.trend.get(&movement)?.get(language).map(String::as_str)
    }
}

fn found<'a, T>(list: &'static str, code: &Code, row: Option<&'a T>) -> Result<&'a T, Refusal> {
    row.ok_or_else(|| Refusal::NotOffered { list, code: code.clone() })
}

/// So many days after a day.
pub(crate) fn ahead(today: Date, days: u16) -> Date {
    today.saturating_add(jiff::Span::new().days(i64::from(days)))
}
