//! Second results beside the first.

use jiff::Timestamp;
use uuid::Uuid;
use xinqiao_access::{Act, Permit, act};
use xinqiao_kernel::id::{PersonId, RescoreId, ResponseId};
use xinqiao_kernel::person::masked_name;
use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::{Field, Spot};

use crate::arg::{Arg, args};
use crate::fields::{PERSON_NAME, own_arg, own_arg_opt};
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// What differs.
pub(crate) const DETAIL: Field = Field::new("rescore_result", "detail_sealed");
/// The second result.
pub(crate) const OUTCOME: Field = Field::new("rescore_result", "outcome_sealed");

fn spot(field: Field, rescore: Uuid, response: Uuid) -> Spot {
    field.of_key(&[rescore.as_bytes(), response.as_bytes()])
}

/// A second result to be kept or applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewResult {
    pub rescore: RescoreId,
    pub response: ResponseId,
    pub person: PersonId,
    pub place: PlacePath,
    /// of the instrument that counted again
    pub version: String,
    /// word of the crate `psychometrics`
    pub class: &'static str,
    /// JSON
    pub detail: String,
    /// JSON; none where the new version cannot count the sheet
    pub outcome: Option<String>,
}

/// A line of the list of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultLine {
    pub response: ResponseId,
    pub person: PersonId,
    pub place: PlacePath,
    pub class: String,
    /// JSON
    pub detail: String,
    /// signals that were raised by it
    pub signals: i64,
    pub applied_at: Option<Timestamp>,
    pub answered_at: Timestamp,
    /// masked
    pub name: String,
}

impl FromRow for ResultLine {
    fn from_row(row: &Row) -> Result<Self> {
        let (rescore, response, person) = (row.uuid(0)?, row.uuid(1)?, row.uuid(2)?);
        let key = row.person_key(10, person)?;
        let name = row.own_text(9, key.as_ref(), &PERSON_NAME.of(person))?.unwrap_or_default();
        Ok(Self {
            response: ResponseId::from_uuid(response),
            person: PersonId::from_uuid(person),
            place: row.parsed(3, "rescore_result", "place_path", "a place path")?,
            class: row.text(4)?,
            detail: row.own_text(5, key.as_ref(), &spot(DETAIL, rescore, response))?.unwrap_or_default(),
            signals: row.int(6)?,
            applied_at: row.at_opt(7)?,
            answered_at: row.at(8)?,
            name: masked_name(&name),
        })
    }
}

/// A second result that stands beside the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    pub rescore: RescoreId,
    pub response: ResponseId,
    pub instrument: String,
    pub from_version: String,
    pub to_version: String,
    pub class: String,
    /// JSON
    pub detail: String,
    /// JSON
    pub outcome: String,
    pub at: Timestamp,
    /// of the sheet: private, contact or campaign
    pub sharing: String,
}

impl FromRow for Applied {
    fn from_row(row: &Row) -> Result<Self> {
        let (rescore, response, person) = (row.uuid(0)?, row.uuid(1)?, row.uuid(2)?);
        let key = row.person_key(11, person)?;
        Ok(Self {
            rescore: RescoreId::from_uuid(rescore),
            response: ResponseId::from_uuid(response),
            instrument: row.text(3)?,
            from_version: row.text(4)?,
            to_version: row.text(5)?,
            class: row.text(6)?,
            detail: row.own_text(7, key.as_ref(), &spot(DETAIL, rescore, response))?.unwrap_or_default(),
            outcome: row.own_text(8, key.as_ref(), &spot(OUTCOME, rescore, response))?.unwrap_or_default(),
            at: row.at(9)?,
            sharing: row.text(10)?,
        })
    }
}

impl Tx {
    /// Keeps a second result of a try; one that is there stays as it is.
    pub async fn add_result(&mut self, new: &NewResult, now: Timestamp) -> Result<()> {
        let key = self.key_of(new.person).await?;
        let (rescore, response) = (new.rescore.uuid(), new.response.uuid());
        let row: [Arg; 9] = [
            rescore.into(),
            response.into(),
            new.person.uuid().into(),
            new.place.as_str().into(),
            (&new.version).into(),
            new.class.into(),
            own_arg(&key, &spot(DETAIL, rescore, response), &new.detail)?,
            own_arg_opt(&key, &spot(OUTCOME, rescore, response), new.outcome.as_deref())?,
            now.into(),
        ];
        self.exec(include_str!("insert_result.sql"), &row).await.map(|_| ())
    }

    /// Puts a second result beside the first; false when it stands there already.
    pub async fn apply_result(&mut self, new: &NewResult, signals: i64, now: Timestamp) -> Result<bool> {
        let key = self.key_of(new.person).await?;
        let (rescore, response) = (new.rescore.uuid(), new.response.uuid());
        let row: [Arg; 7] = [
            rescore.into(),
            response.into(),
            new.class.into(),
            own_arg(&key, &spot(DETAIL, rescore, response), &new.detail)?,
            own_arg_opt(&key, &spot(OUTCOME, rescore, response), new.outcome.as_deref())?,
            signals.into(),
            now.into(),
        ];
        Ok(self.exec(include_str!("apply_result.sql"), &row).await? > 0)
    }

    /// How many people have a second result in a plan.
    pub async fn count_rescored(&mut self, id: RescoreId) -> Result<i64> {
        Ok(self.opt(include_str!("count_people.sql"), &args![id.uuid()]).await?.unwrap_or(0))
    }

    /// Forgets the results of a try that nobody agreed to; how many.
    pub async fn drop_results(&mut self, id: RescoreId) -> Result<u64> {
        self.exec(include_str!("drop_results.sql"), &args![id.uuid()]).await
    }

    /// Forgets the results that were not applied, because the sheet was withdrawn or counts the same now; how many.
    pub async fn drop_unapplied(&mut self, id: RescoreId) -> Result<u64> {
        self.exec(include_str!("drop_unapplied.sql"), &args![id.uuid()]).await
    }

    /// A second result goes with its sheet, and with the answers that it was counted from.
    pub(crate) async fn drop_results_of(&mut self, response: Uuid) -> Result<()> {
        self.exec(include_str!("drop_of_response.sql"), &args![response]).await.map(|_| ())
    }

    /// Second results of somebody who is erased.
    pub(crate) async fn erase_results_of(&mut self, person: PersonId) -> Result<()> {
        self.exec(include_str!("drop_of_person.sql"), &args![person.uuid()]).await.map(|_| ())
    }
}

impl Db {
    /// Sheets of one class of a plan after one, by id; none when the plan is elsewhere than the permit.
    pub async fn rescored(
        &self,
        permit: &Permit<act::PlanRescore>,
        id: RescoreId,
        (class, after): (&str, ResponseId),
        limit: u32,
    ) -> Result<Vec<ResultLine>> {
        if self.rescore_place(id).await?.is_none_or(|plan| plan.place != *permit.place()) {
            return Ok(Vec::new());
        }
        self.all(include_str!("of_class.sql"), &args![id.uuid(), class, after.uuid(), i64::from(limit)]).await
    }

    /// Second results of the permit's person that staff may see: those of shared sheets, the latest first.
    pub async fn applied_results<A: Act>(&self, permit: &Permit<A>) -> Result<Vec<Applied>> {
        let mut found = self.applied_of(permit.person()).await?;
        found.retain(|one| one.sharing != "private");
        Ok(found)
    }

    /// Second results of the permit's own person.
    pub async fn own_results(&self, permit: &Permit<act::ReadOwnRecords>) -> Result<Vec<Applied>> {
        self.applied_of(permit.person()).await
    }

    /// Second results, for the person's own copy.
    pub async fn exported_results(&self, permit: &Permit<act::ReadOwnExport>) -> Result<Vec<Applied>> {
        self.applied_of(permit.person()).await
    }

    async fn applied_of(&self, person: Option<PersonId>) -> Result<Vec<Applied>> {
        let Some(person) = person else { return Ok(Vec::new()) };
        self.all(include_str!("of_person.sql"), &args![person.uuid()]).await
    }
}
