//! Levels are worked out again when evidence came, was withdrawn or has faded.

use jiff::SignedDuration;
use xinqiao_risk::Evidence;
use xinqiao_store::attention::StandingRow;

use super::{pieces, row_of, standing};
use crate::{App, AppError, Result};

/// People in one unit of work.
const BATCH: u32 = 200;
/// Batches of one job: other jobs come in between.
const BATCHES: usize = 50;
/// How long after a fall is looked: the second of the fall is not yet the fall.
const AFTER: SignedDuration = SignedDuration::from_secs(1);

impl App {
    /// Works out the levels that are due; how many people were looked at. A level that fell by itself is kept as fallen.
    pub async fn work_out_attention(&self) -> Result<usize> {
        let mut looked = 0;
        for _ in 0..BATCHES {
            let due = self.inner.db.due_standings(self.now(), BATCH).await?;
            if due.is_empty() {
                break;
            }
            looked += due.len();
            self.work_out(&due).await?;
        }
        Ok(looked)
    }

    async fn work_out(&self, due: &[StandingRow]) -> Result<()> {
        let model = self.risk_model()?;
        let now = self.now();
        let mut worked = Vec::with_capacity(due.len());
        for row in due {
            let rows = self.inner.db.evidence_of(row.person).await?;
            let evidence: Vec<Evidence> = pieces(model, &rows).into_iter().map(|(_, piece)| piece).collect();
            let previous =
                standing(row).ok_or_else(|| AppError::broken(format!("person {} stands at an unknown level", row.person)))?;
            let assessment = model.evaluate(&evidence, Some(previous), now);
            let look_at = assessment.falls_at.map(|falls| falls.saturating_add(AFTER).unwrap_or(falls));
            worked.push((row_of(row, assessment.standing()), look_at));
        }
        worked.sort_by_key(|(row, _)| row.person);
        let mut tx = self.inner.db.begin().await?;
        for (row, look_at) in &worked {
            tx.save_standing(row, *look_at).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
