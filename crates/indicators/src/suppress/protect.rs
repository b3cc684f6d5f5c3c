//! Makes every small cell safe, or says which is not.

use super::layers::{Layers, Run};
use super::network::Network;
use super::path::{Around, Scratch};
use super::table::Table;

/// A small cell, or a small increase, that what is shown gives away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Key of the node.
    pub node: String,
    /// Column; empty for the sum.
    pub column: String,
    /// Number of the date, the first is 0.
    pub date: usize,
    pub what: What,
}

/// What is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The cell.
    Count,
    /// What came in since the date before.
    Increase,
    /// What is left of the whole beside the cell.
    Rest,
}

/// Something small, with its count.
#[derive(Debug, Clone, Copy)]
struct Small {
    cell: usize,
    date: usize,
    what: What,
    count: u64,
    floor: u64,
}

/// Hides what must be hidden at the last date. Errors: something stays given away by what is out already.
pub(super) fn protect(table: &Table, layers: &mut Layers) -> Result<(), Vec<Gap>> {
    let network = Network::of(table);
    let mut scratch = Scratch::default();
    let now = layers.now();
    let small = smalls(table, layers);
    for found in small.iter().filter(|found| found.what == What::Count && found.date == now) {
        layers.hidden[now][found.cell] = true;
    }
    let mut gaps = Vec::new();
    for found in &small {
        for (rises, units) in needs(found) {
            if reach(&network, layers, found, rises, units, true, &mut scratch).is_some() {
                continue;
            }
            match reach(&network, layers, found, rises, units, false, &mut scratch) {
                Some((run, cells)) => cells.iter().for_each(|cell| layers.hide(run, *cell)),
                None => gaps.push(gap(table, found)),
            }
        }
    }
    if gaps.is_empty() { Ok(()) } else { Err(gaps) }
}

/// What is given away; empty when nothing is.
pub(super) fn audit(table: &Table, layers: &Layers) -> Vec<Gap> {
    let network = Network::of(table);
    let mut scratch = Scratch::default();
    let mut gaps = Vec::new();
    for found in smalls(table, layers) {
        let is_safe =
            needs(&found).all(|(rises, units)| reach(&network, layers, &found, rises, units, true, &mut scratch).is_some());
        if !is_safe {
            gaps.push(gap(table, &found));
        }
    }
    gaps
}

fn gap(table: &Table, found: &Small) -> Gap {
    Gap {
        node: table.node_of(found.cell).key.clone(),
        column: table.column(found.cell % table.width()).to_owned(),
        date: found.date,
        what: found.what,
    }
}

/// Everything small, in the order of the table, the last date first.
fn smalls(table: &Table, layers: &Layers) -> Vec<Small> {
    let mut found = Vec::new();
    for date in (0..=layers.now()).rev() {
        for cell in 0..table.len() {
            let floor = table.node_of(cell).floor;
            let mut add = |count: u64, what| {
                if (1..floor).contains(&count) {
                    found.push(Small { cell, date, what, count, floor });
                }
            };
            add(layers.counts[date][cell], What::Count);
            if 0 < date {
                add(layers.increase(date, cell), What::Increase);
            }
            if let Some(whole) = layers.wholes[date].filter(|_| cell == table.root()) {
                add(whole.saturating_sub(layers.counts[date][cell]), What::Rest);
            }
        }
    }
    found
}

/// Up to its floor, and down to 1; a rest falls when the cell rises.
fn needs(found: &Small) -> impl Iterator<Item = (bool, u64)> + use<> {
    let is_rest = found.what == What::Rest;
    [(!is_rest, found.floor - found.count), (is_rest, found.count - 1)].into_iter().filter(|(_, units)| 0 < *units)
}

/// The cheapest change that takes it there, over all runs of dates.
fn reach(
    network: &Network,
    layers: &Layers,
    found: &Small,
    rises: bool,
    units: u64,
    hidden_only: bool,
    scratch: &mut Scratch,
) -> Option<(Run, Vec<usize>)> {
    let runs: Vec<(Run, bool)> = match found.what {
        What::Increase => layers.runs_at(found.date).into_iter().map(|(run, same)| (run, same == rises)).collect(),
        What::Count | What::Rest => layers.runs_through(found.date).into_iter().map(|run| (run, rises)).collect(),
    };
    let mut best: Option<(u64, Run, Vec<usize>)> = None;
    for (run, rises) in runs {
        if let Some((cost, cells)) = Around::new(network, layers, run, found.cell, hidden_only, scratch).change(rises, units)
            && best.as_ref().is_none_or(|(known, ..)| cost < *known)
        {
            best = Some((cost, run, cells));
        }
        if best.as_ref().is_some_and(|(cost, ..)| *cost == 0) {
            break;
        }
    }
    best.map(|(_, run, cells)| (run, cells))
}
