//! The engine against worked tables, random tables, every table, and an attacker.

mod attack;
mod attacker;
mod exact;
mod floors;
mod growth;
mod moments;
mod plain;
mod size;

use crate::suppress::{Cell, Decision, NodeRule, RawCounts, Release, Table, decide};

/// Counts of leaves by column, in the order of the columns.
type Leaves = Vec<(String, Vec<u64>)>;

fn leaves(rows: &[(&str, &[u64])]) -> Leaves {
    rows.iter().map(|(key, counts)| ((*key).to_owned(), counts.to_vec())).collect()
}

fn columns(leaves: &Leaves) -> Vec<&'static str> {
    let names = ["red", "yellow", "blue", "grey"];
    let width = leaves.first().map_or(1, |(_, counts)| counts.len());
    if width == 1 { Vec::new() } else { names[..width].to_vec() }
}

fn table(leaves: &Leaves, floor: impl Fn(&str) -> u64) -> Table {
    let columns = columns(leaves);
    let name = |at: usize| columns.get(at).copied().unwrap_or_default().to_owned();
    let rows = leaves.iter().flat_map(|(key, counts)| {
        counts.iter().enumerate().map(|(at, count)| (key.clone(), name(at), *count)).collect::<Vec<_>>()
    });
    Table::build(&RawCounts::of(rows), &columns, |key| NodeRule { floor: floor(key), is_shown: !key.contains("rest") })
}

/// The first release of a table.
fn first(table: &Table) -> Release {
    match decide(table, &[]) {
        Decision::Publish { release, .. } => release,
        Decision::Keep(why) => panic!("kept: {why:?}"),
    }
}

/// What a release shows of a node's first column.
fn shown(release: &Release, node: &str, column: &str) -> Option<u64> {
    match release.cell(node, column) {
        Cell::Count(count) => Some(count),
        Cell::Hidden => None,
    }
}
