//! Notices about places are read, and settled with a reason.

use jiff::civil::Date;
use xinqiao_access::{Purpose, Resource, act};
use xinqiao_kernel::id::AreaNoticeId;
use xinqiao_store::areas::{AreaAfter, AreaNoticeRow};

use super::{Made, later};
use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// Notices on one page.
const PAGE: u32 = 50;
/// The longest words, in characters.
const LONGEST: usize = 1_000;

/// A week of the yardstick; none hides a small number.
pub type PastWeek = (Date, Option<u64>);

/// A notice as a page shows it.
#[derive(Debug, Clone)]
pub struct AreaView {
    pub row: AreaNoticeRow,
    /// name of the place
    pub place: String,
    /// weeks of the yardstick, the oldest first
    pub past: Vec<PastWeek>,
    /// whole persons; none hides a small number
    pub mean: Option<u64>,
    /// more than so many persons are more than expected
    pub limit: u64,
    /// of the persons so many at places below that have a notice of their own
    pub below: u64,
    /// nobody has looked in time
    pub is_late: bool,
}

/// One page of notices.
#[derive(Debug, Clone)]
pub struct AreaPage {
    pub notices: Vec<AreaView>,
    pub next: Option<AreaAfter>,
    /// from how many persons on a number is shown
    pub floor: u64,
}

impl App {
    /// The notices about the caller's places: open ones by due time, settled ones the latest first. Errors: `Denied` without the right.
    pub async fn area_notices(&self, caller: &Caller, is_settled: bool, after: Option<AreaAfter>) -> Result<AreaPage> {
        let scope = self.listing(caller, self.staff_scope::<act::WatchAreas>(caller)).await?;
        let mut rows = self.inner.db.area_notices(&scope, is_settled, after, PAGE + 1).await?;
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let at = |row: &AreaNoticeRow| row.settled.as_ref().map_or(row.due_at, |settled| settled.0);
        let next = rows.last().filter(|_| more).map(|last| AreaAfter { at: at(last), id: last.id });
        let floor = self.floor(Purpose::DutyResponse, "township")?;
        let mut notices = Vec::with_capacity(rows.len());
        for row in rows {
            notices.push(self.area_view(row, floor).await?);
        }
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "area_notices", notices.len()), self.now()).await?;
        tx.commit().await?;
        Ok(AreaPage { notices, next, floor })
    }

    async fn area_view(&self, row: AreaNoticeRow, floor: u64) -> Result<AreaView> {
        let made: Made = serde_json::from_str(&row.body)
            .map_err(|fault| AppError::Broken { what: "numbers cannot be read".to_owned(), source: Some(Box::new(fault)) })?;
        let shown = |persons: u64| (persons == 0 || floor <= persons).then_some(persons);
        let past = (0..).zip(&made.past).map(|(at, persons)| (later(made.from, at), shown(*persons))).collect();
        let whole = |number: f64| if number < 0.0 { 0 } else { number as u64 };
        let mean = Some(whole(made.mean.round())).filter(|mean| floor <= *mean);
        Ok(AreaView {
            place: self.place_name(&row.place).await?,
            past,
            mean,
            limit: whole(made.limit.floor()),
            below: row.persons.unsigned_abs().saturating_sub(made.rest),
            is_late: row.settled.is_none() && row.due_at <= self.now(),
            row,
        })
    }

    /// Somebody has looked, and says what came of it. The same answer twice changes nothing.
    ///
    /// Errors: `NotFound` outside the scope, `Denied` without the right, `Invalid` on `reason` or `note`, `Conflict` when somebody said otherwise.
    pub async fn settle_area(&self, caller: &Caller, id: AreaNoticeId, reason: &str, note: Option<&str>) -> Result<()> {
        let row = self.inner.db.area_notice_place(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::WatchAreas>(caller, &Resource::at(row.place.clone())).await?;
        let note = note.map(str::trim).filter(|text| !text.is_empty());
        if self.quality_rules()?.area().reason(reason).is_none() {
            return Err(AppError::field("reason", "fault-area-reason", reason));
        }
        let long = note.map_or(0, |text| text.chars().count());
        if LONGEST < long {
            return Err(AppError::field("note", "fault-area-long", long.to_string()));
        }
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.settle_area(&permit, id, (reason, note), now).await? {
            drop(tx);
            let kept = self.inner.db.area_notice(&permit, id).await?.and_then(|row| row.settled);
            let same = kept.is_some_and(|(_, by, known)| by == caller.account() && known == reason);
            return if same { Ok(()) } else { Err(AppError::conflict("area_settled")) };
        }
        tx.audit(&done(self, &permit, "area_notice", Some(id.uuid()), format!("reason={reason}")), now).await?;
        Ok(tx.commit().await?)
    }
}
