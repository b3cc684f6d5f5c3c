//! Proposals to whoever keeps the rules: they tell of a rule or a source, never of a review or a person.

use jiff::Timestamp;
use xinqiao_access::act;
use xinqiao_kernel::id::StepId;
use xinqiao_warnings::quality::missed::{Mark, Step};

use crate::audit::done;
use crate::{App, Caller, Result};

/// Proposals on one page.
const PAGE: u32 = 50;

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceView {
    /// the rule or source that it is about; none when this version cannot read it
    pub about: Option<Mark>,
    pub words: String,
    pub at: Timestamp,
}

/// One page of proposals.
#[derive(Debug, Clone)]
pub struct AdvicePage {
    pub advice: Vec<AdviceView>,
    /// where the next page goes on, when there is one
    pub next: Option<(Timestamp, StepId)>,
}

impl App {
    /// Proposals about rules and sources that came of reviews, the latest first.
    ///
    /// Errors: `NotFound` for those whose scope is not the whole jurisdiction, `Denied` without the right.
    pub async fn missed_advice(&self, caller: &Caller, after: Option<(Timestamp, StepId)>) -> Result<AdvicePage> {
        let permit = self.whole_permit::<act::ReadQuality>(caller).await?;
        let after = after.unwrap_or((Timestamp::MAX, StepId::from_uuid(uuid::Uuid::max())));
        let mut rows = self.inner.db.advice_before(&permit, after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| more).map(|last| (last.at, last.id));
        let advice: Vec<AdviceView> = rows
            .into_iter()
            .map(|row| {
                let about = match serde_json::from_str(&row.body) {
                    Ok(Step::Advised { about }) => Some(about),
                    _ => None,
                };
                AdviceView { about, words: row.words, at: row.at }
            })
            .collect();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "missed_advice", None, format!("rows={}", advice.len())), self.now()).await?;
        tx.commit().await?;
        Ok(AdvicePage { advice, next })
    }
}
