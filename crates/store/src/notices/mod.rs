//! Messages inside the program. Each holds the minimum that its reader needs and belongs to one account.

mod outgoing;

pub use outgoing::Outgoing;

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, NoticeId, WarningId};

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A message to one account.
#[derive(Debug, Clone)]
pub struct Notice {
    pub id: NoticeId,
    pub account: AccountId,
    /// text key of the page layer
    pub kind: String,
    pub warning: Option<WarningId>,
    /// JSON object of parameters: codes, numbers, times
    pub params: String,
    pub read_at: Option<Timestamp>,
    pub at: Timestamp,
}

impl FromRow for Notice {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: NoticeId::from_uuid(row.uuid(0)?),
            account: AccountId::from_uuid(row.uuid(1)?),
            kind: row.text(2)?,
            warning: row.uuid_opt(3)?.map(WarningId::from_uuid),
            params: row.text(4)?,
            read_at: row.at_opt(5)?,
            at: row.at(6)?,
        })
    }
}

impl Notice {
    pub(crate) fn args(&self) -> [Arg; 6] {
        args![self.id.uuid(), self.account.uuid(), &self.kind, self.warning.map(|id| id.uuid()), &self.params, self.at]
    }
}

impl Tx {
    /// Leaves a message for an account.
    pub async fn add_notice(&mut self, notice: &Notice) -> Result<()> {
        self.exec(include_str!("insert.sql"), &notice.args()).await.map(|_| ())
    }

    /// Marks all messages of an account as read.
    pub async fn mark_notices_read(&mut self, account: AccountId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("mark_read.sql"), &args![account.uuid(), now]).await.map(|_| ())
    }
}

impl Db {
    /// The messages of an account, newest first.
    pub async fn notices(&self, account: AccountId, limit: u32) -> Result<Vec<Notice>> {
        self.all(include_str!("of_account.sql"), &args![account.uuid(), i64::from(limit)]).await
    }

    /// How many messages of an account are unread.
    pub async fn unread_notices(&self, account: AccountId) -> Result<i64> {
        Ok(self.opt(include_str!("unread.sql"), &args![account.uuid()]).await?.unwrap_or(0))
    }
}
