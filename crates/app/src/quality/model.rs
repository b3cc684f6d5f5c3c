//! How right the levels of the risk model were: worked out once for each quarter and version, on what really happened, and kept as numbers about many.
//!
//! At the first instant of a quarter the levels are worked out again by the model from what was known then (what was dismissed later counted
//! then), without anybody's standing. The outcome and its time span are those of the pack.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_risk::{Evidence, Level, Points};
use xinqiao_store::attention::AT_ONCE;
use xinqiao_store::quality::{JudgedPerson, ModelReportRow, OutcomeRow};
use xinqiao_warnings::quality::{Ending, ModelRules};

use super::Quarter;
use super::report::{Judged, ModelReport, Of};
use crate::audit::by_system;
use crate::{App, AppError, Result};

/// People of one reading.
const PAGE: u32 = 1_024;
/// Most people of one report; four times those of a city of ten million with a level. More are no city's.
const MOST: usize = 2_000_000;

impl App {
    /// Judges the model in force on the quarters that can be counted and were not judged by this version; how many were.
    pub async fn judge_model(&self) -> Result<usize> {
        let mut judged = 0;
        for quarter in self.counted_quarters()?.into_iter().rev() {
            judged += usize::from(self.judge_quarter(quarter).await?);
        }
        Ok(judged)
    }

    async fn judge_quarter(&self, quarter: Quarter) -> Result<bool> {
        let model = self.model_version()?;
        if self.inner.db.model_report(&model, &quarter.to_string()).await?.is_some() {
            return Ok(false);
        }
        let rules = self.quality_rules()?;
        let Some(at) = self.start_of(quarter.first()) else { return Ok(false) };
        let end = at + SignedDuration::from_hours(24 * rules.model().window_days);
        let settled = end + SignedDuration::from_hours(24 * rules.settle_days());
        if self.now() < settled {
            return Ok(false);
        }
        let rows = self.judged_people(at, end).await?;
        if rows.is_empty() {
            // a quarter from before there was any evidence
            return Ok(false);
        }
        let before = self.inner.db.model_report(&model, &quarter.before().to_string()).await?;
        let before = match before {
            Some(row) => ModelReport::parse(&row.body)?.fit.map(|fit| (row.quarter, fit)),
            None => None,
        };
        let of =
            Of { index: quarter.first(), rules: rules.model(), pack: rules.version().to_string(), floor: self.floor_of_rules()? };
        let report = ModelReport::of(&of, &rows, before);
        let body = report.written()?;
        let now = self.now();
        let row = ModelReportRow { model: model.clone(), quarter: quarter.to_string(), body, at: now };
        let detail = format!("{model} {quarter} people={}", rows.len());
        let mut audit = by_system(self, "publish_counts", &self.inner.place, None, "model_report", Uuid::nil(), detail);
        audit.record = None;
        audit.purpose = xinqiao_access::Purpose::Statistics.code().to_owned();
        let mut tx = self.inner.db.begin().await?;
        if !tx.add_model_report(&row).await? {
            return Ok(false);
        }
        tx.audit(&audit, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Everybody about whom something was known at an instant, with the level of then and what happened by `end`. Whoever had the outcome
    /// at that instant is left out. Errors: `Broken` for more people than any city has.
    async fn judged_people(&self, at: Timestamp, end: Timestamp) -> Result<Vec<Judged>> {
        let mut rows = Vec::new();
        let mut after = Uuid::nil();
        loop {
            let people = self.inner.db.people_with_standing(after, PAGE).await?;
            let Some(last) = people.last() else { return Ok(rows) };
            after = last.id.uuid();
            for chunk in people.chunks(AT_ONCE) {
                self.judge_chunk(chunk, (at, end), &mut rows).await?;
            }
            if MOST < rows.len() {
                return Err(AppError::broken(format!("more than {MOST} people have a level")));
            }
        }
    }

    async fn judge_chunk(
        &self,
        people: &[JudgedPerson],
        (at, end): (Timestamp, Timestamp),
        rows: &mut Vec<Judged>,
    ) -> Result<()> {
        let model = self.risk_model()?;
        let rules = self.quality_rules()?;
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let evidence = self.inner.db.evidence_at(&ids, at).await?;
        let outcomes = self.inner.db.outcomes_of(&ids, rules.model().outcome.code(), end).await?;
        let counts = |row: &&OutcomeRow| !row.ending.parse::<Ending>().is_ok_and(|ending| rules.is_wrong(ending));
        for (person, known) in people.iter().zip(evidence) {
            if known.is_empty() {
                continue;
            }
            let mut own = outcomes.iter().filter(|row| row.person == person.id).filter(counts);
            if own.clone().any(|row| row.opened_at <= at && row.closed_at.is_none_or(|closed| at < closed)) {
                continue;
            }
            let pieces: Vec<Evidence> = crate::attention::evidence(model, &known);
            let found = model.evaluate(&pieces, None, at);
            rows.push(self.judged(person, (found.level, found.points), own.any(|row| at < row.opened_at), self.day(at)));
        }
        Ok(())
    }

    fn judged(&self, person: &JudgedPerson, (level, points): (Level, Points), happened: bool, on: Date) -> Judged {
        let rules = self.quality_rules().ok();
        let band = person.birth_on.zip(rules).and_then(|(born, rules)| age_band(rules.model(), born, on));
        Judged { level, points, happened, sex: person.sex.clone(), age_band: band, area: self.area_of(&person.place) }
    }

    /// The place directly below the jurisdiction.
    fn area_of(&self, place: &PlacePath) -> Option<String> {
        let depth = self.inner.place.depth() + 1;
        place.upwards().find(|above| above.depth() == depth).map(|above| above.to_string())
    }

    /// The model that is in force, as standings keep it.
    pub(crate) fn model_version(&self) -> Result<String> {
        Ok(format!("{}@{}", crate::attention::MODEL, self.risk_model()?.version()))
    }
}

/// The first year of the band of somebody's age.
fn age_band(rules: &ModelRules, born: Date, on: Date) -> Option<String> {
    let years = on.year() - born.year() - i16::from((on.month(), on.day()) < (born.month(), born.day()));
    let years = u64::try_from(years).ok()?;
    rules.age_from.iter().rfind(|from| **from <= years).map(u64::to_string)
}
