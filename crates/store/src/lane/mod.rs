//! The group-commit lane: mass screening writes many answer sheets with one durable commit.
//!
//! An actor takes what is waiting (no timer), writes it in one transaction, commits once and only then answers each sender. While it
//! commits, the next batch gathers. A submission whose key is known is answered with the sheet that is there: sending twice is harmless.
//! If the batch as a whole is refused by the database, each submission is tried alone, so that a bad one does not fail its neighbours.
//! The queue is bounded: when it is full, senders wait (back pressure) instead of being dropped.

use std::collections::HashMap;

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};
use xinqiao_kernel::id::{PersonId, ResponseId};
use xinqiao_vault::{PersonKey, VaultError};

use crate::arg::{Arg, args};
use crate::assessment::{NewResponse, RESPONSE_COLUMNS, RESPONSE_WIDTH};
use crate::attention::{LOOK_COLUMNS, LOOK_ENDING, LOOK_WIDTH, look_row};
use crate::audit::{AUDIT_COLUMNS, AUDIT_WIDTH, NewAudit};
use crate::campaigns::MemberStep;
use crate::consent::{CONSENT_COLUMNS, CONSENT_WIDTH, NewConsent};
use crate::fields::PersonLock;
use crate::outbox::OutboxMessage;
use crate::retests::Retesting;
use crate::row::{FromRow, Row};
use crate::warnings::{NewSignal, SIGNAL_COLUMNS, SIGNAL_ENDING, SIGNAL_WIDTH};
use crate::{Db, Result, StoreError, Tx};

pub(crate) const OUTBOX_COLUMNS: &str = "outbox (outbox_id, topic, body, attempts, delivered_at, created_at)";
pub(crate) const OUTBOX_WIDTH: usize = 6;
const KEYS_IN_A_LOOK_UP: usize = 16;

/// Everything that one answer sheet writes.
#[derive(Debug, Clone)]
pub struct Submission {
    pub response: NewResponse,
    /// the wrapped key of the sheet's person, so that sealing needs no read; without it the key is read in the transaction
    pub lock: Option<PersonLock>,
    pub signals: Vec<NewSignal>,
    pub audit: Vec<NewAudit>,
    pub outbox: Vec<OutboxMessage>,
    /// how far the person is in the campaign of the sheet
    pub step: Option<MemberStep>,
    /// what the person agreed to by handing it in
    pub consents: Vec<NewConsent>,
    /// asking again: what the sheet opens and settles
    pub retesting: Retesting,
    pub at: Timestamp,
}

/// What became of a submission. Either way it is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landed {
    /// written now
    New(ResponseId),
    /// the same key had been written before: that sheet
    Already(ResponseId),
}

impl Landed {
    /// The sheet that is kept.
    pub const fn response(self) -> ResponseId {
        match self {
            Self::New(id) | Self::Already(id) => id,
        }
    }
}

struct Waiting {
    submission: Submission,
    answer: oneshot::Sender<Result<Landed>>,
}

/// The sending end of the lane. Cloning it is cheap; the lane ends when all clones are gone.
#[derive(Clone)]
pub struct Lane {
    queue: mpsc::Sender<Waiting>,
}

impl Lane {
    /// Starts the lane: at most `batch` submissions per commit, at most `waiting` in the queue.
    pub fn start(db: Db, batch: usize, waiting: usize) -> Self {
        let (queue, inbox) = mpsc::channel(waiting.max(1));
        tokio::spawn(run(db, inbox, batch.max(1)));
        Self { queue }
    }

    /// Writes one answer sheet; returns when it is durable.
    pub async fn submit(&self, submission: Submission) -> Result<Landed> {
        let (answer, outcome) = oneshot::channel();
        self.queue.send(Waiting { submission, answer }).await.map_err(|_| StoreError::LaneClosed)?;
        outcome.await.map_err(|_| StoreError::LaneClosed)?
    }
}

async fn run(db: Db, mut inbox: mpsc::Receiver<Waiting>, batch: usize) {
    let mut taken = Vec::with_capacity(batch);
    while inbox.recv_many(&mut taken, batch).await > 0 {
        let waiting = std::mem::take(&mut taken);
        let (submissions, answers): (Vec<Submission>, Vec<_>) =
            waiting.into_iter().map(|one| (one.submission, one.answer)).unzip();
        let outcomes = match write_batch(&db, &submissions).await {
            Ok(landed) => landed.into_iter().map(Ok).collect(),
            // nothing can be written now, neither together nor alone: waiting once for each would keep all senders waiting
            Err(fault @ StoreError::Unreachable { .. }) => {
                tracing::error!(error = %fault, batch = submissions.len(), "the database cannot be reached");
                submissions.iter().map(|_| Err(unreachable_now())).collect()
            }
            Err(fault) => {
                tracing::warn!(error = %fault, batch = submissions.len(), "a batch was refused; trying its submissions one by one");
                write_singly(&db, &submissions).await
            }
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // the sender may be gone (its connection was cut); its sheet is kept all the same
            let _ = answer.send(outcome);
        }
    }
}

fn unreachable_now() -> StoreError {
    StoreError::Unreachable { target: "the write lane".to_owned(), source: sqlx::Error::PoolTimedOut }
}

async fn write_singly(db: &Db, submissions: &[Submission]) -> Vec<Result<Landed>> {
    let mut outcomes = Vec::with_capacity(submissions.len());
    for one in submissions {
        let mut outcome = db.write_submissions(std::slice::from_ref(one)).await;
        if matches!(outcome, Err(StoreError::Duplicate { .. })) {
            // another lane wrote the same key between our look and our write: now it is known
            outcome = db.write_submissions(std::slice::from_ref(one)).await;
        }
        outcomes.push(outcome.and_then(|landed| landed.into_iter().next().ok_or(StoreError::LaneClosed)));
    }
    outcomes
}

async fn write_batch(db: &Db, submissions: &[Submission]) -> Result<Vec<Landed>> {
    db.write_submissions(submissions).await
}

impl Db {
    /// Writes submissions in one durable transaction; what became of each, in order.
    pub async fn write_submissions(&self, submissions: &[Submission]) -> Result<Vec<Landed>> {
        let mut tx = self.begin().await?;
        let mut known = tx.known_keys(submissions).await?;
        let mut landed = Vec::with_capacity(submissions.len());
        let mut fresh = Vec::with_capacity(submissions.len());
        for one in submissions {
            if let Some(id) = known.get(&one.response.key) {
                landed.push(Landed::Already(*id));
            } else {
                known.insert(one.response.key.clone(), one.response.id);
                landed.push(Landed::New(one.response.id));
                fresh.push(one);
            }
        }
        if fresh.is_empty() {
            return Ok(landed);
        }
        tx.insert_submissions(&fresh).await?;
        tx.commit().await?;
        Ok(landed)
    }
}

struct Known(ResponseId, String);

impl FromRow for Known {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(ResponseId::from_uuid(row.uuid(0)?), row.text(1)?))
    }
}

impl Tx {
    async fn known_keys(&mut self, submissions: &[Submission]) -> Result<HashMap<String, ResponseId>> {
        let mut known = HashMap::with_capacity(submissions.len());
        for chunk in submissions.chunks(KEYS_IN_A_LOOK_UP) {
            // one statement text for every size: the places that are left over look for no key at all
            let mut keys: Vec<Arg> = chunk.iter().map(|one| Arg::from(&one.response.key)).collect();
            keys.resize(KEYS_IN_A_LOOK_UP, Arg::Text(None));
            for Known(id, key) in self.all(include_str!("existing.sql"), &keys).await? {
                known.insert(key, id);
            }
        }
        Ok(known)
    }

    /// The keys of the submissions' people, in order. Errors: `Erased` for somebody who was erased or is not there.
    async fn keys_for(&mut self, fresh: &[&Submission]) -> Result<Vec<PersonKey>> {
        let without: Vec<PersonId> = fresh.iter().filter(|one| one.lock.is_none()).map(|one| one.response.person).collect();
        let read: HashMap<PersonId, PersonKey> = self.keys_of(&without).await?.into_iter().collect();
        let vault = self.vault();
        let key = |one: &&Submission| match &one.lock {
            Some(lock) => lock.key(&vault),
            None => read.get(&one.response.person).cloned().ok_or_else(|| VaultError::Erased.into()),
        };
        fresh.iter().map(key).collect()
    }

    /// Writes submissions whose keys are known to be new. Errors: `Duplicate` when one is not.
    pub async fn insert_submissions(&mut self, fresh: &[&Submission]) -> Result<()> {
        let keys = self.keys_for(fresh).await?;
        let mut responses: Vec<Vec<Arg>> = Vec::with_capacity(fresh.len());
        let mut signals: Vec<Vec<Arg>> = Vec::new();
        for (one, key) in fresh.iter().zip(&keys) {
            responses.push(one.response.args(key, one.at)?.to_vec());
            for signal in &one.signals {
                signals.push(signal.args(key, one.at)?.to_vec());
            }
        }
        self.insert_many(RESPONSE_COLUMNS, RESPONSE_WIDTH, &responses).await?;
        let consents: Vec<Vec<Arg>> =
            fresh.iter().flat_map(|one| one.consents.iter().map(|word| word.args(one.at).to_vec())).collect();
        self.insert_many(CONSENT_COLUMNS, CONSENT_WIDTH, &consents).await?;
        let audits: Vec<Vec<Arg>> = fresh.iter().flat_map(|one| one.audit.iter().map(|row| row.args(one.at).to_vec())).collect();
        self.insert_many(AUDIT_COLUMNS, AUDIT_WIDTH, &audits).await?;
        self.insert_many_with(SIGNAL_COLUMNS, SIGNAL_WIDTH, &signals, SIGNAL_ENDING).await?;
        self.insert_many_with(LOOK_COLUMNS, LOOK_WIDTH, &looks(fresh), LOOK_ENDING).await?;
        for one in fresh {
            if let (Some(step), Some(campaign)) = (one.step, one.response.campaign) {
                self.step_member((campaign, one.response.person), step, !one.signals.is_empty(), one.at).await?;
            }
            self.follow_retesting(one.response.id, &one.retesting, one.at).await?;
        }
        let messages: Vec<Vec<Arg>> = fresh
            .iter()
            .flat_map(|one| {
                one.outbox.iter().map(|message| {
                    args![message.id.uuid(), &message.topic, &message.body, 0_i64, Option::<Timestamp>::None, one.at].to_vec()
                })
            })
            .collect();
        self.insert_many(OUTBOX_COLUMNS, OUTBOX_WIDTH, &messages).await.map(|_| ())
    }
}

/// Whose levels the signals of these submissions change, each person once.
fn looks(fresh: &[&Submission]) -> Vec<Vec<Arg>> {
    let evident = |one: &&&Submission| one.signals.iter().any(|signal| !signal.risk_kinds.is_empty());
    let by_person: std::collections::BTreeMap<PersonId, Vec<Arg>> = fresh
        .iter()
        .filter(evident)
        .map(|one| (one.response.person, look_row(one.response.person, &one.response.place, one.at)))
        .collect();
    by_person.into_values().collect()
}
