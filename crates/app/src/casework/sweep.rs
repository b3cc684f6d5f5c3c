//! Telling whoever owes something in a case that its day has come. What is due is found from facts, not from timers: a lost job loses nothing.

use jiff::civil::Date;
use xinqiao_store::cases::ToTell;

use super::folded;
use super::save::owed_days;
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// Accounts that one sweep tells at most; the next one goes on.
const MOST: u32 = 200;

impl App {
    /// Tells whoever owes something in a case that became due; how many were told. Of each day that is owed an account is told once.
    pub async fn sweep_cases(&self) -> Result<usize> {
        let today = self.day(self.now());
        let mut told = 0;
        for one in self.inner.db.cases_to_tell(today, MOST).await? {
            match self.tell_due(&one, today).await {
                Ok(true) => told += 1,
                Ok(false) | Err(AppError::Conflict { .. }) => {}
                Err(fault @ AppError::Unavailable(_)) => return Err(fault),
                // one damaged case must not keep the others waiting
                Err(fault) => tracing::error!(case.id = %one.case, error = %fault, "nobody could be told what is due in a case"),
            }
        }
        Ok(told)
    }

    async fn tell_due(&self, one: &ToTell, today: Date) -> Result<bool> {
        let Some((row, events)) = self.inner.db.case_for_sweep(one.case).await? else { return Ok(false) };
        let case = folded(events)?.case;
        let owed = owed_days(&case, today).remove(&one.account).unwrap_or_default();
        let is_due = owed.iter().any(|(on, _)| *on <= today);
        let next = owed.iter().map(|(on, _)| *on).filter(|on| today < *on).min();
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.told_of_case(one, today, next).await? {
            return Ok(false);
        }
        if is_due {
            // each day that is owed is a step of its own: what comes due tomorrow is not the same as what came due today
            let step = day_number(one.tell_on);
            self.owe_of_case(&mut tx, (one.account, "notice-case-due"), (&row.number, step), &case).await?;
            let detail = format!("due {}", one.tell_on);
            tx.audit(&by_system(self, "tell", &row.place, Some(row.person), "case", row.id.uuid(), detail), now).await?;
        }
        tx.commit().await?;
        Ok(is_due)
    }
}

/// A day as a number: 20261122.
fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
