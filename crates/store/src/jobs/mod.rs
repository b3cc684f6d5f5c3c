//! Background work that survives a crash: a worker leases a job for a while; when it dies, the lease runs out and another takes over.

use jiff::Timestamp;
use xinqiao_access::{Scope, act};
use xinqiao_kernel::id::JobId;

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A job as it stands.
#[derive(Debug, Clone)]
pub struct Job {
    pub id: JobId,
    pub kind: String,
    /// JSON
    pub body: String,
    pub due_at: Timestamp,
    pub leased_until: Option<Timestamp>,
    /// how often a worker took it
    pub attempts: i64,
    pub failure: Option<String>,
    pub done_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl FromRow for Job {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: JobId::from_uuid(row.uuid(0)?),
            kind: row.text(1)?,
            body: row.text(2)?,
            due_at: row.at(3)?,
            leased_until: row.at_opt(4)?,
            attempts: row.int(5)?,
            failure: row.text_opt(6)?,
            done_at: row.at_opt(7)?,
            created_at: row.at(8)?,
        })
    }
}

impl Tx {
    /// Queues a job.
    pub async fn add_job(&mut self, id: JobId, kind: &str, body: &str, due_at: Timestamp, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert.sql"), &args![id.uuid(), kind, body, due_at, now]).await.map(|_| ())
    }

    /// How many jobs of a kind are not done.
    pub async fn pending_jobs(&mut self, kind: &str) -> Result<i64> {
        Ok(self.opt(include_str!("pending_of_kind.sql"), &args![kind]).await?.unwrap_or(0))
    }

    /// Takes the job that has been due longest, until `until`; `None` when nothing is due.
    pub async fn lease_job(&mut self, now: Timestamp, until: Timestamp) -> Result<Option<Job>> {
        let Some(mut job) = self.opt::<Job>(include_str!("due.sql"), &args![now]).await? else {
            return Ok(None);
        };
        // somebody else may have leased it between the two statements on PostgreSQL
        let taken = self.exec(include_str!("lease.sql"), &args![job.id.uuid(), now, until]).await?;
        job.attempts += 1;
        job.leased_until = Some(until);
        Ok((taken == 1).then_some(job))
    }

    /// Marks a leased job as done; false when its lease ran out and another worker has it.
    pub async fn finish_job(&mut self, job: &Job, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("done.sql"), &args![job.id.uuid(), now, job.attempts]).await? > 0)
    }

    /// Gives a failed job back, due again at `due_at`; false when its lease ran out and another worker has it.
    pub async fn retry_job(&mut self, job: &Job, due_at: Timestamp, failure: &str) -> Result<bool> {
        Ok(self.exec(include_str!("retry.sql"), &args![job.id.uuid(), due_at, failure, job.attempts]).await? > 0)
    }

    /// Forgets jobs that were done before an instant.
    pub async fn forget_done_jobs(&mut self, before: Timestamp) -> Result<u64> {
        self.exec(include_str!("forget_done.sql"), &args![before]).await
    }
}

impl Db {
    /// Jobs, newest first, made before an instant.
    pub async fn jobs(&self, _scope: &Scope<act::ReadJobs>, before: Timestamp, limit: u32) -> Result<Vec<Job>> {
        self.all(include_str!("page.sql"), &args![before, i64::from(limit)]).await
    }
}
