//! Finds the exposure parameters under which no question is asked too often.

use crate::cat::bank::Bank;
use crate::cat::engine::{Engine, EngineFault};
use crate::cat::rules::{Exposure, Rules};
use crate::cat::simulation::{People, simulate};

/// After so many rounds without a lower highest share the search ends.
const PATIENCE: usize = 10;

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LimitSettings {
    /// The share of sittings in which a question may be asked: above 0, at most 1. It has to leave enough questions: at least length / questions.
    pub target: f64,
    /// Simulated sittings of each round.
    pub people: usize,
    /// The most rounds.
    pub rounds: usize,
    /// By how much the highest share may be above the target, since shares of simulated sittings waver.
    pub tolerance: f64,
}

impl Default for LimitSettings {
    /// A fifth of the sittings, 2,000 sittings in a round, at most 30 rounds, two hundredths above at most.
    fn default() -> Self {
        Self { target: 0.2, people: 2_000, rounds: 30, tolerance: 0.02 }
    }
}

/// A bank with exposure parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Limited {
    /// The bank.
    pub bank: Bank,
    /// The highest share of any question that is not mandatory, after each round.
    pub highest: Vec<f64>,
    /// The highest share came down to the target.
    pub is_reached: bool,
}

/// Sympson and Hetter's search: after each round a question that was chosen more often than the target gets target / share as its
/// probability to be asked; shares are averaged with those of the rounds before, so that chance does not swing them. So many questions as a test may have keep 1, so that every sitting can be filled. Mandatory ones stay at 1.
///
/// Errors: rules that make no sense for the bank.
/// Source: Sympson and Hetter 1985.
pub fn limit_exposure(bank: &Bank, rules: &Rules, settings: LimitSettings, seed: u64) -> Result<Limited, EngineFault> {
    let rules = Rules { exposure: Exposure::SympsonHetter, ..rules.clone() };
    let mut parameters = vec![1.0; bank.entries().len()];
    let mut limited = Limited { bank: bank.exposed(&parameters), highest: Vec::new(), is_reached: false };
    let mut chosen: Vec<f64> = Vec::new();
    let people = People::Normal { count: settings.people, mean: rules.prior.mean, sd: rules.prior.sd };
    for round in 0..settings.rounds {
        let engine = Engine::new(limited.bank.clone(), rules.clone())?;
        let report = simulate(&engine, &people, seed.wrapping_add(round as u64 * 1_000_003));
        let watched = || report.used.iter().zip(bank.entries()).filter(|(_, entry)| !entry.is_mandatory);
        let highest = watched().map(|(used, _)| used.rate).fold(0.0, f64::max);
        limited.highest.push(highest);
        if highest <= settings.target + settings.tolerance {
            limited.is_reached = true;
            break;
        }
        let best = limited.highest.iter().enumerate().min_by(|left, right| left.1.total_cmp(right.1)).map_or(0, |(at, _)| at);
        if round >= best + PATIENCE {
            break;
        }
        let before = |at: usize| chosen.get(at).copied();
        chosen = report
            .used
            .iter()
            .enumerate()
            .map(|(at, used)| before(at).map_or(used.chosen, |old| 0.5 * (old + used.chosen)))
            .collect();
        for ((parameter, chosen), entry) in parameters.iter_mut().zip(&chosen).zip(bank.entries()) {
            let is_often = !entry.is_mandatory && *chosen > settings.target;
            *parameter = if is_often { settings.target / chosen } else { 1.0 };
        }
        keep_enough(&mut parameters, bank, rules.most);
        limited.bank = bank.exposed(&parameters);
    }
    Ok(limited)
}

/// The `most` least restricted questions are not restricted at all.
fn keep_enough(parameters: &mut [f64], bank: &Bank, most: usize) {
    let mut order: Vec<usize> = (0..parameters.len()).filter(|at| bank.entries()[*at].item().is_some()).collect();
    order.sort_by(|left, right| parameters[*right].total_cmp(&parameters[*left]).then(left.cmp(right)));
    order.iter().take(most).for_each(|at| parameters[*at] = 1.0);
}
