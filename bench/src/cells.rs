//! How long the engine that hides small cells takes over a city's month, beside adding the same month up.

use std::time::Instant;

use anyhow::{Result, bail};
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{Cell, RawCounts};

use crate::writes::median;

/// Villages; with towns, counties, city and province, and three columns with their sum, that makes a little over 10,000 cells.
const VILLAGES: u64 = 2_300;

/// Measures and tells, as a table of Markdown.
pub fn measure(rounds: usize) -> Result<String> {
    let columns = ["red", "yellow", "blue"];
    let rule = |key: &str| NodeRule { floor: if key.matches('/').count() <= 3 { 5 } else { 10 }, is_shown: true };
    let raw = city();
    let (mut adding, mut hiding) = (Vec::new(), Vec::new());
    let (mut cells, mut hidden, mut small) = (0, 0, 0);
    for _ in 0..rounds.max(1) {
        let started = Instant::now();
        let table = Table::build(&raw, &columns, rule);
        adding.push(started.elapsed().as_secs_f64());
        let started = Instant::now();
        let Decision::Publish { release, .. } = decide(&table, &[]) else { bail!("a first table was kept back") };
        hiding.push(started.elapsed().as_secs_f64());
        cells = table.len();
        hidden = release.cells().filter(|(.., cell)| *cell == Cell::Hidden).count();
        // with a floor of 1 nothing is small, so every count is shown
        let plain = Table::build(&raw, &columns, |_| NodeRule { floor: 1, is_shown: true });
        let Decision::Publish { release, .. } = decide(&plain, &[]) else { bail!("a first table was kept back") };
        let is_small =
            |(node, _, cell): &(&str, &str, Cell)| cell.shown().is_some_and(|count| (1..rule(node).floor).contains(&count));
        small = release.cells().filter(is_small).count();
    }
    let (adding, hiding) = (median(adding), median(hiding));
    Ok(format!(
        "| cells | small | hidden | adding up | hiding | hiding to adding |\n|--:|--:|--:|--:|--:|--:|\n\
         | {cells} | {small} | {hidden} | {:.1} ms | {:.1} ms | {:.1} |\n",
        adding * 1e3,
        hiding * 1e3,
        hiding / adding
    ))
}

/// Six counties and their towns and villages; most villages have nobody or few.
fn city() -> RawCounts {
    let mut state = 1_u64;
    let mut draw = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
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
