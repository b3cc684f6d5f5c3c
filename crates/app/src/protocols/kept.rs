//! From rows to a protocol as it stands, and back: state, entries, who works on it, messages and audit row in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use xinqiao_kernel::id::{AccountId, OutboxId};
use xinqiao_referrals::event::Actor;
use xinqiao_referrals::{Entry, ReferralId};
use xinqiao_store::Tx;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::referrals::{ProtocolRow, ProtocolState, StepRow};

use crate::notify::{Owing, Thing};
use crate::referrals::damaged;
use crate::{App, AppError, Result};

/// The stage of what has ended.
const ENDED: &str = "ended";

/// One of the two protocols, as rows and messages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    /// Its code in the tables.
    pub code: &'static str,
    /// Its name among the parameters of a message.
    pub param: &'static str,
    /// It is the reader's turn.
    pub turn: &'static str,
    /// A time was missed.
    pub late: &'static str,
    /// What its events for other systems begin with; none: there are none.
    pub topic: Option<&'static str>,
}

pub(super) const GREEN: Kind =
    Kind { code: "green_channel", param: "green", turn: "notice-green-turn", late: "notice-green-late", topic: Some("green") };
pub(super) const AID: Kind =
    Kind { code: "victim_aid", param: "aid", turn: "notice-aid-turn", late: "notice-aid-late", topic: None };

/// Something owed: by whom, which, by when.
pub(super) type Owed = (AccountId, String, Timestamp);

/// What a fold says for the columns that lists sort by.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub referral: Option<ReferralId>,
    /// The earliest first.
    pub owed: Vec<Owed>,
    /// Everybody who may know of it.
    pub workers: BTreeSet<AccountId>,
}

impl Standing {
    /// The columns; `last_at`: when it ended, if it has.
    pub fn state(&self, last_at: Timestamp) -> ProtocolState {
        let first = self.owed.first();
        ProtocolState {
            referral: self.referral,
            stage: first.map_or(ENDED, |(_, stage, _)| stage.as_str()).to_owned(),
            owner: first.map(|(account, ..)| *account),
            due_at: first.map(|(.., due)| *due),
            ended_at: first.is_none().then_some(last_at),
        }
    }

    /// Who works on it, and until when each owes something of it.
    fn seats(&self) -> BTreeMap<AccountId, Option<Timestamp>> {
        let mut seats: BTreeMap<AccountId, Option<Timestamp>> = self.workers.iter().map(|account| (*account, None)).collect();
        for (account, _, due) in self.owed.iter().rev() {
            seats.insert(*account, Some(*due));
        }
        seats
    }

    /// To whom a change says that it is their turn: who works on it now and did not before, and who owes something that they did not owe.
    fn news(&self, before: Option<&Self>) -> BTreeSet<AccountId> {
        let owes =
            |one: &Self, account: &AccountId, what: &str| one.owed.iter().any(|(by, which, _)| by == account && which == what);
        let fresh = self.owed.iter().filter(|(by, which, _)| !before.is_some_and(|before| owes(before, by, which)));
        let fresh = fresh.map(|(by, ..)| *by);
        fresh
            .chain(self.workers.iter().copied().filter(|one| !before.is_some_and(|before| before.workers.contains(one))))
            .collect()
    }
}

/// One entry that was decided and is not kept yet.
pub(super) struct Fresh {
    pub row: StepRow,
    pub after: Standing,
    pub at: Timestamp,
}

/// An entry as its row, with what stands after it.
pub(super) fn fresh<S: Serialize>(entry: &Entry<S>, word: &str, seq: i64, after: Standing) -> Result<Fresh> {
    let body = serde_json::to_string(entry).map_err(|fault| damaged("an entry of a protocol cannot be written", fault))?;
    let account = match entry.by {
        Actor::Account(account) => Some(account),
        Actor::System => None,
    };
    let row = StepRow { id: entry.id, seq, account, word: word.to_owned(), body, at: entry.at, name: None };
    Ok(Fresh { row, after, at: entry.at })
}

/// The entries of rows. Errors: `NotFound` when nothing can be read, as after erasure; `Broken` for a damaged one.
pub(super) fn entries<S: DeserializeOwned>(rows: Vec<StepRow>) -> Result<Vec<(StepRow, Entry<S>)>> {
    if rows.is_empty() {
        return Err(AppError::NotFound);
    }
    let parsed = |row: StepRow| {
        let entry = serde_json::from_str(&row.body).map_err(|fault| damaged("an entry of a protocol cannot be read", fault))?;
        Ok((row, entry))
    };
    rows.into_iter().map(parsed).collect()
}

impl App {
    /// Opens a protocol with its first entry and whatever follows at once.
    pub(super) async fn open_kept(&self, kind: Kind, mut row: ProtocolRow, steps: &[Fresh], audit: &NewAudit) -> Result<()> {
        let Some((first, rest)) = steps.split_first() else { return Ok(()) };
        row.state = first.after.state(first.at);
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.open_protocol(&row, &first.row, now).await?;
        self.tell_outside(&mut tx, kind, row.id, &first.row).await?;
        self.save_seats(&mut tx, kind, &row, (None, first)).await?;
        let mut before = &first.after;
        for step in rest {
            self.save_one(&mut tx, kind, &row, (before, step)).await?;
            row.entries += 1;
            before = &step.after;
        }
        tx.audit(audit, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Keeps one more entry.
    pub(super) async fn keep_protocol(
        &self,
        kind: Kind,
        row: &ProtocolRow,
        (before, step): (&Standing, &Fresh),
        audit: &NewAudit,
    ) -> Result<()> {
        let mut tx = self.inner.db.begin().await?;
        self.save_one(&mut tx, kind, row, (before, step)).await?;
        tx.audit(audit, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn save_one(&self, tx: &mut Tx, kind: Kind, row: &ProtocolRow, (before, step): (&Standing, &Fresh)) -> Result<()> {
        tx.save_protocol(row, &step.after.state(step.at), &step.row, self.now()).await?;
        self.tell_outside(tx, kind, row.id, &step.row).await?;
        self.save_seats(tx, kind, row, (Some(before), step)).await
    }

    /// An event for other systems, with ids and codes. None of a file of one-stop aid: nobody is to notice it.
    async fn tell_outside(&self, tx: &mut Tx, kind: Kind, id: uuid::Uuid, step: &StepRow) -> Result<()> {
        let Some(prefix) = kind.topic else { return Ok(()) };
        let body = serde_json::json!({ prefix: id, "event": step.id, "kind": step.word }).to_string();
        let now = self.now();
        let topic = format!("{prefix}.{}", step.word);
        Ok(tx.tell(&OutboxMessage { id: OutboxId::new(self.ids(), now), topic, body }, now).await?)
    }

    /// Who works on it from now on, and what they are told.
    async fn save_seats(
        &self,
        tx: &mut Tx,
        kind: Kind,
        row: &ProtocolRow,
        (before, step): (Option<&Standing>, &Fresh),
    ) -> Result<()> {
        let now = self.now();
        let seats = step.after.seats();
        for (account, owes_at) in &seats {
            tx.add_protocol_worker(row.id, (*account, *owes_at), now).await?;
        }
        for account in before.map(Standing::seats).into_iter().flatten().map(|(account, _)| account) {
            if !seats.contains_key(&account) {
                tx.end_protocol_worker(row.id, account, now).await?;
            }
        }
        let is_silence = step.row.account.is_none();
        let mut told = step.after.news(before);
        if is_silence {
            // whoever missed the time hears that it went up
            told.extend(before.and_then(|before| before.owed.first()).map(|(by, ..)| *by));
        }
        for account in told.into_iter().filter(|account| Some(*account) != step.row.account) {
            let due_at = seats.get(&account).copied().flatten();
            let what = (account, if is_silence { kind.late } else { kind.turn });
            self.tell_of_protocol(tx, (row, step.row.seq), what, (kind.param, due_at)).await?;
        }
        Ok(())
    }

    /// A message that names nobody and nothing of what it is about. Who is on duty elsewhere is not told of an aid file: it belongs to no place.
    pub(super) async fn tell_of_protocol(
        &self,
        tx: &mut Tx,
        (row, step): (&ProtocolRow, i64),
        (account, kind): (AccountId, &str),
        (param, due_at): (&str, Option<Timestamp>),
    ) -> Result<()> {
        let owing = Owing::new(account, kind).about(Thing::Protocol(row.id), step).due(due_at);
        let owing = owing.with(serde_json::json!({ param: row.id }));
        self.owe(tx, if param == GREEN.param { owing.at(&row.place) } else { owing }).await.map(drop)
    }
}
