//! The cheapest way around a cell: which other cells would have to change with it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::layers::{Layers, Run};
use super::network::Network;
use super::other::Other;

/// A move of one run of dates that lets one cell change, found bit by bit.
pub(super) struct Around<'a> {
    pub(super) network: &'a Network,
    pub(super) layers: &'a Layers,
    pub(super) run: Run,
    pub(super) cell: usize,
    /// Only through what is hidden already?
    pub(super) hidden_only: bool,
    /// What was moved so far.
    pub(super) other: &'a mut Other,
    pub(super) scratch: &'a mut Scratch,
}

/// What a search writes down; kept so that a search costs what it visits.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    round: u64,
    seen: Vec<Seen>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    round: u64,
    cost: u64,
    /// The cell by which it was reached, and whether that cell rises.
    by: (usize, bool),
    from: usize,
    is_done: bool,
}

impl Around<'_> {
    /// Lets the cell rise (or fall) by `units`, or as far as it goes. How far.
    pub(super) fn carry(&mut self, rises: bool, units: u64) -> u64 {
        if self.price(self.cell).is_none() {
            return 0;
        }
        let most = units.min(self.other.room(self.layers, self.run, self.cell, rises));
        let (mut left, mut width) = (most, most);
        while 0 < left {
            width = width.min(left);
            if self.augment(rises, width) {
                left -= width;
            } else if width == 1 {
                break;
            } else {
                width = width.div_ceil(2);
            }
        }
        most - left
    }

    /// What it costs that a cell changes in the run, what is on the way already being paid for; none when it must not.
    fn price(&self, cell: usize) -> Option<u64> {
        let cost = self.layers.cost(self.run, cell)?;
        match self.hidden_only {
            true => (cost == 0).then_some(0),
            false if self.other.differs(self.layers.now(), cell) => Some(0),
            false => Some(cost),
        }
    }

    /// One path for `width` units, by Dijkstra's algorithm from the end of the cell that is not the ground.
    fn augment(&mut self, rises: bool, width: u64) -> bool {
        let arc = self.network.arcs[self.cell];
        let (start, goal) = if rises { (arc.head, arc.tail) } else { (arc.tail, arc.head) };
        if start == goal {
            self.change(self.cell, rises, width);
            return true;
        }
        // the ground has very many cells: rather walk against the stream towards it than out of it
        let backwards = Network::is_ground(start);
        let (from, to) = if backwards { (goal, start) } else { (start, goal) };
        self.scratch.begin(self.network.at.len());
        let mut queue = BinaryHeap::from([Reverse((0_u64, from))]);
        self.scratch.reach(from, 0, (usize::MAX, false), from);
        while let Some(Reverse((cost, equation))) = queue.pop() {
            if equation == to {
                self.take(from, to, width);
                self.change(self.cell, rises, width);
                return true;
            }
            if !self.scratch.close(equation) {
                continue;
            }
            for cell in &self.network.at[equation] {
                let Some((next, rises, price)) = self.step(*cell, equation, backwards, width) else {
                    continue;
                };
                let through = cost + price;
                if self.scratch.is_better(next, through) {
                    self.scratch.reach(next, through, (*cell, rises), equation);
                    queue.push(Reverse((through, next)));
                }
            }
        }
        false
    }

    /// Leaving an equation by a cell: where to, whether the cell rises, at what price; none when it has no room or must not change.
    fn step(&self, cell: usize, equation: usize, backwards: bool, width: u64) -> Option<(usize, bool, u64)> {
        if cell == self.cell {
            return None;
        }
        let arc = self.network.arcs[cell];
        let (next, rises) = if arc.tail == equation { (arc.head, !backwards) } else { (arc.tail, backwards) };
        if next == equation || self.other.room(self.layers, self.run, cell, rises) < width {
            return None;
        }
        // a step of its own keeps ways short
        Some((next, rises, self.price(cell)? * 64 + 1))
    }

    fn take(&mut self, from: usize, to: usize, width: u64) {
        let mut equation = to;
        while equation != from {
            let Seen { by: (cell, rises), from: before, .. } = self.scratch.seen[equation];
            self.change(cell, rises, width);
            equation = before;
        }
    }

    fn change(&mut self, cell: usize, rises: bool, width: u64) {
        let width = i64::try_from(width).unwrap_or(i64::MAX);
        self.other.change(self.run, cell, if rises { width } else { -width });
    }
}

impl Scratch {
    fn begin(&mut self, equations: usize) {
        self.round += 1;
        self.seen.resize(equations, Seen::default());
    }

    fn is_better(&self, equation: usize, cost: u64) -> bool {
        let seen = &self.seen[equation];
        seen.round != self.round || (!seen.is_done && cost < seen.cost)
    }

    fn reach(&mut self, equation: usize, cost: u64, by: (usize, bool), from: usize) {
        self.seen[equation] = Seen { round: self.round, cost, by, from, is_done: false };
    }

    /// False when it was closed before.
    fn close(&mut self, equation: usize) -> bool {
        let seen = &mut self.seen[equation];
        !std::mem::replace(&mut seen.is_done, true)
    }
}
