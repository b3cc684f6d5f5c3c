//! What a campaign's group report is made of: members with their sheets on the way into counts that only the engine opens, and what went out.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_indicators::{Mean, RawCounts, RawMoments};
use xinqiao_kernel::id::PublicationId;
use xinqiao_kernel::place::{PathRange, PlacePath};

use crate::arg::{Arg, args};
use crate::campaigns::Campaign;
use crate::releases::PublishedCell;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

mod sheets;

pub use sheets::{MOST_SHEETS, SheetAnswers};

pub(crate) const MEAN_COLUMNS: &str = "group_mean (publication_id, node, persons, mean, sd)";
pub(crate) const MEAN_WIDTH: usize = 5;

/// Members of one reading.
const PAGE: usize = 5_000;
/// Most readings: five million members. More are no city's.
const MOST_PAGES: usize = 1_000;
/// Most cells of one look: those of the columns of a few thousand places.
const MOST_CELLS: u32 = 100_000;
/// Most earlier campaigns that are looked at for a comparison.
const MOST_EARLIER: u32 = 5;

/// One who is asked, and their sheet; seen only by the function that says where they count.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupMember {
    /// of the sheet; of the person where there is none
    pub place: PlacePath,
    pub sex: Option<String>,
    pub birth_on: Option<Date>,
    pub sheet: Option<GroupSheet>,
}

/// What counts of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupSheet {
    /// what the column `band` holds; empty where the instrument gives none
    pub band: String,
    /// points
    pub total: Option<f64>,
}

/// Where somebody counts: a table, its node, its column; and whether the score of the sheet counts at the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedAt {
    pub table: usize,
    pub node: String,
    pub column: String,
}

/// One table on its way to the engine.
#[derive(Debug, Default)]
pub struct GroupTable {
    pub persons: RawCounts,
    pub scores: RawMoments,
}

struct MemberRow(Uuid, GroupMember);

impl FromRow for MemberRow {
    fn from_row(row: &Row) -> Result<Self> {
        let own: PlacePath = row.parsed(1, "person", "place_path", "a place path")?;
        let place = match row.text_opt(4)? {
            Some(_) => Some(row.parsed(4, "response", "place_path", "a place path")?),
            None => None,
        };
        let band = row.text(5)?;
        let total = row.real_opt(6)?;
        let member = GroupMember {
            sheet: place.is_some().then_some(GroupSheet { band, total }),
            place: place.unwrap_or(own),
            sex: row.text_opt(2)?,
            birth_on: row.day_opt(3)?,
        };
        Ok(Self(row.uuid(0)?, member))
    }
}

struct MeanRow(Mean);

impl FromRow for MeanRow {
    fn from_row(row: &Row) -> Result<Self> {
        let real = |at: usize| {
            let expected = "a number";
            row.real_opt(at)?.ok_or(StoreError::Corrupt { table: "group_mean", column: "mean", expected, found: String::new() })
        };
        Ok(Self(Mean { node: row.text(0)?, persons: row.int(1)?.unsigned_abs(), mean: real(2)?, sd: real(3)? }))
    }
}

impl Db {
    /// Everybody who was asked by an instant with the sheet that came in by then, counted in `tables` tables where `at` says. Who they are is
    /// not in it, and nobody can read it. Of several sheets of one person the latest counts. With [`Tx`]'s snapshot: one moment.
    ///
    /// Errors: `Corrupt` when there are more members than any city has, so that nobody is left out in silence.
    pub async fn count_groups(
        &self,
        campaign: &Campaign,
        by: Timestamp,
        tables: usize,
        at: impl Fn(&GroupMember) -> Vec<CountedAt>,
    ) -> Result<Vec<GroupTable>> {
        let mut persons: Vec<std::collections::BTreeMap<(String, String), u64>> = vec![Default::default(); tables];
        let mut found: Vec<GroupTable> = (0..tables).map(|_| GroupTable::default()).collect();
        let mut tx = self.snapshot().await?;
        let mut after = Uuid::nil();
        for _ in 0..MOST_PAGES {
            let row = args![campaign.id.uuid(), &campaign.instrument, by, after, PAGE as i64];
            let rows: Vec<MemberRow> = tx.all(include_str!("members.sql"), &row).await?;
            let is_last = rows.len() < PAGE;
            for MemberRow(id, member) in rows {
                // of several sheets the latest stands first
                if id == after {
                    continue;
                }
                after = id;
                for CountedAt { table, node, column } in at(&member) {
                    if let Some(sheet) = &member.sheet {
                        found[table].scores.add(&node, sheet.total);
                    }
                    *persons[table].entry((node, column)).or_default() += 1;
                }
            }
            if is_last {
                for (table, persons) in found.iter_mut().zip(persons) {
                    table.persons = RawCounts::of(persons.into_iter().map(|((node, column), count)| (node, column, count)));
                }
                return Ok(found);
            }
        }
        let expected = "fewer members than a city has people";
        Err(StoreError::Corrupt { table: "campaign_member", column: "person_id", expected, found: campaign.id.to_string() })
    }

    /// The campaigns of the same place with the same instrument and version that ended before a day, the latest first.
    pub async fn earlier_campaigns(&self, campaign: &Campaign) -> Result<Vec<Campaign>> {
        let row =
            args![campaign.place.as_str(), &campaign.instrument, &campaign.version, campaign.opens_on, i64::from(MOST_EARLIER)];
        self.all(include_str!("earlier.sql"), &row).await
    }

    /// The cells of a publication about a campaign at and below a node; the permit must reach the place that the node stands for.
    pub async fn group_cells(
        &self,
        permit: &Permit<act::ReadCampaign>,
        place: &PlacePath,
        id: PublicationId,
        nodes: &PathRange,
    ) -> Result<Vec<PublishedCell>> {
        if !permit.place().covers(place) {
            return Ok(Vec::new());
        }
        self.all(include_str!("cells.sql"), &looked(id, nodes)).await
    }

    /// The means of a publication about a campaign at and below a node; the permit must reach the place that the node stands for.
    pub async fn group_means(
        &self,
        permit: &Permit<act::ReadCampaign>,
        place: &PlacePath,
        id: PublicationId,
        nodes: &PathRange,
    ) -> Result<Vec<Mean>> {
        if !permit.place().covers(place) {
            return Ok(Vec::new());
        }
        let rows: Vec<MeanRow> = self.all(include_str!("means.sql"), &looked(id, nodes)).await?;
        Ok(rows.into_iter().map(|MeanRow(mean)| mean).collect())
    }
}

fn looked(id: PublicationId, nodes: &PathRange) -> [Arg; 4] {
    args![id.uuid(), &nodes.from, &nodes.below, i64::from(MOST_CELLS)]
}

impl Tx {
    /// Keeps the means of a publication.
    pub async fn add_group_means(&mut self, id: PublicationId, means: &[Mean]) -> Result<()> {
        let row = |mean: &Mean| {
            let persons = i64::try_from(mean.persons).unwrap_or(i64::MAX);
            args![id.uuid(), &mean.node, persons, Some(mean.mean), Some(mean.sd)].to_vec()
        };
        let rows: Vec<Vec<Arg>> = means.iter().map(row).collect();
        self.insert_many(MEAN_COLUMNS, MEAN_WIDTH, &rows).await.map(|_| ())
    }
}
