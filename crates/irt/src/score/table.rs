//! Logarithms of all probabilities at all points of a grid, worked out once and used for every person.

use crate::grid::Grid;
use crate::item::Item;
use crate::score::answers::{Answer, AnswerFault};
use crate::score::eap::{moments, normalise};
use crate::score::estimate::Estimate;

/// ln P for each item, category and point. A person's EAP is then a few additions for each answer.
#[derive(Debug, Clone)]
pub struct Table {
    grid: Grid,
    items: Vec<Part>,
    logs: Vec<f64>,
}

/// Where an item's rows begin.
#[derive(Debug, Clone)]
struct Part {
    id: String,
    categories: usize,
    start: usize,
}

impl Table {
    /// Works the table out. Size: items × categories × points × 8 bytes.
    pub fn new(items: &[Item], grid: Grid) -> Self {
        let mut table = Self { grid, items: Vec::with_capacity(items.len()), logs: Vec::new() };
        items.iter().for_each(|item| table.push(item));
        table
    }

    pub(crate) fn push(&mut self, item: &Item) {
        let categories = item.categories();
        self.items.push(Part { id: item.id().to_owned(), categories, start: self.logs.len() });
        for category in 0..categories {
            self.logs.extend(self.grid.points().iter().map(|theta| item.log_probability(*theta, category)));
        }
    }

    /// A question whose answers say nothing about θ.
    pub(crate) fn push_silent(&mut self, id: &str, categories: usize) {
        self.items.push(Part { id: id.to_owned(), categories, start: self.logs.len() });
        self.logs.extend(std::iter::repeat_n(0.0, categories * self.grid.points().len()));
    }

    /// The grid below the table.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Is there no item?
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The mean of θ after `answers`, in the order of the items, with the deviation as its error. Without an answer: the prior's.
    ///
    /// Errors: answers that do not fit the items.
    /// Source: Bock and Mislevy 1982.
    pub fn eap(&self, answers: &[Answer]) -> Result<Estimate, AnswerFault> {
        let mut logs = Vec::with_capacity(self.grid.points().len());
        self.posterior(answers, &mut logs)?;
        Ok(moments(&self.grid, &logs))
    }

    /// [`Self::eap`] of many people, without a new buffer for each.
    ///
    /// Errors: the first person (from 0) whose answers do not fit, and why.
    pub fn eap_all<'a>(&self, people: impl IntoIterator<Item = &'a [Answer]>) -> Result<Vec<Estimate>, (usize, AnswerFault)> {
        let mut logs = Vec::with_capacity(self.grid.points().len());
        let score = |(at, answers): (usize, &[Answer])| {
            self.posterior(answers, &mut logs).map_err(|fault| (at, fault))?;
            Ok(moments(&self.grid, &logs))
        };
        people.into_iter().enumerate().map(score).collect()
    }

    /// The logarithm of the probability of `answers` in the population of the prior.
    ///
    /// Errors: answers that do not fit the items.
    pub fn log_marginal(&self, answers: &[Answer]) -> Result<f64, AnswerFault> {
        self.posterior(answers, &mut Vec::with_capacity(self.grid.points().len()))
    }

    /// Fills `weights` with the posterior; answers with the marginal's logarithm.
    pub(crate) fn posterior(&self, answers: &[Answer], weights: &mut Vec<f64>) -> Result<f64, AnswerFault> {
        if answers.len() != self.items.len() {
            return Err(AnswerFault::Count { expected: self.items.len(), found: answers.len() });
        }
        weights.clear();
        weights.extend_from_slice(self.grid.log_weights());
        for (at, answer) in answers.iter().enumerate() {
            let Some(category) = *answer else { continue };
            self.add(at, category, weights)?;
        }
        Ok(normalise(weights))
    }

    /// Adds what one answer says to logarithms over the points.
    pub(crate) fn add(&self, item: usize, category: u8, logs: &mut [f64]) -> Result<(), AnswerFault> {
        let part = &self.items[item];
        if usize::from(category) >= part.categories {
            return Err(AnswerFault::Category { id: part.id.clone(), most: part.categories - 1, found: category });
        }
        let points = self.grid.points().len();
        let from = part.start + usize::from(category) * points;
        for (log, said) in logs.iter_mut().zip(&self.logs[from..from + points]) {
            *log += said;
        }
        Ok(())
    }
}
