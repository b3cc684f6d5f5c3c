//! Events on their way out: written in the unit of work that caused them, delivered at least once.

use jiff::Timestamp;
use xinqiao_kernel::id::OutboxId;

use crate::arg::{Arg, args};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// An event to be told. The body holds ids and codes only.
#[derive(Debug, Clone)]
pub struct OutboxMessage {
    pub id: OutboxId,
    pub topic: String,
    /// JSON
    pub body: String,
}

/// An event that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub message: OutboxMessage,
    pub attempts: i64,
    pub at: Timestamp,
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self> {
        let message = OutboxMessage { id: OutboxId::from_uuid(row.uuid(0)?), topic: row.text(1)?, body: row.text(2)? };
        Ok(Self { message, attempts: row.int(3)?, at: row.at(4)? })
    }
}

impl OutboxMessage {
    pub(crate) fn args(&self, now: Timestamp) -> [Arg; 4] {
        args![self.id.uuid(), &self.topic, &self.body, now]
    }
}

impl Tx {
    /// Puts an event into the outbox.
    pub async fn tell(&mut self, message: &OutboxMessage, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert.sql"), &message.args(now)).await.map(|_| ())
    }

    /// Marks an event as delivered; false when it was already.
    pub async fn mark_delivered(&mut self, id: OutboxId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("delivered.sql"), &args![id.uuid(), now]).await? > 0)
    }
}

impl Db {
    /// The oldest events that wait.
    pub async fn outbox_waiting(&self, limit: u32) -> Result<Vec<Waiting>> {
        self.all(include_str!("waiting.sql"), &args![i64::from(limit)]).await
    }
}
