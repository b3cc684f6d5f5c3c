//! Plans are worked off: in bounded steps, each kept, so that a crash loses nothing and memory stays small.

use xinqiao_access::Action;
use xinqiao_psychometrics::rescore::Class;
use xinqiao_store::rescores::RescoreRow;

use super::stage;
use crate::notify::Second;
use crate::{App, AppError, Result};

/// Sheets that are counted between two savings.
const BATCH: u32 = 500;
/// Savings of one job: other jobs come in between.
const BATCHES: usize = 10;

impl App {
    /// Goes on with the plans that have work to do; is there more?
    pub async fn rescore_step(&self) -> Result<bool> {
        for _ in 0..BATCHES {
            let due = self.inner.db.due_rescores().await?;
            // one that cannot go on keeps no other waiting
            let Some(plan) = due.iter().find(|plan| plan.fault.is_empty()).or(due.first()) else { return Ok(false) };
            let done = match plan.stage.as_str() {
                stage::COUNTING => self.count_batch(plan).await,
                _ => self.apply_batch(plan).await,
            };
            match done {
                Ok(()) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                Err(fault) => {
                    self.note_rescore_fault(plan, &fault).await?;
                    return Err(fault);
                }
            }
        }
        Ok(!self.inner.db.due_rescores().await?.is_empty())
    }

    /// A try that cannot be counted ends; applying waits until what is wrong was mended, for half of it may be written.
    async fn note_rescore_fault(&self, plan: &RescoreRow, fault: &AppError) -> Result<()> {
        let mut after = RescoreRow { fault: fault.to_string(), ..plan.clone() };
        let mut tx = self.inner.db.begin().await?;
        if plan.stage == stage::COUNTING {
            after.stage = stage::FAILED.to_owned();
            tx.drop_results(plan.id).await?;
        }
        tx.save_rescore(plan, &after).await?;
        Ok(tx.commit().await?)
    }

    /// Counts some sheets. What differs is kept beside the tally; nothing that a person or a counsellor sees is changed.
    async fn count_batch(&self, plan: &RescoreRow) -> Result<()> {
        let versions = self.rescore_versions(plan)?;
        let mut tally = Self::tally_of(plan)?;
        let sheets = self.inner.db.rescore_sheets(plan, BATCH).await?;
        let mut rows = Vec::new();
        for sheet in &sheets {
            let again = self.count_again(&versions, sheet).await?;
            let bands = [&again.detail.before.band, &again.detail.after.band].map(|band| band.as_deref().unwrap_or(""));
            let bands = if again.class == Class::NotScored { (bands[0], bands[0]) } else { (bands[0], bands[1]) };
            tally.add(again.class, &again.detail.difference, bands);
            if again.class.is_change() {
                rows.push(again.row(plan, sheet)?);
            }
        }
        let now = self.now();
        let mut after = RescoreRow { tally: Self::tally_text(&tally)?, ..plan.clone() };
        after.cursor = sheets.last().map_or(after.cursor, |sheet| sheet.sheet.id.uuid());
        let is_last = sheets.len() < BATCH as usize;
        let heads =
            if is_last { self.second_persons(&plan.place, plan.planned_by, Action::ApproveRescore).await? } else { Vec::new() };
        let mut tx = self.inner.db.begin().await?;
        for row in &rows {
            tx.add_result(row, now).await?;
        }
        if is_last {
            after.stage = stage::COUNTED.to_owned();
            after.counted_at = Some(now);
            after.people = Some(tx.count_rescored(plan.id).await?);
            // nothing differs: there is nothing to agree to
            let heads = if after.people == Some(0) { Vec::new() } else { heads };
            self.ask_second(&mut tx, &heads, &plan.place, (Second::Rescore(plan.id), 0)).await?;
        }
        // another worker was quicker, or somebody stopped it: then nothing of this batch stays
        if tx.save_rescore(plan, &after).await? {
            tx.commit().await?;
        }
        Ok(())
    }
}
