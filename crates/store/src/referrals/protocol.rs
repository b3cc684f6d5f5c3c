//! Protocols of steps about a minor: the green channel of a school, one-stop aid for a victim.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Act, Clause, Permit, Relation, Scope};
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_referrals::{ReferralId, StepId};
use xinqiao_vault::Class;

use super::STEP_BODY;
use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, PERSON_NAME, own_arg};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// The columns that are written from the fold of the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolState {
    /// of a green channel: the referral that was accepted
    pub referral: Option<ReferralId>,
    /// what is owed next, as a code; `ended`
    pub stage: String,
    pub owner: Option<AccountId>,
    pub due_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

/// A protocol without its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolRow {
    pub id: Uuid,
    /// `green_channel` or `victim_aid`
    pub kind: String,
    pub person: PersonId,
    /// where the school or the keeper is
    pub place: PlacePath,
    pub state: ProtocolState,
    /// how many entries it has
    pub entries: i64,
    pub opened_at: Timestamp,
    /// masked; filled when read
    pub name: String,
}

impl FromRow for ProtocolRow {
    fn from_row(row: &Row) -> Result<Self> {
        let person = row.uuid(2)?;
        let key = row.person_key(12, person)?;
        Ok(Self {
            id: row.uuid(0)?,
            kind: row.text(1)?,
            person: PersonId::from_uuid(person),
            place: row.parsed(3, "protocol", "place_path", "a place path")?,
            state: ProtocolState {
                referral: row.uuid_opt(4)?.map(ReferralId::from_uuid),
                stage: row.text(5)?,
                owner: row.uuid_opt(6)?.map(AccountId::from_uuid),
                due_at: row.at_opt(7)?,
                ended_at: row.at_opt(10)?,
            },
            entries: row.int(8)?,
            opened_at: row.at(9)?,
            name: masked_name(&row.own_text(11, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()),
        })
    }
}

/// A green channel as the person may take it along: no word of the school and no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnChannel {
    /// what is owed next, as a code; `ended`
    pub stage: String,
    pub opened_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl FromRow for OwnChannel {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { stage: row.text(0)?, opened_at: row.at(1)?, ended_at: row.at_opt(2)? })
    }
}

/// One entry of a protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    pub id: StepId,
    pub seq: i64,
    /// `None`: the program
    pub account: Option<AccountId>,
    /// what was done, as a code
    pub word: String,
    /// JSON of the entry
    pub body: String,
    pub at: Timestamp,
    /// name of the account's holder; filled when read
    pub name: Option<String>,
}

impl FromRow for StepRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, account) = (row.uuid(0)?, row.uuid_opt(2)?);
        let key = row.person_key(8, row.uuid(7)?)?;
        let name = match account {
            Some(account) => row.class_text_opt(6, Class::Account, &ACCOUNT_NAME.of(account))?,
            None => None,
        };
        Ok(Self {
            id: StepId::from_uuid(id),
            seq: row.int(1)?,
            account: account.map(AccountId::from_uuid),
            word: row.text(3)?,
            body: row.own_text(4, key.as_ref(), &STEP_BODY.of(id))?.unwrap_or_default(),
            at: row.at(5)?,
            name,
        })
    }
}

impl Tx {
    /// Opens a protocol with its first entry. Errors: `Duplicate` for an id that is there.
    pub async fn open_protocol(&mut self, new: &ProtocolRow, step: &StepRow, now: Timestamp) -> Result<()> {
        let state = &new.state;
        let row = args![
            new.id,
            &new.kind,
            new.person.uuid(),
            new.place.as_str(),
            state.referral.map(|id| id.uuid()),
            &state.stage,
            state.owner.map(|id| id.uuid()),
            state.due_at,
            new.entries,
            new.opened_at,
            state.ended_at,
            now
        ];
        self.exec(include_str!("insert_protocol.sql"), &row).await?;
        self.add_protocol_step((new.id, new.person), step, now).await
    }

    /// Saves the state after one more entry. Errors: `Stale` when somebody else was first.
    pub async fn save_protocol(
        &mut self,
        before: &ProtocolRow,
        state: &ProtocolState,
        step: &StepRow,
        now: Timestamp,
    ) -> Result<()> {
        let row = args![
            before.id,
            before.entries,
            state.referral.map(|id| id.uuid()),
            &state.stage,
            state.owner.map(|id| id.uuid()),
            state.due_at,
            state.ended_at
        ];
        if self.exec(include_str!("update_protocol.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "protocol", id: before.id.to_string() });
        }
        self.add_protocol_step((before.id, before.person), step, now).await
    }

    async fn add_protocol_step(&mut self, (id, person): (Uuid, PersonId), step: &StepRow, now: Timestamp) -> Result<()> {
        let key = self.key_of(person).await?;
        let row = [
            Arg::from(step.id.uuid()),
            Arg::from(id),
            Arg::from(step.seq),
            Arg::from(step.account.map(|id| id.uuid())),
            Arg::from(&step.word),
            own_arg(&key, &STEP_BODY.of(step.id.uuid()), &step.body)?,
            Arg::from(step.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_step.sql"), &row).await.map(|_| ())
    }

    /// Lets an account work on a protocol, and says until when it owes something of it; twice is once.
    pub async fn add_protocol_worker(
        &mut self,
        id: Uuid,
        (account, owes_at): (AccountId, Option<Timestamp>),
        now: Timestamp,
    ) -> Result<()> {
        self.exec(include_str!("add_worker.sql"), &args![id, account.uuid(), now, owes_at]).await.map(|_| ())
    }

    /// An account works on a protocol no longer.
    pub async fn end_protocol_worker(&mut self, id: Uuid, account: AccountId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("end_worker.sql"), &args![id, account.uuid(), now]).await.map(|_| ())
    }
}

impl Db {
    /// Green channels about the permit's person, newest first; at most 200. Files of one-stop aid are in no copy: a guardian may be the one who is
    /// suspected.
    pub async fn own_channels<A: Act>(&self, permit: &Permit<A>) -> Result<Vec<OwnChannel>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("channels_of_person.sql"), &args![person.uuid()]).await
    }

    /// A protocol's row: what the access decision about it needs, no entry.
    pub async fn protocol_place(&self, id: Uuid) -> Result<Option<ProtocolRow>> {
        self.opt(include_str!("protocol.sql"), &args![id]).await
    }

    /// Who works on a protocol.
    pub async fn protocol_workers(&self, id: Uuid) -> Result<Vec<AccountId>> {
        let found: Vec<Uuid> = self.all(include_str!("workers.sql"), &args![id]).await?;
        Ok(found.into_iter().map(AccountId::from_uuid).collect())
    }

    /// The entries of a protocol, in order; none when it is of another person than the permit, or of another place and the account does not work on
    /// it, and after erasure.
    pub async fn protocol_steps<A: Act>(&self, permit: &Permit<A>, row: &ProtocolRow) -> Result<Vec<StepRow>> {
        let here = *permit.place() == row.place || self.protocol_workers(row.id).await?.contains(&permit.account());
        match permit.person() == Some(row.person) && here {
            true => self.protocol_steps_for_sweep(row.id).await,
            false => Ok(Vec::new()),
        }
    }

    /// The entries for the program itself.
    pub async fn protocol_steps_for_sweep(&self, id: Uuid) -> Result<Vec<StepRow>> {
        let mut steps: Vec<StepRow> = Vec::new();
        loop {
            let last = steps.last().map_or(0, |step| step.seq);
            let page: Vec<StepRow> = self.all(include_str!("steps.sql"), &args![id, last]).await?;
            if page.is_empty() {
                return Ok(steps);
            }
            steps.extend(page);
        }
    }

    /// The protocols of a kind in a scope, the latest first: those of its places, and those that its account works on.
    pub async fn protocols<A: Act>(
        &self,
        scope: &Scope<A>,
        kind: &str,
        (opened_at, id): (Timestamp, Uuid),
        limit: u32,
    ) -> Result<Vec<ProtocolRow>> {
        let mut found: Vec<ProtocolRow> = Vec::new();
        for clause in scope.clauses() {
            match clause {
                Clause::Below(range) => {
                    let row = args![kind, &range.from, &range.below, opened_at, id, i64::from(limit)];
                    found.extend(self.all(include_str!("protocols_below.sql"), &row).await?);
                }
                Clause::Related(_, Relation::Team, account) => {
                    let row = args![kind, account.uuid(), opened_at, id, i64::from(limit)];
                    found.extend(self.all(include_str!("protocols_of_account.sql"), &row).await?);
                }
                _ => {}
            }
        }
        found.sort_by_key(|one| std::cmp::Reverse((one.opened_at, one.id)));
        found.dedup_by_key(|one| one.id);
        found.truncate(limit as usize);
        Ok(found)
    }

    /// The protocols of a kind of which an account owes something, the earliest due first.
    pub async fn protocols_owed(&self, kind: &str, account: AccountId, limit: u32) -> Result<Vec<ProtocolRow>> {
        self.all(include_str!("protocols_owed.sql"), &args![kind, account.uuid(), i64::from(limit)]).await
    }

    /// The one of a kind that runs about a person.
    pub async fn open_protocol_of(&self, kind: &str, person: PersonId) -> Result<Option<ProtocolRow>> {
        self.opt(include_str!("open_protocol.sql"), &args![kind, person.uuid()]).await
    }

    /// Protocols with something late: ids only, for the sweep.
    pub async fn late_protocols(&self, now: Timestamp, limit: u32) -> Result<Vec<Uuid>> {
        self.all(include_str!("late_protocols.sql"), &args![now, i64::from(limit)]).await
    }
}
