//! The likeliest θ after the answers, under a prior.

use crate::grid::Prior;
use crate::item::Item;
use crate::score::answers::{Answer, AnswerFault, check};
use crate::score::estimate::Estimate;
use crate::score::root::newton;

/// The mode of the posterior. Its error is 1/√(observed information + 1/sd²). Without an answer: the prior's mean and deviation.
///
/// ln P of every category is concave in θ, and so is the prior's logarithm: there is one mode, and Newton's steps within a bracket reach it.
///
/// Errors: answers that do not fit the items.
pub fn map(items: &[Item], answers: &[Answer], prior: Prior) -> Result<Estimate, AnswerFault> {
    let given = check(items, answers)?;
    let precision = 1.0 / (prior.sd * prior.sd);
    let at = |theta: f64| {
        given.iter().fold((-(theta - prior.mean) * precision, -precision), |(slope, bend), (item, category)| {
            let (more_slope, more_bend) = item.derivatives(theta, *category);
            (slope + more_slope, bend + more_bend)
        })
    };
    // the slope of the likelihood is at most the sum of the items' slopes, which bounds how far it can pull away from the mean
    let reach = given.iter().map(|(item, _)| item.slope()).sum::<f64>() / precision + 1e-9;
    let theta = newton(prior.mean - reach, prior.mean + reach, prior.mean, at);
    Ok(Estimate::within(theta, 1.0 / (-at(theta).1).sqrt()))
}
