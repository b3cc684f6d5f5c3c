//! Reading the counts of a place and of the places directly below it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use xinqiao_access::{Clause, Permit, Purpose, Resource, act, permit, scope};
use xinqiao_cases::rules::Title;
use xinqiao_indicators::{Cell, closed_loop};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::places::Place;
use xinqiao_store::releases::{Measure, Publication, PublishedCell};

use super::Month;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Months that can be looked at.
const MONTHS: usize = 12;

/// Most places below one place that a page shows; their cells are bounded by four for each.
const MOST_BELOW: u32 = 500;

/// For what aggregates are read, in the order in which they are tried.
const PURPOSES: [Purpose; 4] = [Purpose::Supervision, Purpose::Statistics, Purpose::DutyResponse, Purpose::Screening];

/// What somebody wants to see.
#[derive(Debug, Clone)]
pub struct Asked {
    pub measure: Measure,
    /// None: the caller's own
    pub place: Option<PlacePath>,
    /// None: the latest that is over
    pub month: Option<Month>,
    /// Is it taken away as a file?
    pub is_export: bool,
}

/// A place with its counts: the columns of the measure, then their sum.
#[derive(Debug, Clone)]
pub struct PlaceRow {
    pub place: Place,
    pub cells: Vec<Cell>,
}

/// Counts of a place.
#[derive(Debug, Clone)]
pub struct Aggregates {
    pub measure: Measure,
    pub month: Month,
    /// months that can be looked at, newest first
    pub months: Vec<Month>,
    /// the place itself, after the places above it that the caller may see, the highest first
    pub way: Vec<Place>,
    pub whole: Vec<Cell>,
    /// in the order of their codes
    pub below: Vec<PlaceRow>,
    /// the sum of the place in each of the months, oldest first
    pub series: Vec<(Month, Cell)>,
    /// when the month was counted
    pub counted_at: Option<Timestamp>,
    /// from how many persons on a count is shown in the city and its counties, and below
    pub floors: (u64, u64),
    /// may the caller take the table away as a file?
    pub may_export: bool,
    /// may the caller see how the rules of the jurisdiction do?
    pub may_see_rules: bool,
    /// of a measure of who was reached: whom it counts
    pub coverage: Option<CoverageOf>,
}

/// Whom a measure of coverage counts.
#[derive(Debug, Clone)]
pub struct CoverageOf {
    pub title: Title,
    /// titles of the groups of the register that are counted
    pub counted: Vec<Title>,
    pub target_percent: u8,
    pub needs_plan: bool,
    /// months of a period
    pub months: u8,
}

impl Aggregates {
    /// K4-08 of a row of [`Measure::Loops`], heard of all; none where it is hidden, for nobody, and for other measures.
    pub fn closed_loops(&self, cells: &[Cell]) -> Option<(u64, u64)> {
        match (self.measure, cells) {
            (Measure::Loops, [.., heard, raised]) => closed_loop(*heard, *raised),
            _ => None,
        }
    }

    /// Reached, of all on record, of a row of a measure of coverage; none where it is hidden, for nobody, and for other measures.
    pub fn reached(&self, cells: &[Cell]) -> Option<(u64, u64)> {
        match (self.measure.definition(), cells) {
            (Some(_), [reached, .., all]) => reached.share_of(*all),
            _ => None,
        }
    }
}

impl App {
    /// Counts of a place and of those directly below it.
    ///
    /// Errors: `NotFound` for a place outside the caller's scope, `Denied` without the right, `Invalid` for a month that is not one of the
    /// last twelve that are over.
    pub async fn aggregates(&self, caller: &Caller, asked: &Asked) -> Result<Aggregates> {
        let place = match &asked.place {
            Some(place) => place.clone(),
            // without a place of one's own the refusal is about the whole jurisdiction
            None => self.own_place(caller).unwrap_or_else(|| self.inner.place.clone()),
        };
        let permit = self.aggregates_permit(caller, &place).await?;
        let export = match asked.is_export {
            true => Some(self.permit::<act::ExportAggregates>(caller, &Resource::at(place.clone()), Purpose::Statistics).await?),
            false => None,
        };
        let months = self.months(asked.measure)?;
        let month = match (asked.month, months.first()) {
            (Some(month), _) if months.contains(&month) => month,
            (None, Some(latest)) => *latest,
            (Some(other), _) => {
                return Err(AppError::field("month", "fault-month", other.to_string()));
            }
            (None, None) => return Err(AppError::broken("no month before this one")),
        };
        let measure = asked.measure;
        let out = self.month_published(measure, month).await?;
        let whole = self.counts_row(&permit, measure, out).await?;
        let below = self.rows_below(&permit, measure, out).await?;
        let mut series = Vec::with_capacity(months.len());
        for month in months.iter().rev() {
            let out = self.month_published(measure, *month).await?;
            let sum = self.counts_row(&permit, measure, out).await?.last().copied();
            series.push((*month, sum.unwrap_or(Cell::Hidden)));
        }
        let way = self.way(caller, &place).await?;
        let mut tx = self.inner.db.begin().await?;
        let what = format!("{} {month} rows={}", measure.code(), below.len());
        let row = match &export {
            Some(export) => done(self, export, "aggregates", None, what),
            None => done(self, &permit, "aggregates", None, what),
        };
        tx.audit(&row, self.now()).await?;
        tx.commit().await?;
        let floors = (self.month_floor("county")?, self.month_floor("village")?);
        let counted_at = out.map(|out| out.at);
        let at = Resource::at(place);
        let may_export =
            xinqiao_access::permit::<act::ExportAggregates>(caller.actor(), &at, Purpose::Statistics, self.moment()).is_ok();
        let may_see_rules = self.may_see_rules(caller);
        let coverage = self.coverage_shown(measure)?;
        Ok(Aggregates {
            measure,
            month,
            months,
            way,
            whole,
            below,
            series,
            counted_at,
            floors,
            may_export,
            may_see_rules,
            coverage,
        })
    }

    fn coverage_shown(&self, measure: Measure) -> Result<Option<CoverageOf>> {
        let Some(definition) = self.coverage_of(measure)? else { return Ok(None) };
        let rules = self.group_rules()?;
        Ok(Some(CoverageOf {
            title: definition.title.clone(),
            counted: rules.counted_in(&definition.groups).into_iter().map(|group| group.title.clone()).collect(),
            target_percent: definition.target_percent,
            needs_plan: definition.needs_plan,
            months: rules.raw().counted.months,
        }))
    }

    /// The first place below which the caller may read aggregates.
    fn own_place(&self, caller: &Caller) -> Option<PlacePath> {
        let moment = self.moment();
        PURPOSES.iter().find_map(|purpose| {
            let scope = scope::<act::ReadAggregates>(caller.actor(), *purpose, moment).ok()?;
            let ranges = scope.clauses().iter().filter_map(|clause| match clause {
                Clause::Below(range) => range.from.parse().ok(),
                _ => None,
            });
            ranges.min()
        })
    }

    async fn aggregates_permit(&self, caller: &Caller, place: &PlacePath) -> Result<Permit<act::ReadAggregates>> {
        let at = Resource::at(place.clone());
        let moment = self.moment();
        let fits = |purpose: &Purpose| permit::<act::ReadAggregates>(caller.actor(), &at, *purpose, moment).is_ok();
        // a role has the action for some purposes only; when none fits, the refusal of a purpose that it has says more
        let knows = |purpose: &Purpose| scope::<act::ReadAggregates>(caller.actor(), *purpose, moment).is_ok();
        let first = PURPOSES.iter().find(|purpose| fits(purpose)).or_else(|| PURPOSES.iter().find(|purpose| knows(purpose)));
        self.permit::<act::ReadAggregates>(caller, &at, first.copied().unwrap_or(Purpose::Statistics)).await
    }

    /// Months that can be counted, newest first.
    pub(super) fn months(&self, measure: Measure) -> Result<Vec<Month>> {
        let mut latest = Month::of(self.day(self.now())).before();
        while !self.is_settled(measure, latest)? {
            latest = latest.before();
        }
        let step = if measure.definition().is_some() { usize::from(self.group_rules()?.raw().counted.months) } else { 1 };
        let months = std::iter::successors(Some(latest), |month| Some(month.before()));
        Ok(months.take(MONTHS).step_by(step.max(1)).collect())
    }

    async fn counts_row(
        &self,
        permit: &Permit<act::ReadAggregates>,
        measure: Measure,
        out: Option<Publication>,
    ) -> Result<Vec<Cell>> {
        let Some(out) = out else {
            return Ok(vec![Cell::Hidden; measure.parts().len() + 1]);
        };
        let cells = self.inner.db.published_row(permit, out.id, permit.place()).await?;
        Ok(in_columns(measure, &cells))
    }

    async fn rows_below(
        &self,
        permit: &Permit<act::ReadAggregates>,
        measure: Measure,
        out: Option<Publication>,
    ) -> Result<Vec<PlaceRow>> {
        let Some(out) = out else {
            return Ok(Vec::new());
        };
        let places = self.places_under(permit.place()).await?;
        let mut cells: BTreeMap<String, Vec<PublishedCell>> = BTreeMap::new();
        for cell in self.inner.db.published_below(permit, out.id, MOST_BELOW * 4).await? {
            cells.entry(cell.node.clone()).or_default().push(cell);
        }
        let row = |place: Place| {
            let found = cells.get(place.path.as_str()).map_or(&[][..], Vec::as_slice);
            PlaceRow { cells: in_columns(measure, found), place }
        };
        Ok(places.into_iter().map(row).collect())
    }

    /// The places from the highest that the caller may see down to this one.
    async fn way(&self, caller: &Caller, place: &PlacePath) -> Result<Vec<Place>> {
        let moment = self.moment();
        let mut way = Vec::new();
        for path in place.upwards() {
            let at = Resource::at(path.clone());
            let may = PURPOSES.iter().any(|purpose| permit::<act::ReadAggregates>(caller.actor(), &at, *purpose, moment).is_ok());
            if !may {
                break;
            }
            way.extend(self.inner.db.place(&path).await?);
        }
        way.reverse();
        Ok(way)
    }
}

/// The cells in the order of the measure's columns, then the sum; a place without a row counts nobody.
fn in_columns(measure: Measure, cells: &[PublishedCell]) -> Vec<Cell> {
    let of = |part: &str| cells.iter().find(|cell| cell.part == part).map_or(Cell::Count(0), |cell| cell.cell);
    measure.parts().iter().copied().chain([""]).map(of).collect()
}
