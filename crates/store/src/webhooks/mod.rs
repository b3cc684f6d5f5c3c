//! Receivers of outgoing events, and what became of each event for each of them.

use jiff::Timestamp;
use xinqiao_kernel::id::{OutboxId, WebhookId};
use xinqiao_vault::{Class, Field};

use crate::arg::args;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// The sealed secret of a receiver.
pub const SECRET: Field = Field::new("webhook", "secret_sealed");

/// A receiver.
#[derive(Clone)]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    /// JSON: beginnings of topics; none means every event
    pub topics: String,
    /// signs what is sent
    pub secret: Vec<u8>,
    pub created_at: Timestamp,
}

struct SealedWebhook {
    open: Webhook,
    secret_sealed: Vec<u8>,
}

impl FromRow for SealedWebhook {
    fn from_row(row: &Row) -> Result<Self> {
        let open = Webhook {
            id: WebhookId::from_uuid(row.uuid(0)?),
            url: row.text(1)?,
            topics: row.text(2)?,
            secret: Vec::new(),
            created_at: row.at(4)?,
        };
        Ok(Self { open, secret_sealed: row.bytes(3)? })
    }
}

/// An event that is due for a receiver.
#[derive(Debug, Clone)]
pub struct Due {
    pub webhook: WebhookId,
    pub event: OutboxId,
    /// tries before
    pub attempts: i64,
    pub topic: String,
    /// JSON: ids and codes
    pub body: String,
    pub at: Timestamp,
}

impl FromRow for Due {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            webhook: WebhookId::from_uuid(row.uuid(0)?),
            event: OutboxId::from_uuid(row.uuid(1)?),
            attempts: row.int(2)?,
            topic: row.text(3)?,
            body: row.text(4)?,
            at: row.at(5)?,
        })
    }
}

/// An event that was given up for a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dead {
    pub webhook: WebhookId,
    pub event: OutboxId,
    pub topic: String,
    pub attempts: i64,
    /// of the last answer, if there was one
    pub status: Option<i64>,
    pub failure: Option<String>,
    pub at: Timestamp,
}

impl FromRow for Dead {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            webhook: WebhookId::from_uuid(row.uuid(0)?),
            event: OutboxId::from_uuid(row.uuid(1)?),
            topic: row.text(2)?,
            attempts: row.int(3)?,
            status: row.int_opt(4)?,
            failure: row.text_opt(5)?,
            at: row.at(6)?,
        })
    }
}

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// `delivered`, `waiting` for another try, or `dead`
    pub state: &'static str,
    pub attempts: i64,
    /// when the next try is due
    pub due_at: Timestamp,
    pub status: Option<i64>,
    pub failure: Option<&'static str>,
}

impl Tx {
    /// Adds a receiver.
    pub async fn add_webhook(&mut self, webhook: &Webhook) -> Result<()> {
        let sealed = self.vault().seal(Class::File, &SECRET.of(webhook.id.uuid()), &webhook.secret)?;
        let row = args![webhook.id.uuid(), &webhook.url, &webhook.topics, sealed, webhook.created_at];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Removes a receiver; what waits for it is given up. False when there is none.
    pub async fn remove_webhook(&mut self, id: WebhookId, now: Timestamp) -> Result<bool> {
        let removed = self.exec(include_str!("remove.sql"), &args![id.uuid(), now]).await? > 0;
        self.exec(include_str!("give_up_of.sql"), &args![id.uuid(), now]).await?;
        Ok(removed)
    }

    /// Notes that an event is to go to a receiver; once, however often it is said.
    pub async fn add_delivery(&mut self, webhook: WebhookId, event: OutboxId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("insert_delivery.sql"), &args![webhook.uuid(), event.uuid(), now]).await.map(|_| ())
    }

    /// Notes what came of a try; false when somebody else has ended the delivery meanwhile.
    pub async fn note_try(&mut self, webhook: WebhookId, event: OutboxId, tried: &Tried, now: Timestamp) -> Result<bool> {
        let failure = tried.failure;
        let row = args![webhook.uuid(), event.uuid(), tried.state, tried.attempts, tried.due_at, tried.status, failure, now];
        Ok(self.exec(include_str!("tried.sql"), &row).await? > 0)
    }

    /// Tries everything again that was given up for a receiver; how many events that are.
    pub async fn try_dead_again(&mut self, webhook: WebhookId, now: Timestamp) -> Result<u64> {
        self.exec(include_str!("again.sql"), &args![webhook.uuid(), now]).await
    }

    /// Forgets what was delivered, and events that nobody waits for, from before an instant.
    pub async fn forget_delivered(&mut self, before: Timestamp) -> Result<u64> {
        let deliveries = self.exec(include_str!("forget_deliveries.sql"), &args![before]).await?;
        Ok(deliveries + self.exec(include_str!("forget_events.sql"), &args![before]).await?)
    }
}

impl Db {
    /// The receivers, oldest first.
    pub async fn webhooks(&self, limit: u32) -> Result<Vec<Webhook>> {
        let rows: Vec<SealedWebhook> = self.all(include_str!("live.sql"), &args![i64::from(limit)]).await?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// A receiver.
    pub async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>> {
        let row: Option<SealedWebhook> = self.opt(include_str!("one.sql"), &args![id.uuid()]).await?;
        row.map(|row| self.opened(row)).transpose()
    }

    fn opened(&self, row: SealedWebhook) -> Result<Webhook> {
        let secret = self.vault().open(Class::File, &SECRET.of(row.open.id.uuid()), &row.secret_sealed)?;
        Ok(Webhook { secret: secret.to_vec(), ..row.open })
    }

    /// What is due, longest first.
    pub async fn deliveries_due(&self, now: Timestamp, limit: u32) -> Result<Vec<Due>> {
        self.all(include_str!("due.sql"), &args![now, i64::from(limit)]).await
    }

    /// What was given up, latest first.
    pub async fn dead_deliveries(&self, limit: u32) -> Result<Vec<Dead>> {
        self.all(include_str!("dead.sql"), &args![i64::from(limit)]).await
    }

    /// How much was given up.
    pub async fn count_dead_deliveries(&self) -> Result<i64> {
        Ok(self.opt(include_str!("count_dead.sql"), &[]).await?.unwrap_or(0))
    }
}
