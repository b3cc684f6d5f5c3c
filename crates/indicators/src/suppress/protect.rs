//! Makes every small cell safe, or says which is not.

use super::layers::{Layers, Run};
use super::network::Network;
use super::other::Other;
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
    /// What came in since an earlier date.
    Increase { since: usize },
    /// What is left of the whole beside the cell.
    Rest,
}

/// How far a cell must be able to change, for the sake of something small.
#[derive(Debug, Clone, Copy)]
struct Need {
    cell: usize,
    /// What came in from this date on is what must change.
    first: usize,
    /// Up to this one.
    last: usize,
    what: What,
    rises: bool,
    units: u64,
}

/// Hides what must be hidden at the last date. Errors: something stays given away by what is out already.
pub(super) fn protect(table: &Table, layers: &mut Layers) -> Result<(), Vec<Gap>> {
    let now = layers.now();
    for cell in 0..table.len() {
        if (1..table.node_of(cell).floor).contains(&layers.counts[now][cell]) {
            layers.hidden[now][cell] = true;
        }
    }
    let mut search = Search::over(table);
    let mut gaps = Vec::new();
    for need in needs(table, layers) {
        if search.is_met(layers, &need) {
            continue;
        }
        match search.hides(layers, &need) {
            Some(cells) => cells.into_iter().for_each(|cell| layers.hidden[now][cell] = true),
            None => gaps.push(gap(table, &need)),
        }
    }
    if gaps.is_empty() { Ok(()) } else { Err(gaps) }
}

/// What is given away; empty when nothing is.
pub(super) fn audit(table: &Table, layers: &Layers) -> Vec<Gap> {
    let mut search = Search::over(table);
    let open = needs(table, layers).into_iter().filter(|need| !search.is_met(layers, need));
    open.map(|need| gap(table, &need)).collect()
}

fn gap(table: &Table, need: &Need) -> Gap {
    Gap {
        node: table.node_of(need.cell).key.clone(),
        column: table.column(need.cell % table.width()).to_owned(),
        date: need.last,
        what: need.what,
    }
}

/// All that must be possible, in the order of the table, the last date first. That nothing small between any two dates is known to be below
/// its floor, or above 1, follows from these few (see [`super`]).
fn needs(table: &Table, layers: &Layers) -> Vec<Need> {
    let mut needs = Vec::new();
    for last in (0..=layers.now()).rev() {
        for cell in 0..table.len() {
            let floor = table.node_of(cell).floor;
            let what = |first: usize| first.checked_sub(1).map_or(What::Count, |since| What::Increase { since });
            let mut add = |first, what, rises, units| {
                if 0 < units {
                    needs.push(Need { cell, first, last, what, rises, units });
                }
            };
            let came = layers.increase(last, cell);
            if (1..floor).contains(&came) {
                add(last, what(last), true, floor - came);
            }
            if let Some((first, came)) = longest_small(layers, cell, last, floor) {
                add(first, what(first), false, came - 1);
            }
            if let Some(rest) = layers.rest(last, cell).filter(|rest| (1..floor).contains(rest)) {
                add(0, What::Rest, false, floor - rest);
                add(0, What::Rest, true, rest - 1);
            }
        }
    }
    needs
}

/// The date from which on, up to `last`, only few came in, with how many; none when nobody came, or when it is a part of a longer such time.
fn longest_small(layers: &Layers, cell: usize, last: usize, floor: u64) -> Option<(usize, u64)> {
    let (mut first, mut came) = (last + 1, 0);
    while 0 < first && came + layers.increase(first - 1, cell) < floor {
        first -= 1;
        came += layers.increase(first, cell);
    }
    let goes_on = last < layers.now() && came + layers.increase(last + 1, cell) < floor;
    (0 < came && !goes_on).then_some((first, came))
}

/// Looks for other tables that agree with what is shown.
struct Search {
    network: Network,
    other: Other,
    scratch: Scratch,
}

impl Search {
    fn over(table: &Table) -> Self {
        Self { network: Network::of(table), other: Other::default(), scratch: Scratch::default() }
    }

    /// Is there a table as needed, that differs only where it is hidden already?
    fn is_met(&mut self, layers: &Layers, need: &Need) -> bool {
        let moves = self.moves(layers, need);
        let is_enough = |(run, rises, room): &(Run, bool, u64)| {
            need.units <= *room && self.carry(layers, need, (*run, *rises), true, true) == need.units
        };
        moves.iter().any(is_enough) || (1 < moves.len() && self.together(layers, need, &moves, &[true]))
    }

    /// What to hide at the last date, so that there is one; none when there is no way.
    fn hides(&mut self, layers: &Layers, need: &Need) -> Option<Vec<usize>> {
        let moves = self.moves(layers, need);
        let mut best: Option<(u64, Vec<usize>)> = None;
        for (run, rises, _) in moves.iter().filter(|(.., room)| need.units <= *room) {
            if self.carry(layers, need, (*run, *rises), false, true) == need.units {
                let cells = self.other.differing_now(layers);
                let cost = cells.iter().map(|cell| layers.cost_now(*cell)).sum();
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, cells));
                }
            }
        }
        if best.is_none() && self.together(layers, need, &moves, &[true, false]) {
            return Some(self.other.differing_now(layers));
        }
        best.map(|(_, cells)| cells)
    }

    /// Runs by which the cell can change, whether they have to rise for it, and how far the cell alone could go.
    fn moves(&mut self, layers: &Layers, need: &Need) -> Vec<(Run, bool, u64)> {
        self.other.begin(layers);
        let runs = layers.runs_of(need.first, need.last).into_iter();
        let moves = runs.map(|(run, same)| {
            let rises = same == need.rises;
            (run, rises, self.other.room(layers, run, need.cell, rises))
        });
        moves.filter(|(run, _, room)| 0 < *room && layers.cost(*run, need.cell).is_some()).collect()
    }

    /// One move after the other, each from the table where the last one ended: each goes as far as it can.
    fn together(&mut self, layers: &Layers, need: &Need, moves: &[(Run, bool, u64)], hidden_only: &[bool]) -> bool {
        self.other.begin(layers);
        let mut left = need.units;
        for hidden_only in hidden_only {
            for (run, rises, _) in moves {
                let rest = Need { units: left, ..*need };
                left -= self.carry(layers, &rest, (*run, *rises), *hidden_only, false);
                if left == 0 {
                    return true;
                }
            }
        }
        false
    }

    /// How far one run carries.
    fn carry(&mut self, layers: &Layers, need: &Need, (run, rises): (Run, bool), hidden_only: bool, begins: bool) -> u64 {
        if begins {
            self.other.begin(layers);
        }
        let Self { network, other, scratch } = self;
        Around { network, layers, run, cell: need.cell, hidden_only, other, scratch }.carry(rises, need.units)
    }
}
