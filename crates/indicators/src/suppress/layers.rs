//! The dates of a table over one network: what was counted and what is hidden at each.

use super::table::Table;

/// Dates in order; the last is the one that is decided about.
#[derive(Debug)]
pub(super) struct Layers {
    /// Persons, for each date and cell.
    pub(super) counts: Vec<Vec<u64>>,
    /// For each date and cell.
    pub(super) hidden: Vec<Vec<bool>>,
    /// For each date, of how many the root's are a part.
    wholes: Vec<Option<u64>>,
    /// For each date before the last and each cell, the first date from then on at which it is shown; the last when there is none before.
    shown_at: Vec<Vec<usize>>,
    /// What it costs to hide a cell at the last date.
    weights: Vec<u64>,
    /// The cell that counts everybody.
    pub(super) root: usize,
}

/// One date: persons and what is hidden, for each cell, and of how many the root's are a part.
pub(super) type Date = (Vec<u64>, Vec<bool>, Option<u64>);

/// A move that changes the dates `from..until`: what came in before `from` and after `until` takes up the difference.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) from: usize,
    pub(super) until: usize,
}

impl Layers {
    /// The dates of a table; each with the counts and what of it is hidden. The last must hide nothing but what is never shown.
    pub(super) fn new(table: &Table, dates: Vec<Date>) -> Self {
        let weights = (0..table.len()).map(|cell| weight(table, cell)).collect();
        let mut layers = Self {
            counts: Vec::new(),
            hidden: Vec::new(),
            wholes: Vec::new(),
            shown_at: Vec::new(),
            weights,
            root: table.root(),
        };
        for (counts, hidden, whole) in dates {
            layers.counts.push(counts);
            layers.hidden.push(hidden);
            layers.wholes.push(whole);
        }
        let mut next = vec![layers.now(); table.len()];
        for date in (0..layers.now()).rev() {
            let shown = layers.hidden[date].iter().enumerate().filter(|(_, hidden)| !**hidden);
            shown.for_each(|(cell, _)| next[cell] = date);
            layers.shown_at.push(next.clone());
        }
        layers.shown_at.reverse();
        layers
    }

    /// The date that is decided about.
    pub(super) fn now(&self) -> usize {
        self.counts.len() - 1
    }

    /// What came in between the date before and this one; at the first, what was there.
    pub(super) fn increase(&self, date: usize, cell: usize) -> u64 {
        self.counts[date][cell] - if date == 0 { 0 } else { self.counts[date - 1][cell] }
    }

    /// How many are left of the whole; none when no whole is known, or for a cell that is not everybody.
    pub(super) fn rest(&self, date: usize, cell: usize) -> Option<u64> {
        let whole = self.wholes[date].filter(|_| cell == self.root)?;
        Some(whole.saturating_sub(self.counts[date][cell]))
    }

    /// What it costs to let the cell change in all dates of the run; none when one of them is out and shown.
    pub(super) fn cost(&self, run: Run, cell: usize) -> Option<u64> {
        let now = self.now();
        let is_out = self.shown_at.get(run.from).is_some_and(|shown_at| shown_at[cell] < run.until.min(now));
        match is_out {
            true => None,
            false if now < run.until => Some(self.cost_now(cell)),
            false => Some(0),
        }
    }

    /// What it costs to hide a cell at the last date.
    pub(super) fn cost_now(&self, cell: usize) -> u64 {
        if self.hidden[self.now()][cell] { 0 } else { self.weights[cell] }
    }

    /// Runs that change what came in from the date `first` to the date `last`, both counted, with whether raising the run raises it. Those
    /// that reach the last date first.
    pub(super) fn runs_of(&self, first: usize, last: usize) -> Vec<(Run, bool)> {
        let untils = (last + 1..=self.now() + 1).rev();
        let with = untils.flat_map(|until| (first..=last).rev().map(move |from| (Run { from, until }, true)));
        let before = (first..=last).rev().flat_map(|until| (0..first).rev().map(move |from| (Run { from, until }, false)));
        with.chain(before).collect()
    }
}

/// Few cells rather than many, small rather than large, far down rather than high up, parts rather than sums; a zero helps in one
/// direction only.
fn weight(table: &Table, cell: usize) -> u64 {
    let width = table.width();
    let count = table.counts[cell];
    let size = if count == 0 { 3_000 } else { 1_000 + 50 * u64::from(count.ilog2()) + count.min(50) };
    let sum = if 1 < width && cell % width == width - 1 { 2 } else { 1 };
    size * sum * (1 + table.node_of(cell).height)
}
