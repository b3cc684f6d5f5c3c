//! Somebody outside who has every number that was shown, and an integer program. Knows nothing of the engine.

use std::collections::BTreeSet;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::Leaves;
use crate::suppress::Release;

/// No leaf counts more than this in any table that the attacker tries.
const MOST: i32 = 2_000;

/// One quantity: the persons of a node and column (empty: of all) that came in at dates of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub node: String,
    pub column: String,
    pub from: usize,
    pub until: usize,
}

#[derive(Debug)]
pub struct Attacker<'a> {
    releases: &'a [Release],
    /// Which cells of a release this attacker has seen.
    sees: fn(&str) -> bool,
    leaves: Vec<String>,
    columns: Vec<String>,
}

impl<'a> Attacker<'a> {
    pub fn new(releases: &'a [Release], sees: fn(&str) -> bool) -> Self {
        let keys: BTreeSet<&str> = releases.iter().flat_map(Release::cells).map(|(node, ..)| node).collect();
        let is_leaf = |key: &&&str| !keys.iter().any(|other| other != *key && other.starts_with(**key));
        let columns: BTreeSet<&str> = releases.iter().flat_map(Release::cells).map(|(_, column, _)| column).collect();
        let mut columns: Vec<String> = columns.into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect();
        if columns.is_empty() {
            columns.push(String::new());
        }
        Self { releases, sees, leaves: keys.iter().filter(is_leaf).map(|key| (*key).to_owned()).collect(), columns }
    }

    /// The least (or greatest) value that the quantity can have; `MOST` stands for "any".
    pub fn bound(&self, wanted: &Quantity, direction: OptimizationDirection) -> i64 {
        let dates = self.releases.len();
        let mut problem = Problem::new(direction);
        let mut variables: Vec<(&str, &str, usize, Variable)> = Vec::new();
        for leaf in &self.leaves {
            for column in &self.columns {
                for date in 0..dates {
                    let is_in = leaf.starts_with(&wanted.node)
                        && (wanted.column.is_empty() || wanted.column == *column)
                        && (wanted.from..wanted.until).contains(&date);
                    let weight = if is_in { 1.0 } else { 0.0 };
                    variables.push((leaf, column, date, problem.add_integer_var(weight, (0, MOST))));
                }
            }
        }
        for (date, release) in self.releases.iter().enumerate() {
            for (node, column, cell) in release.cells() {
                let Some(count) = cell.shown().filter(|_| (self.sees)(node)) else { continue };
                let parts: Vec<(Variable, f64)> = variables
                    .iter()
                    .filter(|(leaf, of, at, _)| leaf.starts_with(node) && (column.is_empty() || column == *of) && *at <= date)
                    .map(|(.., variable)| (*variable, 1.0))
                    .collect();
                problem.add_constraint(&parts, ComparisonOp::Eq, f64::from(u32::try_from(count).unwrap()));
            }
        }
        for (date, release) in self.releases.iter().enumerate() {
            if let Some(whole) = release.whole().shown() {
                let all: Vec<(Variable, f64)> =
                    variables.iter().filter(|(.., at, _)| *at <= date).map(|(.., variable)| (*variable, 1.0)).collect();
                problem.add_constraint(&all, ComparisonOp::Le, f64::from(u32::try_from(whole).unwrap()));
            }
        }
        let solution = problem.solve().unwrap().into_solution().unwrap();
        solution.objective().round() as i64
    }

    /// Every small quantity of the truth that this attacker can pin down, with what is known of it.
    pub fn finds(&self, truth: &[Leaves], floor: impl Fn(&str) -> u64) -> Vec<(Quantity, i64, i64)> {
        let mut found = Vec::new();
        for quantity in self.quantities() {
            let count = count(truth, &quantity);
            let floor = floor(&quantity.node);
            let bounds = || {
                let least = self.bound(&quantity, OptimizationDirection::Minimize);
                (least, self.bound(&quantity, OptimizationDirection::Maximize))
            };
            let floor_as_bound = i64::try_from(floor).unwrap();
            if (1..floor).contains(&count) {
                let (least, most) = bounds();
                if 1 < least || most < floor_as_bound {
                    found.push((quantity.clone(), least, most));
                }
            }
            let is_root = quantity.node.is_empty() && quantity.column.is_empty() && quantity.from == 0;
            let whole = self.releases[quantity.until - 1].whole().shown().filter(|_| is_root);
            if let Some(whole) = whole.filter(|whole| (1..floor).contains(&(whole - count))) {
                let (least, most) = bounds();
                let whole = i64::try_from(whole).unwrap();
                if 1 < whole - most || whole - least < floor_as_bound {
                    found.push((quantity, least, most));
                }
            }
        }
        found
    }

    /// Cells at each date, and what came into each between any two.
    fn quantities(&self) -> Vec<Quantity> {
        let nodes: BTreeSet<(&str, &str)> =
            self.releases.iter().flat_map(Release::cells).map(|(node, column, _)| (node, column)).collect();
        let dates = self.releases.len();
        let spans = (0..dates).flat_map(|from| (from + 1..=dates).map(move |until| (from, until)));
        let of = |(from, until): (usize, usize)| {
            let at = move |(node, column): &(&str, &str)| Quantity {
                node: (*node).to_owned(),
                column: (*column).to_owned(),
                from,
                until,
            };
            nodes.iter().map(at).collect::<Vec<_>>()
        };
        spans.flat_map(of).collect()
    }
}

/// The true value of a quantity; `truth`: the table at each date.
fn count(truth: &[Leaves], quantity: &Quantity) -> u64 {
    let at = |date: usize| -> u64 {
        let of_leaf = |(key, counts): &(String, Vec<u64>)| -> u64 {
            let names = super::columns(&truth[0]);
            let is_in = |at: usize| quantity.column.is_empty() || names.get(at) == Some(&quantity.column.as_str());
            let counts = counts.iter().enumerate().filter(|(at, _)| is_in(*at)).map(|(_, count)| *count);
            if key.starts_with(&quantity.node) { counts.sum() } else { 0 }
        };
        truth[date].iter().map(of_leaf).sum()
    };
    at(quantity.until - 1) - if quantity.from == 0 { 0 } else { at(quantity.from - 1) }
}
