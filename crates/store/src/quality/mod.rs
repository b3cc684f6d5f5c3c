//! How the signals of rules ended, and how long deciding took. Persons are counted once for each rule, by what says most.

mod model;
mod replay;

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_access::{Permit, act};
use xinqiao_indicators::RawCounts;
use xinqiao_kernel::id::{AccountId, PublicationId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::releases::PublishedCell;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

pub use model::{JudgedPerson, ModelReportRow, OutcomeRow};
pub use replay::{DecidedRow, ReplayRow, ReplaySheet, first_id};

pub(crate) const PACE_COLUMNS: &str = "rule_pace (publication_id, node, clock, median_minutes, p90_minutes)";
pub(crate) const PACE_WIDTH: usize = 5;

/// Most signals of one quarter; four times what a city of ten million has. More are no city's.
const MOST_SIGNALS: i64 = 5_000_000;
/// Most cells of one publication of rules.
const MOST_CELLS: u32 = 20_000;

/// A rule: its pack, the version, its code in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleKey {
    pub pack: String,
    pub version: String,
    pub code: String,
}

/// From when until before when signals were raised, and when they are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub until: Timestamp,
    pub now: Timestamp,
}

/// Persons of a rule whose signals ended in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingRow {
    pub rule: RuleKey,
    /// word of the crate `warnings`
    pub ending: String,
    pub persons: u64,
    pub signals: u64,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaceClock {
    /// From the signal until somebody decided.
    Decide,
    /// From the warning until somebody took it on.
    Acknowledge,
}

impl PaceClock {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Decide, Self::Acknowledge];

    /// Its word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Acknowledge => "acknowledge",
        }
    }
}

/// How often something took so many quarters of an hour.
pub type Steps = Vec<(u64, u64)>;

/// A time of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaceRow {
    /// as in the cells of the publication
    pub node: String,
    /// `decide` or `acknowledge`
    pub clock: String,
    pub median_minutes: i64,
    pub p90_minutes: i64,
}

fn rule(row: &Row) -> Result<RuleKey> {
    Ok(RuleKey { pack: row.text(0)?, version: row.text(1)?, code: row.text(2)? })
}

impl FromRow for EndingRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (persons, signals) = (row.int(4)?.unsigned_abs(), row.int(5)?.unsigned_abs());
        Ok(Self { rule: rule(row)?, ending: row.text(3)?, persons, signals })
    }
}

struct StepRow(RuleKey, u64, u64);

impl FromRow for StepRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(rule(row)?, row.int(3)?.unsigned_abs(), row.int(4)?.unsigned_abs()))
    }
}

impl FromRow for PaceRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { node: row.text(0)?, clock: row.text(1)?, median_minutes: row.int(2)?, p90_minutes: row.int(3)? })
    }
}

impl Db {
    /// Persons by rule and ending, each at the node that `node` names. Who they are is not in it, and nobody can read it.
    ///
    /// Errors: `Corrupt` when there are more signals than any city has, so that none is left out in silence.
    pub async fn counted_endings(&self, span: Span, node: impl Fn(&EndingRow) -> String) -> Result<RawCounts> {
        let rows = self.endings(span, MOST_SIGNALS).await?;
        if rows.iter().map(|row| row.signals).sum::<u64>() == MOST_SIGNALS.unsigned_abs() {
            let expected = "fewer signals than one jurisdiction has";
            return Err(StoreError::Corrupt { table: "signal", column: "raised_at", expected, found: MOST_SIGNALS.to_string() });
        }
        Ok(RawCounts::of(rows.iter().map(|row| (node(row), String::new(), row.persons))))
    }

    /// Persons by rule and ending of the latest `most` signals, for somebody who may open each of them; the whole jurisdiction.
    pub async fn listed_endings(
        &self,
        permit: &Permit<act::ListSignals>,
        jurisdiction: &PlacePath,
        span: Span,
        most: u32,
    ) -> Result<Vec<EndingRow>> {
        match permit.place().covers(jurisdiction) {
            true => self.endings(span, i64::from(most)).await,
            false => Ok(Vec::new()),
        }
    }

    async fn endings(&self, span: Span, most: i64) -> Result<Vec<EndingRow>> {
        self.all(include_str!("endings.sql"), &args![span.from, span.until, span.now, most]).await
    }

    /// What `fold` makes of the times of each rule that was measured at least `least` times.
    pub async fn paces_of<T>(
        &self,
        clock: PaceClock,
        span: Span,
        least: u64,
        fold: impl Fn(&[(u64, u64)]) -> Option<T>,
    ) -> Result<Vec<(RuleKey, T)>> {
        let statement = match clock {
            PaceClock::Decide => include_str!("decide_steps.sql"),
            PaceClock::Acknowledge => include_str!("acknowledge_steps.sql"),
        };
        let rows: Vec<StepRow> = self.all(statement, &args![span.from, span.until, MOST_SIGNALS]).await?;
        let mut rules: Vec<(RuleKey, Steps)> = Vec::new();
        for StepRow(rule, step, often) in rows {
            match rules.last_mut().filter(|(known, _)| *known == rule) {
                Some((_, steps)) => steps.push((step, often)),
                None => rules.push((rule, vec![(step, often)])),
            }
        }
        rules.retain(|(_, steps)| least <= steps.iter().map(|(_, often)| *often).sum());
        Ok(rules.into_iter().filter_map(|(rule, steps)| Some((rule, fold(&steps)?))).collect())
    }

    /// All cells of a publication about rules.
    pub async fn published_rules(&self, _permit: &Permit<act::ReadQuality>, id: PublicationId) -> Result<Vec<PublishedCell>> {
        self.all(include_str!("../releases/all.sql"), &args![id.uuid(), i64::from(MOST_CELLS)]).await
    }

    /// The times of a publication about rules.
    pub async fn published_paces(&self, _permit: &Permit<act::ReadQuality>, id: PublicationId) -> Result<Vec<PaceRow>> {
        self.all(include_str!("paces.sql"), &args![id.uuid(), i64::from(MOST_CELLS)]).await
    }

    /// Accounts that have a role at exactly a place on a day.
    pub async fn holders(&self, role: &str, place: &PlacePath, day: Date, limit: u32) -> Result<Vec<AccountId>> {
        let row = args![role, place.as_str(), day, i64::from(limit)];
        let found: Vec<uuid::Uuid> = self.all(include_str!("holders.sql"), &row).await?;
        Ok(found.into_iter().map(AccountId::from_uuid).collect())
    }
}

impl Tx {
    /// Keeps the times of a publication.
    pub async fn add_paces(&mut self, id: PublicationId, paces: &[PaceRow]) -> Result<()> {
        let rows: Vec<Vec<Arg>> = paces
            .iter()
            .map(|pace| args![id.uuid(), &pace.node, &pace.clock, pace.median_minutes, pace.p90_minutes].to_vec())
            .collect();
        self.insert_many(PACE_COLUMNS, PACE_WIDTH, &rows).await.map(|_| ())
    }
}
