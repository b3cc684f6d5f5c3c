//! Adding and removing receivers, from the operator's command line.

use xinqiao_access::{Purpose, act};
use xinqiao_egress::{Bounds, Egress, Rules};
use xinqiao_kernel::id::{AuditId, WebhookId};
use xinqiao_store::audit::NewAudit;
use xinqiao_store::webhooks::{Dead, Webhook};

use crate::audit::listed;
use crate::{App, AppError, Caller, Result};

/// Most receivers.
pub(super) const MOST: u32 = 100;
/// Longest address, in bytes.
const LONGEST: usize = 2_000;

/// A receiver that was added.
pub struct NewWebhook {
    pub id: WebhookId,
    /// signs what is sent, in hex; told once
    pub secret: String,
}

/// An event that was given up.
#[derive(Debug, Clone)]
pub struct Undelivered {
    pub dead: Dead,
    /// host of the receiver; none when it was removed
    pub host: Option<String>,
}

impl App {
    /// Sets the way out; without it no host of the inside is allowed. Only the first call counts.
    pub fn use_egress(&self, egress: Egress) {
        // a second one would change rules under work that is going on
        let _ = self.inner.egress.set(egress);
    }

    pub(super) fn egress(&self) -> Result<&Egress> {
        if let Some(egress) = self.inner.egress.get() {
            return Ok(egress);
        }
        let strict = Egress::new(Rules::default(), Bounds::default())
            .map_err(|fault| AppError::Broken { what: "TLS cannot be set up".to_owned(), source: Some(Box::new(fault)) })?;
        Ok(self.inner.egress.get_or_init(|| strict))
    }

    /// Adds a receiver of events whose topics begin with one of `topics`; none means every event.
    ///
    /// Errors: `Invalid` on `url` when it could never be sent to; `Conflict` with `too_many`.
    pub async fn add_webhook(&self, url: &str, topics: &[String]) -> Result<NewWebhook> {
        if LONGEST < url.len() {
            return Err(AppError::field("url", "fault-url", "too long"));
        }
        self.egress()?.check(url).map_err(|fault| AppError::field("url", "fault-url", fault.to_string()))?;
        if MOST as usize <= self.inner.db.webhooks(MOST).await?.len() {
            return Err(AppError::conflict("too_many"));
        }
        let now = self.now();
        let told = format!("{} {}", host(url), if topics.is_empty() { "*".to_owned() } else { topics.join(",") });
        let topics = serde_json::to_string(topics).map_err(|_| AppError::broken("topics are no JSON"))?;
        let secret = self.ids().secret();
        let webhook = Webhook {
            id: WebhookId::new(self.ids(), now),
            url: url.to_owned(),
            topics,
            secret: secret.to_vec(),
            created_at: now,
        };
        let mut tx = self.inner.db.begin().await?;
        tx.add_webhook(&webhook).await?;
        tx.audit(&self.webhook_row("add_webhook", webhook.id, told), now).await?;
        tx.commit().await?;
        Ok(NewWebhook { id: webhook.id, secret: hex(&secret) })
    }

    /// The receivers: id, address and topics (JSON), oldest first.
    pub async fn webhooks(&self) -> Result<Vec<(WebhookId, String, String)>> {
        let found = self.inner.db.webhooks(MOST).await?;
        Ok(found.into_iter().map(|webhook| (webhook.id, webhook.url, webhook.topics)).collect())
    }

    /// Removes a receiver; what waits for it is given up. Errors: `NotFound`.
    pub async fn remove_webhook(&self, id: WebhookId) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        if !tx.remove_webhook(id, self.now()).await? {
            return Err(AppError::NotFound);
        }
        tx.audit(&self.webhook_row("remove_webhook", id, String::new()), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The row of something the operator did with a receiver on the command line. Of the address the host only: the rest may hold a key.
    fn webhook_row(&self, action: &str, id: WebhookId, detail: String) -> NewAudit {
        NewAudit {
            id: AuditId::new(self.ids(), self.now()),
            account: None,
            role: "operator".to_owned(),
            action: action.to_owned(),
            purpose: Purpose::Administration.code().to_owned(),
            place: self.place().clone(),
            person: None,
            record_kind: "webhook",
            record: Some(id.uuid()),
            refused: false,
            detail,
        }
    }

    /// What was given up, latest first.
    pub async fn dead_deliveries(&self, limit: u32) -> Result<Vec<Dead>> {
        Ok(self.inner.db.dead_deliveries(limit).await?)
    }

    /// What was given up with the hosts that did not take it, latest first, for the administrator of the system. Errors: `Denied`.
    pub async fn undelivered(&self, caller: &Caller, limit: u32) -> Result<Vec<Undelivered>> {
        let scope = self.listing(caller, self.scope::<act::ReadJobs>(caller, Purpose::Administration)).await?;
        let found = self.inner.db.dead_deliveries(limit).await?;
        let known = self.inner.db.webhooks(MOST).await?;
        let host_of = |id: WebhookId| known.iter().find(|webhook| webhook.id == id).map(|webhook| host(&webhook.url).to_owned());
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "webhook", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(found.into_iter().map(|dead| Undelivered { host: host_of(dead.webhook), dead }).collect())
    }

    /// Sends everything again that was given up for a receiver; how many events that are. Errors: `NotFound`.
    pub async fn retry_webhook(&self, id: WebhookId) -> Result<u64> {
        self.inner.db.webhook(id).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        let events = tx.try_dead_again(id, self.now()).await?;
        tx.audit(&self.webhook_row("retry_webhook", id, format!("events={events}")), self.now()).await?;
        tx.commit().await?;
        Ok(events)
    }
}

/// Host and port of an address, without who signs in there.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.rsplit('@').next().unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
