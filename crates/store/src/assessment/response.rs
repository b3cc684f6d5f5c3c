//! Answer sheets.

use jiff::Timestamp;
use xinqiao_access::{Act, Action, Permit, act};
use xinqiao_kernel::id::{CampaignId, PersonId, ResponseId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::PersonKey;

use crate::arg::{Arg, args};
use crate::fields::{ANSWERS, OUTCOME, own_arg};
use crate::row::{FromRow, Row};
use crate::{Db, Result, StoreError, Tx};

pub(crate) const RESPONSE_COLUMNS: &str = "response (response_id, submission_key, person_id, campaign_id, place_path, instrument, \
     instrument_version, source, sharing, answers_sealed, outcome_sealed, total, band, attention, answered_at, created_at)";
pub(crate) const RESPONSE_WIDTH: usize = 16;

/// An answer sheet to be kept. `answers` is a JSON array in item order, `outcome` the JSON of what was computed.
#[derive(Debug, Clone)]
pub struct NewResponse {
    pub id: ResponseId,
    /// the same sheet sent twice has the same key
    pub key: String,
    pub person: PersonId,
    pub campaign: Option<CampaignId>,
    pub place: PlacePath,
    pub instrument: String,
    pub version: String,
    /// self, campaign or import
    pub source: &'static str,
    /// private, contact or campaign
    pub sharing: &'static str,
    pub answers: String,
    pub outcome: String,
    pub total: Option<f64>,
    pub band: Option<String>,
    /// 1–4
    pub attention: i64,
    pub answered_at: Timestamp,
}

/// An answer sheet as it was kept.
#[derive(Debug, Clone)]
pub struct KeptResponse {
    pub id: ResponseId,
    pub person: PersonId,
    pub campaign: Option<CampaignId>,
    pub place: PlacePath,
    pub instrument: String,
    pub version: String,
    pub source: String,
    pub sharing: String,
    pub answers: String,
    pub outcome: String,
    pub total: Option<f64>,
    pub band: Option<String>,
    pub attention: i64,
    pub answered_at: Timestamp,
}

impl FromRow for KeptResponse {
    fn from_row(row: &Row) -> Result<Self> {
        let (id, person) = (row.uuid(0)?, row.uuid(1)?);
        let key = row.person_key(14, person)?;
        Ok(Self {
            id: ResponseId::from_uuid(id),
            person: PersonId::from_uuid(person),
            campaign: row.uuid_opt(2)?.map(CampaignId::from_uuid),
            place: row.parsed(3, "response", "place_path", "a place path")?,
            instrument: row.text(4)?,
            version: row.text(5)?,
            source: row.text(6)?,
            sharing: row.text(7)?,
            answers: row.own_text(8, key.as_ref(), &ANSWERS.of(id))?.unwrap_or_default(),
            outcome: row.own_text(9, key.as_ref(), &OUTCOME.of(id))?.unwrap_or_default(),
            total: row.real_opt(10)?,
            band: row.text_opt(11)?,
            attention: row.int(12)?,
            answered_at: row.at(13)?,
        })
    }
}

/// Which sheet a submission key names, and its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseKey {
    pub id: ResponseId,
    pub key: String,
    pub answers: String,
}

impl FromRow for ResponseKey {
    fn from_row(row: &Row) -> Result<Self> {
        let id = row.uuid(0)?;
        let key = row.person_key(4, row.uuid(3)?)?;
        let answers = row.own_text(2, key.as_ref(), &ANSWERS.of(id))?.unwrap_or_default();
        Ok(Self { id: ResponseId::from_uuid(id), key: row.text(1)?, answers })
    }
}

pub(crate) struct Previous(pub String, pub Timestamp);

impl FromRow for Previous {
    fn from_row(row: &Row) -> Result<Self> {
        let key = row.person_key(4, row.uuid(3)?)?;
        Ok(Self(row.own_text(0, key.as_ref(), &OUTCOME.of(row.uuid(2)?))?.unwrap_or_default(), row.at(1)?))
    }
}

impl NewResponse {
    /// The bound values, answers and outcome sealed.
    pub(crate) fn args(&self, key: &PersonKey, now: Timestamp) -> Result<[Arg; RESPONSE_WIDTH]> {
        let id = self.id.uuid();
        Ok([
            id.into(),
            (&self.key).into(),
            self.person.uuid().into(),
            self.campaign.map(|id| id.uuid()).into(),
            self.place.as_str().into(),
            (&self.instrument).into(),
            (&self.version).into(),
            self.source.into(),
            self.sharing.into(),
            own_arg(key, &ANSWERS.of(id), &self.answers)?,
            own_arg(key, &OUTCOME.of(id), &self.outcome)?,
            self.total.into(),
            self.band.clone().into(),
            self.attention.into(),
            self.answered_at.into(),
            now.into(),
        ])
    }
}

impl Tx {
    /// Keeps an answer sheet. Errors: `Duplicate` when its key is known.
    pub async fn add_response(&mut self, response: &NewResponse, now: Timestamp) -> Result<()> {
        let key = self.key_of(response.person).await?;
        self.exec(include_str!("insert_response.sql"), &response.args(&key, now)?).await.map(|_| ())
    }

    /// The sheet that a submission key names.
    pub async fn response_by_key(&mut self, key: &str) -> Result<Option<ResponseKey>> {
        self.opt(include_str!("by_key.sql"), &args![key]).await
    }

    /// Replaces answers and outcome of a sheet: a corrected row of an import.
    ///
    /// Errors: `Stale` when the sheet is in no campaign of the permit's place.
    pub async fn correct_response(
        &mut self,
        permit: &Permit<act::ImportResponses>,
        id: ResponseId,
        new: &NewResponse,
    ) -> Result<()> {
        let at: Option<String> = self.opt(include_str!("campaign_place.sql"), &args![id.uuid()]).await?;
        if at.as_deref() != Some(permit.place().as_str()) {
            return Err(StoreError::Stale { table: "response", id: id.to_string() });
        }
        let key = self.key_of(new.person).await?;
        // what was counted again were other answers
        self.drop_results_of(id.uuid()).await?;
        let row = [
            Arg::from(id.uuid()),
            own_arg(&key, &ANSWERS.of(id.uuid()), &new.answers)?,
            own_arg(&key, &OUTCOME.of(id.uuid()), &new.outcome)?,
            Arg::from(new.total),
            Arg::from(new.band.clone()),
            Arg::from(new.attention),
            Arg::from(new.answered_at),
        ];
        self.exec(include_str!("update_response.sql"), &row).await.map(|_| ())
    }

    /// Opens a private sheet of the permit's own person to the people who may contact them; false when it was open already.
    pub async fn share_response(&mut self, permit: &Permit<act::RequestContact>, id: ResponseId) -> Result<bool> {
        let Some(person) = permit.person() else {
            return Ok(false);
        };
        Ok(self.exec(include_str!("share_response.sql"), &args![id.uuid(), person.uuid()]).await? > 0)
    }

    /// Forgets a sheet of the permit's own person; false when there is none.
    pub async fn forget_response(&mut self, permit: &Permit<act::ReadOwnRecords>, id: ResponseId) -> Result<bool> {
        let Some(person) = permit.person() else {
            return Ok(false);
        };
        if self.opt::<uuid::Uuid>(include_str!("own_private.sql"), &args![id.uuid(), person.uuid()]).await?.is_none() {
            return Ok(false);
        }
        // signals and ledgers of imports stay, and no longer name it
        self.detach_result(id.uuid()).await?;
        Ok(self.exec(include_str!("forget_response.sql"), &args![id.uuid(), person.uuid()]).await? > 0)
    }
}

impl Db {
    /// Sheets of the permit's own person, newest first, before an instant.
    pub async fn own_responses(
        &self,
        permit: &Permit<act::ReadOwnRecords>,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<KeptResponse>> {
        let Some(person) = permit.person() else {
            return Ok(Vec::new());
        };
        self.all(include_str!("of_person.sql"), &args![person.uuid(), before, i64::from(limit)]).await
    }

    /// One sheet of the permit's own person.
    pub async fn own_response(&self, permit: &Permit<act::ReadOwnRecords>, id: ResponseId) -> Result<Option<KeptResponse>> {
        let found: Option<KeptResponse> = self.opt(include_str!("response.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|sheet| Some(sheet.person) == permit.person()))
    }

    /// Sheets that the permit's person has shared, newest first.
    pub async fn shared_responses(&self, permit: &Permit<act::ReadScores>, limit: u32) -> Result<Vec<KeptResponse>> {
        let Some(person) = permit.person() else {
            return Ok(Vec::new());
        };
        let mut found: Vec<KeptResponse> =
            self.all(include_str!("shared_of_person.sql"), &args![person.uuid(), i64::from(limit)]).await?;
        found.retain(|sheet| sheet.place == *permit.place());
        Ok(found)
    }

    /// Outcomes (JSON) of up to five earlier sheets of a person, newest first: what "worsening" is judged by.
    ///
    /// The permit is for that person, or for the import of a campaign, whose people the file names. Otherwise there are none.
    pub async fn previous_outcomes<A: Act>(
        &self,
        permit: &Permit<A>,
        person: PersonId,
        instrument: &str,
        before: Timestamp,
    ) -> Result<Vec<(String, Timestamp)>> {
        let allowed = match permit.person() {
            Some(own) => own == person,
            None => permit.action() == Action::ImportResponses,
        };
        if !allowed {
            return Ok(Vec::new());
        }
        let rows: Vec<Previous> = self.all(include_str!("previous.sql"), &args![person.uuid(), instrument, before]).await?;
        Ok(rows.into_iter().map(|Previous(outcome, at)| (outcome, at)).collect())
    }
}
