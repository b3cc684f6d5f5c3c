//! Scoring one form.

use xinqiao_kernel::Sex;

use crate::answers::Answers;
use crate::condition::Facts;
use crate::definition::{Effect, Strength};
use crate::instrument::{Check, Decision};
use crate::outcome::{CriticalHit, Decided, Flag, Outcome};
use crate::{Attention, Instrument, TOLERANCE};

/// What scoring needs to know of the person; what is not known stays `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// Completed years.
    pub age: Option<u8>,
    /// Setting whose bands are asked for, for example `china`.
    pub setting: Option<&'a str>,
}

/// How a form is to be scored.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Options {
    /// Fill in missing items by the person's mean, as far as the definition allows.
    pub prorate: bool,
    /// Seconds that the whole form took.
    pub seconds: Option<f64>,
}

/// Scores one form.
/// Missing: a score that lacks an item is `None`, never zero; critical answers fire all the same.
/// Source: docs/packs.md; D.0 of the domain rules.
pub fn score(instrument: &Instrument, answers: &Answers, subject: &Subject<'_>, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    score_into(instrument, answers, subject, options, &mut outcome);
    outcome
}

/// As [`score`], into a buffer that is reused from form to form.
pub fn score_into(instrument: &Instrument, answers: &Answers, subject: &Subject<'_>, options: &Options, outcome: &mut Outcome) {
    let answers = answers.values();
    skip(instrument, answers, subject, outcome);
    outcome.complete = is_complete(instrument, answers, &outcome.skipped);
    compute(instrument, answers, subject, options, outcome);
    check_validity(instrument, answers, subject, options, outcome);
    band(instrument, subject, outcome);
    judge(instrument, answers, subject, outcome);
    find_critical(instrument, answers, outcome);
    raise_flags(instrument, subject, outcome);
    outcome.attention = worst(outcome);
}

/// Marks blank items whose condition is false; an answer that is there is used although it was not asked for.
fn skip(instrument: &Instrument, answers: &[Option<f64>], subject: &Subject<'_>, outcome: &mut Outcome) {
    outcome.skipped.clear();
    if !instrument.has_skips {
        return;
    }
    for (index, item) in instrument.items.iter().enumerate() {
        let facts = Facts { answers, skipped: &outcome.skipped, scores: &[], sex: subject.sex };
        let blank = answers.get(index).copied().flatten().is_none();
        let skipped = blank && item.ask_if.as_ref().is_some_and(|condition| condition.holds(&facts) == Some(false));
        outcome.skipped.push(skipped);
    }
}

fn is_complete(instrument: &Instrument, answers: &[Option<f64>], skipped: &[bool]) -> bool {
    instrument.items.iter().enumerate().all(|(index, item)| {
        item.optional
            || !item.scored
            || answers.get(index).copied().flatten().is_some()
            || skipped.get(index).copied().unwrap_or(false)
    })
}

fn compute(instrument: &Instrument, answers: &[Option<f64>], subject: &Subject<'_>, options: &Options, outcome: &mut Outcome) {
    outcome.scores.clear();
    outcome.prorated = false;
    for score in &instrument.scores {
        let facts = Facts { answers, skipped: &outcome.skipped, scores: &outcome.scores, sex: subject.sex };
        let computed = score.compute(&facts, options.prorate);
        outcome.prorated |= computed.is_some_and(|computed| computed.prorated);
        outcome.scores.push(computed.map(|computed| computed.value));
    }
}

/// Collects the checks that fire as flags; an invalid form loses its total.
fn check_validity(
    instrument: &Instrument,
    answers: &[Option<f64>],
    subject: &Subject<'_>,
    options: &Options,
    outcome: &mut Outcome,
) {
    outcome.flags.clear();
    outcome.valid = true;
    for (index, validity) in instrument.validities.iter().enumerate() {
        let fires = match &validity.check {
            Check::Score(condition) => {
                let facts = Facts { answers, skipped: &outcome.skipped, scores: &outcome.scores, sex: subject.sex };
                condition.holds(&facts) == Some(true)
            }
            Check::StraightLine => is_straight_line(instrument, answers),
            Check::Fast { seconds_per_item } => is_fast(*seconds_per_item, answers, options.seconds),
            Check::Contradiction { pairs, distance } => {
                let answer = |item: usize| answers.get(item).copied().flatten();
                pairs.iter().any(|(one, other)| match (answer(*one), answer(*other)) {
                    (Some(one), Some(other)) => *distance - TOLERANCE <= (one - other).abs(),
                    (None, _) | (_, None) => false,
                })
            }
        };
        if fires {
            outcome.flags.push(Flag::Validity(index));
            outcome.valid &= validity.effect != Effect::Invalid;
        }
    }
    if !outcome.valid
        && let Some(total) = instrument.total.and_then(|index| outcome.scores.get_mut(index))
    {
        *total = None;
    }
}

/// Whether at least two scored items are answered, none is missing, and all are equal.
fn is_straight_line(instrument: &Instrument, answers: &[Option<f64>]) -> bool {
    let mut scored = instrument.items.iter().zip(answers).filter(|(item, _)| item.scored).map(|(_, answer)| *answer);
    let Some(Some(first)) = scored.next() else {
        return false;
    };
    let mut others = 0;
    for answer in scored {
        if answer != Some(first) {
            return false;
        }
        others += 1;
    }
    0 < others
}

fn is_fast(seconds_per_item: f64, answers: &[Option<f64>], seconds: Option<f64>) -> bool {
    let answered = answers.iter().flatten().count();
    seconds.is_some_and(|seconds| 0 < answered && seconds < seconds_per_item * answered as f64)
}

fn band(instrument: &Instrument, subject: &Subject<'_>, outcome: &mut Outcome) {
    outcome.bands.clear();
    for (score, value) in instrument.scores.iter().zip(&outcome.scores) {
        let value = value.filter(|_| outcome.valid);
        let hit = value.and_then(|value| {
            let block = score.blocks.iter().find(|block| block.fits(subject))?;
            block.find(&instrument.bands, value)
        });
        outcome.bands.push(hit);
    }
}

fn judge(instrument: &Instrument, answers: &[Option<f64>], subject: &Subject<'_>, outcome: &mut Outcome) {
    let facts = Facts { answers, skipped: &outcome.skipped, scores: &outcome.scores, sex: subject.sex };
    outcome.decisions.clear();
    outcome.decisions.extend(instrument.decisions.iter().map(|decision| decide(decision, &facts)));
    outcome.rules.clear();
    outcome.rules.extend(instrument.rules.iter().map(|(_, condition)| condition.holds(&facts)));
    outcome.screens.clear();
    outcome.screens.extend(instrument.screens.iter().map(|screen| screen.when.holds(&facts)));
}

/// The first level that is true; the last one only when all others are false.
fn decide(decision: &Decision, facts: &Facts<'_>) -> Decided {
    let mut certain = true;
    for (index, level) in decision.levels.iter().enumerate() {
        let held = match &level.when {
            Some(condition) => condition.holds(facts),
            None => Some(certain),
        };
        match held {
            Some(true) => return Decided { level: Some(index), attention: Some(level.attention), certain },
            Some(false) => {}
            None => certain = false,
        }
    }
    Decided { level: None, attention: None, certain: false }
}

fn find_critical(instrument: &Instrument, answers: &[Option<f64>], outcome: &mut Outcome) {
    outcome.critical.clear();
    for (index, critical) in instrument.criticals.iter().enumerate() {
        if let Some(value) = answers.get(critical.item).copied().flatten()
            && critical.fires(value)
        {
            let (item, kind, strength) = (critical.item, critical.kind, critical.strength);
            outcome.critical.push(CriticalHit { critical: index, item, kind, strength, value });
        }
    }
}

fn raise_flags(instrument: &Instrument, subject: &Subject<'_>, outcome: &mut Outcome) {
    let screens = outcome.screens.iter().enumerate().filter(|(_, positive)| **positive == Some(true));
    outcome.flags.extend(screens.map(|(index, _)| Flag::Screen(index)));
    let validated = instrument.pack.age;
    let outside = subject
        .age
        .is_some_and(|age| validated.min.is_some_and(|least| age < least) || validated.max.is_some_and(|most| most < age));
    if outside {
        outcome.flags.push(Flag::AgeOutside);
    }
}

/// A hard critical answer asks for the most attention, a soft one at least for more care.
pub(crate) fn worst(outcome: &Outcome) -> Option<Attention> {
    let bands = outcome.bands.iter().flatten().map(|hit| hit.attention);
    let decisions = outcome.decisions.iter().filter_map(|decided| decided.attention);
    let critical = outcome.critical.iter().map(|hit| match hit.strength {
        Strength::Hard => Attention::TalkSoon,
        Strength::Soft => Attention::MoreCare,
    });
    bands.chain(decisions).chain(critical).max()
}
