//! Counts as they come from the records: nothing outside the engine can read them.

use std::fmt;

/// Counted persons by node and column; only a [`Table`](super::Table) opens it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawCounts {
    rows: Vec<RawRow>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct RawRow {
    pub(super) key: String,
    pub(super) column: String,
    pub(super) persons: u64,
}

impl RawCounts {
    /// Takes what was counted: the path of the node (segments that each end in `/`), the column, the persons.
    pub fn of(rows: impl IntoIterator<Item = (String, String, u64)>) -> Self {
        let rows = rows.into_iter().map(|(key, column, persons)| RawRow { key, column, persons });
        Self { rows: rows.collect() }
    }

    /// Is nothing counted at all?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The same counts at other nodes.
    #[must_use]
    pub fn moved(mut self, to: impl Fn(&str) -> String) -> Self {
        for row in &mut self.rows {
            row.key = to(&row.key);
        }
        self
    }

    /// The same counts in other columns; what comes together is added up.
    #[must_use]
    pub fn in_columns(mut self, to: impl Fn(&str) -> String) -> Self {
        for row in &mut self.rows {
            row.column = to(&row.column);
        }
        self
    }

    pub(super) fn rows(&self) -> &[RawRow] {
        &self.rows
    }
}

impl fmt::Debug for RawCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawCounts({} rows)", self.rows.len())
    }
}
