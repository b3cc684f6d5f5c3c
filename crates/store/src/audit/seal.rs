//! Seals over batches of audit rows: a chain in which each hash takes in the one before.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::AuditRow;
use crate::arg::{Arg, args};
use crate::migrate::hex;
use crate::row::{FromRow, Row};
use crate::{Db, Result};

pub(crate) const ENTRY_COLUMNS: &str = "audit_entry (audit_id, seal_no, position, created_at)";
pub(crate) const ENTRY_WIDTH: usize = 4;
pub(crate) const ROWS_IN_A_SEAL: i64 = 2_000;
/// How long a transaction may stay open for its rows to be found by [`Look::Recent`].
const LOOK_BACK_MICROS: i64 = 3_600_000_000;
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    pub no: i64,
    pub rows: i64,
    pub previous: String,
    pub hash: String,
    pub at: Timestamp,
}

impl FromRow for Seal {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { no: row.int(0)?, rows: row.int(1)?, previous: row.text(2)?, hash: row.text(3)?, at: row.at(4)? })
    }
}

/// What a walk along the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub seals: i64,
    pub rows: i64,
    /// rows that no seal covers yet
    pub unsealed: i64,
    /// hash of the last seal: keep it elsewhere, and nobody can rewrite what came before
    pub head: String,
    /// the first seal that does not fit, and why
    pub broken: Option<(i64, String)>,
}

fn seal_hash(previous: &str, rows: &[AuditRow]) -> String {
    let mut hash = Sha256::new();
    hash.update(previous.as_bytes());
    for row in rows {
        let bytes = row.canonical();
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(&bytes);
    }
    hex(&hash.finalize())
}

impl Seal {
    /// Does it hold as many rows as a seal can? Then more may wait.
    pub const fn is_full(&self) -> bool {
        self.rows >= ROWS_IN_A_SEAL
    }
}

/// Where sealing looks for rows that no seal covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Rows not older than an hour before the last sealed one: however long the log, the look is short.
    Recent,
    /// Every row: finds those of a transaction that stayed open for longer than that.
    All,
}

impl Db {
    /// Seals up to 2,000 rows that are not sealed yet, oldest first; `None` when there are none.
    ///
    /// On PostgreSQL rows of transactions that are still open come into a later seal; order inside a seal is fixed by position.
    pub async fn seal_audit(&self, look: Look, now: Timestamp) -> Result<Option<Seal>> {
        let mut tx = self.begin().await?;
        let last: Option<Seal> = tx.opt(include_str!("last_seal.sql"), &[]).await?;
        let since = match (&last, look) {
            (Some(seal), Look::Recent) => {
                let up_to: Option<i64> = tx.opt(include_str!("sealed_up_to.sql"), &args![seal.no]).await?;
                up_to.map_or(i64::MIN, |at| at.saturating_sub(LOOK_BACK_MICROS))
            }
            _ => i64::MIN,
        };
        let rows: Vec<AuditRow> = tx.all(include_str!("unsealed.sql"), &args![ROWS_IN_A_SEAL, since]).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let previous = last.as_ref().map_or_else(|| GENESIS.to_owned(), |seal| seal.hash.clone());
        let seal = Seal {
            no: last.map_or(1, |seal| seal.no + 1),
            rows: i64::try_from(rows.len()).unwrap_or(ROWS_IN_A_SEAL),
            hash: seal_hash(&previous, &rows),
            previous,
            at: now,
        };
        let line = args![seal.no, seal.rows, &seal.previous, &seal.hash, now];
        tx.exec(include_str!("insert_seal.sql"), &line).await?;
        let entries: Vec<Vec<Arg>> =
            rows.iter().zip(1_i64..).map(|(row, position)| args![row.id.uuid(), seal.no, position, now].to_vec()).collect();
        tx.insert_many(ENTRY_COLUMNS, ENTRY_WIDTH, &entries).await?;
        tx.commit().await?;
        Ok(Some(seal))
    }

    /// The seal with a hash that was kept elsewhere; `None` when the chain has been rewritten since, or never held it.
    pub async fn seal_with_hash(&self, hash: &str) -> Result<Option<Seal>> {
        self.opt(include_str!("seal_of_hash.sql"), &args![hash]).await
    }

    /// Walks the whole chain and recomputes every hash.
    pub async fn verify_audit(&self) -> Result<Verdict> {
        let mut tx = self.snapshot().await?;
        let mut verdict = Verdict { seals: 0, rows: 0, unsealed: 0, head: GENESIS.to_owned(), broken: None };
        'walk: loop {
            let seals: Vec<Seal> = tx.all(include_str!("seals.sql"), &args![verdict.seals, 200_i64]).await?;
            if seals.is_empty() {
                break;
            }
            for seal in seals {
                // one more than a seal can hold: a row that was put behind the last one is seen too
                let rows: Vec<AuditRow> = tx.all(include_str!("in_seal.sql"), &args![seal.no, ROWS_IN_A_SEAL + 1]).await?;
                let fault = fault_of(&seal, &rows, &verdict);
                if fault.is_some() {
                    verdict.broken = fault.map(|what| (seal.no, what));
                    break 'walk;
                }
                verdict.seals = seal.no;
                verdict.rows += seal.rows;
                verdict.head = seal.hash;
            }
        }
        if verdict.broken.is_none() {
            // rows under a number that the walk does not pass would be neither sealed nor unsealed
            let stray: Option<i64> = tx.opt(include_str!("stray_entry.sql"), &args![verdict.seals]).await?;
            verdict.broken = stray.map(|no| (no, "it stands outside the chain".to_owned()));
        }
        verdict.unsealed = tx.opt(include_str!("count_unsealed.sql"), &[]).await?.unwrap_or(0);
        Ok(verdict)
    }
}

fn fault_of(seal: &Seal, rows: &[AuditRow], before: &Verdict) -> Option<String> {
    if seal.no != before.seals + 1 {
        return Some(format!("seal {} is missing", before.seals + 1));
    }
    if seal.previous != before.head {
        return Some("it does not take in the hash of the seal before".to_owned());
    }
    if i64::try_from(rows.len()) != Ok(seal.rows) {
        return Some(format!("{} rows were sealed, {} are there", seal.rows, rows.len()));
    }
    (seal_hash(&seal.previous, rows) != seal.hash).then(|| "a row was changed, replaced or moved".to_owned())
}
