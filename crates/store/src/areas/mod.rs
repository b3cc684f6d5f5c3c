//! Places by week: how many persons, and notices about places that had more than their own past lets expect. No row is about a person.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, AreaNoticeId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Class, Field};

use crate::arg::{Arg, args};
use crate::fields::class_arg;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// Free words of staff about a place.
pub(crate) const NOTE: Field = Field::new("area_notice", "note_sealed");

pub(crate) const WEEK_COLUMNS: &str = "area_week (place_path, measure, week_on, persons, created_at)";
pub(crate) const WEEK_WIDTH: usize = 5;
pub(crate) const WEEK_ENDING: &str = " on conflict (place_path, measure, week_on) do nothing";

/// Places that one count may have.
const MOST_PLACES: i64 = 400_000;
/// Sources of words that a statement asks for.
const SOURCES: usize = 8;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeekOf<'a> {
    /// people with a warning that was confirmed
    Warnings,
    /// people about whom words came in from these sources, at most eight
    Words(&'a [&'a str]),
    /// people whose self-test raised a hint
    Tests,
}

/// A notice about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaNoticeRow {
    pub id: AreaNoticeId,
    pub place: PlacePath,
    /// code of the crate warnings
    pub measure: String,
    /// the Monday of the week
    pub week: Date,
    pub persons: i64,
    /// JSON of the numbers that made it
    pub body: String,
    pub due_at: Timestamp,
    pub told_above_at: Option<Timestamp>,
    /// when, by whom, the reason code
    pub settled: Option<(Timestamp, AccountId, String)>,
    pub note: Option<String>,
    pub created_at: Timestamp,
}

impl FromRow for AreaNoticeRow {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let settled = match (row.at_opt(8)?, row.uuid_opt(9)?, row.text_opt(10)?) {
            (Some(at), Some(by), Some(reason)) => Some((at, AccountId::from_uuid(by), reason)),
            _ => None,
        };
        Ok(Self {
            id: AreaNoticeId::from_uuid(id),
            place: row.parsed(1, "area_notice", "place_path", "a place path")?,
            measure: row.text(2)?,
            week: row.day(3)?,
            persons: row.int(4)?,
            body: row.text(5)?,
            due_at: row.at(6)?,
            told_above_at: row.at_opt(7)?,
            settled,
            note: row.class_text_opt(11, Class::Account, &NOTE.of(id))?,
            created_at: row.at(12)?,
        })
    }
}

/// Where a list goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaAfter {
    pub at: Timestamp,
    pub id: AreaNoticeId,
}

struct Counted(PlacePath, u64);

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.parsed(0, "signal", "place_path", "a place path")?, row.int(1)?.unsigned_abs()))
    }
}

struct Past(PlacePath, Date, u64);

impl FromRow for Past {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.parsed(0, "area_week", "place_path", "a place path")?, row.day(1)?, row.int(2)?.unsigned_abs()))
    }
}

struct Weekly(Date, u64);

impl FromRow for Weekly {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.day(0)?, row.int(1)?.unsigned_abs()))
    }
}

struct Monday(Date);

impl FromRow for Monday {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.day(0)?))
    }
}

struct First(Option<Timestamp>);

impl FromRow for First {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.at_opt(0)?))
    }
}

impl Db {
    /// Persons by place between two instants; each person counts once, at one of their places. For the program itself.
    ///
    /// Errors: `Corrupt` for more places than any jurisdiction has.
    pub async fn persons_of_week(&self, of: WeekOf<'_>, from: Timestamp, until: Timestamp) -> Result<Vec<(PlacePath, u64)>> {
        let span = args![from, until, MOST_PLACES];
        let rows: Vec<Counted> = match of {
            WeekOf::Warnings => self.all(include_str!("week_warnings.sql"), &span).await?,
            WeekOf::Tests => self.all(include_str!("week_tests.sql"), &span).await?,
            WeekOf::Words(sources) => {
                let filled = sources.iter().copied().chain(std::iter::repeat("")).take(SOURCES).map(Arg::from);
                let row: Vec<Arg> = span.into_iter().chain(filled).collect();
                self.all(include_str!("week_words.sql"), &row).await?
            }
        };
        if i64::try_from(rows.len()).is_ok_and(|found| found == MOST_PLACES) {
            let expected = "fewer places than one jurisdiction has";
            return Err(StoreError::Corrupt {
                table: "area_week",
                column: "place_path",
                expected,
                found: MOST_PLACES.to_string(),
            });
        }
        Ok(rows.into_iter().map(|Counted(place, persons)| (place, persons)).collect())
    }

    /// When the first signal was raised; none before there was one.
    pub async fn first_signal(&self) -> Result<Option<Timestamp>> {
        Ok(self.opt::<First>(include_str!("first_signal.sql"), &[]).await?.and_then(|First(at)| at))
    }

    /// The weeks that were counted of a jurisdiction, from a Monday on.
    pub async fn counted_weeks(&self, jurisdiction: &PlacePath, measure: &str, from: Date) -> Result<Vec<Date>> {
        let rows: Vec<Monday> = self.all(include_str!("counted_weeks.sql"), &args![jurisdiction.as_str(), measure, from]).await?;
        Ok(rows.into_iter().map(|Monday(day)| day).collect())
    }

    /// Counts of weeks from a Monday to before another, by place; weeks with nobody are left out. For the program itself.
    pub async fn past_weeks(&self, (from, until): (Date, Date), measure: &str) -> Result<Vec<(PlacePath, Date, u64)>> {
        let row = args![from, until, measure, MOST_PLACES];
        let rows: Vec<Past> = self.all(include_str!("past_of_week.sql"), &row).await?;
        Ok(rows.into_iter().map(|Past(place, week, persons)| (place, week, persons)).collect())
    }

    /// Counts of one place from a Monday to another, both with; weeks with nobody are left out.
    pub async fn weeks_of_place(
        &self,
        place: &PlacePath,
        measure: &str,
        (from, to): (Date, Date),
    ) -> Result<BTreeMap<Date, u64>> {
        let row = args![place.as_str(), measure, from, to];
        let rows: Vec<Weekly> = self.all(include_str!("week_of_place.sql"), &row).await?;
        Ok(rows.into_iter().map(|Weekly(week, persons)| (week, persons)).collect())
    }

    /// What the access decision about a notice needs.
    pub async fn area_notice_place(&self, id: AreaNoticeId) -> Result<Option<AreaNoticeRow>> {
        self.opt(include_str!("notice.sql"), &args![id.uuid()]).await
    }

    /// One notice; none when it is elsewhere than the permit.
    pub async fn area_notice(&self, permit: &Permit<act::WatchAreas>, id: AreaNoticeId) -> Result<Option<AreaNoticeRow>> {
        Ok(self.area_notice_place(id).await?.filter(|found| *permit.place() == found.place))
    }

    /// Notices of a scope: open ones by due time, settled ones the latest first.
    pub async fn area_notices(
        &self,
        scope: &Scope<act::WatchAreas>,
        is_settled: bool,
        after: Option<AreaAfter>,
        limit: u32,
    ) -> Result<Vec<AreaNoticeRow>> {
        let begin = || AreaAfter {
            at: if is_settled { Timestamp::MAX } else { Timestamp::MIN },
            id: AreaNoticeId::from_uuid(if is_settled { Uuid::max() } else { Uuid::nil() }),
        };
        let after = after.unwrap_or_else(begin);
        let statement = if is_settled { include_str!("settled_below.sql") } else { include_str!("open_below.sql") };
        let mut found: Vec<AreaNoticeRow> = Vec::new();
        for clause in scope.clauses() {
            if let Clause::Below(range) = clause {
                let row = args![&range.from, &range.below, after.at, after.id.uuid(), i64::from(limit)];
                found.extend(self.all::<AreaNoticeRow>(statement, &row).await?);
            }
        }
        if is_settled {
            found.sort_by_key(|row| std::cmp::Reverse((row.settled.as_ref().map(|settled| settled.0), row.id)));
        } else {
            found.sort_by_key(|row| (row.due_at, row.id));
        }
        found.dedup_by_key(|row| row.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// Notices at which nobody looked in time, and of which the level above does not know.
    pub async fn late_area_notices(&self, now: Timestamp, limit: u32) -> Result<Vec<AreaNoticeRow>> {
        self.all(include_str!("late.sql"), &args![now, i64::from(limit)]).await
    }
}

impl Tx {
    /// Keeps a week: persons by place. A week that is there stays as it is.
    pub async fn add_week(&mut self, measure: &str, week: Date, places: &[(PlacePath, u64)], now: Timestamp) -> Result<()> {
        let persons = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let rows: Vec<Vec<Arg>> =
            places.iter().map(|(place, count)| args![place.as_str(), measure, week, persons(*count), now].to_vec()).collect();
        self.insert_many_with(WEEK_COLUMNS, WEEK_WIDTH, &rows, WEEK_ENDING).await.map(|_| ())
    }

    /// Forgets weeks before a Monday.
    pub async fn forget_weeks(&mut self, before: Date) -> Result<u64> {
        self.exec(include_str!("forget_weeks.sql"), &args![before]).await
    }

    /// Keeps a notice; false when there is one about this place, week and measure.
    pub async fn add_area_notice(&mut self, new: &AreaNoticeRow, now: Timestamp) -> Result<bool> {
        let row = args![new.id.uuid(), new.place.as_str(), &new.measure, new.week, new.persons, &new.body, new.due_at, now];
        Ok(self.exec(include_str!("insert_notice.sql"), &row).await? > 0)
    }

    /// Notes that the level above was told; false when it was before, or somebody has looked.
    pub async fn area_told_above(&mut self, id: AreaNoticeId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("tell_above.sql"), &args![id.uuid(), now]).await? > 0)
    }

    /// Somebody has looked, with a reason; false when somebody was first.
    pub async fn settle_area(
        &mut self,
        permit: &Permit<act::WatchAreas>,
        id: AreaNoticeId,
        (reason, note): (&str, Option<&str>),
        now: Timestamp,
    ) -> Result<bool> {
        let note = match note {
            Some(note) => class_arg(&self.vault(), Class::Account, &NOTE.of(id.uuid()), note.as_bytes())?,
            None => Arg::Bytes(None),
        };
        let row = [Arg::from(id.uuid()), Arg::from(now), Arg::from(permit.account().uuid()), Arg::from(reason), note];
        Ok(self.exec(include_str!("settle.sql"), &row).await? > 0)
    }
}
