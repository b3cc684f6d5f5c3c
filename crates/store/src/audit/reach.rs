//! Which audit rows somebody reads: those of the own places, and every row for whom the whole jurisdiction is.

use xinqiao_access::{Act, Clause, Scope};
use xinqiao_kernel::PlacePath;
use xinqiao_kernel::place::PathRange;

/// The places of a scope. Only a scope makes one.
#[derive(Debug, Clone)]
pub struct Reach {
    ranges: Vec<PathRange>,
}

impl Reach {
    /// The places of a scope. Whoever reaches the top of the jurisdiction reaches the rows that belong to no place as well.
    pub fn of<A: Act>(scope: &Scope<A>, top: &PlacePath) -> Self {
        let below = scope.clauses().iter().filter_map(|clause| match clause {
            Clause::Below(range) => Some(range.clone()),
            _ => None,
        });
        let ranges: Vec<PathRange> = below.collect();
        if ranges.iter().any(|range| range.contains(top)) {
            Self { ranges: vec![PlacePath::root().range()] }
        } else {
            Self { ranges }
        }
    }

    /// Is a row of the place in it?
    pub fn holds(&self, place: &PlacePath) -> bool {
        self.ranges.iter().any(|range| range.contains(place))
    }

    /// The same for the place as a row of the chain writes it; what is no path is for those alone who reach everything.
    pub fn holds_row(&self, place: &str) -> bool {
        self.is_whole() || place.parse().is_ok_and(|place| self.holds(&place))
    }

    /// Does it hold the rows of every place?
    pub fn is_whole(&self) -> bool {
        self.holds(&PlacePath::root())
    }

    pub(crate) fn ranges(&self) -> &[PathRange] {
        &self.ranges
    }
}

/// The paths, joined by commas.
impl std::fmt::Display for Reach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, range) in self.ranges.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{}", range.from)?;
        }
        Ok(())
    }
}
