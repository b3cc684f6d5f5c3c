//! What is shown of a table, and whether a table that has grown may be shown again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Cell;
use super::layers::{Date, Layers};
use super::protect::{Gap, audit, protect};
use super::table::Table;

/// A table as it was shown at one date. It remembers what it hides, for the sake of later dates, and tells nobody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    rows: Vec<Row>,
    whole: Option<u64>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Row(String, String, u64, bool);

/// The text of a release cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the text of a release is damaged: {0}")]
pub struct UnreadableRelease(#[from] serde_json::Error);

/// What becomes of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It may be shown.
    Publish {
        release: Release,
        /// Earlier releases bind no later one any more: each cell differs from each of them by nothing or by at least its floor.
        is_anew: bool,
    },
    /// What is out stays as it is.
    Keep(Kept),
}

/// Why a release stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It has not grown by enough.
    TooSoon,
    /// Nothing has changed.
    Unchanged,
    /// The whole is shown and would have to be hidden.
    WouldSayLess,
    /// Some count has become smaller, and some differs by a few from an earlier date.
    Shrunk,
    /// The nodes are others: the sums of what is out do not hold in the new tree.
    Reshaped,
}

/// As [`decide`], once the root has grown by its floor and by one part in `one_in` of its whole (0: no such limit), so that not each single
/// person shows as a step. Without a history there is nothing to wait for.
pub fn decide_at(table: &Table, history: &[Release], one_in: u64) -> Decision {
    let Some(last) = history.last() else {
        return decide(table, history);
    };
    let root = table.root();
    let share = table.whole.and_then(|whole| whole.checked_div(one_in)).unwrap_or(0);
    let step = table.counts[root].abs_diff(last.over(table).0[root]);
    let is_due = table.nodes[0].floor.max(share) <= step;
    if is_due { decide(table, history) } else { Decision::Keep(Kept::TooSoon) }
}

/// Decides what is shown of a table. `history`: what is out of the same table, oldest first; for a table that never was shown, nothing.
pub fn decide(table: &Table, history: &[Release]) -> Decision {
    let Some(last) = history.last() else {
        return Decision::Publish { release: first(table), is_anew: true };
    };
    let before: Vec<Date> = history.iter().map(|release| release.over(table)).collect();
    if !history.iter().zip(&before).all(|(release, (counts, ..))| release.fits(table, counts)) {
        return Decision::Keep(Kept::Reshaped);
    }
    let latest = before.last().map_or(&[][..], |(counts, ..)| counts);
    if latest == table.counts {
        return Decision::Keep(Kept::Unchanged);
    }
    if latest.iter().zip(&table.counts).any(|(before, now)| now < before) {
        let is_plain = |(cell, before): (usize, &u64)| {
            let by = before.abs_diff(table.counts[cell]);
            by == 0 || table.node_of(cell).floor <= by
        };
        return match before.iter().all(|(counts, ..)| counts.iter().enumerate().all(is_plain)) {
            true => Decision::Publish { release: first(table), is_anew: true },
            false => Decision::Keep(Kept::Shrunk),
        };
    }
    let mut dates = before;
    dates.push((table.counts.clone(), never_shown(table), table.whole));
    let mut layers = Layers::new(table, dates);
    if protect(table, &mut layers).is_err() {
        return Decision::Keep(Kept::WouldSayLess);
    }
    let release = Release::of(table, &layers.hidden[layers.now()]);
    if release.hides(last, "") {
        return Decision::Keep(Kept::WouldSayLess);
    }
    Decision::Publish { release, is_anew: false }
}

fn first(table: &Table) -> Release {
    let mut layers = Layers::new(table, vec![(table.counts.clone(), never_shown(table), table.whole)]);
    // with everything hidden every count is safe, so without a history nothing is ever left open
    if protect(table, &mut layers).is_err() {
        return Release::of(table, &vec![true; table.len()]);
    }
    Release::of(table, &layers.hidden[0])
}

fn never_shown(table: &Table) -> Vec<bool> {
    (0..table.len()).map(|cell| !table.node_of(cell).is_shown).collect()
}

impl Release {
    pub(crate) fn of(table: &Table, hidden: &[bool]) -> Self {
        let width = table.width();
        let rows = table.counts.iter().zip(hidden).enumerate().map(|(cell, (count, hidden))| {
            Row(table.node_of(cell).key.clone(), table.column(cell % width).to_owned(), *count, *hidden)
        });
        Self { rows: rows.collect(), whole: table.whole }
    }

    /// Node, column (empty: the sum, or the only one) and what may be seen. Nodes that are never shown are in it, hidden.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str, Cell)> {
        self.rows.iter().map(|Row(node, column, count, hidden)| {
            (node.as_str(), column.as_str(), if *hidden { Cell::Hidden } else { Cell::Count(*count) })
        })
    }

    /// Of how many the root's are a part; hidden where those are few, or where no whole is known.
    pub fn whole(&self) -> Cell {
        self.whole.map_or(Cell::Hidden, Cell::Count)
    }

    /// How many cells are hidden, of how many.
    pub fn hidden(&self) -> (usize, usize) {
        (self.rows.iter().filter(|row| row.3).count(), self.rows.len())
    }

    /// One cell; a node or column that the table does not have counts nobody.
    pub fn cell(&self, node: &str, column: &str) -> Cell {
        self.cells().find(|(at, of, _)| *at == node && *of == column).map_or(Cell::Count(0), |(_, _, cell)| cell)
    }

    /// The release with what it hides, as text for the store: later dates are decided with it, nothing shows it.
    pub fn sealed(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Release::sealed`] wrote. Errors: the text is damaged.
    pub fn unsealed(text: &str) -> Result<Self, UnreadableRelease> {
        Ok(serde_json::from_str(text)?)
    }

    /// Counts and hidden cells in the order of a table; a cell that was not there counted nobody.
    fn over(&self, table: &Table) -> Date {
        let width = table.width();
        let rows: BTreeMap<(&str, &str), (u64, bool)> = self
            .rows
            .iter()
            .map(|Row(node, column, count, hidden)| ((node.as_str(), column.as_str()), (*count, *hidden)))
            .collect();
        let of = |cell: usize| {
            let node = table.node_of(cell);
            let known = rows.get(&(node.key.as_str(), table.column(cell % width)));
            known.copied().unwrap_or((0, !node.is_shown))
        };
        let (counts, hidden) = (0..table.len()).map(of).unzip();
        (counts, hidden, self.whole)
    }

    /// Do the sums hold over the nodes of the table, and is nobody left out?
    fn fits(&self, table: &Table, counts: &[u64]) -> bool {
        let width = table.width();
        let mut sums = vec![0_u64; counts.len()];
        for (at, node) in table.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                for column in 0..width {
                    sums[parent * width + column] += counts[at * width + column];
                }
            }
        }
        let holds = |(at, node): (usize, &super::table::Node)| {
            node.children.is_empty() || sums[at * width..][..width] == counts[at * width..][..width]
        };
        let known: u64 = self.rows.iter().map(|Row(_, _, count, _)| count).sum();
        table.nodes.iter().enumerate().all(holds) && known == counts.iter().sum::<u64>()
    }

    /// Does it hide something of a node that the earlier release shows, zero apart?
    pub fn hides(&self, earlier: &Self, node: &str) -> bool {
        let mut known = earlier.cells().filter(|(at, _, cell)| *at == node && cell.shown().is_some_and(|count| 0 < count));
        known.any(|(_, column, _)| self.cell(node, column) == Cell::Hidden)
    }

    /// Checks the release against what is out of its table: what of it, and of them, is given away. Empty when nothing is.
    ///
    /// Without a history the answer is exact. With one it may name a cell that is safe, never miss one that is not.
    pub fn gaps(&self, table: &Table, history: &[Self]) -> Vec<Gap> {
        let mut dates: Vec<Date> = history.iter().map(|release| release.over(table)).collect();
        dates.push(self.over(table));
        audit(table, &Layers::new(table, dates))
    }
}

impl std::fmt::Debug for Release {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.cells()).finish()
    }
}
