//! How long the engine that hides small cells takes over a city's month, beside adding the same month up, and over a late date of a screening.

use std::time::Instant;

use anyhow::{Result, bail};
use serde::Serialize;
use xinqiao_indicators::suppress::{Decision, NodeRule, Release, Table, decide};
use xinqiao_indicators::{Cell, RawCounts};

use crate::writes::median;

/// Villages; with towns, counties, city and province, and three columns with their sum, that makes a little over 10,000 cells.
const VILLAGES: u64 = 2_300;

/// Parts of a screening, and the dates that are out of it when the last one is decided.
const PARTS: u64 = 150;
const DATES: usize = 59;

/// Medians of the rounds.
#[derive(Debug, Clone, Serialize)]
pub struct CellFigures {
    pub cells: usize,
    pub small: usize,
    pub hidden: usize,
    pub adding_ms: f64,
    pub hiding_ms: f64,
    /// deciding about a screening of which [`DATES`] dates are out
    pub late_ms: f64,
}

impl CellFigures {
    /// Hiding to adding up.
    pub fn to_adding(&self) -> f64 {
        self.hiding_ms / self.adding_ms
    }
}

/// Measures.
pub fn measure(rounds: usize) -> Result<CellFigures> {
    let columns = ["red", "yellow", "blue"];
    let rule = |key: &str| NodeRule { floor: if key.matches('/').count() <= 3 { 5 } else { 10 }, is_shown: true };
    let raw = city();
    let (mut adding, mut hiding, mut late) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cells, mut hidden, mut small) = (0, 0, 0);
    let (history, last) = screening()?;
    for _ in 0..rounds.max(1) {
        let started = Instant::now();
        let table = Table::build(&raw, &columns, rule);
        adding.push(started.elapsed().as_secs_f64() * 1e3);
        let started = Instant::now();
        let Decision::Publish { release, .. } = decide(&table, &[]) else { bail!("a first table was kept back") };
        hiding.push(started.elapsed().as_secs_f64() * 1e3);
        cells = table.len();
        hidden = release.cells().filter(|(.., cell)| *cell == Cell::Hidden).count();
        // with a floor of 1 nothing is small, so every count is shown
        let plain = Table::build(&raw, &columns, |_| NodeRule { floor: 1, is_shown: true });
        let Decision::Publish { release, .. } = decide(&plain, &[]) else { bail!("a first table was kept back") };
        let is_small =
            |(node, _, cell): &(&str, &str, Cell)| cell.shown().is_some_and(|count| (1..rule(node).floor).contains(&count));
        small = release.cells().filter(is_small).count();
        let started = Instant::now();
        std::hint::black_box(decide(&last, &history));
        late.push(started.elapsed().as_secs_f64() * 1e3);
    }
    Ok(CellFigures { cells, small, hidden, adding_ms: median(adding), hiding_ms: median(hiding), late_ms: median(late) })
}

/// What is out of a screening whose parts grow by a few from date to date, and the table that is next.
fn screening() -> Result<(Vec<Release>, Table)> {
    let mut draw = drawing();
    let mut persons = vec![0; PARTS as usize];
    let mut history = Vec::new();
    loop {
        persons.iter_mut().for_each(|persons| *persons += if draw(3) == 0 { 0 } else { draw(8) });
        let rows = persons.iter().enumerate().map(|(at, persons)| (format!("{}/b{at}/", at / 10), String::new(), *persons));
        let table = Table::build(&RawCounts::of(rows), &[], |_| NodeRule { floor: 10, is_shown: true });
        if history.len() == DATES {
            return Ok((history, table));
        }
        match decide(&table, &history) {
            Decision::Publish { release, .. } => history.push(release),
            Decision::Keep(_) if persons.iter().sum::<u64>() < 1_000_000 => {}
            Decision::Keep(why) => bail!("{} dates are out, and then {why:?}", history.len()),
        }
    }
}

/// Numbers below a bound, the same in each run.
fn drawing() -> impl FnMut(u64) -> u64 {
    let mut state = 1_u64;
    move |most| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    }
}

/// Six counties and their towns and villages; most villages have nobody or few.
fn city() -> RawCounts {
    let mut draw = drawing();
    let mut rows = Vec::new();
    for village in 0..VILLAGES {
        let key = format!("62/6207/c{}/t{}/v{village}/", village / 400, village / 15);
        for (column, most) in [("red", 2), ("yellow", 4), ("blue", 12)] {
            let drawn = draw(most);
            rows.push((key.clone(), column.to_owned(), if draw(3) == 0 { 0 } else { drawn }));
        }
    }
    RawCounts::of(rows)
}
