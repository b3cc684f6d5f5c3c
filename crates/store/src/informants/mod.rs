//! Who was asked to answer about a person, and what they answered.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::{AccountId, InformantRequestId, PersonId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Class, Field, VaultError};

use crate::arg::{Arg, args};
use crate::fields::{ACCOUNT_NAME, PERSON_NAME, own_arg};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

/// What an informant answered, as a JSON array in item order.
pub(crate) const ANSWERS: Field = Field::new("informant_request", "answers_sealed");
/// What was computed from it, as JSON.
pub(crate) const OUTCOME: Field = Field::new("informant_request", "outcome_sealed");

/// Somebody is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInformantRequest {
    pub id: InformantRequestId,
    /// self, parent or teacher
    pub informant: &'static str,
    /// who is asked
    pub account: AccountId,
    pub family: String,
    pub instrument: String,
    pub version: String,
    pub expires_at: Timestamp,
}

/// A request as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InformantRow {
    pub id: InformantRequestId,
    pub person: PersonId,
    pub place: PlacePath,
    pub informant: String,
    pub account: AccountId,
    pub family: String,
    pub instrument: String,
    pub version: String,
    pub asked_by: AccountId,
    pub asked_at: Timestamp,
    pub expires_at: Timestamp,
    /// how, when, by whom; nobody: the program
    pub settled: Option<(String, Timestamp, Option<AccountId>)>,
    /// false: the answers say too little to be counted
    pub valid: Option<bool>,
    /// JSON; none while nothing was answered, and after consent ended
    pub answers: Option<String>,
    pub outcome: Option<String>,
    /// of the person, in full; empty after erasure
    pub person_name: String,
    /// of whoever is asked, as their account has it
    pub account_name: String,
}

impl FromRow for InformantRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person, account) = (row.uuid(0)?, row.uuid(1)?, row.uuid(4)?);
        let key = row.person_key(17, person)?;
        let settled = match (row.text_opt(11)?, row.at_opt(12)?) {
            (Some(ending), Some(at)) => Some((ending, at, row.uuid_opt(13)?.map(AccountId::from_uuid))),
            _ => None,
        };
        Ok(Self {
            id: InformantRequestId::from_uuid(id),
            person: PersonId::from_uuid(person),
            place: row.parsed(2, "informant_request", "place_path", "a place path")?,
            informant: row.text(3)?,
            account: AccountId::from_uuid(account),
            family: row.text(5)?,
            instrument: row.text(6)?,
            version: row.text(7)?,
            asked_by: AccountId::from_uuid(row.uuid(8)?),
            asked_at: row.at(9)?,
            expires_at: row.at(10)?,
            settled,
            valid: row.int_opt(14)?.map(|valid| valid == 1),
            answers: row.own_text(15, key.as_ref(), &ANSWERS.of(id))?,
            outcome: row.own_text(16, key.as_ref(), &OUTCOME.of(id))?,
            person_name: row.own_text(18, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default(),
            account_name: row.class_text(19, Class::Account, &ACCOUNT_NAME.of(account))?,
        })
    }
}

/// A guardian of a person who has an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianToAsk {
    pub account: AccountId,
    pub relation: String,
    pub from: Date,
    pub until: Option<Date>,
    /// masked
    pub name: String,
}

impl FromRow for GuardianToAsk {
    fn from_row(row: &Row) -> Result<Self> {
        let person = row.uuid(6)?;
        let key = row.person_key(5, person)?;
        Ok(Self {
            account: AccountId::from_uuid(row.uuid(0)?),
            relation: row.text(1)?,
            from: row.day(2)?,
            until: row.day_opt(3)?,
            name: masked_name(&row.own_text(4, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default()),
        })
    }
}

struct Days(Date, Option<Date>);

impl FromRow for Days {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.day(0)?, row.day_opt(1)?))
    }
}

impl Db {
    /// What the access decision about a request needs.
    pub async fn informant_request(&self, id: InformantRequestId) -> Result<Option<InformantRow>> {
        self.opt(include_str!("by_id.sql"), &args![id.uuid()]).await
    }

    /// Who was asked about the permit's person, the latest first.
    pub async fn informants_of(&self, permit: &Permit<act::CompareInformants>, limit: u32) -> Result<Vec<InformantRow>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid(), i64::from(limit)]).await
    }

    /// What an account was asked, the latest first.
    pub async fn asked_of(&self, account: AccountId, limit: u32) -> Result<Vec<InformantRow>> {
        self.all(include_str!("of_account.sql"), &args![account.uuid(), i64::from(limit)]).await
    }

    /// Who was asked about the permit's person, for a copy of their data.
    pub async fn own_informants(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<InformantRow>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid(), 1_000_i64]).await
    }

    /// The guardians of the permit's person who can be asked on a day.
    pub async fn guardians_to_ask(&self, permit: &Permit<act::CompareInformants>, today: Date) -> Result<Vec<GuardianToAsk>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        let mut found: Vec<GuardianToAsk> = self.all(include_str!("guardians_to_ask.sql"), &args![person.uuid()]).await?;
        found.retain(|one| one.from <= today && one.until.is_none_or(|until| today <= until));
        found.dedup_by_key(|one| one.account);
        Ok(found)
    }

    /// Is an account's person guardian of somebody on a day?
    pub async fn guards(&self, account: AccountId, ward: PersonId, today: Date) -> Result<bool> {
        let days: Vec<Days> = self.all(include_str!("guards.sql"), &args![account.uuid(), ward.uuid()]).await?;
        Ok(days.iter().any(|Days(from, until)| *from <= today && until.is_none_or(|until| today <= until)))
    }
}

impl Tx {
    /// Asks somebody about the permit's person.
    pub async fn add_informant_request(
        &mut self,
        permit: &Permit<act::CompareInformants>,
        new: &NewInformantRequest,
        now: Timestamp,
    ) -> Result<()> {
        let person = permit.person().ok_or_else(|| StoreError::Stale { table: "informant_request", id: new.id.to_string() })?;
        let row = args![
            new.id.uuid(),
            person.uuid(),
            permit.place().as_str(),
            new.informant,
            new.account.uuid(),
            &new.family,
            &new.instrument,
            &new.version,
            permit.account().uuid(),
            now,
            new.expires_at
        ];
        self.exec(include_str!("insert.sql"), &row).await.map(|_| ())
    }

    /// Keeps what the permit's account answered; false when it was settled before, has expired, or is somebody else's.
    pub async fn answer_informant(
        &mut self,
        permit: &Permit<act::AnswerAsInformant>,
        row: &InformantRow,
        (answers, outcome, valid): (&str, &str, bool),
        now: Timestamp,
    ) -> Result<bool> {
        let key = self.person_key(row.person).await?.ok_or(VaultError::Erased)?;
        let id = row.id.uuid();
        let values = [
            Arg::from(id),
            Arg::from(now),
            Arg::from(permit.account().uuid()),
            Arg::from(i64::from(valid)),
            own_arg(&key, &ANSWERS.of(id), answers)?,
            own_arg(&key, &OUTCOME.of(id), outcome)?,
        ];
        Ok(self.exec(include_str!("answer.sql"), &values).await? > 0)
    }

    /// Ends an open request without answers; false when somebody settled it before.
    pub async fn settle_informant(
        &mut self,
        id: InformantRequestId,
        ending: &str,
        by: AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(self.exec(include_str!("settle.sql"), &args![id.uuid(), ending, now, by.uuid()]).await? > 0)
    }

    /// Consent has ended: nobody is asked any more, and what was answered goes, but for what a hold preserves.
    pub async fn end_informants_of(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("end_open.sql"), &args![person.uuid(), now]).await?;
        self.exec(include_str!("forget_answers.sql"), &args![person.uuid()]).await.map(|_| ())
    }

    /// Nobody is asked about somebody who was erased; what was answered is noise from now on.
    pub(crate) async fn erase_informants_of(&mut self, person: PersonId, now: Timestamp) -> Result<()> {
        self.exec(include_str!("end_open.sql"), &args![person.uuid(), now]).await.map(|_| ())
    }

    /// An account that was erased answers nothing any more.
    pub(crate) async fn end_informants_of_account(&mut self, account: Uuid, now: Timestamp) -> Result<()> {
        self.exec(include_str!("end_of_account.sql"), &args![account, now]).await.map(|_| ())
    }
}
