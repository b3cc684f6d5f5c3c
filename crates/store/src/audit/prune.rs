//! Taking rows whose time is over out of the audit, so that the chain still verifies.

use std::ops::ControlFlow;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use xinqiao_audit::row::Tombstone;
use xinqiao_audit::{AuditPack, Part, Seal, gone_digest};

use super::NewAudit;
use crate::arg::args;
use crate::{Db, Result, Tx};

/// What one run took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    pub seals: i64,
    pub rows: i64,
}

impl Db {
    /// Takes rows whose period is over out of at most `limit` seals, one transaction for each seal. `row_of` makes the audit row that tells
    /// what went, with the detail it is given; it is sealed like every other.
    ///
    /// Nothing goes while a hold is on all records, and no row about somebody whom a hold is on. Ending a hold lets the next runs begin anew.
    ///
    /// A row goes when the seal that covers it is older than the row's period. Place and link stay until nothing of the seal is left.
    pub async fn prune_audit(
        &self,
        pack: &AuditPack,
        limit: i64,
        now: Timestamp,
        row_of: &(dyn Fn(String) -> NewAudit + Send + Sync),
    ) -> Result<Pruned> {
        let mut pruned = Pruned::default();
        for days in pack.periods() {
            let before = now - SignedDuration::from_hours(24 * i64::from(days));
            for _ in 0..limit {
                match self.prune_one(pack, days, before, now, row_of).await? {
                    ControlFlow::Break(()) => break,
                    ControlFlow::Continue(rows) => {
                        pruned.seals += i64::from(rows > 0);
                        pruned.rows += rows;
                    }
                }
            }
        }
        Ok(pruned)
    }

    async fn prune_one(
        &self,
        pack: &AuditPack,
        days: u32,
        before: Timestamp,
        now: Timestamp,
        row_of: &(dyn Fn(String) -> NewAudit + Send + Sync),
    ) -> Result<ControlFlow<(), i64>> {
        let mut tx = self.begin().await?;
        if tx.opt::<i64>(include_str!("held_all.sql"), &[]).await?.unwrap_or(0) > 0 {
            return Ok(ControlFlow::Break(()));
        }
        let mark: i64 = tx.opt(include_str!("prune_mark.sql"), &args![i64::from(days)]).await?.unwrap_or(0);
        let Some(seal) = tx.seals_after(mark, 1).await?.into_iter().next().filter(|seal| seal.at <= before) else {
            return Ok(ControlFlow::Break(()));
        };
        let rows = tx.take_out(pack, &seal, now, row_of).await?;
        tx.exec(include_str!("set_prune_mark.sql"), &args![i64::from(days), seal.no, now]).await?;
        tx.commit().await?;
        Ok(ControlFlow::Continue(rows))
    }
}

impl Tx {
    async fn take_out(
        &mut self,
        pack: &AuditPack,
        seal: &Seal,
        now: Timestamp,
        row_of: &(dyn Fn(String) -> NewAudit + Send + Sync),
    ) -> Result<i64> {
        let entries = self.audit_entries(seal.no).await?;
        let held: Vec<Uuid> = self.all(include_str!("held_people.sql"), &[]).await?;
        let is_over = |row: &xinqiao_audit::Row| {
            let is_held = row.person.is_some_and(|person| held.contains(&person));
            !is_held
                && pack.days(row).is_some_and(|days| {
                    // both the row and its seal: the seal's age is what a verifier can check
                    let end = now - SignedDuration::from_hours(24 * i64::from(days));
                    row.at <= end && seal.at <= end
                })
        };
        let mut gone: Vec<(i64, &str)> = Vec::new();
        let (mut taken, mut left) = (0_i64, 0_i64);
        for entry in &entries {
            match &entry.part {
                Part::Row(row) if is_over(row) => {
                    self.exec(include_str!("insert_gone.sql"), &args![row.id, now]).await?;
                    self.exec(include_str!("delete_entry.sql"), &args![row.id]).await?;
                    self.exec(include_str!("delete_row.sql"), &args![row.id]).await?;
                    taken += 1;
                    gone.push((entry.position, &entry.link));
                }
                Part::Gone => gone.push((entry.position, &entry.link)),
                Part::Row(_) | Part::Missing(_) | Part::Outside => left += 1,
            }
        }
        if taken == 0 {
            return Ok(0);
        }
        let digest = if left == 0 {
            self.exec(include_str!("delete_gone.sql"), &args![seal.no]).await?;
            seal.root.clone()
        } else {
            gone_digest(seal.suite, gone.iter().copied())
        };
        let count = i64::try_from(gone.len()).unwrap_or(i64::MAX);
        let tombstone = Tombstone { seal: seal.no, gone: count, digest };
        self.audit(&row_of(tombstone.detail()), now).await?;
        Ok(taken)
    }
}
