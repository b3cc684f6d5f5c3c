//! A made-up population on which a model is judged before real outcomes can be had: who would be flagged, of whom, if the world were so.
//!
//! Everybody has a need that nobody sees. It makes evidence known, more or less often, and makes the outcome likely. The assumptions are a file
//! of the pack ([`SimulationToml`]); the same file gives the same people. In all scenarios the same people are drawn, so that
//! what differs between two reports is what the scenario changes.

mod compile;
mod draw;
mod raw;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

pub use raw::{GroupToml, HeardToml, NeedToml, NoisyToml, OutcomeToml, RumouredToml, ScenarioToml, SimulationToml, ToldToml};

use crate::calibration::Attribute;
use crate::{Evidence, EvidenceId, Fault, KindId, Level, Model, Points, Strength, Title};
use draw::Draw;

/// Most pieces of one kind about one person; more are as many.
const MOST_PIECES: u32 = 6;

/// Sound assumptions. Made by [`Simulation::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    raw: SimulationToml,
    /// The kinds of `raw.told`, in its order.
    kinds: Vec<KindId>,
    scenarios: Vec<Scenario>,
}

#[derive(Debug, Clone, PartialEq)]
struct Scenario {
    /// By kind (place in `told`) and group (place in `groups`): the share that is heard; 1 where nothing is said.
    heard: BTreeMap<(usize, usize), f64>,
    /// By kind and group: pieces that are told besides.
    rumoured: BTreeMap<(usize, usize), f64>,
}

/// Somebody who does not exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated<'a> {
    pub level: Level,
    pub points: Points,
    /// The chance of the outcome that the need gives, 0–1: what nobody can know.
    pub chance: f64,
    pub happened: bool,
    pub sex: Option<&'a str>,
    pub age_band: Option<&'a str>,
    pub area: Option<&'a str>,
}

/// Those of whom something came to be known, and how many there are besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Population<'a> {
    pub known: Vec<Simulated<'a>>,
    /// People of whom nothing is known; no report speaks of them.
    pub unknown: u64,
    /// Of those, how many had the outcome: what no model can see.
    pub unknown_happened: u64,
}

impl Simulation {
    /// The assumptions of a file, for a model.
    ///
    /// Errors: all faults at once, each with its key, what was expected and what was found.
    pub fn compile(raw: SimulationToml, model: &Model) -> Result<Self, Vec<Fault>> {
        compile::compile(raw, model)
    }

    /// The scenarios in the order of the file: code and words.
    pub fn scenarios(&self) -> impl Iterator<Item = (&str, &Title)> {
        self.raw.scenarios.iter().map(|scenario| (scenario.code.as_str(), &scenario.title))
    }

    /// Words of a group, where the file has some.
    pub fn title(&self, by: Attribute, label: &str) -> Option<&Title> {
        self.raw.groups.iter().find(|group| group.by == by && group.label == label)?.title.as_ref()
    }

    /// People drawn for each period.
    pub const fn people(&self) -> u32 {
        self.raw.people
    }

    /// The population of a scenario in a period (0, 1, …), judged by a model at its end; nothing for an unknown scenario.
    ///
    /// `model` must be the one that the assumptions were compiled for.
    pub fn population(&self, model: &Model, scenario: &str, period: u64) -> Option<Population<'_>> {
        let at = self.raw.scenarios.iter().position(|one| one.code == scenario)?;
        let scenario = self.scenarios.get(at)?;
        let mut draw = Draw::new(self.raw.seed.wrapping_add(period));
        let mut found = Population { known: Vec::new(), unknown: 0, unknown_happened: 0 };
        let mut evidence = Vec::new();
        for person in 0..u64::from(self.raw.people) {
            evidence.clear();
            let (groups, need) = self.somebody(&mut draw);
            let effect = self.tell(&mut draw, scenario, (person, &groups, need), &mut evidence);
            let odds = self.raw.outcome.slope.mul_add(need, self.raw.outcome.intercept) + effect;
            let chance = 1.0 / (1.0 + (-odds).exp());
            let happened = draw.uniform() < chance;
            if evidence.is_empty() {
                found.unknown += 1;
                found.unknown_happened += u64::from(happened);
                continue;
            }
            let judged = model.evaluate(&evidence, None, self.end());
            let label = |by: Attribute| groups.iter().filter_map(|at| self.raw.groups.get(*at)).find(|group| group.by == by);
            let label = |by: Attribute| label(by).map(|group| group.label.as_str());
            found.known.push(Simulated {
                level: judged.level,
                points: judged.points,
                chance,
                happened,
                sex: label(Attribute::Sex),
                age_band: label(Attribute::AgeBand),
                area: label(Attribute::Area),
            });
        }
        Some(found)
    }

    /// One group by each attribute, and the need.
    fn somebody(&self, draw: &mut Draw) -> ([usize; 3], f64) {
        let mut need = self.raw.need.spread * draw.normal();
        let groups = Attribute::ALL.map(|by| {
            let mut left = draw.uniform();
            let of = || self.raw.groups.iter().enumerate().filter(move |(_, group)| group.by == by);
            let found = of().find(|(_, group)| {
                left -= group.share;
                left < 0.0
            });
            let (at, group) = match found.or_else(|| of().next_back()) {
                Some((at, group)) => (at, group.need),
                None => (usize::MAX, 0.0),
            };
            need += group;
            at
        });
        (groups, need)
    }

    /// What comes to be known of somebody; gives what help adds to the log-odds. Each draw is made in every scenario.
    fn tell(
        &self,
        draw: &mut Draw,
        scenario: &Scenario,
        (person, groups, need): (u64, &[usize; 3], f64),
        evidence: &mut Vec<Evidence>,
    ) -> f64 {
        let mut effect = 0.0;
        for (at, (told, kind)) in self.raw.told.iter().zip(&self.kinds).enumerate() {
            let share: f64 = groups.iter().map(|group| scenario.heard.get(&(at, *group)).copied().unwrap_or(1.0)).product();
            let mean: f64 = groups.iter().filter_map(|group| scenario.rumoured.get(&(at, *group))).sum();
            let pieces = draw.poisson(told.slope.mul_add(need, told.base).exp(), MOST_PIECES);
            let besides = draw.rumours(mean, MOST_PIECES);
            if 0 < pieces {
                effect += told.effect;
            }
            let mut keep = |number: u32, age: f64, strength: Strength| {
                let id = EvidenceId(uuid::Uuid::from_u64_pair(person, (at as u64) << 32 | u64::from(number)));
                evidence.push(Evidence { id, kind: *kind, at: self.end() - self.ago(age), strength });
            };
            for number in 0..pieces {
                let (age, is_heard) = (draw.uniform(), draw.uniform() < share);
                let strength = told.reading.as_ref().map_or(Strength::FULL, |reading| read(reading, need, draw.normal()));
                if is_heard {
                    keep(number, age, strength);
                }
            }
            (0..besides).for_each(|number| keep(pieces + number, draw.rumour(), Strength::FULL));
        }
        effect
    }

    /// The instant at which levels are worked out. No calendar matters here.
    const fn end(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn ago(&self, share: f64) -> SignedDuration {
        SignedDuration::from_secs((share * f64::from(self.raw.look_back_days) * 86_400.0) as i64)
    }
}

/// What a score shows of a need.
fn read(reading: &NoisyToml, need: f64, chance: f64) -> Strength {
    let seen = reading.noise.mul_add(chance, need);
    let step = reading.steps.iter().take_while(|step| step.from <= seen).last();
    step.and_then(|step| Strength::from_permille(step.permille)).unwrap_or(Strength::NONE)
}
