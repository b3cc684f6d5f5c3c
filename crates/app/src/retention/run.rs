//! Deleting what is due, in batches that are each durable: a run that is cut off goes on with the next one.

use uuid::Uuid;
use xinqiao_access::{Purpose, act};
use xinqiao_consent::{Ending, Kept, RetentionRule};
use xinqiao_kernel::id::AuditId;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::retention::{Due, ErasedCount, NewErasure, Run};

use super::PlanLine;
use crate::audit::listed;
use crate::{App, Caller, Result};

/// Records that one transaction deletes.
const BATCH: u32 = 200;
/// Batches of one rule in one run; what is left has the next one.
const BATCHES: u32 = 50;
/// Past runs on the page.
const RUNS: u32 = 10;

/// What a run deleted under one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLine {
    pub rule: String,
    pub deleted: u64,
    /// more is due: the next run goes on
    pub more: bool,
}

/// The schedule as its page shows it.
#[derive(Debug, Clone)]
pub struct Retention {
    pub lines: Vec<PlanLine>,
    /// what was deleted in the last year, by rule
    pub erased: Vec<ErasedCount>,
    /// the last runs that deleted something
    pub runs: Vec<Run>,
}

impl App {
    /// Deletes what is due today, the oldest first. Each batch is one transaction with its lines of the ledger and an audit row; holds and
    /// running warnings keep what they concern.
    pub async fn run_retention(&self) -> Result<Vec<RunLine>> {
        let run = self.ids().uuid(self.now());
        let mut lines = Vec::new();
        for rule in self.inner.library.trust().rules() {
            if rule.ending != Ending::Delete {
                continue;
            }
            let mut line = RunLine { rule: rule.code.clone(), deleted: 0, more: true };
            for _ in 0..BATCHES {
                let due = self.due_under(rule, BATCH).await?;
                if due.is_empty() {
                    line.more = false;
                    break;
                }
                line.deleted += self.delete_batch(rule, &due, run).await?;
            }
            lines.push(line);
        }
        Ok(lines)
    }

    async fn delete_batch(&self, rule: &RetentionRule, due: &[Due], run: Uuid) -> Result<u64> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        // what a hold keeps since it was found due, and what another worker deleted, is left out
        tx.freeze_holds().await?;
        let mut free = Vec::with_capacity(due.len());
        for one in due {
            if !tx.is_held(one.of).await? {
                free.push(*one);
            }
        }
        let gone = tx.delete_records(rule.kept.code(), &free).await?;
        let deleted = gone.len() as u64;
        let line = |record: Option<Uuid>, count| NewErasure {
            id: self.ids().uuid(now),
            rule: rule.code.clone(),
            kept: rule.kept.code(),
            record,
            count,
            run,
        };
        // of messages, tries and sessions the number is enough
        if matches!(rule.kept, Kept::Message | Kept::LoginAttempt | Kept::Session) {
            tx.record_erasure(&line(None, deleted), now).await?;
        } else {
            for record in gone {
                tx.record_erasure(&line(Some(record), 1), now).await?;
            }
        }
        let row = NewAudit {
            id: AuditId::new(self.ids(), now),
            account: None,
            role: "system".to_owned(),
            action: "manage_retention".to_owned(),
            purpose: Purpose::Administration.code().to_owned(),
            place: self.place().clone(),
            person: None,
            record_kind: "retention",
            record: Some(run),
            refused: false,
            detail: format!("{} rows={deleted}", rule.code),
        };
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(deleted)
    }

    /// The schedule with what is due, and what was deleted in a year, for the administrator of it.
    pub async fn retention_page(&self, caller: &Caller) -> Result<Retention> {
        let scope = self.listing(caller, self.scope::<act::ManageRetention>(caller, Purpose::Administration)).await?;
        let lines = self.retention_plan().await?;
        let since = self.now().saturating_sub(jiff::SignedDuration::from_hours(365 * 24)).unwrap_or(jiff::Timestamp::MIN);
        let erased = self.inner.db.erasures(since).await?;
        let runs = self.inner.db.retention_runs(since, RUNS).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "retention", lines.len()), self.now()).await?;
        tx.commit().await?;
        Ok(Retention { lines, erased, runs })
    }
}
