//! People who answered alike count as one with a weight.

use std::collections::BTreeMap;

use crate::calibrate::coding::{Coded, NONE};

/// Different rows of answers with how many people gave them.
#[derive(Debug, Clone)]
pub(crate) struct Patterns {
    /// (item, category) of every answer that is there
    pub all: Vec<(Vec<(u32, u8)>, f64)>,
    pub persons: usize,
}

impl Patterns {
    pub(crate) fn of(coded: &Coded) -> Self {
        let mut counts: BTreeMap<&[u8], usize> = BTreeMap::new();
        coded.rows.iter().for_each(|row| *counts.entry(row.as_slice()).or_default() += 1);
        let given = |row: &[u8]| (0_u32..).zip(row.iter().copied()).filter(|(_, category)| *category != NONE).collect();
        let all = counts.into_iter().map(|(row, count)| (given(row), count as f64)).collect();
        Self { all, persons: coded.rows.len() }
    }
}
