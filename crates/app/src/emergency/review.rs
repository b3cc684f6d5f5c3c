//! Looking back: was it justified, and was the person told?

use jiff::SignedDuration;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_kernel::id::EmergencyId;
use xinqiao_store::emergency::EmergencyRow;

use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// What a review can find.
pub const VERDICTS: [&str; 2] = ["justified", "not_justified"];
/// Emergencies on the page.
const MOST: i64 = 200;
/// Reviewed ones stay on the page for so long.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 30);

/// One emergency to review, with how much was read.
#[derive(Debug, Clone)]
pub struct ReviewItem {
    pub row: EmergencyRow,
    pub readings: i64,
    /// nobody has reviewed it, and its time for that is over
    pub late: bool,
    /// the person has an account and is told by it
    pub has_account: bool,
}

impl App {
    /// Emergencies of the caller's places that somebody else opened: what waits first. The person is named by a number only.
    pub async fn emergency_reviews(&self, caller: &Caller) -> Result<Vec<ReviewItem>> {
        let scope = self.listing(caller, self.scope::<act::ReviewBreakGlass>(caller, Purpose::Administration)).await?;
        let now = self.now();
        let rows = self.inner.db.emergencies_to_review(&scope, now - LATELY, MOST).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            items.push(ReviewItem {
                readings: self.inner.db.emergency_readings(&row).await?,
                late: row.verdict.is_none() && row.review_due_at <= now,
                has_account: self.inner.db.account_of_person(row.person).await?.is_some(),
                row,
            });
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "emergency_reviews", items.len()), now).await?;
        tx.commit().await?;
        Ok(items)
    }

    /// Says whether it was justified, with words. Errors: `Invalid` for a verdict or words that are missing, `Denied` or `NotFound` for the
    /// opener and for whoever may not, `Conflict` when somebody was first.
    pub async fn review_emergency(&self, caller: &Caller, id: EmergencyId, verdict: &str, words: &str) -> Result<()> {
        let (row, permit) = self.to_review(caller, id).await?;
        if !VERDICTS.contains(&verdict) {
            return Err(AppError::field("verdict", "review-verdict-needed", verdict));
        }
        self.check_words(words)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.review_emergency(&permit, id, verdict, words.trim(), now).await? {
            return Err(AppError::conflict("emergency_reviewed"));
        }
        self.tell_of_emergency(&mut tx, row.account, "notice-emergency-reviewed").await?;
        tx.audit(&done(self, &permit, "emergency", Some(id.uuid()), format!("verdict={verdict}")), now).await?;
        Ok(tx.commit().await?)
    }

    /// Holds telling the person back for some days, with a reason (PIPL 18: told as soon as the emergency is over).
    pub async fn hold_emergency(&self, caller: &Caller, id: EmergencyId, reason: &str, days: u16) -> Result<()> {
        let (_, permit) = self.to_review(caller, id).await?;
        let rules = self.emergency_rules()?;
        if !rules.hold_reasons.iter().any(|known| known == reason) {
            return Err(AppError::field("hold_reason", "review-hold-reason-needed", reason));
        }
        if days == 0 || days > rules.hold_at_most_days {
            return Err(AppError::field("days", "review-hold-days", days.to_string()));
        }
        let now = self.now();
        let until = now + SignedDuration::from_hours(24 * i64::from(days));
        let mut tx = self.inner.db.begin().await?;
        if !tx.hold_emergency(&permit, id, reason, until).await? {
            return Err(AppError::conflict("emergency_told"));
        }
        tx.audit(&done(self, &permit, "emergency", Some(id.uuid()), format!("hold={reason} days={days}")), now).await?;
        Ok(tx.commit().await?)
    }

    /// Notes that the person was told by somebody, because they have no account.
    pub async fn told_in_person(&self, caller: &Caller, id: EmergencyId) -> Result<()> {
        let (_, permit) = self.to_review(caller, id).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.tell_emergency(id, "in_person", now).await? {
            return Err(AppError::conflict("emergency_told"));
        }
        tx.audit(&done(self, &permit, "emergency", Some(id.uuid()), "told=in_person"), now).await?;
        Ok(tx.commit().await?)
    }

    async fn to_review(&self, caller: &Caller, id: EmergencyId) -> Result<(EmergencyRow, Permit<act::ReviewBreakGlass>)> {
        let row = self.inner.db.emergency(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(row.place.clone()).of(row.person).written_by(row.account);
        let permit = self.permit::<act::ReviewBreakGlass>(caller, &at, Purpose::Administration).await?;
        if row.account == caller.account() {
            return Err(AppError::NotFound);
        }
        Ok((row, permit))
    }

    fn check_words(&self, words: &str) -> Result<()> {
        let rules = self.emergency_rules()?;
        let letters = words.trim().chars().count();
        if letters < usize::from(rules.words_at_least) || letters > usize::from(rules.words_at_most) {
            return Err(AppError::field("words", "emergency-words-needed", words));
        }
        Ok(())
    }
}
