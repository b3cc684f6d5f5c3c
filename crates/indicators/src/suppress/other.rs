//! Another table that agrees with what is shown, reached move by move from the true one.

use super::layers::{Layers, Run};

/// How far a cell may rise where nothing limits it.
const NO_LIMIT: i64 = i64::MAX / 4;

/// By how much the other table differs from the true one. Nothing in it is negative, nothing shrinks, and nobody is above the whole.
#[derive(Debug, Default)]
pub(super) struct Other {
    /// Date by date, cell by cell.
    by: Vec<i64>,
    /// Where `by` may differ from zero.
    touched: Vec<usize>,
    cells: usize,
}

impl Other {
    /// Back to the true table.
    pub(super) fn begin(&mut self, layers: &Layers) {
        for at in self.touched.drain(..) {
            self.by[at] = 0;
        }
        self.cells = layers.counts[0].len();
        self.by.resize(layers.counts.len() * self.cells, 0);
    }

    pub(super) fn change(&mut self, run: Run, cell: usize, by: i64) {
        for date in run.from..run.until {
            let at = date * self.cells + cell;
            if self.by[at] == 0 {
                self.touched.push(at);
            }
            self.by[at] += by;
        }
    }

    pub(super) fn differs(&self, date: usize, cell: usize) -> bool {
        self.by[date * self.cells + cell] != 0
    }

    /// The cells that differ at the last date.
    pub(super) fn differing_now(&self, layers: &Layers) -> Vec<usize> {
        let begin = layers.now() * self.cells;
        let mut cells: Vec<usize> =
            self.touched.iter().filter(|at| begin <= **at && self.by[**at] != 0).map(|at| at - begin).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    /// By how much the cell may rise in the run: as much as comes in after it, and not above the whole. Or fall: to what there is before it.
    pub(super) fn room(&self, layers: &Layers, run: Run, cell: usize, rises: bool) -> u64 {
        let room = match rises {
            true if run.until <= layers.now() => self.increase(layers, run.until, cell),
            true => NO_LIMIT,
            false => self.increase(layers, run.from, cell),
        };
        let rest = |date: usize| Some(signed(layers.rest(date, cell)?) - self.by[date * self.cells + cell]);
        let limited = if rises && cell == layers.root { run.from..run.until } else { 0..0 };
        u64::try_from(limited.filter_map(rest).fold(room, i64::min)).unwrap_or(0)
    }

    fn increase(&self, layers: &Layers, date: usize, cell: usize) -> i64 {
        let at = date * self.cells + cell;
        let before = if date == 0 { 0 } else { self.by[at - self.cells] };
        signed(layers.increase(date, cell)) + self.by[at] - before
    }
}

fn signed(persons: u64) -> i64 {
    i64::try_from(persons).unwrap_or(NO_LIMIT)
}
