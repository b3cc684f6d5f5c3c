//! What is due, without touching it.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_consent::{Ending, Kept, Purpose, RetentionRule, WordKind};
use xinqiao_kernel::id::PersonId;
use xinqiao_store::retention::Due;

use crate::consent::record_of;
use crate::{App, Result};

/// Records that a plan counts of one kind; beyond it, "at least".
pub(crate) const COUNTED: u32 = 10_000;
/// People that are looked at together.
const PEOPLE: u32 = 500;

/// One rule with what is due under it today.
#[derive(Debug, Clone)]
pub struct PlanLine {
    pub rule: RetentionRule,
    /// whatever began on this day or before is over
    pub begun_by: Date,
    /// how many records, at most 10,000 are counted; `None` for kinds that the program does not delete
    pub due: Option<u64>,
}

impl PlanLine {
    /// Were there more than are counted?
    pub fn is_more(&self) -> bool {
        self.due.is_some_and(|due| u64::from(COUNTED) <= due)
    }
}

impl App {
    /// Every rule with what is due today; nothing is deleted.
    pub async fn retention_plan(&self) -> Result<Vec<PlanLine>> {
        let today = self.day(self.now());
        let mut lines = Vec::new();
        for rule in self.inner.library.trust().rules() {
            let due = match rule.ending {
                Ending::Delete => Some(self.due_under(rule, COUNTED).await?.len() as u64),
                Ending::Review | Ending::Keep => None,
            };
            lines.push(PlanLine { begun_by: rule.keep.begun_by(today), rule: rule.clone(), due });
        }
        Ok(lines)
    }

    /// Records that are due under a rule, the oldest first, at most so many.
    pub(crate) async fn due_under(&self, rule: &RetentionRule, limit: u32) -> Result<Vec<Due>> {
        let begun = self.begun_by(rule);
        if rule.kept == Kept::PrivateResult {
            return self.due_private(begun.0, limit).await;
        }
        Ok(self.inner.db.due_records(rule.kept.code(), begun, limit).await?)
    }

    /// The last instant and the last day on which a period that is over today may have begun.
    fn begun_by(&self, rule: &RetentionRule) -> (Timestamp, Date) {
        let day = rule.keep.begun_by(self.day(self.now()));
        // the whole day counts: the last instant before the next one begins
        let next = day.tomorrow().ok().and_then(|next| self.start_of(next));
        let last = next.and_then(|next| next.checked_sub(jiff::SignedDuration::from_micros(1)).ok());
        (last.unwrap_or(Timestamp::MIN), day)
    }

    /// Private results of people who took a consent back long enough ago and have not asked to keep results.
    async fn due_private(&self, by: Timestamp, limit: u32) -> Result<Vec<Due>> {
        let mut found: Vec<Due> = Vec::new();
        let mut after = PersonId::from_uuid(uuid::Uuid::nil());
        loop {
            let people = self.inner.db.withdrawn_people(by, after, PEOPLE).await?;
            let Some(last) = people.last() else { return Ok(found) };
            after = *last;
            for person in people {
                if self.wants_results_kept(person, by).await? {
                    continue;
                }
                let left = limit.saturating_sub(u32::try_from(found.len()).unwrap_or(limit));
                if left == 0 {
                    return Ok(found);
                }
                found.extend(self.inner.db.due_private_results(person, left).await?);
            }
        }
    }

    /// Is the last word about keeping results a yes, or was the last withdrawal too short a time ago?
    async fn wants_results_kept(&self, person: PersonId, by: Timestamp) -> Result<bool> {
        let rows = self.inner.db.consents_for_retention(person).await?;
        let recent = rows.iter().any(|row| row.kind == WordKind::Withdrawn.code() && by < row.at);
        let record = record_of(&rows, Purpose::KeepResult, None)?;
        let words = xinqiao_consent::Party::ALL.iter().filter_map(|party| record.word(*party));
        let mut words = words.peekable();
        let kept = words.peek().is_some() && words.all(|word| word.kind == WordKind::Given);
        Ok(kept || recent)
    }
}
