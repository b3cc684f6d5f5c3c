//! A month of a measure goes out: once, for the whole jurisdiction.

use std::collections::HashMap;

use xinqiao_access::Purpose;
use xinqiao_indicators::suppress::{Decision, NodeRule, Table, decide};
use xinqiao_indicators::{RawCounts, Release};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::releases::{Measure, Publication};

use super::Month;
use crate::{App, AppError, Result};

/// Places that are read at once.
const PAGE: u32 = 5_000;

/// Purposes for which a month is read; the greatest of their floors holds.
pub(super) const PURPOSES: [Purpose; 3] = [Purpose::Supervision, Purpose::Statistics, Purpose::DutyResponse];

impl App {
    /// The publication of a month that is over; made when nobody asked before. None for a month that still runs.
    pub(super) async fn month_published(&self, measure: Measure, month: Month) -> Result<Option<Publication>> {
        if Month::of(self.day(self.now())) <= month {
            return Ok(None);
        }
        let subject = format!("{}/{month}", measure.code());
        if let Some(out) = self.inner.db.publication(&subject).await? {
            return Ok(Some(out));
        }
        let (Some(from), Some(until)) = (self.start_of(month.first()), self.start_of(month.after().first())) else {
            return Ok(None);
        };
        let raw = self.inner.db.counted(measure, from, until).await?;
        let release = self.month_release(measure, raw).await?;
        self.publish_once(&subject, &self.inner.place, &release).await?;
        Ok(self.inner.db.publication(&subject).await?)
    }

    async fn month_release(&self, measure: Measure, raw: RawCounts) -> Result<Release> {
        let levels = if raw.is_empty() { HashMap::new() } else { self.levels().await? };
        let mut floors: HashMap<String, u64> = HashMap::new();
        for level in ["province", "city", "county", "township", "village", "unit"] {
            floors.insert(level.to_owned(), self.month_floor(level)?);
        }
        let above = self.inner.place.clone();
        let work = move || {
            let rule = |key: &str| {
                let level = levels.get(key).map_or("unit", String::as_str);
                // what stands above the jurisdiction counts the same people and is nobody's to see
                let is_shown = key.starts_with(above.as_str());
                let level = if is_shown { level } else { "province" };
                NodeRule { floor: floors.get(level).copied().unwrap_or(u64::MAX), is_shown }
            };
            let table = Table::build(&raw, measure.parts(), rule);
            match decide(&table, &[]) {
                Decision::Publish { release, .. } => Ok(release),
                Decision::Keep(why) => Err(AppError::broken(format!("counts without a history were kept back: {why:?}"))),
            }
        };
        // a city takes a part of a second of one core
        tokio::task::spawn_blocking(work).await.map_err(|fault| AppError::broken(fault.to_string()))?
    }

    /// From how many persons on a count of a month is shown at a level of place.
    pub(super) fn month_floor(&self, level: &str) -> Result<u64> {
        let mut floor = 0;
        for purpose in PURPOSES {
            floor = floor.max(self.floor(purpose, level)?);
        }
        Ok(floor)
    }

    async fn levels(&self) -> Result<HashMap<String, String>> {
        let range = PlacePath::root().range();
        let mut levels = HashMap::new();
        let mut after = String::new();
        loop {
            let page = self.inner.db.places(&range, &after, PAGE).await?;
            let is_last = page.len() < PAGE as usize;
            if let Some(place) = page.last() {
                after = place.path.as_str().to_owned();
            }
            levels.extend(page.into_iter().map(|place| (String::from(place.path), place.level)));
            if is_last {
                return Ok(levels);
            }
        }
    }
}
