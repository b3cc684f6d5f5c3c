//! The equations of a table as a network: every cell is an arc between the two equations that it stands in.

use super::table::Table;

/// Where the equations that follow from the others end: of all the root's rows, or of all leaves.
const GROUND: usize = 0;

/// Ends of an arc: raising the cell by one takes one from `tail` and gives one to `head`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) tail: usize,
    pub(super) head: usize,
}

#[derive(Debug)]
pub(super) struct Network {
    /// One for each cell.
    pub(super) arcs: Vec<Arc>,
    /// The cells of each equation.
    pub(super) at: Vec<Vec<usize>>,
}

impl Network {
    /// Sums of children: one equation for each column of a node that has children. Sums of columns: one for each node without; those of the
    /// other nodes follow, that of the root is the ground.
    pub(super) fn of(table: &Table) -> Self {
        let width = table.width();
        let mut next = GROUND + 1;
        let mut first: Vec<usize> = Vec::with_capacity(table.nodes.len());
        for node in &table.nodes {
            first.push(next);
            next += match (node.children.is_empty(), width) {
                (false, _) => width,
                (true, 1) => 0,
                (true, _) => 1,
            };
        }
        let mut network = Self { arcs: Vec::with_capacity(table.len()), at: vec![Vec::new(); next] };
        for (node_at, node) in table.nodes.iter().enumerate() {
            for column in 0..width {
                // the equation in which it is a sum of children, or the sum of its row, and the one in which it is a part
                let inner = match (node.children.is_empty(), width) {
                    (false, _) => first[node_at] + column,
                    (true, 1) => GROUND,
                    (true, _) => first[node_at],
                };
                let outer = node.parent.map_or(GROUND, |parent| first[parent] + column);
                let is_total = 1 < width && column == width - 1;
                let arc = if is_total { Arc { tail: inner, head: outer } } else { Arc { tail: outer, head: inner } };
                let cell = network.arcs.len();
                network.arcs.push(arc);
                network.at[arc.tail].push(cell);
                if arc.head != arc.tail {
                    network.at[arc.head].push(cell);
                }
            }
        }
        network
    }

    /// Is it the equation where everything else ends?
    pub(super) const fn is_ground(equation: usize) -> bool {
        equation == GROUND
    }
}
