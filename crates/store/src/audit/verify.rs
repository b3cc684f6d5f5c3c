//! Walking the chain in the database.

use xinqiao_audit::{Entry, Fault, Kept, Part, Seal, Walk, What};

use super::AuditRow;
use super::seal::{LOOK_BACK_MICROS, ROWS_IN_A_SEAL};
use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What a walk along the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// number of the first seal that was walked
    pub first: i64,
    /// seals that were walked
    pub seals: i64,
    /// rows that they cover and that are there
    pub rows: i64,
    /// rows that the retention job took
    pub gone: i64,
    /// rows that no seal covers yet
    pub unsealed: i64,
    /// of those, rows older than an hour before the last sealed one: put in later, or written by a transaction that stayed open
    pub late: i64,
    /// the last seal: keep its hash elsewhere, and nobody can rewrite what came before
    pub head: Option<Seal>,
    /// what does not fit, at most twenty; empty when the chain is sound
    pub faults: Vec<Fault>,
}

impl Verdict {
    /// Hash of the last seal; empty before the first.
    pub fn hash(&self) -> &str {
        self.head.as_ref().map_or("", |seal| &seal.hash)
    }

    /// Number of the last seal.
    pub fn last(&self) -> i64 {
        self.head.as_ref().map_or(0, |seal| seal.no)
    }
}

/// A place of a seal as the database holds it.
struct Placed(Entry);

impl FromRow for Placed {
    fn from_row(row: &Row) -> Result<Self> {
        let part = match row.uuid_opt(3)? {
            None => Part::Missing(row.uuid(2)?),
            Some(id) => Part::Row(Box::new(xinqiao_audit::Row {
                id,
                account: row.uuid_opt(4)?,
                role: row.text(5)?,
                action: row.text(6)?,
                purpose: row.text(7)?,
                place: row.text(8)?,
                person: row.uuid_opt(9)?,
                record_kind: row.text(10)?,
                record: row.uuid_opt(11)?,
                outcome: row.text(12)?,
                detail: row.text(13)?,
                at: row.at(14)?,
            })),
        };
        Ok(Self(Entry { position: row.int(0)?, link: row.text(1)?, part }))
    }
}

struct GoneLink(Entry);

impl FromRow for GoneLink {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(Entry { position: row.int(0)?, link: row.text(1)?, part: Part::Gone }))
    }
}

impl Tx {
    /// What stands in a seal, by position; one more than a seal can hold, so that a row that was put behind the last is seen too.
    pub async fn audit_entries(&mut self, seal: i64) -> Result<Vec<Entry>> {
        let most = args![seal, ROWS_IN_A_SEAL + 1];
        let there: Vec<Placed> = self.all(include_str!("in_seal.sql"), &most).await?;
        let gone: Vec<GoneLink> = self.all(include_str!("gone_in_seal.sql"), &most).await?;
        let mut entries: Vec<Entry> = there.into_iter().map(|placed| placed.0).collect();
        if !gone.is_empty() {
            entries.extend(gone.into_iter().map(|link| link.0));
            entries.sort_by_key(|entry| entry.position);
        }
        Ok(entries)
    }

    /// Seals behind a number, at most `limit`.
    pub async fn seals_after(&mut self, no: i64, limit: i64) -> Result<Vec<Seal>> {
        self.all(include_str!("seals.sql"), &args![no, limit]).await
    }
}

impl Db {
    /// Walks the whole chain, recomputes every link and every seal and compares with heads that were kept elsewhere.
    ///
    /// `shortest_days` is the shortest period of retention: rows that were taken earlier are a fault.
    pub async fn verify_audit(&self, kept: Vec<Kept>, shortest_days: i64) -> Result<Verdict> {
        self.walk_audit(0, Walk::new(kept, shortest_days)).await
    }

    /// Walks the seals behind `after`, whose hash was found sound before.
    pub async fn verify_audit_after(&self, after: &Kept, shortest_days: i64) -> Result<Verdict> {
        let walk = Walk::of_part(vec![after.clone()], shortest_days);
        self.walk_audit(after.seal.unwrap_or(0), walk).await
    }

    async fn walk_audit(&self, after: i64, mut walk: Walk) -> Result<Verdict> {
        let mut tx = self.snapshot().await?;
        let mut at = after;
        loop {
            let seals = tx.seals_after(at, 200).await?;
            let Some(last) = seals.last() else { break };
            at = last.no;
            for seal in &seals {
                let entries = tx.audit_entries(seal.no).await?;
                walk.pass(seal, &entries);
            }
        }
        // rows under a number that the walk does not pass would be neither sealed nor unsealed
        if let Some(no) = tx.opt::<i64>(include_str!("stray_entry.sql"), &args![at.max(after)]).await? {
            walk.tell(Fault { seal: no, position: None, row: None, what: What::Stray });
        }
        let tombstones: Vec<AuditRow> =
            tx.all(include_str!("unsealed_tombstones.sql"), &args![xinqiao_audit::row::PRUNE, 10_000_i64]).await?;
        for row in tombstones {
            walk.unsealed(&row.into_sealed());
        }
        walk.end();
        let edge = tx.sealed_up_to(at).await?.map_or(i64::MIN, |newest| newest.saturating_sub(LOOK_BACK_MICROS));
        let unsealed = tx.opt(include_str!("count_unsealed.sql"), &args![edge, i64::MAX]).await?.unwrap_or(0);
        // a walk of the newest seals leaves looking through the whole log to the walk along everything
        let since = if after == 0 { i64::MIN } else { edge };
        let late: i64 = tx.opt(include_str!("count_unsealed.sql"), &args![since, edge]).await?.unwrap_or(0);
        Ok(Verdict {
            first: after + 1,
            seals: walk.seals,
            rows: walk.rows,
            gone: walk.gone,
            unsealed: unsealed + late,
            late,
            head: walk.last.clone(),
            faults: walk.faults,
        })
    }
}
