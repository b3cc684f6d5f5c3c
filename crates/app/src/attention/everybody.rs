//! After a change of the risk model everybody is looked at once.

use xinqiao_kernel::id::PersonId;
use xinqiao_store::attention::{Pass, StandingRow};

use super::work_out::{Looked, Worked};
use crate::{App, Result};

/// People in one unit of work.
const BATCH: u32 = 4_096;
/// Batches of one job: other jobs come in between.
const BATCHES: usize = 16;

impl App {
    /// Goes on with the look at everybody by the model that is in force; begins it when the last one was for another. What stays as it is is not
    /// written.
    pub(super) async fn look_at_everybody(&self) -> Result<Looked> {
        let model = self.model_version()?;
        let begun = self.inner.db.risk_pass().await?.filter(|pass| pass.model == model);
        let mut pass = begun.unwrap_or(Pass { model, cursor: None, ended_at: None });
        let mut people = 0;
        if pass.ended_at.is_some() {
            return Ok(Looked { people, is_more: false });
        }
        let mut rows = self.inner.db.standings_after(pass.cursor, BATCH).await?;
        for _ in 0..BATCHES {
            let last = rows.last().map(|row| row.person);
            people += rows.len();
            // the next people are read while these are worked out
            let next = async {
                match last {
                    Some(_) => self.inner.db.standings_after(last, BATCH).await,
                    None => Ok(Vec::new()),
                }
            };
            let (changed, next) = tokio::join!(self.standing_otherwise(&rows), next);
            let changed = changed?;
            rows = next?;
            pass.cursor = last.or(pass.cursor);
            pass.ended_at = rows.is_empty().then(|| self.now());
            let mut tx = self.inner.db.begin().await?;
            tx.save_standings(&changed).await?;
            tx.save_risk_pass(&pass, self.now()).await?;
            tx.commit().await?;
            if pass.ended_at.is_some() {
                return Ok(Looked { people, is_more: false });
            }
        }
        Ok(Looked { people, is_more: true })
    }

    /// Who stands otherwise by now, of people in the order of their ids.
    async fn standing_otherwise(&self, rows: &[StandingRow]) -> Result<Vec<Worked>> {
        let people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        let found = self.inner.db.evidence_between(&people).await?;
        let worked = self.stand(rows, &found)?;
        let pairs = rows.iter().zip(worked);
        Ok(pairs.filter(|(before, after)| !stays(before, after)).map(|(_, after)| after).collect())
    }
}

/// Is what is kept of somebody still right? A look that comes sooner than it must does no harm.
fn stays(before: &StandingRow, (after, look_at): &Worked) -> bool {
    let looked = match (before.look_at, look_at) {
        (Some(kept), Some(needed)) => kept <= *needed,
        (Some(_), None) | (None, None) => true,
        (None, Some(_)) => false,
    };
    before.level == after.level && before.since == after.since && !before.corrected && looked
}
