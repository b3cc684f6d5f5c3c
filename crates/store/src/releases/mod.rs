//! Counts on their way out: what is counted leaves only as [`RawCounts`], which the engine alone opens, and what was shown stays on record.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_indicators::{Cell, RawCounts, Release};
use xinqiao_kernel::id::{CampaignId, PublicationId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

pub(crate) const CELL_COLUMNS: &str = "publication_cell (publication_id, node, parent, part, persons)";
pub(crate) const CELL_WIDTH: usize = 5;

/// Most rows that one count may have; a city has a few thousand places.
const MOST_COUNTED: i64 = 400_000;

/// What people of a month are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Persons with a warning, by the gravest of the month.
    Warnings,
    /// Persons with a signal, by the gravest of the month.
    Signals,
    /// Persons who took a self-test.
    SelfTests,
    /// Persons with a confirmed warning, by how far the loop went: one that still runs before one that ended unheard before one that ended heard.
    Loops,
    /// Persons of special groups on record in a quarter, by whether they had a plan and guidance, and what was missing (K2-08).
    Guidance,
    /// Persons of special groups, teachers, pupils and union members on record in a quarter, by whether they had guidance (K3-42).
    Guided,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Warnings, Self::Signals, Self::SelfTests, Self::Loops, Self::Guidance, Self::Guided];

    /// Its name in subjects and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Warnings => "warnings",
            Self::Signals => "signals",
            Self::SelfTests => "self-tests",
            Self::Loops => "loops",
            Self::Guidance => "guidance",
            Self::Guided => "guided",
        }
    }

    /// Its columns, the one that counts first where somebody has several; none when there is one only.
    pub const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Warnings | Self::Signals => &["red", "yellow", "blue"],
            Self::SelfTests => &[],
            Self::Loops => &["running", "unheard", "heard"],
            Self::Guidance => &["reached", "no-case", "no-plan", "no-guidance"],
            Self::Guided => &["reached", "no-case", "no-guidance"],
        }
    }

    /// The definition of the pack of cases that it counts; none for measures of events.
    pub const fn definition(self) -> Option<&'static str> {
        match self {
            Self::Guidance => Some("K2-08"),
            Self::Guided => Some("K3-42"),
            Self::Warnings | Self::Signals | Self::SelfTests | Self::Loops => None,
        }
    }
}

/// A publication, without its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    pub id: PublicationId,
    /// 1, 2, … of its subject
    pub number: i64,
    pub at: Timestamp,
}

/// One number that may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedCell {
    pub node: String,
    /// column; empty for the sum
    pub part: String,
    pub cell: Cell,
}

/// A publication to be kept.
#[derive(Debug)]
pub struct NewPublication<'a> {
    pub id: PublicationId,
    pub subject: &'a str,
    pub number: i64,
    pub is_anew: bool,
    /// Will later numbers of the subject be decided with it?
    pub has_followers: bool,
    pub release: &'a Release,
}

struct Counted(String, String, i64);

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.text(0)?, row.text(1)?, row.int(2)?))
    }
}

impl FromRow for Publication {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: PublicationId::from_uuid(row.uuid(0)?), number: row.int(1)?, at: row.at(2)? })
    }
}

impl FromRow for PublishedCell {
    fn from_row(row: &Row) -> Result<Self> {
        let persons = row.int_opt(2)?.map(i64::unsigned_abs);
        Ok(Self { node: row.text(0)?, part: row.text(1)?, cell: persons.map_or(Cell::Hidden, Cell::Count) })
    }
}

struct Sealed(i64, bool, String);

impl FromRow for Sealed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.int(0)?, row.flag(1)?, row.text(2)?))
    }
}

impl Tx {
    /// Keeps a publication. Errors: `Duplicate` when somebody published this number first.
    pub async fn add_publication(&mut self, new: &NewPublication<'_>, now: Timestamp) -> Result<()> {
        let sealed = if new.has_followers { new.release.sealed() } else { String::new() };
        let row = args![new.id.uuid(), new.subject, new.number, new.is_anew, sealed, now];
        self.exec(include_str!("insert.sql"), &row).await?;
        let cells: Vec<Vec<Arg>> = new
            .release
            .cells()
            .map(|(node, part, cell)| {
                let persons = cell.shown().map(|count| i64::try_from(count).unwrap_or(i64::MAX));
                args![new.id.uuid(), node, parent(node), part, persons].to_vec()
            })
            .collect();
        self.insert_many(CELL_COLUMNS, CELL_WIDTH, &cells).await.map(|_| ())
    }
}

/// Counts by place and column of a statement whose first three values are given, whose fourth is the limit, and whose last are `most` values that
/// may be missing.
pub(crate) async fn counted_rows(
    db: &Db,
    statement: &'static str,
    mut row: Vec<Arg>,
    values: impl Iterator<Item = Arg>,
    most: usize,
    parts: &[&str],
) -> Result<RawCounts> {
    row.push(Arg::from(MOST_COUNTED));
    let length = row.len() + most;
    row.extend(values);
    row.resize(length, Arg::Text(None));
    raw(db.all(statement, &row).await?, parts)
}

/// Errors: `Corrupt` when there are more rows than any city has, so that nobody is left out in silence.
fn raw(rows: Vec<Counted>, parts: &[&str]) -> Result<RawCounts> {
    if rows.len() as i64 == MOST_COUNTED {
        let expected = "fewer places than one jurisdiction has";
        return Err(StoreError::Corrupt { table: "place", column: "path", expected, found: MOST_COUNTED.to_string() });
    }
    // statements say 1 for the first column, so that the least is the one that counts
    let part = |code: &str| {
        let at = code.parse().ok().and_then(|number: usize| number.checked_sub(1));
        at.and_then(|at| parts.get(at)).map_or_else(|| code.to_owned(), |part| (*part).to_owned())
    };
    Ok(RawCounts::of(rows.into_iter().map(|Counted(place, code, count)| (place, part(&code), count.unsigned_abs()))))
}

/// The node above; none for the root.
fn parent(node: &str) -> Option<String> {
    let stem = node.strip_suffix('/')?;
    Some(stem.rfind('/').map_or("", |at| &stem[..=at]).to_owned())
}

impl Db {
    /// Persons of a measure by place, from an instant until before another. Who they are is not in it, and nobody can read it.
    ///
    /// Errors: `Corrupt` when there are more rows than any city has, so that nobody is left out in silence.
    pub async fn counted(&self, measure: Measure, from: Timestamp, until: Timestamp) -> Result<RawCounts> {
        let statement = match measure {
            Measure::Warnings => include_str!("people_with_warnings.sql"),
            Measure::Signals => include_str!("people_with_signals.sql"),
            Measure::SelfTests => include_str!("people_with_self_tests.sql"),
            Measure::Loops => include_str!("people_with_loops.sql"),
            // who is on record is counted by `counted_coverage`
            Measure::Guidance | Measure::Guided => {
                let (expected, found) = ("a measure of events", measure.code().to_owned());
                return Err(StoreError::Corrupt { table: "publication", column: "subject", expected, found });
            }
        };
        raw(self.all(statement, &args![from, until, MOST_COUNTED]).await?, measure.parts())
    }

    /// The latest publication of a subject.
    pub async fn publication(&self, subject: &str) -> Result<Option<Publication>> {
        self.opt(include_str!("head.sql"), &args![subject]).await
    }

    /// What is out of a subject and binds what comes next, oldest first, and the number of the latest (0: none); at most `limit` of them.
    pub async fn releases(&self, subject: &str, limit: u32) -> Result<(Vec<Release>, i64)> {
        let rows: Vec<Sealed> = self.all(include_str!("history.sql"), &args![subject, i64::from(limit)]).await?;
        let number = rows.first().map_or(0, |row| row.0);
        let mut releases = Vec::new();
        for Sealed(_, is_anew, sealed) in rows {
            let expected = "a sealed release";
            let damaged = |why: xinqiao_indicators::suppress::UnreadableRelease| StoreError::Corrupt {
                table: "publication",
                column: "sealed",
                expected,
                found: why.to_string(),
            };
            releases.push(Release::unsealed(&sealed).map_err(damaged)?);
            if is_anew {
                break;
            }
        }
        releases.reverse();
        Ok((releases, number))
    }

    /// The cells of one place of a publication; the permit must reach it. A place without a row counts nobody.
    pub async fn published_row(
        &self,
        permit: &Permit<act::ReadAggregates>,
        id: PublicationId,
        place: &PlacePath,
    ) -> Result<Vec<PublishedCell>> {
        if !permit.place().covers(place) {
            return Ok(Vec::new());
        }
        self.all(include_str!("row.sql"), &args![id.uuid(), place.as_str()]).await
    }

    /// The cells of the places directly below the permit's place.
    pub async fn published_below(
        &self,
        permit: &Permit<act::ReadAggregates>,
        id: PublicationId,
        limit: u32,
    ) -> Result<Vec<PublishedCell>> {
        self.all(include_str!("children.sql"), &args![id.uuid(), permit.place().as_str(), i64::from(limit)]).await
    }

    /// All cells of the latest publication about a campaign (`part`: answered, declined); none when it is not of the permit's place.
    pub async fn published(
        &self,
        permit: &Permit<act::ReadCampaign>,
        campaign: CampaignId,
        part: &str,
        limit: u32,
    ) -> Result<Vec<PublishedCell>> {
        if !self.is_campaign_of(permit, campaign).await? {
            return Ok(Vec::new());
        }
        let Some(out) = self.publication(&format!("campaign/{campaign}/{part}")).await? else {
            return Ok(Vec::new());
        };
        self.all(include_str!("all.sql"), &args![out.id.uuid(), i64::from(limit)]).await
    }
}
