//! Levels are worked out again when evidence came, was withdrawn or has faded.

use jiff::{SignedDuration, Timestamp};
use xinqiao_kernel::id::PersonId;
use xinqiao_store::attention::{AT_ONCE, EvidenceRow, StandingRow};

use super::{evidence, row_of, standing};
use crate::{App, AppError, Result};

/// People in one unit of work.
const BATCH: u32 = 1_024;
/// Batches of one job: other jobs come in between.
const BATCHES: usize = 20;
/// How long after a fall is looked: the second of the fall is not yet the fall.
const AFTER: SignedDuration = SignedDuration::from_secs(1);

/// What one look at the levels came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looked {
    pub people: usize,
    /// more are waiting: the next look comes at once
    pub is_more: bool,
}

/// Where somebody stands now, and when to look again.
pub(super) type Worked = (StandingRow, Option<Timestamp>);

impl App {
    /// Works out the levels that are due, then goes on with the look at everybody that a change of the model asks for; how many people were
    /// looked at. A level that fell by itself is kept as fallen.
    pub async fn work_out_attention(&self) -> Result<Looked> {
        let mut people = 0;
        for _ in 0..BATCHES {
            let due = self.inner.db.due_standings(self.now(), BATCH).await?;
            if due.is_empty() {
                let looked = self.look_at_everybody().await?;
                return Ok(Looked { people: people + looked.people, ..looked });
            }
            people += due.len();
            self.work_out(&due).await?;
        }
        Ok(Looked { people, is_more: true })
    }

    async fn work_out(&self, due: &[StandingRow]) -> Result<()> {
        let mut worked = Vec::with_capacity(due.len());
        for chunk in due.chunks(AT_ONCE) {
            let people: Vec<PersonId> = chunk.iter().map(|row| row.person).collect();
            let found = self.inner.db.evidence_of_many(&people).await?;
            worked.extend(self.stand(chunk, &found)?);
        }
        worked.sort_by_key(|(row, _)| row.person);
        let mut tx = self.inner.db.begin().await?;
        tx.save_standings(&worked).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Where people stand now, by what is known of each. Errors: `Broken` for a level that nobody knows.
    pub(super) fn stand(&self, rows: &[StandingRow], found: &[Vec<EvidenceRow>]) -> Result<Vec<Worked>> {
        let (model, now) = (self.risk_model()?, self.now());
        let one = |(row, known): (&StandingRow, &Vec<EvidenceRow>)| {
            let previous =
                standing(row).ok_or_else(|| AppError::broken(format!("person {} stands at an unknown level", row.person)))?;
            let (standing, falls_at) = model.outlook(&evidence(model, known), Some(previous), now);
            Ok((row_of(row, standing), falls_at.map(|falls| falls.saturating_add(AFTER).unwrap_or(falls))))
        };
        rows.iter().zip(found).map(one).collect()
    }
}
