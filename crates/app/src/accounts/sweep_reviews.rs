//! Makes the list of each quarter's review, tells those who decide, and tells them once more when it is late.

use std::collections::BTreeSet;

use jiff::ToSpan;
use xinqiao_access::Purpose;
use xinqiao_kernel::Quarter;
use xinqiao_kernel::id::{AccessReviewId, ReviewLineId};
use xinqiao_store::reviews::Review;

use crate::audit::by_system;
use crate::notify::Owing;
use crate::{App, AppError, Result};

/// Roles that one transaction puts on the list.
const BATCH: u32 = 500;
/// Those who decide, at most.
const MOST_REVIEWERS: u32 = 2_000;

/// What is told.
#[derive(Debug, Clone, Copy)]
enum Telling {
    Begun,
    Late,
}

impl App {
    /// Begins the review of the quarter when there is none, puts every role for work on its list, and tells of what is late. Doing it twice does
    /// each once; a list that was cut off half-way is filled the next time.
    pub async fn sweep_reviews(&self) -> Result<()> {
        let now = self.now();
        let today = self.day(now);
        let quarter = Quarter::of(today);
        let days = i64::from(self.sign_in_rules().reviews.deadline_days);
        let is_new = self.inner.db.review_of(quarter).await?.is_none();
        if is_new {
            let due_on = today.saturating_add(days.days());
            let review = Review {
                id: AccessReviewId::new(self.ids(), now),
                quarter,
                due_on,
                created_at: now,
                told_at: None,
                late_told_at: None,
            };
            // before anybody works here there is nothing to review
            if self.inner.db.unlisted_roles(&review, None, today, 1).await?.is_empty() {
                return Ok(());
            }
            let mut tx = self.inner.db.begin().await?;
            tx.begin_review(&review).await?;
            tx.commit().await?;
        }
        // another worker may have begun it
        let review = self.inner.db.review_of(quarter).await?.ok_or_else(|| AppError::broken("a review went away".to_owned()))?;
        let listed = self.fill(&review).await?;
        if listed > 0 {
            tracing::info!(roles = listed, %quarter, "roles were put on the quarter's list");
        }
        if review.told_at.is_none() {
            self.tell_reviewers(&review, Telling::Begun).await?;
        }
        for late in self.inner.db.late_reviews(today).await? {
            self.tell_reviewers(&late, Telling::Late).await?;
        }
        Ok(())
    }

    async fn fill(&self, review: &Review) -> Result<usize> {
        let today = self.day(self.now());
        let (mut after, mut listed) = (None, 0);
        loop {
            let roles = self.inner.db.unlisted_roles(review, after, today, BATCH).await?;
            let Some(last) = roles.last() else { return Ok(listed) };
            after = Some(last.0);
            let now = self.now();
            let mut tx = self.inner.db.begin().await?;
            for (role, place) in &roles {
                tx.list_role(ReviewLineId::new(self.ids(), now), review.id, (*role, place), now).await?;
            }
            tx.commit().await?;
            listed += roles.len();
        }
    }

    /// Tells whoever decides about an undecided role of the review, each once.
    async fn tell_reviewers(&self, review: &Review, telling: Telling) -> Result<()> {
        let now = self.now();
        let mut told = BTreeSet::new();
        for (account, place) in self.inner.db.access_reviewers(self.day(now), MOST_REVIEWERS).await? {
            let counts = self.inner.db.review_counts(review.id, &place.range()).await?;
            if counts.decided < counts.roles {
                told.insert(account);
            }
        }
        let mut tx = self.inner.db.begin().await?;
        let (is_first, kind, word) = match telling {
            Telling::Begun => (tx.told_of_review(review.id, now).await?, "notice-access-review", "listed"),
            Telling::Late => (tx.told_late(review.id, now).await?, "notice-access-review-late", "late"),
        };
        if !is_first {
            return Ok(());
        }
        for account in &told {
            let params = serde_json::json!({ "number": review.due_on.to_string() });
            self.owe(&mut tx, Owing::new(*account, kind).with(params)).await?;
        }
        let detail = format!("{word} quarter={} told={}", review.quarter, told.len());
        let mut row = by_system(self, "review_access", self.place(), None, "access_review", review.id.uuid(), detail);
        row.purpose = Purpose::Administration.code().to_owned();
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(())
    }
}
