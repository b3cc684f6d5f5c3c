//! Seals: each takes in the hash of the one before and the last link of its rows.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Row, Suite};

/// First field of every seal.
const FORM: &str = "xinqiao-audit-seal/1";
/// What the first seal takes in for the hash of the one before.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One seal of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// 1, 2, 3, …
    pub no: i64,
    /// how many rows it covers
    pub rows: i64,
    /// how many rows the chain covers up to here
    pub total: i64,
    /// hash of the seal before
    pub previous: String,
    /// link of the last row
    pub root: String,
    pub suite: Suite,
    pub at: Timestamp,
    pub hash: String,
}

impl Seal {
    /// The hash that its other columns give.
    pub fn computed(&self) -> String {
        let number = |value: i64| value.to_string();
        let (no, rows, total, at) = (number(self.no), number(self.rows), number(self.total), number(self.at.as_microsecond()));
        self.suite.of_fields(&[
            FORM.as_bytes(),
            self.suite.code().as_bytes(),
            no.as_bytes(),
            rows.as_bytes(),
            total.as_bytes(),
            self.previous.as_bytes(),
            self.root.as_bytes(),
            at.as_bytes(),
        ])
    }
}

/// Seals rows behind the last seal; the seal, and the link of each row in order. The first link takes in the hash of the seal before.
pub fn seal_over(last: Option<&Seal>, suite: Suite, rows: &[Row], at: Timestamp) -> (Seal, Vec<String>) {
    let previous = last.map_or_else(|| GENESIS.to_owned(), |seal| seal.hash.clone());
    let mut links: Vec<String> = Vec::with_capacity(rows.len());
    for row in rows {
        let link = row.link(suite, links.last().unwrap_or(&previous));
        links.push(link);
    }
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let mut seal = Seal {
        no: last.map_or(1, |seal| seal.no + 1),
        rows: count,
        total: last.map_or(0, |seal| seal.total).saturating_add(count),
        root: links.last().unwrap_or(&previous).clone(),
        previous,
        suite,
        at,
        hash: String::new(),
    };
    seal.hash = seal.computed();
    (seal, links)
}
