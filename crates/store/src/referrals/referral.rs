//! Referrals: the row that lists sort by, and the sealed events that are the truth.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Act, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, PersonId, WarningId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::{PathRange, PlacePath};
use xinqiao_referrals::{ReceiverId, ReferralId, StepId};
use xinqiao_vault::Class;

use super::EVENT_BODY;
use crate::accounts::Left;
use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, PERSON_NAME, own_arg};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// The columns that are written from the fold of the events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralState {
    pub role: String,
    pub to: AccountId,
    pub to_place: PlacePath,
    /// the desk; `None`: a colleague
    pub receiver: Option<ReceiverId>,
    pub responsible: AccountId,
    /// inside, consent, emergency or statutory
    pub basis: String,
    /// person or guardian, for a consent
    pub consent_by: Option<String>,
    pub state: String,
    /// who owes the step; `None` once it has ended
    pub step_owner: Option<AccountId>,
    /// the earliest that anything is owed
    pub owed_at: Option<Timestamp>,
    pub silences: i64,
    /// how many events
    pub version: i64,
    pub ended_at: Option<Timestamp>,
}

/// A referral without its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralRow {
    pub id: ReferralId,
    pub person: PersonId,
    /// where the person belonged when it was sent
    pub place: PlacePath,
    pub kind: String,
    pub urgency: String,
    pub warning: Option<WarningId>,
    pub from: AccountId,
    pub from_place: PlacePath,
    pub state: ReferralState,
    pub cites: Option<ReferralId>,
    pub sent_at: Timestamp,
    /// name of the desk; filled when read
    pub receiver_name: Option<String>,
    /// masked; empty after erasure; filled when read
    pub name: String,
}

impl FromRow for ReferralRow {
    fn from_row(row: &Row) -> Result<Self> {
        let person = row.uuid(1)?;
        let key = row.person_key(25, person)?;
        let state = ReferralState {
            role: row.text(6)?,
            to: AccountId::from_uuid(row.uuid(9)?),
            to_place: row.parsed(10, "referral", "to_path", "a place path")?,
            receiver: row.uuid_opt(11)?.map(ReceiverId::from_uuid),
            responsible: AccountId::from_uuid(row.uuid(12)?),
            basis: row.text(13)?,
            consent_by: row.text_opt(14)?,
            state: row.text(15)?,
            step_owner: row.uuid_opt(16)?.map(AccountId::from_uuid),
            owed_at: row.at_opt(17)?,
            silences: row.int(18)?,
            version: row.int(19)?,
            ended_at: row.at_opt(22)?,
        };
        Ok(Self {
            id: ReferralId::from_uuid(row.uuid(0)?),
            person: PersonId::from_uuid(person),
            place: row.parsed(2, "referral", "place_path", "a place path")?,
            kind: row.text(3)?,
            urgency: row.text(4)?,
            warning: row.uuid_opt(5)?.map(WarningId::from_uuid),
            from: AccountId::from_uuid(row.uuid(7)?),
            from_place: row.parsed(8, "referral", "from_path", "a place path")?,
            state,
            cites: row.uuid_opt(20)?.map(ReferralId::from_uuid),
            sent_at: row.at(21)?,
            receiver_name: row.text_opt(23)?,
            name: masked_name(&row.own_text(24, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()),
        })
    }
}

/// One event of a referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    pub id: StepId,
    pub seq: i64,
    pub account: Option<AccountId>,
    /// what happened, as a code
    pub word: String,
    /// JSON of the event
    pub body: String,
    pub at: Timestamp,
    /// name of the account's holder; filled when read
    pub name: Option<String>,
}

impl FromRow for EventRow {
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
            body: row.own_text(4, key.as_ref(), &EVENT_BODY.of(id))?.unwrap_or_default(),
            at: row.at(5)?,
            name,
        })
    }
}

/// Where a list goes on: the last one that was shown.
#[derive(Debug, Clone, Copy)]
pub struct After {
    pub sent_at: Timestamp,
    pub id: ReferralId,
}

impl Default for After {
    /// From the newest on.
    fn default() -> Self {
        Self { sent_at: Timestamp::MAX, id: ReferralId::from_uuid(Uuid::max()) }
    }
}

/// Which referrals of the account of a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// sent to a desk
    Desk(ReceiverId),
    /// sent to the account itself
    Received,
    /// sent by the account
    Sent,
    /// of which the account owes the step
    Owed,
    /// sent from a place below
    Below(PathRange),
}

impl Tx {
    /// Keeps a new referral with its first event. Errors: `Duplicate` for an id that is there.
    pub async fn open_referral(&mut self, new: &ReferralRow, event: &EventRow, now: Timestamp) -> Result<()> {
        let state = &new.state;
        let row = args![
            new.id.uuid(),
            new.person.uuid(),
            new.place.as_str(),
            &new.kind,
            &new.urgency,
            new.warning.map(|id| id.uuid()),
            &state.role,
            new.from.uuid(),
            new.from_place.as_str(),
            state.to.uuid(),
            state.to_place.as_str(),
            state.receiver.map(|id| id.uuid()),
            state.responsible.uuid(),
            &state.basis,
            state.consent_by.clone(),
            &state.state,
            state.step_owner.map(|id| id.uuid()),
            state.owed_at,
            state.silences,
            state.version,
            new.cites.map(|id| id.uuid()),
            new.sent_at,
            state.ended_at,
            now
        ];
        self.exec(include_str!("insert.sql"), &row).await?;
        self.add_referral_event(new.id, new.person, event, now).await
    }

    /// Saves the state after one more event. Errors: `Stale` when somebody else changed it since version `from`.
    pub async fn save_referral(
        &mut self,
        (id, person): (ReferralId, PersonId),
        from: i64,
        state: &ReferralState,
        event: &EventRow,
        now: Timestamp,
    ) -> Result<()> {
        let row = args![
            id.uuid(),
            from,
            &state.role,
            state.to.uuid(),
            state.to_place.as_str(),
            state.receiver.map(|id| id.uuid()),
            state.responsible.uuid(),
            &state.basis,
            state.consent_by.clone(),
            &state.state,
            state.step_owner.map(|id| id.uuid()),
            state.owed_at,
            state.silences,
            state.version,
            state.ended_at
        ];
        if self.exec(include_str!("update.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "referral", id: id.to_string() });
        }
        self.add_referral_event(id, person, event, now).await
    }

    async fn add_referral_event(&mut self, id: ReferralId, person: PersonId, event: &EventRow, now: Timestamp) -> Result<()> {
        let key = self.key_of(person).await?;
        let row = [
            Arg::from(event.id.uuid()),
            Arg::from(id.uuid()),
            Arg::from(event.seq),
            Arg::from(event.account.map(|id| id.uuid())),
            Arg::from(&event.word),
            own_arg(&key, &EVENT_BODY.of(event.id.uuid()), &event.body)?,
            Arg::from(event.at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_event.sql"), &row).await.map(|_| ())
    }
}

impl Db {
    /// A referral's row: what the access decision about it needs, no event.
    pub async fn referral_place(&self, id: ReferralId) -> Result<Option<ReferralRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// The events of a referral, in order; none when it is of another person or place than the permit, and after erasure.
    pub async fn referral_events<A: Act>(&self, permit: &Permit<A>, id: ReferralId) -> Result<Vec<EventRow>> {
        let Some(row) = self.referral_place(id).await? else { return Ok(Vec::new()) };
        let at = [&row.place, &row.from_place, &row.state.to_place];
        match permit.person() == Some(row.person) && at.contains(&permit.place()) {
            true => self.referral_events_for_sweep(id).await,
            false => Ok(Vec::new()),
        }
    }

    /// The events for the program itself: silence is nobody's reading.
    pub async fn referral_events_for_sweep(&self, id: ReferralId) -> Result<Vec<EventRow>> {
        let mut events: Vec<EventRow> = Vec::new();
        loop {
            let last = events.last().map_or(0, |event| event.seq);
            let page: Vec<EventRow> = self.all(include_str!("events.sql"), &args![id.uuid(), last]).await?;
            if page.is_empty() {
                return Ok(events);
            }
            events.extend(page);
        }
    }

    /// A page of the referrals of the scope's account, newest first; with `all` those that have ended too.
    pub async fn referrals(
        &self,
        scope: &Scope<act::ReadReferral>,
        which: &Which,
        all: bool,
        after: After,
        limit: u32,
    ) -> Result<Vec<ReferralRow>> {
        let (account, limit, at, id) = (scope.account().uuid(), i64::from(limit), after.sent_at, after.id.uuid());
        match which {
            Which::Desk(desk) => self.all(include_str!("of_receiver.sql"), &args![desk.uuid(), all, at, id, limit]).await,
            Which::Received => self.all(include_str!("of_account.sql"), &args![account, all, at, id, limit]).await,
            Which::Sent => self.all(include_str!("of_sender.sql"), &args![account, all, at, id, limit]).await,
            Which::Owed => self.all(include_str!("of_owner.sql"), &args![account, at, id, limit]).await,
            Which::Below(range) => {
                let row = args![&range.from, all, at, id, limit, &range.below];
                self.all(include_str!("sent_below.sql"), &row).await
            }
        }
    }

    /// What was sent about the permit's person, newest first; at most 200.
    pub async fn referrals_of<A: Act>(&self, permit: &Permit<A>) -> Result<Vec<ReferralRow>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }

    /// Referrals with something late, the latest first: ids only, for the sweep.
    pub async fn late_referrals(&self, now: Timestamp, limit: u32) -> Result<Vec<ReferralId>> {
        let found: Vec<Uuid> = self.all(include_str!("owed.sql"), &args![now, i64::from(limit)]).await?;
        Ok(found.into_iter().map(ReferralId::from_uuid).collect())
    }

    /// Referrals whose next step somebody owes who is not there any more, the first due first: for the sweep.
    pub async fn referrals_left(&self, today: Date, limit: u32) -> Result<Vec<Left>> {
        self.all(include_str!("left.sql"), &args![today, i64::from(limit)]).await
    }
}
