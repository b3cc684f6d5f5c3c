//! What comes of a calibration.

use crate::calibrate::coding::Coded;
use crate::calibrate::fault::{CalibrationFault, Warning};
use crate::calibrate::patterns::Patterns;
use crate::calibrate::polish::Polished;
use crate::grid::Grid;
use crate::item::Item;
use crate::matrix::Square;
use crate::score::{Answer, Table};

/// A slope above this is named.
const STEEP: f64 = 8.0;

/// A parameter with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The estimate.
    pub value: f64,
    /// From the observed information; `None` where that is not positive definite.
    pub se: Option<f64>,
}

/// An item with its parameters and their errors.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibratedItem {
    /// For scoring.
    pub item: Item,
    /// The code in the file of each category, from 0.
    pub codes: Vec<i32>,
    /// How often each category was given.
    pub counts: Vec<usize>,
    /// a.
    pub slope: Figure,
    /// d_k = −a·b_k.
    pub intercepts: Vec<Figure>,
    /// b_k, with errors by the delta method.
    pub thresholds: Vec<Figure>,
}

/// How well the model takes the answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// People with at least one answer.
    pub persons: usize,
    /// Different rows of answers.
    pub patterns: usize,
    /// Parameters that were estimated.
    pub parameters: usize,
    /// At the estimates, without priors.
    pub log_likelihood: f64,
    /// EM steps.
    pub steps: usize,
    /// The maximum was reached.
    pub converged: bool,
    /// Log-likelihood that a further Newton step promises.
    pub gain_left: Option<f64>,
    /// Variance of EAP estimates to their variance and mean squared error: 0 to 1.
    pub reliability: f64,
}

impl Fit {
    /// Akaike's criterion: lower is better, between models of the same answers.
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.log_likelihood
    }

    /// The Bayesian criterion: lower is better, between models of the same answers.
    pub fn bic(&self) -> f64 {
        self.parameters as f64 * (self.persons as f64).ln() - 2.0 * self.log_likelihood
    }
}

/// Items with their parameters, how they fit and what to know about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// In the order of the answers, without those that were left out.
    pub items: Vec<CalibratedItem>,
    /// As a whole.
    pub fit: Fit,
    /// What a reader has to know.
    pub warnings: Vec<Warning>,
}

impl Calibration {
    /// The items for scoring.
    pub fn bare_items(&self) -> Vec<Item> {
        self.items.iter().map(|one| one.item.clone()).collect()
    }
}

/// Puts the result together.
pub(crate) fn assemble(
    coded: Coded,
    patterns: &Patterns,
    polished: Polished,
    steps: usize,
    mut warnings: Vec<Warning>,
) -> Result<Calibration, CalibrationFault> {
    let against: Vec<String> = coded
        .items
        .iter()
        .zip(&polished.items)
        .filter(|(_, found)| found.slopes[0] <= 0.0)
        .map(|(item, _)| item.id.clone())
        .collect();
    if !against.is_empty() {
        return Err(CalibrationFault::Against { items: against });
    }
    let mut items = Vec::with_capacity(coded.items.len());
    let mut first = 0;
    for (one, found) in coded.items.into_iter().zip(&polished.items) {
        let slope = found.slopes[0];
        let undetermined = |_| CalibrationFault::Undetermined { item: one.id.clone(), slope };
        let item = Item::from_intercepts(one.id.clone(), slope, &found.intercepts).map_err(undetermined)?;
        let errors = Errors { covariance: polished.covariance.as_ref(), first, slope };
        let intercepts =
            found.intercepts.iter().enumerate().map(|(at, value)| Figure { value: *value, se: errors.of(at + 1) }).collect();
        let thresholds = item
            .thresholds()
            .iter()
            .enumerate()
            .map(|(at, value)| Figure { value: *value, se: errors.of_threshold(at + 1, *value) });
        if slope > STEEP {
            warnings.push(Warning::Steep { item: one.id.clone(), slope });
        }
        let (slope, thresholds) = (Figure { value: slope, se: errors.of(0) }, thresholds.collect());
        items.push(CalibratedItem { item, codes: one.codes, counts: one.counts, slope, intercepts, thresholds });
        first += 1 + found.intercepts.len();
    }
    if polished.covariance.is_none() {
        warnings.push(Warning::NoErrors);
    }
    if !polished.converged {
        warnings.push(Warning::NotConverged { steps, gain: polished.gain.unwrap_or(f64::NAN) });
    }
    let fit = Fit {
        persons: patterns.persons,
        patterns: patterns.all.len(),
        parameters: first,
        log_likelihood: polished.log_likelihood,
        steps,
        converged: polished.converged,
        gain_left: polished.gain,
        reliability: reliability(&items, patterns),
    };
    Ok(Calibration { items, fit, warnings })
}

/// Errors of the parameters of one item.
struct Errors<'a> {
    covariance: Option<&'a Square>,
    first: usize,
    slope: f64,
}

impl Errors<'_> {
    fn of(&self, at: usize) -> Option<f64> {
        self.covariance.map(|all| all.get(self.first + at, self.first + at).sqrt())
    }

    /// b = −d/a has the slopes −1/a along d and −b/a along a.
    fn of_threshold(&self, at: usize, threshold: f64) -> Option<f64> {
        let all = self.covariance?;
        let cell = |row: usize, column: usize| all.get(self.first + row, self.first + column);
        let variance = cell(at, at) + threshold * threshold * cell(0, 0) + 2.0 * threshold * cell(at, 0);
        Some(variance.max(0.0).sqrt() / self.slope)
    }
}

fn reliability(items: &[CalibratedItem], patterns: &Patterns) -> f64 {
    let bare: Vec<Item> = items.iter().map(|one| one.item.clone()).collect();
    let table = Table::new(&bare, Grid::calibration());
    let (mut count, mut sum, mut squares, mut error) = (0.0, 0.0, 0.0, 0.0);
    for (given, weight) in &patterns.all {
        let mut answers: Vec<Answer> = vec![None; items.len()];
        given.iter().for_each(|(item, category)| answers[*item as usize] = Some(*category));
        // the answers are categories of these very items
        let Ok(found) = table.eap(&answers) else { continue };
        count += weight;
        sum += weight * found.theta;
        squares += weight * found.theta * found.theta;
        error += weight * found.se * found.se;
    }
    let variance = squares / count - (sum / count).powi(2);
    variance / (variance + error / count)
}
