//! What a person answered, checked against the instrument.

use std::fmt;

use crate::{Accepts, Instrument, Item};

/// Checked answers of one form: one value or blank for each item, in the order of [`Instrument::items`].
///
/// A clock is kept as hours in [0, 24). Only the instrument that checked the answers may score them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    values: Vec<Option<f64>>,
}

impl Answers {
    /// A form on which nothing is answered yet.
    pub fn blank(instrument: &Instrument) -> Self {
        Self { values: vec![None; instrument.items.len()] }
    }

    /// Checks values in item order.
    /// Errors: a fault for each value that its item does not take, or one for a wrong number of values.
    pub fn from_values(instrument: &Instrument, values: &[Option<f64>]) -> Result<Self, Vec<AnswerFault>> {
        let mut answers = Self::blank(instrument);
        answers.fill(instrument, values)?;
        Ok(answers)
    }

    /// Replaces all answers without allocating; for many forms in a row.
    /// Errors: as [`Answers::from_values`]; refused values are left blank.
    pub fn fill(&mut self, instrument: &Instrument, values: &[Option<f64>]) -> Result<(), Vec<AnswerFault>> {
        if values.len() != instrument.items.len() {
            return Err(vec![AnswerFault::Count { expected: instrument.items.len(), found: values.len() }]);
        }
        self.values.clear();
        let mut faults = Vec::new();
        for (index, (item, value)) in instrument.items.iter().zip(values).enumerate() {
            match value.map(|value| item.refusal(value)) {
                Some(Some(problem)) => {
                    faults.push(item.fault(index, problem, value.map(|value| value.to_string()).unwrap_or_default()));
                    self.values.push(None);
                }
                Some(None) | None => self.values.push(*value),
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Sets or blanks one answer.
    /// Errors: the item does not take the value, or there is no such item; the answer is then left as it was.
    pub fn set(&mut self, instrument: &Instrument, index: usize, value: Option<f64>) -> Result<(), AnswerFault> {
        let (Some(item), Some(place)) = (instrument.items.get(index), self.values.get_mut(index)) else {
            return Err(AnswerFault::Count { expected: instrument.items.len(), found: index + 1 });
        };
        if let Some(problem) = value.and_then(|value| item.refusal(value)) {
            return Err(item.fault(index, problem, value.map(|value| value.to_string()).unwrap_or_default()));
        }
        *place = value;
        Ok(())
    }

    /// Sets one answer from text as it stands in a table or form; blank text is a blank, a clock may be `23:30`.
    /// Errors: as [`Answers::set`], and text that is no number.
    pub fn read(&mut self, instrument: &Instrument, index: usize, text: &str) -> Result<(), AnswerFault> {
        let text = text.trim();
        let Some(item) = instrument.items.get(index) else {
            return Err(AnswerFault::Count { expected: instrument.items.len(), found: index + 1 });
        };
        if text.is_empty() {
            return self.set(instrument, index, None);
        }
        match number(item, text) {
            Some(value) => self.set(instrument, index, Some(value)),
            None => Err(item.fault(index, AnswerProblem::NotANumber, text.to_owned())),
        }
    }

    /// The values in item order.
    pub fn values(&self) -> &[Option<f64>] {
        &self.values
    }
}

/// Why an answer is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AnswerFault {
    /// There are more or fewer values than items.
    #[error("expected {expected} answers, found {found}")]
    Count {
        /// Number of items.
        expected: usize,
        /// Number of values.
        found: usize,
    },
    /// The item does not take this value.
    #[error("item {code}: expected {expected}, found {found} ({problem})")]
    Value {
        /// Index of the item.
        item: usize,
        /// Code of the item.
        code: String,
        /// What the item takes.
        expected: Expected,
        /// What was there.
        found: String,
        /// What is wrong with it.
        problem: AnswerProblem,
    },
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerProblem {
    /// Not one of the options, or beyond the bounds.
    OutOfRange,
    /// Between two whole numbers where only whole ones count.
    Fractional,
    /// Neither a number nor a time.
    NotANumber,
}

impl fmt::Display for AnswerProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AnswerProblem::OutOfRange => "out of range",
            AnswerProblem::Fractional => "fractional",
            AnswerProblem::NotANumber => "not a number",
        })
    }
}

/// What an item takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected(pub Accepts);

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Accepts::Choice(values) => {
                f.write_str("one of ")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{value}")?;
                }
                Ok(())
            }
            Accepts::Number { min, max, whole: true } => write!(f, "a whole number between {min} and {max}"),
            Accepts::Number { min, max, whole: false } => write!(f, "a number between {min} and {max}"),
            Accepts::Clock => f.write_str("a time of day HH:MM or hours from 0 to below 24"),
        }
    }
}

impl Item {
    fn refusal(&self, value: f64) -> Option<AnswerProblem> {
        if !value.is_finite() {
            return Some(AnswerProblem::NotANumber);
        }
        let inside = self.lowest <= value && value <= self.highest;
        match &self.accepts {
            Accepts::Clock => (!(0.0..24.0).contains(&value)).then_some(AnswerProblem::OutOfRange),
            Accepts::Number { whole: false, .. } => (!inside).then_some(AnswerProblem::OutOfRange),
            Accepts::Choice(_) | Accepts::Number { .. } if value.fract() != 0.0 => Some(AnswerProblem::Fractional),
            Accepts::Number { .. } => (!inside).then_some(AnswerProblem::OutOfRange),
            Accepts::Choice(values) => {
                let taken = inside && (self.gapless || values.iter().any(|option| (*option as f64) == value));
                (!taken).then_some(AnswerProblem::OutOfRange)
            }
        }
    }

    fn fault(&self, index: usize, problem: AnswerProblem, found: String) -> AnswerFault {
        AnswerFault::Value { item: index, code: self.code.clone(), expected: Expected(self.accepts.clone()), found, problem }
    }
}

fn number(item: &Item, text: &str) -> Option<f64> {
    if let [digit @ b'0'..=b'9'] = text.as_bytes() {
        return Some(f64::from(digit - b'0'));
    }
    if item.accepts == Accepts::Clock
        && let Some((hours, minutes)) = text.split_once([':', '：'])
    {
        return time_of_day(hours, minutes);
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Hours in [0, 24); 24:00 is midnight.
fn time_of_day(hours: &str, minutes: &str) -> Option<f64> {
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    match (hours, minutes) {
        (24, 0) => Some(0.0),
        (0..=23, 0..=59) => Some(f64::from(hours) + f64::from(minutes) / 60.0),
        _ => None,
    }
}
