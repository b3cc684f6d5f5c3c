//! Scores of outcome measures.

use jiff::civil::Date;
use xinqiao_kernel::id::ResponseId;

use crate::event::{Act, Desk, Event, What};
use crate::rules::MeasureToml;
use crate::{Case, Change, Code, ItemId, Refusal, Score};

/// What was read off a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The total, scored elsewhere.
    Total(Score),
    /// The parts, in their order: the four lines of a visual scale.
    Parts(Vec<Score>),
}

/// One score.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    pub measure: Code,
    /// The total.
    pub score: Score,
    /// The parts where they were read.
    pub parts: Vec<Score>,
    pub on: Date,
    /// The answer sheet that it comes from.
    pub response: Option<ResponseId>,
}

/// A score with its place in the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Taken {
    pub id: ItemId,
    pub point: Point,
    /// It was wrong and counts no longer.
    pub struck: bool,
}

/// The total of a reading.
///
/// Errors: [`Refusal::NotAScore`] outside the range, for another number of parts than the measure has, or for parts of a measure without.
pub fn total(measure: &MeasureToml, reading: &Reading) -> Result<Score, Refusal> {
    let within = |score: Score, [low, high]: [Score; 2]| low <= score && score <= high;
    let score = match reading {
        Reading::Total(score) => *score,
        Reading::Parts(parts) => {
            let form = measure.parts.ok_or(Refusal::NotAScore)?;
            if parts.len() != usize::from(form.count) || !parts.iter().all(|part| within(*part, form.range)) {
                return Err(Refusal::NotAScore);
            }
            parts.iter().fold(Score::ZERO, |sum, part| sum.plus(*part))
        }
    };
    if within(score, measure.range) { Ok(score) } else { Err(Refusal::NotAScore) }
}

/// Records a score of a day. Two scores of one day both stay; the later entry stands after the earlier one.
///
/// Errors: [`Refusal::NotOffered`], [`Refusal::NotAScore`], [`Refusal::DayOutside`], [`Refusal::Closed`].
pub fn take_score(
    case: &Case,
    act: &Act,
    measure: Code,
    reading: Reading,
    on: Date,
    response: Option<ResponseId>,
    desk: &Desk<'_>,
) -> Result<Change, Refusal> {
    once!(case, act);
    let today = desk.today(case, act);
    let score = total(desk.rules.measure(&measure)?, &reading)?;
    crate::day_within(on, Date::MIN, today)?;
    let parts = if let Reading::Parts(parts) = reading { parts } else { Vec::new() };
    case.change(Event::of(act, today, None, What::Measured(Point { measure, score, parts, on, response })))
}

/// A score was wrong: another person's, a slip of the pen. It stays in the record and counts no longer.
///
/// Errors: [`Refusal::Wordless`], [`Refusal::NoSuchItem`], [`Refusal::Closed`].
pub fn strike_score(case: &Case, act: &Act, point: ItemId, note: Option<String>, desk: &Desk<'_>) -> Result<Change, Refusal> {
    once!(case, act);
    crate::worded(&note)?;
    case.change(Event::of(act, desk.today(case, act), note, What::Struck { point }))
}

pub(crate) fn apply_take(next: &mut Case, event: &Event, point: &Point) -> Result<(), Refusal> {
    next.open_now()?;
    next.points.push(Taken { id: event.id.into(), point: point.clone(), struck: false });
    Ok(())
}

pub(crate) fn apply_strike(next: &mut Case, point: ItemId) -> Result<(), Refusal> {
    next.open_now()?;
    let found = next.points.iter_mut().find(|one| one.id == point && !one.struck);
    found.ok_or(Refusal::NoSuchItem { item: point })?.struck = true;
    Ok(())
}
