//! Do sealed values open?

use std::collections::BTreeMap;

use uuid::Uuid;
use xinqiao_vault::{Field, Header, VaultError};

use super::scan::SealedRow;
use super::sealed::{By, SEALED, Sealed};
use crate::{Db, Result};

/// Rows that are read at once; their files may be large.
const BATCH: usize = 100;

/// What was found in one sealed column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub field: Field,
    /// values that opened
    pub opened: u64,
    /// values of people whose key was destroyed
    pub erased: u64,
    /// how many values each data key has sealed; 0 stands for people's own keys
    pub by_key: BTreeMap<u32, u64>,
    /// values that do not open
    pub faults: u64,
    /// why the first of them does not
    pub first_fault: Option<String>,
}

impl Db {
    /// Opens values of every sealed column: all of them, or at most `sample` of each column.
    pub async fn check_sealed(&self, sample: Option<usize>) -> Result<Vec<Checked>> {
        let mut found = Vec::with_capacity(SEALED.len());
        for column in SEALED {
            found.push(self.check_column(column, sample).await?);
        }
        Ok(found)
    }

    async fn check_column(&self, column: &Sealed, sample: Option<usize>) -> Result<Checked> {
        let mut checked =
            Checked { field: column.field, opened: 0, erased: 0, by_key: BTreeMap::new(), faults: 0, first_fault: None };
        let mut after = Vec::new();
        let mut left = sample.unwrap_or(usize::MAX);
        while left > 0 {
            // a view of its own for each batch: a long one would hold back what the database tidies up
            let mut tx = self.snapshot().await?;
            let size = BATCH.min(left);
            let rows = tx.sealed_page(column, &after, size).await?;
            let people: Vec<Uuid> = rows.iter().filter_map(|row| row.person).collect();
            let keys = tx.wrapped_keys(&people).await?;
            drop(tx);
            // a row may name a key that another process made a moment ago
            self.refresh_now().await?;
            for row in &rows {
                checked.take(row, self.try_open(column, row, &keys));
            }
            left -= rows.len().min(left);
            match rows.last() {
                Some(last) if rows.len() == size => after = last.key.clone(),
                _ => break,
            }
        }
        Ok(checked)
    }

    /// Whether the value opened; false for one of a person without key.
    fn try_open(
        &self,
        column: &Sealed,
        row: &SealedRow,
        keys: &std::collections::HashMap<Uuid, Vec<u8>>,
    ) -> Result<bool, VaultError> {
        let vault = self.vault();
        match column.by {
            By::Class(class) => vault.open(class, &row.spot, &row.sealed).map(|_| true),
            By::Person(_) => {
                let person = row.person.unwrap_or_default();
                let Some(wrapped) = keys.get(&person) else { return Ok(false) };
                vault.person_key(person, Some(wrapped))?.open(&row.spot, &row.sealed).map(|_| true)
            }
        }
    }
}

impl Checked {
    fn take(&mut self, row: &SealedRow, outcome: Result<bool, VaultError>) {
        if let Ok(header) = Header::of(&row.sealed) {
            *self.by_key.entry(header.key).or_default() += 1;
        }
        match outcome {
            Ok(true) => self.opened += 1,
            Ok(false) => self.erased += 1,
            Err(fault) => {
                self.faults += 1;
                self.first_fault.get_or_insert_with(|| fault.to_string());
            }
        }
    }
}
