//! The list of jobs, for the system administrator.

use jiff::Timestamp;
use xinqiao_access::{Purpose, act};
use xinqiao_store::jobs::Job;

use crate::audit::listed;
use crate::{App, Caller, Result};

impl App {
    /// Jobs, newest first, made before an instant.
    pub async fn jobs(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<Job>> {
        let scope = self.listing(caller, self.scope::<act::ReadJobs>(caller, Purpose::Administration)).await?;
        let jobs = self.inner.db.jobs(&scope, before, limit).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "jobs", jobs.len()), self.now()).await?;
        tx.commit().await?;
        Ok(jobs)
    }
}
