//! Where a sealed value belongs.

use uuid::Uuid;

/// A sealed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    /// Table of the database.
    pub table: &'static str,
    /// Column of the table.
    pub column: &'static str,
}

impl Field {
    /// The column of a table.
    pub const fn new(table: &'static str, column: &'static str) -> Self {
        Self { table, column }
    }

    /// The value of one row, told by its id.
    pub fn of(self, row: Uuid) -> Spot {
        Spot { field: self, row: row.as_bytes().to_vec() }
    }

    /// The value of a row whose key has several columns, or is no id: the parts of the key in their order.
    pub fn of_key(self, parts: &[&[u8]]) -> Spot {
        let mut row = Vec::new();
        for part in parts {
            row.extend((part.len() as u64).to_be_bytes());
            row.extend_from_slice(part);
        }
        Spot { field: self, row }
    }
}

/// Table, column and row of one sealed value: it opens there and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spot {
    pub(crate) field: Field,
    row: Vec<u8>,
}

impl Spot {
    /// What is authenticated beside the value: the head of the sealed value, table, column and row, each with its length in front.
    pub(crate) fn associated(&self, head: &[u8]) -> Vec<u8> {
        let parts = [head, self.field.table.as_bytes(), self.field.column.as_bytes(), &self.row];
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
        for part in parts {
            bytes.extend((part.len() as u32).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}
