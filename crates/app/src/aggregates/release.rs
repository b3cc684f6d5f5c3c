//! A month of a measure goes out: once, for the whole jurisdiction.

use std::collections::HashMap;

use jiff::ToSpan;
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

/// Levels of places, from above; what is none of them stands below all.
const LEVELS: [&str; 6] = ["province", "city", "county", "township", "village", "unit"];

fn rank(level: &str) -> usize {
    LEVELS.iter().position(|known| *known == level).unwrap_or(LEVELS.len())
}

impl App {
    /// Counts the latest periods of coverage that are over, so that what is on record then is counted and not what is on record when somebody looks.
    pub(crate) async fn count_coverage(&self) -> Result<()> {
        self.read_old_cases().await?;
        for measure in Measure::ALL.into_iter().filter(|measure| measure.definition().is_some()) {
            if let Some(latest) = self.months(measure)?.first() {
                self.month_published(measure, *latest).await?;
            }
        }
        Ok(())
    }

    /// The publication of a month that is over; made when nobody asked before. None for a month that still runs.
    pub(super) async fn month_published(&self, measure: Measure, month: Month) -> Result<Option<Publication>> {
        if !self.is_settled(measure, month)? {
            return Ok(None);
        }
        let subject = format!("{}/{month}", measure.code());
        if let Some(out) = self.inner.db.publication(&subject).await? {
            return Ok(Some(out));
        }
        let (Some(from), Some(until)) = (self.start_of(month.first()), self.start_of(month.after().first())) else {
            return Ok(None);
        };
        let raw = match self.coverage_of(measure)? {
            Some(definition) => self.counted_coverage(definition, month).await?,
            None => self.inner.db.counted(measure, from, until).await?,
        };
        let release = self.month_release(measure, raw).await?;
        self.publish_once(&subject, &self.inner.place, &release).await?;
        Ok(self.inner.db.publication(&subject).await?)
    }

    /// May a month of a measure be counted? It is over, and where something is still to come of it, that has had its time.
    pub(super) fn is_settled(&self, measure: Measure, month: Month) -> Result<bool> {
        let counted = &self.group_rules()?.raw().counted;
        if measure.definition().is_some() && month.first().month() % i8::try_from(counted.months).unwrap_or(1) != 0 {
            return Ok(false);
        }
        let waits = match measure {
            Measure::Loops => self.quality_rules()?.settle_days(),
            Measure::Guidance | Measure::Guided => i64::from(counted.settle_days),
            Measure::Warnings | Measure::Signals | Measure::SelfTests => 0,
        };
        let first = month.after().first().saturating_add(waits.days());
        Ok(first <= self.day(self.now()))
    }

    async fn month_release(&self, measure: Measure, raw: RawCounts) -> Result<Release> {
        let levels = if raw.is_empty() { HashMap::new() } else { self.levels().await? };
        let mut floors: HashMap<String, u64> = HashMap::new();
        for level in LEVELS {
            floors.insert(level.to_owned(), self.month_floor(level)?);
        }
        let above = self.inner.place.clone();
        // a register moves little from quarter to quarter: of a small place a step would point to one person
        let finest = match measure.definition() {
            Some(_) => rank(&self.group_rules()?.raw().counted.finest),
            None => usize::MAX,
        };
        let work = move || {
            let rule = |key: &str| {
                let level = levels.get(key).map_or("unit", String::as_str);
                // what stands above the jurisdiction counts the same people and is nobody's to see
                let is_shown = key.starts_with(above.as_str());
                let level = if is_shown { level } else { "province" };
                let is_shown = is_shown && (key == above.as_str() || rank(level) <= finest);
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
