//! Duty rosters 值班表: who is on duty at a place, and when.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, RosterEntryId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::arg::{Arg, args};
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// The depth of a place path at most: a place and those above it are asked for at once.
const DEEPEST: usize = 8;

/// One line of a roster: `from <= t < until`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    pub id: RosterEntryId,
    pub account: AccountId,
    /// name of the account's holder; filled when read
    pub name: String,
    pub place: PlacePath,
    /// post code of the crate warnings: duty, standby
    pub post: String,
    pub from: Timestamp,
    pub until: Timestamp,
}

impl FromRow for RosterRow {
    fn from_row(row: &Row) -> Result<Self> {
        let account = row.uuid(1)?;
        Ok(Self {
            id: RosterEntryId::from_uuid(row.uuid(0)?),
            account: AccountId::from_uuid(account),
            name: row.class_text_opt(2, Class::Account, &ACCOUNT_NAME.of(account))?.unwrap_or_default(),
            place: row.parsed(3, "roster_entry", "place_path", "a place path")?,
            post: row.text(4)?,
            from: row.at(5)?,
            until: row.at(6)?,
        })
    }
}

impl Tx {
    /// Enters a line for the permit's place.
    pub async fn add_roster_entry(&mut self, permit: &Permit<act::KeepRoster>, line: &RosterRow, now: Timestamp) -> Result<()> {
        let row = args![
            line.id.uuid(),
            line.account.uuid(),
            permit.place().as_str(),
            &line.post,
            line.from,
            line.until,
            permit.account().uuid(),
            now
        ];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Takes a line of the permit's place back; `false` when it was taken back before.
    pub async fn end_roster_entry(
        &mut self,
        permit: &Permit<act::KeepRoster>,
        id: RosterEntryId,
        now: Timestamp,
    ) -> Result<bool> {
        let row = args![id.uuid(), permit.place().as_str(), now];
        Ok(self.exec(include_str!("end.sql"), &row).await? > 0)
    }
}

impl Db {
    /// Lines of a place and the places above it that touch a span, in order of time. For the program itself: who is there.
    pub async fn roster_over(&self, place: &PlacePath, from: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<RosterRow>> {
        let mut row: Vec<Arg> = place.upwards().take(DEEPEST).map(|above| Arg::from(above.as_str())).collect();
        row.resize(DEEPEST, Arg::Text(None));
        row.extend(args![from, until, i64::from(limit)]);
        self.all(include_str!("over.sql"), &row).await
    }

    /// Lines of the permit's place that touch a span, in order of time.
    pub async fn roster(
        &self,
        permit: &Permit<act::ReadRoster>,
        (from, until): (Timestamp, Timestamp),
        limit: u32,
    ) -> Result<Vec<RosterRow>> {
        self.all(include_str!("at.sql"), &args![permit.place().as_str(), from, until, i64::from(limit)]).await
    }

    /// The place of a line that holds, for the access decision.
    pub async fn roster_place(&self, id: RosterEntryId) -> Result<Option<PlacePath>> {
        let found: Option<String> = self.opt(include_str!("place.sql"), &args![id.uuid()]).await?;
        Ok(found.and_then(|path| path.parse().ok()))
    }
}
