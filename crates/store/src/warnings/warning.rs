//! Warnings 预警 and their events.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_kernel::id::{AccountId, PersonId, WarningEventId, WarningId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::Class;

use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, EVENT_BODY, PERSON_NAME, own_arg};
use crate::row::{FromRow, Row};
use crate::{Result, StoreError, Tx};

/// The columns that the queue sorts and filters by: a copy of the folded state, written together with the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarningState {
    /// red, yellow or blue
    pub level: String,
    /// step code of the crate warnings
    pub step: String,
    /// who owes the next step, for which place, by when; `None` exactly when closed
    pub owed: Option<(AccountId, PlacePath, Timestamp)>,
    pub step_at: Timestamp,
    pub escalations: i64,
    /// number of events applied
    pub version: i64,
    pub closed_at: Option<Timestamp>,
    /// what is owed beside the step; empty when closed, and when the row was read
    pub beside: Vec<Beside>,
}

/// Something that is owed beside the step of a warning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// clock code of the crate warnings: rise, review, accept, answer
    pub clock: String,
    pub account: AccountId,
    /// for which place
    pub place: PlacePath,
    pub due_at: Timestamp,
}

/// A warning as it stands, with the masked name of its person and the name of its owner.
#[derive(Debug, Clone)]
pub struct WarningRow {
    pub id: WarningId,
    pub number: String,
    pub person: PersonId,
    pub place: PlacePath,
    pub state: WarningState,
    pub opened_at: Timestamp,
    pub name: String,
    pub owner_name: Option<String>,
}

impl FromRow for WarningRow {
    fn from_row(row: &Row) -> Result<Self> {
        let owed = match (row.uuid_opt(6)?, row.text_opt(7)?, row.at_opt(8)?) {
            (Some(owner), Some(_), Some(due)) => {
                Some((AccountId::from_uuid(owner), row.parsed(7, "warning", "owner_path", "a place path")?, due))
            }
            _ => None,
        };
        let state = WarningState {
            level: row.text(4)?,
            step: row.text(5)?,
            owed,
            step_at: row.at(9)?,
            escalations: row.int(10)?,
            version: row.int(11)?,
            closed_at: row.at_opt(13)?,
            beside: Vec::new(),
        };
        let person = row.uuid(2)?;
        let key = row.person_key(16, person)?;
        let owner_name = match row.uuid_opt(6)? {
            Some(owner) => row.class_text_opt(15, Class::Account, &ACCOUNT_NAME.of(owner))?,
            None => None,
        };
        Ok(Self {
            id: WarningId::from_uuid(row.uuid(0)?),
            number: row.text(1)?,
            person: PersonId::from_uuid(person),
            place: row.parsed(3, "warning", "place_path", "a place path")?,
            state,
            opened_at: row.at(12)?,
            name: masked_name(&row.own_text(14, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()),
            owner_name,
        })
    }
}

/// Whose record something is and where: what an access decision needs before any permit can exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    pub id: Uuid,
    pub person: PersonId,
    pub place: PlacePath,
    pub owner: Option<AccountId>,
    /// day on which the person was born: what decides whether an approval is needed
    pub birth_on: Option<Date>,
    /// over, and its person's records are stored only
    pub restricted: bool,
    /// nobody has said yet who the person is
    pub provisional: bool,
}

/// One event of a warning.
#[derive(Debug, Clone)]
pub struct EventRow {
    pub id: WarningEventId,
    pub seq: i64,
    pub account: Option<AccountId>,
    pub kind: String,
    /// JSON of the event
    pub body: String,
    pub at: Timestamp,
    /// name of the account's holder; filled when read
    pub name: Option<String>,
    /// what it is evidence of: codes of the risk model; given when written
    pub risk_kinds: String,
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
            id: WarningEventId::from_uuid(id),
            seq: row.int(1)?,
            account: account.map(AccountId::from_uuid),
            kind: row.text(3)?,
            body: row.own_text(4, key.as_ref(), &EVENT_BODY.of(id))?.unwrap_or_default(),
            at: row.at(5)?,
            name,
            risk_kinds: String::new(),
        })
    }
}

impl WarningState {
    fn owed_args(&self) -> [Arg; 3] {
        match &self.owed {
            Some((owner, place, due)) => args![owner.uuid(), place.as_str(), *due],
            None => [Arg::Id(None), Arg::Text(None), Arg::Int(None)],
        }
    }
}

impl Tx {
    /// How many warnings have a number that begins with `prefix` (`W20261122-`).
    pub async fn warnings_numbered(&mut self, prefix: &str) -> Result<i64> {
        // '.' follows '-' in every encoding we use, so this is exactly "begins with …-"
        let below = format!("{}.", prefix.trim_end_matches('-'));
        Ok(self.opt(include_str!("count_of_day.sql"), &args![prefix, below]).await?.unwrap_or(0))
    }

    /// Opens a warning with its first events.
    pub async fn open_warning(&mut self, warning: &WarningRow, events: &[EventRow], now: Timestamp) -> Result<()> {
        let state = &warning.state;
        let [owner, owner_path, due] = state.owed_args();
        let row = [
            Arg::from(warning.id.uuid()),
            Arg::from(&warning.number),
            Arg::from(warning.person.uuid()),
            Arg::from(warning.place.as_str()),
            Arg::from(&state.level),
            Arg::from(&state.step),
            owner,
            owner_path,
            due,
            Arg::from(state.step_at),
            Arg::from(state.escalations),
            Arg::from(state.version),
            Arg::from(warning.opened_at),
            Arg::from(state.closed_at),
            Arg::from(now),
        ];
        self.exec(include_str!("insert_warning.sql"), &row).await?;
        self.set_beside(warning.id, &state.beside).await?;
        self.add_events(warning.id, events, now).await
    }

    /// Saves the state after new events. Errors: `Stale` when somebody else changed the warning since version `from`.
    pub async fn save_warning(
        &mut self,
        id: WarningId,
        from: i64,
        state: &WarningState,
        events: &[EventRow],
        now: Timestamp,
    ) -> Result<()> {
        let [owner, owner_path, due] = state.owed_args();
        let row = [
            Arg::from(id.uuid()),
            Arg::from(from),
            Arg::from(&state.level),
            Arg::from(&state.step),
            owner,
            owner_path,
            due,
            Arg::from(state.step_at),
            Arg::from(state.escalations),
            Arg::from(state.version),
            Arg::from(state.closed_at),
        ];
        if self.exec(include_str!("update_warning.sql"), &row).await? != 1 {
            return Err(StoreError::Stale { table: "warning", id: id.to_string() });
        }
        self.set_beside(id, &state.beside).await?;
        self.add_events(id, events, now).await
    }

    async fn set_beside(&mut self, id: WarningId, beside: &[Beside]) -> Result<()> {
        self.exec(include_str!("owed_clear.sql"), &args![id.uuid()]).await?;
        for owed in beside {
            let row = args![id.uuid(), &owed.clock, owed.account.uuid(), owed.place.as_str(), owed.due_at];
            self.exec(include_str!("owed_insert.sql"), &row).await?;
        }
        Ok(())
    }

    /// Keeps how a warning ended and whether everybody who waited heard back; empty when it was opened again.
    pub async fn set_ending(&mut self, id: WarningId, ending: &str, heard: bool) -> Result<()> {
        self.exec(include_str!("set_ending.sql"), &args![id.uuid(), ending, heard]).await.map(|_| ())
    }

    async fn add_events(&mut self, warning: WarningId, events: &[EventRow], now: Timestamp) -> Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let about: Option<Uuid> = self.opt(include_str!("person_of.sql"), &args![warning.uuid()]).await?;
        let key = self.key_of(PersonId::from_uuid(about.unwrap_or_default())).await?;
        for event in events {
            let row = [
                Arg::from(event.id.uuid()),
                Arg::from(warning.uuid()),
                Arg::from(event.seq),
                Arg::from(event.account.map(|id| id.uuid())),
                Arg::from(&event.kind),
                own_arg(&key, &EVENT_BODY.of(event.id.uuid()), &event.body)?,
                Arg::from(event.at),
                Arg::from(now),
                Arg::from(&event.risk_kinds),
            ];
            self.exec(include_str!("insert_event.sql"), &row).await?;
        }
        Ok(())
    }
}
