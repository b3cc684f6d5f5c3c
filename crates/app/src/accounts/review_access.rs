//! The quarter's review: somebody other than the holder says of each role whether it is still needed.

use xinqiao_access::{Clause, Purpose, Resource, Role, act, permit};
use xinqiao_kernel::Quarter;
use xinqiao_kernel::id::{AccountId, AuditId, ReviewLineId};
use xinqiao_kernel::place::{PathRange, PlacePath};
use xinqiao_store::audit::NewAudit;
use xinqiao_store::reviews::{Review, ReviewCounts, ReviewLine};
use xinqiao_store::sign_in::AccountFacts;

use super::By;
use crate::audit::{done, listed};
use crate::{App, AppError, Result};

/// Lines that one page shows.
pub const REVIEW_PAGE: u32 = 50;
/// Reviews that the page names.
const MOST_REVIEWS: u32 = 12;
/// Longest reason, in characters.
const LONGEST_WHY: usize = 200;

/// A quarter's review as far as the caller's places go.
#[derive(Debug, Clone)]
pub struct AccessReview {
    pub review: Review,
    pub counts: ReviewCounts,
    /// its last day is over and roles are undecided
    pub is_late: bool,
    pub lines: Vec<ReviewedRole>,
    /// after which the next page begins, if there is one
    pub next: Option<ReviewLineId>,
    /// all reviews, newest first
    pub quarters: Vec<Quarter>,
}

/// One role of a review.
#[derive(Debug, Clone)]
pub struct ReviewedRole {
    pub line: ReviewLine,
    pub name: String,
    pub login: String,
    pub facts: AccountFacts,
    /// who decided; none while it is open and where the role ended by itself
    pub decided_by: Option<String>,
    /// it is the caller's own: somebody else decides
    pub is_own: bool,
    /// the caller may also end it: a role of the three administrators only the security administrator ends
    pub may_end: bool,
}

/// What is decided about a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Keep,
    /// it is not needed any more: why
    End(String),
}

impl App {
    /// A quarter's review, the newest without one named: roles in the caller's places, or all for the operator. None before the first.
    ///
    /// Errors: no right to review; `NotFound` for a quarter without a review.
    pub async fn access_review(
        &self,
        by: By<'_>,
        quarter: Option<Quarter>,
        after: Option<ReviewLineId>,
        only_open: bool,
    ) -> Result<Option<AccessReview>> {
        let scope = match by {
            By::Caller(caller) => {
                Some(self.listing(caller, self.scope::<act::ReviewAccess>(caller, Purpose::Administration)).await?)
            }
            By::Operator => None,
        };
        let ranges = match &scope {
            None => vec![PlacePath::root().range()],
            Some(scope) => widest(scope.clauses().iter().filter_map(|clause| match clause {
                Clause::Below(range) | Clause::Related(range, ..) => Some(range.clone()),
                _ => None,
            })),
        };
        let reviews = self.inner.db.recent_reviews(MOST_REVIEWS).await?;
        let review = match quarter {
            Some(quarter) => Some(self.inner.db.review_of(quarter).await?.ok_or(AppError::NotFound)?),
            None => reviews.first().cloned(),
        };
        let mut found = None;
        if let Some(review) = review {
            let quarters = reviews.iter().map(|review| review.quarter).collect();
            found = Some(self.review_page(by, review, &ranges, after, only_open, quarters).await?);
        }
        if let (By::Caller(caller), Some(scope)) = (by, &scope) {
            let mut tx = self.inner.db.begin().await?;
            let count = found.as_ref().map_or(0, |page| page.lines.len());
            tx.audit(&listed(self, caller, scope, "assignment", count), self.now()).await?;
            tx.commit().await?;
        }
        Ok(found)
    }

    async fn review_page(
        &self,
        by: By<'_>,
        review: Review,
        ranges: &[PathRange],
        after: Option<ReviewLineId>,
        only_open: bool,
        quarters: Vec<Quarter>,
    ) -> Result<AccessReview> {
        let after = match after {
            Some(id) => {
                let line = self.inner.db.review_line(id).await?;
                // of lines of other places nobody learns that they are there
                Some(line.filter(|line| ranges.iter().any(|range| range.contains(&line.role.place))).ok_or(AppError::NotFound)?)
            }
            None => None,
        };
        let (mut counts, mut rows) = (ReviewCounts::default(), Vec::new());
        for range in ranges {
            let part = self.inner.db.review_counts(review.id, range).await?;
            counts.roles += part.roles;
            counts.decided += part.decided;
            counts.ended += part.ended;
            rows.extend(self.inner.db.review_lines(review.id, range, after.as_ref(), only_open, REVIEW_PAGE).await?);
        }
        rows.sort_by(|a, b| (&a.role.place, a.id).cmp(&(&b.role.place, b.id)));
        rows.truncate(REVIEW_PAGE as usize);
        let next = rows.last().filter(|_| rows.len() == REVIEW_PAGE as usize).map(|line| line.id);
        let mut lines = Vec::with_capacity(rows.len());
        for line in rows {
            lines.extend(self.reviewed(by, line).await?);
        }
        let is_late = review.due_on < self.day(self.now()) && counts.decided < counts.roles;
        Ok(AccessReview { review, counts, is_late, lines, next, quarters })
    }

    async fn reviewed(&self, by: By<'_>, line: ReviewLine) -> Result<Option<ReviewedRole>> {
        let account = line.role.account;
        let (Some(known), Some(facts)) = (self.inner.db.account(account).await?, self.inner.db.account_facts(account).await?)
        else {
            return Ok(None);
        };
        let decided_by = match line.decided_by {
            Some(who) => self.inner.db.account(who).await?.map(|account| account.name),
            None => None,
        };
        Ok(Some(ReviewedRole {
            is_own: by.account() == Some(account),
            may_end: self.may_end(by, &line),
            name: known.name,
            login: known.login,
            facts,
            decided_by,
            line,
        }))
    }

    fn may_end(&self, by: By<'_>, line: &ReviewLine) -> bool {
        let By::Caller(caller) = by else { return true };
        let at = Resource::at(line.role.place.clone()).written_by(line.role.account);
        let decided = permit::<act::ReviewAccess>(caller.actor(), &at, Purpose::Administration, self.day(self.now()));
        decided.is_ok_and(|permit| ends(permit.role(), &line.role.role))
    }

    /// Decides about one role of a review. A role that is not needed ends at once: the holder's next request lacks it.
    ///
    /// Errors: `NotFound` outside the caller's places and for the own role; `Invalid` on `why`; `Conflict` with `review_decided` when somebody
    /// decided before, `review_administrator` where another than the security administrator would end the role of one of the three administrators.
    pub async fn decide_access(&self, by: By<'_>, id: ReviewLineId, verdict: &Verdict) -> Result<()> {
        if let By::Caller(caller) = by {
            self.listing(caller, self.scope::<act::ReviewAccess>(caller, Purpose::Administration)).await?;
        }
        let line = self.inner.db.review_line(id).await?.ok_or(AppError::NotFound)?;
        let (role, now) = (&line.role, self.now());
        let (detail, word) = match verdict {
            Verdict::Keep => ("kept", "kept"),
            Verdict::End(_) => ("not needed", "ended"),
        };
        let detail = format!("{detail} role={} assignment={}", role.role, role.id);
        let row = match by {
            By::Operator => self.reviewed_by_operator(role.account, &role.place, detail),
            By::Caller(caller) => {
                let at = Resource::at(role.place.clone()).written_by(role.account);
                let permit = self.permit::<act::ReviewAccess>(caller, &at, Purpose::Administration).await?;
                if *verdict != Verdict::Keep && !ends(permit.role(), &role.role) {
                    return Err(AppError::conflict("review_administrator"));
                }
                done(self, &permit, "account", Some(role.account.uuid()), detail)
            }
        };
        let why = reason(verdict)?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.decide_line(id, word, by.account(), now).await? {
            return Err(AppError::conflict("review_decided"));
        }
        if let Some(why) = why {
            tx.end_role(role.id, by.account(), &why, now).await?;
        }
        tx.audit(&row, now).await?;
        tx.commit().await?;
        Ok(())
    }

    fn reviewed_by_operator(&self, account: AccountId, place: &PlacePath, detail: String) -> NewAudit {
        NewAudit {
            id: AuditId::new(self.ids(), self.now()),
            account: None,
            role: "system".to_owned(),
            action: "review_access".to_owned(),
            purpose: Purpose::Administration.code().to_owned(),
            place: place.clone(),
            person: None,
            record_kind: "account",
            record: Some(account.uuid()),
            refused: false,
            detail,
        }
    }
}

/// May somebody who reviews in a role end this role? Those of the three administrators only the security administrator ends.
fn ends(reviewer: Role, role: &str) -> bool {
    reviewer == Role::SecurityAdmin || !role.parse::<Role>().is_ok_and(Role::is_administrator)
}

/// Why a role ends; none where it is kept.
fn reason(verdict: &Verdict) -> Result<Option<String>> {
    let Verdict::End(why) = verdict else { return Ok(None) };
    let why: String = why.trim().chars().take(LONGEST_WHY).collect();
    if why.is_empty() { Err(AppError::field("why", "fault-review-why", "")) } else { Ok(Some(why)) }
}

/// Ranges of places without those that lie in another: no role is counted twice.
fn widest(ranges: impl Iterator<Item = PathRange>) -> Vec<PathRange> {
    let mut sorted: Vec<PathRange> = ranges.collect();
    sorted.sort_by(|a, b| a.from.cmp(&b.from));
    let mut kept: Vec<PathRange> = Vec::new();
    for range in sorted {
        if kept.last().is_none_or(|last| last.below <= range.from) {
            kept.push(range);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use xinqiao_access::{Action, rules};

    use super::*;

    #[test]
    fn the_store_tells_the_roles_that_review_and_no_others() {
        const STATEMENT: &str = include_str!("../../../store/src/reviews/reviewers.sql");
        for role in Role::ALL {
            let reviews = rules(*role).any(|rule| rule.action == Action::ReviewAccess);
            assert_eq!(STATEMENT.contains(&format!("'{role}'")), reviews, "{role}");
        }
    }
}
