//! How long measuring, calibrating and choosing a question take.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use xinqiao_irt::calibrate::{Responses, Settings, calibrate};
use xinqiao_irt::cat::{Bank, Engine, Entry, Exposure, Rules, Selection, Session, Step};
use xinqiao_irt::{Answer, Draw, Grid, Item, Table, answer, map, wle};

/// Items of the form that is scored and calibrated.
const ITEMS: usize = 20;
/// People who are scored in a round.
const PEOPLE: usize = 50_000;
/// People by whose answers items are calibrated.
const SAMPLE: usize = 5_000;
/// Questions of the bank.
const BANK: usize = 1_000;
/// Sittings in which the longest step is looked for.
const SITTINGS: u64 = 20;

/// Medians of the rounds, on one core.
#[derive(Debug, Clone, Serialize)]
pub struct IrtFigures {
    pub eap_per_second: f64,
    pub map_per_second: f64,
    pub wle_per_second: f64,
    /// 20 items of five categories, 5,000 people, with errors
    pub calibration_ms: f64,
    pub calibration_steps: usize,
    /// the mean step of an adaptive test over a bank of 1,000
    pub step_us: f64,
    /// the longest one
    pub longest_step_us: f64,
    /// the mean step when information is averaged over what is believed of θ
    pub posterior_step_us: f64,
    /// logarithms of a bare loop over the same table, per second, in persons: what EAP could be at best
    pub bare_per_second: f64,
}

impl IrtFigures {
    /// EAP to the bare additions.
    pub fn to_bare(&self) -> f64 {
        self.eap_per_second / self.bare_per_second
    }
}

/// Measures.
pub fn measure(rounds: usize) -> Result<IrtFigures> {
    let items = items(ITEMS)?;
    let people: Vec<Vec<Answer>> = (0..PEOPLE as u64).map(|person| answers(&items, person)).collect();
    let table = Table::new(&items, Grid::scoring());
    let rate = |count: usize, work: &dyn Fn() -> f64| {
        let times = (0..rounds.max(1)).map(|_| {
            let started = Instant::now();
            black_box(work());
            count as f64 / started.elapsed().as_secs_f64()
        });
        middle(times.collect())
    };
    let eap = || people.iter().filter_map(|answers| table.eap(answers).ok()).map(|found| found.theta).sum();
    let some = PEOPLE / 10;
    let prior = table.grid().prior();
    let by_map = || people[..some].iter().filter_map(|answers| map(&items, answers, prior).ok()).map(|found| found.theta).sum();
    let by_wle = || people[..some].iter().filter_map(|answers| wle(&items, answers).ok()).map(|found| found.theta).sum();
    let (calibration_ms, calibration_steps) = calibration(&items, &people[..SAMPLE], rounds)?;
    let (step_us, longest_step_us) = steps(Selection::MaximumInformation)?;
    Ok(IrtFigures {
        eap_per_second: rate(PEOPLE, &eap),
        map_per_second: rate(some, &by_map),
        wle_per_second: rate(some, &by_wle),
        bare_per_second: rate(PEOPLE, &|| bare(&people)),
        calibration_ms,
        calibration_steps,
        step_us,
        longest_step_us,
        posterior_step_us: steps(Selection::PosteriorInformation)?.0,
    })
}

/// Adds for each person as many rows of numbers as there are answers, and takes their exponentials.
fn bare(people: &[Vec<Answer>]) -> f64 {
    let rows: Vec<[f64; 81]> =
        (0..ITEMS * 5).map(|at| std::array::from_fn(|point| -(((at * 7 + point) % 11) as f64) / 20.0)).collect();
    let mut total = 0.0;
    for answers in people {
        let mut sums = [0.0; 81];
        for (item, category) in answers.iter().enumerate() {
            let row = &rows[item * 5 + category.map_or(0, usize::from)];
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        total += sums.iter().map(|sum| sum.exp()).sum::<f64>();
    }
    total
}

fn items(count: usize) -> Result<Vec<Item>> {
    let mut draw = Draw::new(1, 0);
    let item = |at: usize| {
        let (slope, first) = (0.8 + 2.0 * draw.uniform(), -1.5 + draw.normal() * 0.7);
        Item::new(format!("i{at}"), slope, (0..4).map(|step| first + 0.7 * f64::from(step)).collect()).context("make an item")
    };
    (0..count).map(item).collect()
}

fn answers(items: &[Item], person: u64) -> Vec<Answer> {
    let mut draw = Draw::new(2, person);
    let theta = draw.normal();
    items.iter().map(|item| Some(answer(item, theta, &mut draw))).collect()
}

fn calibration(items: &[Item], people: &[Vec<Answer>], rounds: usize) -> Result<(f64, usize)> {
    let ids = items.iter().map(|item| item.id().to_owned()).collect();
    let rows = people.iter().map(|answers| answers.iter().map(|answer| answer.map(i32::from)).collect()).collect();
    let responses = Responses::new(ids, rows).context("settle answers")?;
    let (mut times, mut steps) = (Vec::new(), 0);
    for _ in 0..rounds.max(1) {
        let started = Instant::now();
        let found = calibrate(&responses, &Settings::default()).context("calibrate")?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
        ensure!(
            found.fit.converged && found.items.iter().all(|item| item.slope.se.is_some()),
            "the calibration did not converge"
        );
        steps = found.fit.steps;
    }
    Ok((middle(times), steps))
}

/// Mean and longest microseconds from an answer to the next question.
fn steps(selection: Selection) -> Result<(f64, f64)> {
    let bank = Bank::new(items(BANK)?.into_iter().map(Entry::of).collect()).context("make a bank")?;
    let rules = Rules { selection, exposure: Exposure::Randomesque(5), least: 20, most: 20, precise: None, ..Rules::default() };
    let engine = Engine::new(bank, rules).context("make an engine")?;
    let (mut total, mut longest, mut count) = (0.0, 0.0_f64, 0_u32);
    for seed in 0..SITTINGS {
        let mut draw = Draw::new(3, seed);
        let theta = draw.normal();
        let mut session: Session = engine.start(seed);
        while let Step::Ask(asked) = session.step() {
            let item = engine.bank().entries()[asked.entry].item().context("find the item")?;
            let said = answer(item, theta, &mut draw);
            let started = Instant::now();
            session = engine.answer(black_box(&session), Some(said)).context("go on")?;
            let micros = started.elapsed().as_secs_f64() * 1e6;
            total += micros;
            longest = longest.max(micros);
            count += 1;
        }
    }
    Ok((total / f64::from(count), longest))
}

fn middle(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}
