//! The second result of a sheet, as pages show it beside the first.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use xinqiao_access::{Act, Permit};
use xinqiao_kernel::id::{RescoreId, ResponseId};
use xinqiao_psychometrics::rescore::Difference;
use xinqiao_store::rescores::Applied;

use crate::assessment::KeptOutcome;
use crate::{App, AppError, Result};

/// A result in short.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    pub total: Option<f64>,
    /// code of the band or level of the primary result
    pub band: Option<String>,
    /// 1–4
    pub attention: u8,
}

/// Why a sheet cannot be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Why {
    /// the first result cannot be read
    Result,
    /// the new version does not take the answers
    Answers,
}

/// The column `detail` of a second result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Detail {
    pub before: Counted,
    pub after: Counted,
    pub difference: Difference,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

impl Detail {
    pub fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|fault| AppError::Broken {
            what: "a second result cannot be read".to_owned(),
            source: Some(Box::new(fault)),
        })
    }
}

/// A second result that stands beside the first.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondResult {
    pub rescore: RescoreId,
    pub response: ResponseId,
    /// code of the instrument
    pub instrument: String,
    pub from_version: String,
    pub to_version: String,
    /// since when it stands there
    pub at: Timestamp,
    pub before: Counted,
    pub after: Counted,
    pub outcome: KeptOutcome,
    /// rules whose signal does not follow from it any more
    pub lifted: Vec<String>,
}

impl SecondResult {
    fn of(row: Applied) -> Result<Self> {
        let detail = Detail::parse(&row.detail)?;
        Ok(Self {
            rescore: row.rescore,
            response: row.response,
            instrument: row.instrument,
            from_version: row.from_version,
            to_version: row.to_version,
            at: row.at,
            before: detail.before,
            after: detail.after,
            outcome: KeptOutcome::parse(&row.outcome)?,
            lifted: detail.difference.lifted.into_iter().collect(),
        })
    }
}

/// Second results in the order of their rows.
pub(crate) fn second_of(rows: Vec<Applied>) -> Result<Vec<SecondResult>> {
    rows.into_iter().map(SecondResult::of).collect()
}

/// By sheet, the latest first.
pub(crate) fn by_sheet(rows: Vec<Applied>) -> Result<HashMap<ResponseId, Vec<SecondResult>>> {
    let mut found: HashMap<ResponseId, Vec<SecondResult>> = HashMap::new();
    for second in second_of(rows)? {
        found.entry(second.response).or_default().push(second);
    }
    Ok(found)
}

impl App {
    /// Second results of the shared sheets of the permit's person.
    pub(crate) async fn second_results<A: Act>(&self, permit: &Permit<A>) -> Result<HashMap<ResponseId, Vec<SecondResult>>> {
        by_sheet(self.inner.db.applied_results(permit).await?)
    }

    /// The latest second result of a sheet by which the signal of a rule does not follow any more.
    pub(crate) async fn no_longer_signalled<A: Act>(
        &self,
        permit: &Permit<A>,
        response: Option<ResponseId>,
        rule: &str,
    ) -> Result<Option<SecondResult>> {
        let Some(response) = response else { return Ok(None) };
        let mut found = self.second_results(permit).await?;
        let seconds = found.remove(&response).unwrap_or_default();
        Ok(seconds.into_iter().next().filter(|second| second.lifted.iter().any(|known| known == rule)))
    }
}
