//! A tree of nodes × the columns of a category, with all sums.

use std::collections::{BTreeMap, BTreeSet};

use super::RawCounts;

/// How a node is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeRule {
    /// Persons: smaller counts are hidden.
    pub floor: u64,
    /// May its cells be shown at all? Those of a rest that only follows from others may not.
    pub is_shown: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) key: String,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    pub(super) floor: u64,
    pub(super) is_shown: bool,
    /// Longest way down to a node without children.
    pub(super) height: u64,
}

/// Counts that add up. Parents stand before their children; with more than one column a last one is their sum.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    pub(super) nodes: Vec<Node>,
    pub(super) columns: Vec<String>,
    /// Node by node, column by column.
    pub(super) counts: Vec<u64>,
    /// Of how many persons, counted or not, the root's are a part; everybody knows it.
    pub(super) whole: Option<u64>,
}

/// The name of the column that is the sum of the others.
pub(super) const TOTAL: &str = "";

/// The node of those who are counted at a place itself, beside the places below it.
const ITSELF: &str = "=/";

impl Table {
    /// Builds the table. Every part of a path is a node; `rule` says how it is treated; the root is the empty path.
    ///
    /// Persons who are counted at a node that has nodes below it become a node of their own that is never shown. Counts of columns that are
    /// not named are counted under the first.
    pub fn build(raw: &RawCounts, columns: &[&str], rule: impl Fn(&str) -> NodeRule) -> Self {
        let mut keys: BTreeSet<&str> = BTreeSet::from([""]);
        raw.rows().iter().for_each(|row| keys.extend(parts(&row.key)));
        let has_children = |key: &str| keys.range(key..).nth(1).is_some_and(|next| next.starts_with(key));
        let mut leaves: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for row in raw.rows() {
            let key = if has_children(&row.key) { format!("{}{ITSELF}", row.key) } else { row.key.clone() };
            let column = columns.iter().position(|name| *name == row.column).unwrap_or(0);
            let counts = leaves.entry(key).or_insert_with(|| vec![0; columns.len().max(1)]);
            counts[column] = counts[column].saturating_add(row.persons);
        }
        let mut keys: BTreeSet<String> = keys.into_iter().map(str::to_owned).collect();
        keys.extend(leaves.keys().cloned());
        let nodes = nodes(keys, rule);
        let columns: Vec<String> = match columns {
            [] => vec![TOTAL.to_owned()],
            [..] => columns.iter().map(|name| (*name).to_owned()).collect(),
        };
        let mut table = Self { counts: Vec::new(), nodes, columns, whole: None };
        table.add_up(&leaves);
        table
    }

    /// The same table, of which it is known that its persons are a part of those of `whole`: the rest must not be found either. A whole
    /// below the floor of the root is hidden itself and binds nothing.
    #[must_use]
    pub fn within(self, whole: &RawCounts) -> Self {
        let whole = whole.rows().iter().map(|row| row.persons).sum::<u64>().max(self.counts[self.root()]);
        let floor = self.nodes[0].floor;
        Self { whole: (floor <= whole).then_some(whole), ..self }
    }

    /// The cell that counts everybody.
    pub(super) fn root(&self) -> usize {
        self.width() - 1
    }

    fn add_up(&mut self, leaves: &BTreeMap<String, Vec<u64>>) {
        let width = self.width();
        self.counts = vec![0; self.nodes.len() * width];
        for at in (0..self.nodes.len()).rev() {
            if let Some(counts) = leaves.get(&self.nodes[at].key) {
                self.counts[at * width..][..counts.len()].copy_from_slice(counts);
                if 1 < width {
                    self.counts[at * width + width - 1] = counts.iter().sum();
                }
            }
            if let Some(parent) = self.nodes[at].parent {
                for column in 0..width {
                    self.counts[parent * width + column] += self.counts[at * width + column];
                }
            }
        }
    }

    /// Cells of a row: the columns and, when there are several, their sum.
    pub(super) fn width(&self) -> usize {
        if self.columns.len() == 1 { 1 } else { self.columns.len() + 1 }
    }

    /// The name of a column; the sum has an empty one.
    pub(super) fn column(&self, at: usize) -> &str {
        self.columns.get(at).map_or(TOTAL, String::as_str)
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Is there no cell? Never: the root has one.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub(super) fn node_of(&self, cell: usize) -> &Node {
        &self.nodes[cell / self.width()]
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} nodes, {} cells)", self.nodes.len(), self.counts.len())
    }
}

/// The root and every node on the way to a node, itself too.
pub(crate) fn parts(key: &str) -> impl Iterator<Item = &str> {
    std::iter::once("").chain(key.match_indices('/').map(|(at, _)| &key[..=at]))
}

/// Nodes of keys in order, so that a parent stands before its children.
fn nodes(keys: BTreeSet<String>, rule: impl Fn(&str) -> NodeRule) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(keys.len());
    let mut above: Vec<usize> = Vec::new();
    for key in keys {
        while above.last().is_some_and(|last| !key.starts_with(&nodes[*last].key)) {
            above.pop();
        }
        let parent = above.last().copied();
        let at = nodes.len();
        if let Some(parent) = parent {
            nodes[parent].children.push(at);
        }
        let is_itself = key.ends_with(ITSELF);
        let NodeRule { floor, is_shown } = rule(key.strip_suffix(ITSELF).unwrap_or(&key));
        nodes.push(Node { key, parent, children: Vec::new(), floor, is_shown: is_shown && !is_itself, height: 0 });
        above.push(at);
    }
    // a floor does not fall on the way down, or a union of cells could be small where none of them is
    for at in 1..nodes.len() {
        if let Some(parent) = nodes[at].parent {
            nodes[at].floor = nodes[at].floor.max(nodes[parent].floor);
        }
    }
    for at in (1..nodes.len()).rev() {
        if let Some(parent) = nodes[at].parent {
            nodes[parent].height = nodes[parent].height.max(nodes[at].height + 1);
        }
    }
    nodes
}
