//! A quarter's look through who has which role where: the list that the program makes, and what was decided about each role.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::Quarter;
use xinqiao_kernel::id::{AccessReviewId, AccountId, AssignmentId, ReviewLineId};
use xinqiao_kernel::place::{PathRange, PlacePath};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::sign_in::RoleRow;
use crate::{Db, Result, Tx};

/// A quarter's review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub id: AccessReviewId,
    pub quarter: Quarter,
    /// last day for deciding
    pub due_on: Date,
    pub created_at: Timestamp,
    /// when those who decide were told of it
    pub told_at: Option<Timestamp>,
    /// when those who had not decided were told that it is late
    pub late_told_at: Option<Timestamp>,
}

impl FromRow for Review {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: AccessReviewId::from_uuid(row.uuid(0)?),
            quarter: row.parsed(1, "access_review", "quarter", "a quarter")?,
            due_on: row.day(2)?,
            created_at: row.at(3)?,
            told_at: row.at_opt(4)?,
            late_told_at: row.at_opt(5)?,
        })
    }
}

/// One role in a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLine {
    pub id: ReviewLineId,
    pub review: AccessReviewId,
    /// kept or ended; none until somebody decides
    pub verdict: Option<String>,
    /// none where the role ended by itself
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<Timestamp>,
    pub role: RoleRow,
}

impl FromRow for ReviewLine {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: ReviewLineId::from_uuid(row.uuid(0)?),
            review: AccessReviewId::from_uuid(row.uuid(1)?),
            verdict: row.text_opt(2)?,
            decided_by: row.uuid_opt(3)?.map(AccountId::from_uuid),
            decided_at: row.at_opt(4)?,
            role: RoleRow::at(row, 5)?,
        })
    }
}

/// How far a review has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewCounts {
    pub roles: i64,
    pub decided: i64,
    /// of those decided: ended
    pub ended: i64,
}

impl FromRow for ReviewCounts {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { roles: row.int(0)?, decided: row.int(1)?, ended: row.int(2)? })
    }
}

struct Unlisted(AssignmentId, PlacePath);

impl FromRow for Unlisted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(AssignmentId::from_uuid(row.uuid(0)?), row.parsed(1, "assignment", "place_path", "a place path")?))
    }
}

struct Reviewer(AccountId, PlacePath);

impl FromRow for Reviewer {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(AccountId::from_uuid(row.uuid(0)?), row.parsed(1, "assignment", "place_path", "a place path")?))
    }
}

impl Tx {
    /// Begins a quarter's review; false when there is one.
    pub async fn begin_review(&mut self, review: &Review) -> Result<bool> {
        let row = args![review.id.uuid(), review.quarter.to_string(), review.due_on, review.created_at];
        Ok(self.exec(include_str!("insert.sql"), &row).await? > 0)
    }

    /// Puts a role on the list; once, however often it is asked.
    pub async fn list_role(
        &mut self,
        line: ReviewLineId,
        review: AccessReviewId,
        (role, place): (AssignmentId, &PlacePath),
        now: Timestamp,
    ) -> Result<()> {
        let row = args![line.uuid(), review.uuid(), role.uuid(), place.as_str(), now];
        self.exec(include_str!("insert_line.sql"), &row).await.map(|_| ())
    }

    /// Writes down what was decided; false when somebody has decided.
    pub async fn decide_line(&mut self, id: ReviewLineId, verdict: &str, by: Option<AccountId>, now: Timestamp) -> Result<bool> {
        let row = args![id.uuid(), verdict, by.map(AccountId::uuid), now];
        Ok(self.exec(include_str!("decide.sql"), &row).await? > 0)
    }

    /// A role that ends needs no decision any more.
    pub(crate) async fn end_lines(&mut self, role: AssignmentId, by: Option<AccountId>, now: Timestamp) -> Result<()> {
        let row = args![role.uuid(), by.map(AccountId::uuid), now];
        self.exec(include_str!("end_lines.sql"), &row).await.map(|_| ())
    }

    /// Writes down that those who decide were told; false when they were.
    pub async fn told_of_review(&mut self, id: AccessReviewId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("told.sql"), &args![id.uuid(), now]).await? > 0)
    }

    /// Writes down that those who had not decided were told once more; false when they were.
    pub async fn told_late(&mut self, id: AccessReviewId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("told_late.sql"), &args![id.uuid(), now]).await? > 0)
    }
}

impl Db {
    /// The review of a quarter.
    pub async fn review_of(&self, quarter: Quarter) -> Result<Option<Review>> {
        self.opt(include_str!("by_quarter.sql"), &args![quarter.to_string()]).await
    }

    /// Reviews, newest first.
    pub async fn recent_reviews(&self, limit: u32) -> Result<Vec<Review>> {
        self.all(include_str!("recent.sql"), &args![i64::from(limit)]).await
    }

    /// Reviews whose last day lies before a day, with roles undecided, of which nobody was told.
    pub async fn late_reviews(&self, today: Date) -> Result<Vec<Review>> {
        self.all(include_str!("late.sql"), &args![today]).await
    }

    /// Roles for work that hold on a day, were given before a review began and are not on its list, by id, after one of them.
    pub async fn unlisted_roles(
        &self,
        review: &Review,
        after: Option<AssignmentId>,
        today: Date,
        limit: u32,
    ) -> Result<Vec<(AssignmentId, PlacePath)>> {
        let after = after.map_or(uuid::Uuid::nil(), AssignmentId::uuid);
        let row = args![after, review.created_at, today, review.id.uuid(), i64::from(limit)];
        let found: Vec<Unlisted> = self.all(include_str!("unlisted.sql"), &row).await?;
        Ok(found.into_iter().map(|Unlisted(role, place)| (role, place)).collect())
    }

    /// Lines of a review in a range of places, by place, after one of them.
    pub async fn review_lines(
        &self,
        review: AccessReviewId,
        range: &PathRange,
        after: Option<&ReviewLine>,
        only_open: bool,
        limit: u32,
    ) -> Result<Vec<ReviewLine>> {
        let (place, line) = after.map_or(("", uuid::Uuid::nil()), |line| (line.role.place.as_str(), line.id.uuid()));
        let only_open = i64::from(only_open);
        let row = args![review.uuid(), range.from.as_str(), range.below.as_str(), place, line, only_open, i64::from(limit)];
        self.all(include_str!("lines.sql"), &row).await
    }

    /// One line.
    pub async fn review_line(&self, id: ReviewLineId) -> Result<Option<ReviewLine>> {
        self.opt(include_str!("line.sql"), &args![id.uuid()]).await
    }

    /// How far a review has come in a range of places.
    pub async fn review_counts(&self, review: AccessReviewId, range: &PathRange) -> Result<ReviewCounts> {
        let row = args![review.uuid(), range.from.as_str(), range.below.as_str()];
        Ok(self.opt(include_str!("counts.sql"), &row).await?.unwrap_or_default())
    }

    /// Accounts that decide in reviews on a day, each with the place at and below which it does.
    pub async fn access_reviewers(&self, today: Date, limit: u32) -> Result<Vec<(AccountId, PlacePath)>> {
        let found: Vec<Reviewer> = self.all(include_str!("reviewers.sql"), &args![today, i64::from(limit)]).await?;
        Ok(found.into_iter().map(|Reviewer(account, place)| (account, place)).collect())
    }
}
