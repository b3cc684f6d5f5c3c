//! What a test would do to people whose θ is known.

use crate::cat::engine::Engine;
use crate::cat::session::{Reason, Session, Step};
use crate::draw::Draw;
use crate::simulate::answer;

/// Who sits the test.
#[derive(Debug, Clone, PartialEq)]
pub enum People {
    /// Drawn from a normal distribution.
    Normal {
        /// How many.
        count: usize,
        /// Mean of θ.
        mean: f64,
        /// Deviation of θ.
        sd: f64,
    },
    /// One for each θ.
    At(Vec<f64>),
}

/// How a question was used.
#[derive(Debug, Clone, PartialEq)]
pub struct Used {
    /// The question.
    pub id: String,
    /// Share of the sittings that asked it.
    pub rate: f64,
    /// Share of the sittings in which it was chosen, whether or not exposure control let it through.
    pub chosen: f64,
}

/// How well people of similar θ are measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// From this θ.
    pub from: f64,
    /// To below this θ.
    pub to: f64,
    /// How many people.
    pub count: usize,
    /// Mean of estimate less θ.
    pub bias: f64,
    /// Root of the mean squared difference.
    pub rmse: f64,
    /// Mean number of questions.
    pub length: f64,
}

/// What came of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many sat the test.
    pub count: usize,
    /// Mean number of questions.
    pub length: f64,
    /// Fewest and most questions.
    pub lengths: (usize, usize),
    /// Mean of estimate less θ. EAP shrinks towards the prior, so it differs by band.
    pub bias: f64,
    /// Root of the mean squared difference.
    pub rmse: f64,
    /// Mean of the error that the test itself gives.
    pub error: f64,
    /// Correlation of estimate and θ.
    pub correlation: f64,
    /// By question, in the order of the bank.
    pub used: Vec<Used>,
    /// Mean share of questions that two sittings have in common.
    pub overlap: f64,
    /// How often each reason ended a sitting.
    pub reasons: Vec<(Reason, usize)>,
    /// By θ.
    pub bands: Vec<Band>,
}

/// Edges of the bands.
const EDGES: [f64; 7] = [f64::NEG_INFINITY, -2.0, -1.0, 0.0, 1.0, 2.0, f64::INFINITY];

/// One simulated sitting.
struct Sat {
    theta: f64,
    found: f64,
    error: f64,
    length: usize,
}

/// Lets people sit the test. The same seed gives the same report.
pub fn simulate(engine: &Engine, people: &People, seed: u64) -> Report {
    let entries = engine.bank().entries();
    let (mut asked, mut chosen) = (vec![0_usize; entries.len()], vec![0_usize; entries.len()]);
    let (mut all, mut reasons) = (Vec::new(), std::collections::BTreeMap::new());
    let count = match people {
        People::Normal { count, .. } => *count,
        People::At(all) => all.len(),
    };
    for person in 0..count {
        let mut draw = Draw::new(seed, person as u64);
        let theta = match people {
            People::Normal { mean, sd, .. } => mean + sd * draw.normal(),
            People::At(all) => all[person],
        };
        let session = sit(engine, theta, seed.wrapping_add(person as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15), &mut draw);
        for given in &session.given {
            asked[given.entry] += 1;
            chosen[given.entry] += usize::from(!session.aside.contains(&given.entry));
        }
        session.aside.iter().for_each(|entry| chosen[*entry] += 1);
        if let Step::Done(done) = session.step {
            *reasons.entry(done.reason).or_insert(0) += 1;
        }
        all.push(Sat { theta, found: session.estimate.theta, error: session.estimate.se, length: session.given.len() });
    }
    let share = |count: usize| count as f64 / all.len().max(1) as f64;
    let used = entries.iter().zip(asked.iter().zip(&chosen));
    Report {
        used: used
            .map(|(entry, (asked, chosen))| Used { id: entry.id().to_owned(), rate: share(*asked), chosen: share(*chosen) })
            .collect(),
        overlap: overlap(&asked, &all),
        reasons: reasons.into_iter().collect(),
        bands: EDGES.windows(2).filter_map(|edge| band(edge[0], edge[1], &all)).collect(),
        count: all.len(),
        length: mean(&all, |one| one.length as f64),
        lengths: (all.iter().map(|one| one.length).min().unwrap_or(0), all.iter().map(|one| one.length).max().unwrap_or(0)),
        bias: mean(&all, |one| one.found - one.theta),
        rmse: mean(&all, |one| (one.found - one.theta).powi(2)).sqrt(),
        error: mean(&all, |one| one.error),
        correlation: correlation(&all),
    }
}

/// One sitting to its end. Silent questions are answered evenly.
fn sit(engine: &Engine, theta: f64, seed: u64, draw: &mut Draw) -> Session {
    let mut session = engine.start(seed);
    while let Step::Ask(asked) = session.step {
        let entry = &engine.bank().entries()[asked.entry];
        let said = match entry.item() {
            Some(item) => answer(item, theta, draw),
            None => u8::try_from(draw.below(entry.categories())).unwrap_or(0),
        };
        // the answer is one of the question's categories, and a question waits
        let Ok(next) = engine.answer(&session, Some(said)) else { break };
        session = next;
    }
    session
}

fn mean(all: &[Sat], of: impl Fn(&Sat) -> f64) -> f64 {
    all.iter().map(of).sum::<f64>() / all.len() as f64
}

fn correlation(all: &[Sat]) -> f64 {
    let (theta, found) = (mean(all, |one| one.theta), mean(all, |one| one.found));
    let product = mean(all, |one| (one.theta - theta) * (one.found - found));
    product / (mean(all, |one| (one.theta - theta).powi(2)) * mean(all, |one| (one.found - found).powi(2))).sqrt()
}

/// Pairs of sittings that share a question, by question, to all pairs and the mean length.
fn overlap(asked: &[usize], all: &[Sat]) -> f64 {
    let pairs = |count: usize| count as f64 * (count as f64 - 1.0) / 2.0;
    let shared: f64 = asked.iter().map(|count| pairs(*count)).sum();
    shared / pairs(all.len()) / mean(all, |one| one.length as f64)
}

fn band(from: f64, to: f64, all: &[Sat]) -> Option<Band> {
    let inside: Vec<&Sat> = all.iter().filter(|one| one.theta >= from && one.theta < to).collect();
    let count = inside.len();
    let mean = |of: fn(&Sat) -> f64| inside.iter().map(|one| of(one)).sum::<f64>() / count as f64;
    (count > 0).then(|| Band {
        from,
        to,
        count,
        bias: mean(|one| one.found - one.theta),
        rmse: mean(|one| (one.found - one.theta).powi(2)).sqrt(),
        length: mean(|one| one.length as f64),
    })
}
