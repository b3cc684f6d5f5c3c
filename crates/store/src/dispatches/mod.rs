//! The ledger of what goes out: one dispatch for each notice and way, and the letters that went.
//!
//! Kinds of ways, states and events are codes here; `crates/notices` knows what they mean. No row holds an address or a text.

mod letters;

pub use letters::LetterRow;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, NoticeId};
use xinqiao_vault::Class;

use crate::arg::args;
use crate::fields::ACCOUNT_NAME;
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// A dispatch as it is kept.
#[derive(Debug, Clone)]
pub struct DispatchRow {
    pub notice: NoticeId,
    /// code of the way
    pub channel: String,
    pub account: AccountId,
    /// code of the state
    pub state: String,
    /// when it is looked at again; none when it has ended
    pub next_at: Option<Timestamp>,
    /// JSON: the fold of its events
    pub body: String,
    /// letter that it went with last
    pub letter: Option<String>,
    /// number of events applied
    pub version: i64,
    pub changed_at: Timestamp,
}

impl FromRow for DispatchRow {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            notice: NoticeId::from_uuid(row.uuid(0)?),
            channel: row.text(1)?,
            account: AccountId::from_uuid(row.uuid(2)?),
            state: row.text(3)?,
            next_at: row.at_opt(4)?,
            body: row.text(5)?,
            letter: row.text_opt(6)?,
            version: row.int(7)?,
            changed_at: row.at(8)?,
        })
    }
}

/// A dispatch that was given up, and whose account it was for.
#[derive(Debug, Clone)]
pub struct FailedRow {
    pub dispatch: DispatchRow,
    /// of the account's holder
    pub name: String,
}

impl FromRow for FailedRow {
    fn from_row(row: &Row) -> Result<Self> {
        let dispatch = DispatchRow::from_row(row)?;
        let name = row.class_text(9, Class::Account, &ACCOUNT_NAME.of(dispatch.account.uuid()))?;
        Ok(Self { dispatch, name })
    }
}

/// What an event makes of a dispatch.
#[derive(Debug, Clone)]
pub struct Changed<'a> {
    pub state: &'a str,
    pub next_at: Option<Timestamp>,
    /// JSON: the fold
    pub body: &'a str,
    /// JSON: the event
    pub event: &'a str,
    /// the letter that sets out with it; none leaves the last one
    pub letter: Option<&'a str>,
    pub at: Timestamp,
}

impl Tx {
    /// Adds a dispatch; nothing when there is one for the notice and way.
    pub async fn add_dispatch(&mut self, row: &DispatchRow) -> Result<()> {
        let args = args![row.notice.uuid(), &row.channel, row.account.uuid(), &row.state, row.next_at, &row.body, row.changed_at];
        self.exec(include_str!("insert.sql"), &args).await.map(|_| ())
    }

    /// Applies an event to a dispatch as it was loaded. Errors: `Stale` when somebody else has changed it meanwhile.
    pub async fn change_dispatch(&mut self, before: &DispatchRow, changed: &Changed<'_>) -> Result<()> {
        let (notice, channel) = (before.notice.uuid(), before.channel.as_str());
        let row =
            args![notice, channel, before.version, changed.state, changed.next_at, changed.body, changed.letter, changed.at];
        if self.exec(include_str!("update.sql"), &row).await? == 0 {
            return Err(StoreError::Stale { table: "dispatch", id: before.notice.to_string() });
        }
        let event = args![notice, channel, before.version + 1, changed.event, changed.at];
        self.exec(include_str!("insert_event.sql"), &event).await.map(|_| ())
    }
}

impl Db {
    /// Dispatches that are to be looked at, longest due first. For the program's own work.
    pub async fn dispatches_due(&self, now: Timestamp, limit: u32) -> Result<Vec<DispatchRow>> {
        self.all(include_str!("due.sql"), &args![now, i64::from(limit)]).await
    }

    /// All dispatches of a notice. For the program's own work.
    pub async fn dispatches_of(&self, notice: NoticeId) -> Result<Vec<DispatchRow>> {
        self.all(include_str!("of_notice.sql"), &args![notice.uuid()]).await
    }

    /// The dispatches of an account's latest notices, for its holder.
    pub async fn own_dispatches(&self, account: AccountId, notices: u32) -> Result<Vec<DispatchRow>> {
        self.all(include_str!("of_account.sql"), &args![account.uuid(), i64::from(notices)]).await
    }

    /// Dispatches that were given up before an instant, latest first.
    pub async fn failed_dispatches(&self, before: Timestamp, limit: u32) -> Result<Vec<FailedRow>> {
        self.all(include_str!("failed.sql"), &args![before, i64::from(limit)]).await
    }

    /// What happened to a dispatch, in order: JSON of each event.
    pub async fn dispatch_events(&self, notice: NoticeId, channel: &str) -> Result<Vec<String>> {
        self.all(include_str!("events.sql"), &args![notice.uuid(), channel]).await
    }
}
