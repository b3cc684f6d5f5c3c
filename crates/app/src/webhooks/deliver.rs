//! Sending what is due.

use std::collections::HashMap;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use xinqiao_egress::signature;
use xinqiao_kernel::id::{OutboxId, WebhookId};
use xinqiao_store::webhooks::{Due, Tried, Webhook};

use super::manage::MOST;
use crate::{App, AppError, Result};

/// Events that are handed on together.
const BATCH: u32 = 200;
/// Events that are sent at the same time.
const AT_ONCE: u32 = 32;
/// After so many tries, over about two days, an event is given up.
const TRIES: i64 = 16;
/// Longest pause between two tries.
const LONGEST_PAUSE_S: i64 = 6 * 3_600;

/// What came of one sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// of the answer, if there was one
    pub status: Option<u16>,
    /// word for what went wrong: `inside`, `connect`, `slow`, … or `status`
    pub failure: Option<&'static str>,
}

impl Sent {
    /// Was it taken?
    pub const fn is_taken(&self) -> bool {
        self.failure.is_none()
    }
}

impl App {
    /// Hands new events on to the receivers that asked for them, and sends what is due; how many were taken.
    pub async fn deliver_events(&self) -> Result<usize> {
        let webhooks = self.inner.db.webhooks(MOST).await?;
        while self.hand_on(&webhooks).await? {}
        let due = self.inner.db.deliveries_due(self.now(), AT_ONCE).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let known: HashMap<WebhookId, &Webhook> = webhooks.iter().map(|webhook| (webhook.id, webhook)).collect();
        let sent = join_all(due.iter().map(|due| self.try_one(due, known.get(&due.webhook).copied()))).await;
        let now = self.now();
        let mut taken = 0;
        let mut tx = self.inner.db.begin().await?;
        for (due, sent) in due.iter().zip(sent) {
            let sent = sent?;
            taken += usize::from(sent.is_taken());
            tx.note_try(due.webhook, due.event, &tried(due, &sent, now), now).await?;
        }
        tx.commit().await?;
        Ok(taken)
    }

    /// Notes waiting events for their receivers; false when fewer than a batch waited.
    async fn hand_on(&self, webhooks: &[Webhook]) -> Result<bool> {
        let now = self.now();
        let waiting = self.inner.db.outbox_waiting(BATCH).await?;
        if waiting.is_empty() {
            return Ok(false);
        }
        let mut tx = self.inner.db.begin().await?;
        for event in &waiting {
            for webhook in webhooks.iter().filter(|webhook| wants(webhook, &event.message.topic)) {
                tx.add_delivery(webhook.id, event.message.id, now).await?;
            }
            tx.mark_delivered(event.message.id, now).await?;
        }
        tx.commit().await?;
        Ok(waiting.len() == BATCH as usize)
    }

    async fn try_one(&self, due: &Due, webhook: Option<&Webhook>) -> Result<Sent> {
        match webhook {
            Some(webhook) => self.send(webhook, due.event, &due.topic, due.at, &due.body).await,
            None => Ok(Sent { status: None, failure: Some("removed") }),
        }
    }

    async fn send(&self, webhook: &Webhook, event: OutboxId, topic: &str, at: Timestamp, data: &str) -> Result<Sent> {
        let data: Value = serde_json::from_str(data).map_err(|fault| AppError::Broken {
            what: "an event of the outbox is damaged".to_owned(),
            source: Some(Box::new(fault)),
        })?;
        let body = json!({ "id": event, "topic": topic, "at": at.to_string(), "data": data }).to_string().into_bytes();
        let signed = signature(&webhook.secret, self.now().as_second(), &body);
        let id = event.to_string();
        let headers =
            [("content-type", "application/json"), ("xinqiao-event", topic), ("xinqiao-id", &id), ("xinqiao-signature", &signed)];
        Ok(match self.egress()?.post(&webhook.url, &headers, body).await {
            Ok(answer) if (200..300).contains(&answer.status) => Sent { status: Some(answer.status), failure: None },
            Ok(answer) => Sent { status: Some(answer.status), failure: Some("status") },
            Err(fault) => Sent { status: None, failure: Some(fault.code()) },
        })
    }

    /// Sends a trial event to one receiver at once; nothing is kept of it. Errors: `NotFound`.
    pub async fn test_webhook(&self, id: WebhookId) -> Result<Sent> {
        let webhook = self.inner.db.webhook(id).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        self.send(&webhook, OutboxId::new(self.ids(), now), "webhook.test", now, "{}").await
    }
}

fn wants(webhook: &Webhook, topic: &str) -> bool {
    let topics: Vec<String> = serde_json::from_str(&webhook.topics).unwrap_or_default();
    topics.is_empty() || topics.iter().any(|beginning| topic.starts_with(beginning.as_str()))
}

fn tried(due: &Due, sent: &Sent, now: Timestamp) -> Tried {
    let attempts = due.attempts + 1;
    let state = match sent.failure {
        None => "delivered",
        Some("removed") => "dead",
        Some(_) if TRIES <= attempts => "dead",
        Some(_) => "waiting",
    };
    Tried { state, attempts, due_at: now + pause(attempts), status: sent.status.map(i64::from), failure: sent.failure }
}

/// 10 seconds, then twice as long each time, up to six hours.
fn pause(attempts: i64) -> SignedDuration {
    let doublings = u32::try_from((attempts - 1).clamp(0, 12)).unwrap_or(12);
    SignedDuration::from_secs((10_i64 << doublings).min(LONGEST_PAUSE_S))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_spread_over_about_two_days() {
        let whole: i64 = (1..TRIES).map(|attempts| pause(attempts).as_secs()).sum();
        assert_eq!(pause(1).as_secs(), 10);
        assert_eq!(pause(15).as_secs(), LONGEST_PAUSE_S);
        assert!((24 * 3_600..72 * 3_600).contains(&whole), "{whole} s");
    }
}
