//! Second results are put beside the first, after a second person agreed; what they raise goes the way of every signal.

use xinqiao_kernel::id::RescoreId;
use xinqiao_store::rescores::{NewResult, RescoreRow, RescoreSheet};
use xinqiao_store::warnings::NewSignal;

use super::count::Again;
use super::stage;
use crate::assessment::{About, raise};
use crate::audit::by_system;
use crate::warnings::KeptEvidence;
use crate::{App, AppError, Result};

/// Sheets that are written in one transaction.
const BATCH: u32 = 100;

impl App {
    /// Writes some second results with their signals, in one transaction with how far it is. Each sheet is counted anew: its answers may have
    /// been corrected since, and what was withdrawn is not among them.
    pub(super) async fn apply_batch(&self, plan: &RescoreRow) -> Result<()> {
        let versions = self.rescore_versions(plan)?;
        let sheets = self.inner.db.rescore_to_apply(plan, BATCH).await?;
        let mut work: Vec<(NewResult, Vec<NewSignal>, &RescoreSheet)> = Vec::new();
        for sheet in &sheets {
            let again = self.count_again(&versions, sheet).await?;
            if again.class.is_change() && again.outcome.is_some() {
                work.push((again.row(plan, sheet)?, self.new_signals(plan, &again, sheet)?, sheet));
            }
        }
        let now = self.now();
        let mut after = RescoreRow { fault: String::new(), ..plan.clone() };
        after.cursor = sheets.last().map_or(after.cursor, |sheet| sheet.sheet.id.uuid());
        let mut told = Vec::new();
        let mut tx = self.inner.db.begin().await?;
        for (row, signals, sheet) in &work {
            let mut count = 0;
            for signal in signals {
                count += i64::from(tx.add_signal(signal, now).await?);
            }
            if !tx.apply_result(row, count, now).await? {
                continue;
            }
            after.raised += count;
            let (place, person) = (&sheet.sheet.place, Some(row.person));
            let detail = format!("{} {} to {} signals={count}", plan.instrument, plan.from_version, plan.to_version);
            tx.audit(&by_system(self, "apply_rescore", place, person, "response", row.response.uuid(), detail), now).await?;
            if 0 < count {
                told.push(place.clone());
            }
        }
        if sheets.len() < BATCH as usize {
            tx.drop_unapplied(plan.id).await?;
            after.stage = stage::APPLIED.to_owned();
            after.applied_at = Some(now);
            let detail = format!("applied signals={}", after.raised);
            tx.audit(&by_system(self, "apply_rescore", &plan.place, None, "rescore", plan.id.uuid(), detail), now).await?;
        }
        // another worker was quicker: then nothing of this batch stays
        if tx.save_rescore(plan, &after).await? {
            tx.commit().await?;
            told.iter().for_each(|place| self.inner.hub.queue_changed(place));
        }
        Ok(())
    }

    /// The signals that follow from the second result and did not from the first; their evidence names the plan.
    fn new_signals(&self, plan: &RescoreRow, again: &Again, sheet: &RescoreSheet) -> Result<Vec<NewSignal>> {
        let Some(facts) = again.facts.as_ref().filter(|_| !again.detail.difference.raised.is_empty()) else {
            return Ok(Vec::new());
        };
        let (kept, key) = (&sheet.sheet, sheet.sheet.id.to_string());
        let about = About { person: kept.person, place: &kept.place, response: Some(kept.id), key: &key, wish: None };
        let mut found = raise(self, facts, &about, self.now())?;
        found.retain(|signal| again.detail.difference.raised.contains(&signal.code));
        for signal in &mut found {
            signal.evidence = named(&signal.evidence, plan.id)?;
            if again.graver.contains(&signal.code) {
                // the rule spoke of this sheet before, less gravely
                signal.dedupe_key = format!("{}:{}", signal.dedupe_key, plan.id);
            }
        }
        Ok(found)
    }
}

/// The evidence with the plan that it follows from.
fn named(evidence: &str, plan: RescoreId) -> Result<String> {
    let broken = |fault: serde_json::Error| AppError::Broken {
        what: "evidence cannot be written".to_owned(),
        source: Some(Box::new(fault)),
    };
    let mut kept: KeptEvidence = serde_json::from_str(evidence).map_err(broken)?;
    kept.rescore = Some(plan);
    serde_json::to_string(&kept).map_err(broken)
}
