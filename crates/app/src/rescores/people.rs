//! Whose result differs: one class after the other, masked, page by page.

use jiff::Timestamp;
use xinqiao_access::{Age, Purpose, Resource, act};
use xinqiao_kernel::id::{PersonId, RescoreId, ResponseId};
use xinqiao_psychometrics::rescore::Class;
use xinqiao_store::rescores::ResultLine;

use super::resource;
use super::second::{Counted, Detail};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// People on one page.
const PAGE: u32 = 50;

/// Somebody whose result differs.
#[derive(Debug, Clone, PartialEq)]
pub struct RescoreLine {
    pub person: PersonId,
    /// masked
    pub name: String,
    /// name of the place
    pub place: String,
    pub answered_at: Timestamp,
    /// both results; none where the caller may not read the person's scores
    pub results: Option<(Counted, Counted)>,
    /// codes of the rules that raise a signal by the new version
    pub raised: Vec<String>,
    /// codes of the rules whose signal does not follow any more
    pub lifted: Vec<String>,
    /// since when the second result stands beside the first
    pub applied_at: Option<Timestamp>,
    /// may the caller open the person's file?
    pub has_file: bool,
}

/// One page of them.
#[derive(Debug, Clone, PartialEq)]
pub struct RescorePeople {
    pub lines: Vec<RescoreLine>,
    pub next: Option<ResponseId>,
}

impl App {
    /// Those whose result differs in one way, after a sheet. Leaves an audit row.
    ///
    /// Errors: `NotFound` for an unknown plan and outside the scope, `Denied` without the right.
    pub async fn rescore_people(
        &self,
        caller: &Caller,
        id: RescoreId,
        class: Class,
        after: Option<ResponseId>,
    ) -> Result<RescorePeople> {
        let known = self.inner.db.rescore_place(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.permit::<act::PlanRescore>(caller, &resource(&known), Purpose::Screening).await?;
        let from = after.unwrap_or_else(|| ResponseId::from_uuid(uuid::Uuid::nil()));
        let mut rows = self.inner.db.rescored(&permit, id, (class.code(), from), PAGE + 1).await?;
        let is_more = (PAGE as usize) < rows.len();
        rows.truncate(PAGE as usize);
        let next = rows.last().filter(|_| is_more).map(|row| row.response);
        let detail = format!("class={} rows={}", class.code(), rows.len());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "rescore_results", Some(id.uuid()), detail), self.now()).await?;
        tx.commit().await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(self.rescore_line(caller, row).await?);
        }
        Ok(RescorePeople { lines, next })
    }

    async fn rescore_line(&self, caller: &Caller, row: ResultLine) -> Result<RescoreLine> {
        let detail = Detail::parse(&row.detail)?;
        let known = self.inner.db.whereabouts(row.person).await?;
        let age = known.map_or(Age::Unknown, |who| Age::of(who.birth_on, self.day(self.now())));
        let at = Resource::at(row.place.clone()).of(row.person).aged(age);
        Ok(RescoreLine {
            person: row.person,
            name: row.name,
            place: self.place_name(&row.place).await?,
            answered_at: row.answered_at,
            results: self.may::<act::ReadScores>(caller, &at).then_some((detail.before, detail.after)),
            raised: detail.difference.raised.into_iter().collect(),
            lifted: detail.difference.lifted.into_iter().collect(),
            applied_at: row.applied_at,
            has_file: self.may::<act::ReadPerson>(caller, &at),
        })
    }
}
