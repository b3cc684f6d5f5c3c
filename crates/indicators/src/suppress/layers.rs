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
    pub(super) wholes: Vec<Option<u64>>,
    /// What it costs to hide a cell at the last date.
    weights: Vec<u64>,
    root: usize,
}

/// One date: persons and what is hidden, for each cell, and of how many the root's are a part.
pub(super) type Date = (Vec<u64>, Vec<bool>, Option<u64>);

/// A move that changes the dates `from..until`: what came in before `from` and after `until` takes up the difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: usize,
    pub(super) until: usize,
}

/// How far a cell may be raised without a limit.
pub(super) const NO_LIMIT: u64 = u64::MAX / 4;

impl Layers {
    /// The dates of a table; each with the counts and what of it is hidden. The last must hide nothing but what is never shown.
    pub(super) fn new(table: &Table, dates: Vec<Date>) -> Self {
        let weights = (0..table.len()).map(|cell| weight(table, cell)).collect();
        let mut layers = Self { counts: Vec::new(), hidden: Vec::new(), wholes: Vec::new(), weights, root: table.root() };
        for (counts, hidden, whole) in dates {
            layers.counts.push(counts);
            layers.hidden.push(hidden);
            layers.wholes.push(whole);
        }
        layers
    }

    /// The date that is decided about.
    pub(super) fn now(&self) -> usize {
        self.counts.len() - 1
    }

    /// What came in between the date before and this one.
    pub(super) fn increase(&self, date: usize, cell: usize) -> u64 {
        self.counts[date][cell] - self.counts[date - 1][cell]
    }

    /// What it costs to let the cell change in all dates of the run; none when one of them is out and shown.
    pub(super) fn cost(&self, run: Run, cell: usize) -> Option<u64> {
        let now = self.now();
        let mut cost = 0;
        for date in run.from..run.until {
            match self.hidden[date][cell] {
                true => {}
                false if date == now => cost = self.weights[cell],
                false => return None,
            }
        }
        Some(cost)
    }

    /// By how much the cell may rise in the run: as much as came in after it, the root not above its whole.
    pub(super) fn room_up(&self, run: Run, cell: usize) -> u64 {
        let later = if run.until <= self.now() { self.increase(run.until, cell) } else { NO_LIMIT };
        if cell == self.root { later.min(self.rest(run)) } else { later }
    }

    /// How many are left of the whole, where that is fewest in the run.
    fn rest(&self, run: Run) -> u64 {
        let rest = |date: usize| Some(self.wholes[date]?.saturating_sub(self.counts[date][self.root]));
        (run.from..run.until).filter_map(rest).min().unwrap_or(NO_LIMIT)
    }

    /// By how much the cell may fall in the run: to what there was before it.
    pub(super) fn room_down(&self, run: Run, cell: usize) -> u64 {
        if run.from == 0 { self.counts[0][cell] } else { self.increase(run.from, cell) }
    }

    /// Hides what the run changes at the last date.
    pub(super) fn hide(&mut self, run: Run, cell: usize) {
        let now = self.now();
        if run.until == now + 1 {
            self.hidden[now][cell] = true;
        }
    }

    /// Runs that change a date, the shortest way to the end first.
    pub(super) fn runs_through(&self, date: usize) -> Vec<Run> {
        let ends = (date + 1..=self.now() + 1).rev();
        ends.flat_map(|until| (0..=date).rev().map(move |from| Run { from, until })).collect()
    }

    /// Runs that change what came in before a date, with whether raising the run raises it.
    pub(super) fn runs_at(&self, date: usize) -> Vec<(Run, bool)> {
        let begin = (date + 1..=self.now() + 1).rev().map(|until| (Run { from: date, until }, true));
        let end = (0..date).rev().map(|from| (Run { from, until: date }, false));
        begin.chain(end).collect()
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
