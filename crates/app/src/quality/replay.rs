//! A try of changed rules is worked off: in bounded steps, each kept, so that a crash loses nothing and memory stays small.

use std::collections::HashMap;

use xinqiao_kernel::id::ResponseId;
use xinqiao_store::quality::{DecidedRow, ReplayRow, ReplaySheet, first_id};
use xinqiao_warnings::quality::{Became, Tally};
use xinqiao_warnings::{Code, Facts, RuleSet, history_matters};

use crate::assessment::KeptOutcome;
use crate::{App, AppError, Result};

/// Sheets that are looked at between two savings.
const BATCH: u32 = 1_000;
/// Savings of one job: other jobs come in between.
const BATCHES: usize = 10;

impl App {
    /// Goes on with the oldest try that has not ended; is there more to do?
    pub async fn replay_step(&self) -> Result<bool> {
        for _ in 0..BATCHES {
            let Some(row) = self.inner.db.next_replay().await? else { return Ok(false) };
            let cursor = row.cursor;
            let after = match self.replay_batch(row.clone()).await {
                Ok(after) => after,
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // a sheet or a file that cannot be read ends this try and not all others
                Err(fault) => ReplayRow { fault: fault.to_string(), finished_at: Some(self.now()), ..row },
            };
            let mut tx = self.inner.db.begin().await?;
            tx.save_replay(&after, cursor).await?;
            tx.commit().await?;
        }
        Ok(self.inner.db.next_replay().await?.is_some())
    }

    async fn replay_batch(&self, mut row: ReplayRow) -> Result<ReplayRow> {
        let changed = xinqiao_packs::candidate(row.rules.as_bytes(), &self.inner.library)
            .map_err(|faults| AppError::broken(faults.first().map_or_else(String::new, ToString::to_string)))?;
        let mut tally: Tally = serde_json::from_str(&row.tally)
            .map_err(|fault| AppError::Broken { what: "a tally cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
        let sheets = self.inner.db.replay_sheets(row.cursor, first_id(row.until), BATCH).await?;
        if let (Some(first), Some(last)) = (sheets.first(), sheets.last()) {
            let decided = by_sheet(self.inner.db.decided_of_sheets(first.id, last.id).await?);
            let is_in_use = self.inner.jurisdictions.rules(changed.id().as_str()).is_some();
            for sheet in &sheets {
                // each sheet by the rules of its place; where others hold than those that were changed, nothing would change
                let present = self.rules_for(&sheet.place);
                if is_in_use && present.id() != changed.id() {
                    continue;
                }
                let kept = decided.get(&sheet.id).map_or(&[][..], Vec::as_slice);
                let kept: Vec<(Code, Became)> =
                    kept.iter().filter(|one| *present.id() == *one.0).map(|(_, code, became)| (code.clone(), *became)).collect();
                let facts = self.replay_facts((present, &changed), sheet).await?;
                tally.add(present, &changed, &facts, &kept);
            }
            row.cursor = last.id.uuid();
        }
        row.tally = serde_json::to_string(&tally)
            .map_err(|fault| AppError::Broken { what: "a tally cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        if sheets.len() < BATCH as usize {
            row.finished_at = Some(self.now());
        }
        Ok(row)
    }

    /// The facts of a sheet as they were when it came in, with earlier sheets where one of the rules looks back.
    async fn replay_facts(&self, (present, changed): (&RuleSet, &RuleSet), sheet: &ReplaySheet) -> Result<Facts> {
        let outcome = KeptOutcome::parse(&sheet.outcome)?.heard();
        let of = (sheet.instrument.as_str(), sheet.version.as_str());
        let (on, asked) = (self.day(sheet.answered_at), sheet.sharing == "contact");
        let facts = self.facts(of, &outcome, on, &[], asked)?;
        if !history_matters(present, &facts) && !history_matters(changed, &facts) {
            return Ok(facts);
        }
        let rows = self.inner.db.outcomes_before(sheet).await?;
        let mut earlier = rows.into_iter().map(|(text, at)| Ok((KeptOutcome::parse(&text)?, at))).collect::<Result<Vec<_>>>()?;
        earlier.retain(|(outcome, _)| outcome.valid);
        self.facts(of, &outcome, on, &earlier, asked)
    }
}

/// What people decided about the signals of each sheet: pack and rule that raised it, what became of it.
fn by_sheet(rows: Vec<DecidedRow>) -> HashMap<ResponseId, Vec<(String, Code, Became)>> {
    let mut found: HashMap<ResponseId, Vec<(String, Code, Became)>> = HashMap::new();
    for row in rows {
        if let (Ok(code), Ok(became)) = (row.code.parse(), row.became.parse()) {
            found.entry(ResponseId::from_uuid(row.response)).or_default().push((row.pack, code, became));
        }
    }
    found
}
