//! The cheapest way around a cell: which other cells would have to change with it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::layers::{Layers, Run};
use super::network::Network;

/// A change of other cells that lets one cell change, found bit by bit.
pub(super) struct Around<'a> {
    network: &'a Network,
    layers: &'a Layers,
    run: Run,
    cell: usize,
    /// Only through what is hidden already?
    hidden_only: bool,
    /// By how much each cell is changed so far.
    changed: BTreeMap<usize, i64>,
    scratch: &'a mut Scratch,
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

impl<'a> Around<'a> {
    pub(super) fn new(
        network: &'a Network,
        layers: &'a Layers,
        run: Run,
        cell: usize,
        hidden_only: bool,
        scratch: &'a mut Scratch,
    ) -> Self {
        Self { network, layers, run, cell, hidden_only, changed: BTreeMap::new(), scratch }
    }

    /// Lets the cell rise (or fall) by `units`. The cells that change with it, itself among them, and what it costs to hide those that
    /// are shown; none when it cannot be.
    pub(super) fn change(mut self, rises: bool, units: u64) -> Option<(u64, Vec<usize>)> {
        let own = self.layers.cost(self.run, self.cell)?;
        let room = match rises {
            true => self.layers.room_up(self.run, self.cell),
            false => self.layers.room_down(self.run, self.cell),
        };
        if room < units || (self.hidden_only && 0 < own) {
            return None;
        }
        let mut left = units;
        while 0 < left {
            let mut width = left;
            while !self.augment(rises, width) {
                if width == 1 {
                    return None;
                }
                width = width.div_ceil(2);
            }
            left -= width;
        }
        let mut cells: Vec<usize> = self.changed.iter().filter(|(_, by)| **by != 0).map(|(cell, _)| *cell).collect();
        cells.push(self.cell);
        let cost = cells.iter().filter_map(|cell| self.layers.cost(self.run, *cell)).sum();
        Some((cost, cells))
    }

    /// One path for `width` units, by Dijkstra's algorithm from the end of the cell that is not the ground.
    fn augment(&mut self, rises: bool, width: u64) -> bool {
        let arc = self.network.arcs[self.cell];
        let (start, goal) = if rises { (arc.head, arc.tail) } else { (arc.tail, arc.head) };
        if start == goal {
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
        let changed = self.changed.get(&cell).copied().unwrap_or(0);
        let room = match rises {
            true => self.layers.room_up(self.run, cell).saturating_add_signed(-changed),
            false => self.layers.room_down(self.run, cell).saturating_add_signed(changed),
        };
        if room < width || next == equation {
            return None;
        }
        let cost = self.layers.cost(self.run, cell)?;
        // what is on the way already is paid for; a step of its own keeps ways short
        let price = if changed == 0 { cost } else { 0 };
        (!self.hidden_only || cost == 0).then_some((next, rises, price * 64 + 1))
    }

    fn take(&mut self, from: usize, to: usize, width: u64) {
        let width = i64::try_from(width).unwrap_or(i64::MAX);
        let mut equation = to;
        while equation != from {
            let Seen { by: (cell, rises), from: before, .. } = self.scratch.seen[equation];
            *self.changed.entry(cell).or_default() += if rises { width } else { -width };
            equation = before;
        }
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
