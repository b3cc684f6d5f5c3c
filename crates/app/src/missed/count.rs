//! What was missed in a quarter, by rule and source: counted once when the quarter is settled, through the engine of the small cells.

use xinqiao_access::Purpose;
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_kernel::id::PublicationId;
use xinqiao_store::StoreError;
use xinqiao_store::releases::NewPublication;

use crate::audit::by_system;
use crate::quality::Quarter;
use crate::{App, AppError, Result};

impl App {
    /// Counts what was missed in the quarters that can be counted and are not; how many were.
    pub async fn count_missed(&self) -> Result<usize> {
        let mut counted = 0;
        for quarter in self.counted_quarters()?.into_iter().rev() {
            counted += usize::from(self.count_missed_of(quarter).await?);
        }
        Ok(counted)
    }

    async fn count_missed_of(&self, quarter: Quarter) -> Result<bool> {
        let subject = subject(quarter);
        if self.inner.db.publication(&subject).await?.is_some() {
            return Ok(false);
        }
        let (Some(from), Some(until)) = (self.start_of(quarter.first()), self.start_of(quarter.after().first())) else {
            return Ok(false);
        };
        let raw = self.inner.db.counted_misses(from, until).await?;
        if raw.is_empty() {
            // nothing is no publication: a review that ends late is counted when the job runs next
            return Ok(false);
        }
        let floor = self.floor_of_rules()?;
        let table = Table::build(&raw, &[], |_| NodeRule { floor, is_shown: true });
        let release = match decide(&table, &[]) {
            Decision::Publish { release, .. } => release,
            Decision::Keep(why) => return Err(AppError::broken(format!("counts without a history were kept back: {why:?}"))),
        };
        let now = self.now();
        let id = PublicationId::new(self.ids(), now);
        let (hidden, all) = release.hidden();
        let detail = format!("{subject} number=1 cells={all} hidden={hidden}");
        let row = by_system(self, "publish_counts", &self.inner.place, None, "publication", id.uuid(), detail);
        let row = xinqiao_store::audit::NewAudit { purpose: Purpose::Statistics.code().to_owned(), ..row };
        let new = NewPublication { id, subject: &subject, number: 1, is_anew: true, has_followers: false, release: &release };
        let mut tx = self.inner.db.begin().await?;
        match tx.add_publication(&new, now).await {
            Err(StoreError::Duplicate { .. }) => return Ok(false),
            other => other?,
        }
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// The name of what is published about a quarter.
pub(crate) fn subject(quarter: Quarter) -> String {
    format!("missed/{quarter}")
}
