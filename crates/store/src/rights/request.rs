//! Requests of people about their own information.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Act, Clause, Permit, Scope, act};
use xinqiao_kernel::id::{AccountId, DataRequestId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::arg::args;
use crate::retention::Due;
use crate::row::{FromRow, Row};
use crate::{Db, Result, Tx};

/// A request to be kept.
#[derive(Debug, Clone)]
pub struct NewDataRequest {
    pub id: DataRequestId,
    pub person: PersonId,
    pub place: PlacePath,
    pub asked_by: AccountId,
    /// codes of the crate `consent`
    pub kind: &'static str,
    /// which information, as a code
    pub target: String,
    pub target_id: Option<Uuid>,
    /// open, or fulfilled where the program answers at once
    pub state: &'static str,
    pub due_on: Date,
    pub at: Timestamp,
}

/// A request as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRequest {
    pub id: DataRequestId,
    /// what people quote: D20261122-0003
    pub number: String,
    pub person: PersonId,
    pub place: PlacePath,
    pub asked_by: AccountId,
    pub kind: String,
    pub target: String,
    pub target_id: Option<Uuid>,
    pub state: String,
    pub due_on: Date,
    pub ground: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub at: Timestamp,
}

impl FromRow for DataRequest {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: DataRequestId::from_uuid(row.uuid(0)?),
            number: row.text(1)?,
            person: PersonId::from_uuid(row.uuid(2)?),
            place: row.parsed(3, "data_request", "place_path", "a place path")?,
            asked_by: AccountId::from_uuid(row.uuid(4)?),
            kind: row.text(5)?,
            target: row.text(6)?,
            target_id: row.uuid_opt(7)?,
            state: row.text(8)?,
            due_on: row.day(9)?,
            ground: row.text_opt(10)?,
            decided_at: row.at_opt(11)?,
            at: row.at(12)?,
        })
    }
}

impl Tx {
    /// Keeps a request; its number. `day` is the local day without dashes. Errors: `Duplicate` when another took the number meanwhile.
    pub async fn add_data_request(&mut self, new: &NewDataRequest, day: &str) -> Result<String> {
        let (from, below) = (format!("D{day}-"), format!("D{day}."));
        let today = self.opt::<i64>(include_str!("requests_of_day.sql"), &args![&from, &below]).await?.unwrap_or(0);
        let number = format!("D{day}-{:04}", today + 1);
        let decided = (new.state != "open").then_some(new.at);
        let row = args![
            new.id.uuid(),
            &number,
            new.person.uuid(),
            new.place.as_str(),
            new.asked_by.uuid(),
            new.kind,
            &new.target,
            new.target_id,
            new.state,
            new.due_on,
            Option::<String>::None,
            Option::<Uuid>::None,
            decided,
            new.at
        ];
        self.exec(include_str!("insert_request.sql"), &row).await?;
        Ok(number)
    }

    /// The open request of the same kind about the same information, if the permit's person has one.
    pub async fn open_request_like<A: Act>(
        &mut self,
        permit: &Permit<A>,
        kind: &str,
        target: &str,
    ) -> Result<Option<DataRequest>> {
        let Some(person) = permit.person() else { return Ok(None) };
        self.opt(include_str!("open_like.sql"), &args![person.uuid(), kind, target]).await
    }

    /// Answers an open request; false when it was answered meanwhile.
    pub async fn answer_data_request(
        &mut self,
        id: DataRequestId,
        state: &str,
        ground: Option<&str>,
        by: AccountId,
        now: Timestamp,
    ) -> Result<bool> {
        Ok(self.exec(include_str!("answer_request.sql"), &args![id.uuid(), state, ground, by.uuid(), now]).await? > 0)
    }

    /// Answers a request for deletion of everything as done, also one that was put off; false for any other and for one that is over.
    pub async fn finish_deletion(&mut self, id: DataRequestId, by: AccountId, now: Timestamp) -> Result<bool> {
        Ok(self.exec(include_str!("finish_request.sql"), &args![id.uuid(), by.uuid(), now]).await? > 0)
    }

    /// Answers the other open requests of the permit's person: nothing is kept that they could be about.
    pub async fn end_other_requests(
        &mut self,
        permit: &Permit<act::HandleDataRequest>,
        but: DataRequestId,
        now: Timestamp,
    ) -> Result<u64> {
        let Some(person) = permit.person() else { return Ok(0) };
        let row = args![person.uuid(), but.uuid(), permit.account().uuid(), now];
        self.exec(include_str!("end_other_requests.sql"), &row).await
    }

    /// All results of the permit's person, the oldest first.
    pub async fn results_of_request(&mut self, permit: &Permit<act::HandleDataRequest>, limit: u32) -> Result<Vec<Due>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("results_of_person.sql"), &args![person.uuid(), i64::from(limit)]).await
    }

    /// Ends the undecided signals about the permit's person.
    pub async fn end_hints_of_request(&mut self, permit: &Permit<act::HandleDataRequest>, now: Timestamp) -> Result<u64> {
        let Some(person) = permit.person() else { return Ok(0) };
        self.exec(include_str!("end_hints.sql"), &args![person.uuid(), now]).await
    }
}

impl Db {
    /// Requests of the permit's person, newest first.
    pub async fn requests_of<A: Act>(&self, permit: &Permit<A>, limit: u32) -> Result<Vec<DataRequest>> {
        let Some(person) = permit.person() else { return Ok(Vec::new()) };
        self.all(include_str!("requests_of_person.sql"), &args![person.uuid(), i64::from(limit)]).await
    }

    /// Where a request belongs and whose it is: what an access decision needs before any permit can exist.
    pub async fn request_place(&self, id: DataRequestId) -> Result<Option<(PlacePath, PersonId, AccountId)>> {
        let found: Option<DataRequest> = self.opt(include_str!("request.sql"), &args![id.uuid()]).await?;
        Ok(found.map(|request| (request.place, request.person, request.asked_by)))
    }

    /// One request of the permit's person.
    pub async fn data_request<A: Act>(&self, permit: &Permit<A>, id: DataRequestId) -> Result<Option<DataRequest>> {
        let found: Option<DataRequest> = self.opt(include_str!("request.sql"), &args![id.uuid()]).await?;
        Ok(found.filter(|request| Some(request.person) == permit.person()))
    }

    /// Open requests in the places of a scope, the earliest deadline first.
    pub async fn open_requests(&self, scope: &Scope<act::HandleDataRequest>, limit: u32) -> Result<Vec<DataRequest>> {
        self.requests_below(scope, include_str!("open_requests.sql"), limit).await
    }

    /// Requests for deletion that ended with "stored only" and whose person is still there, the earliest deadline first.
    pub async fn restricted_requests(&self, scope: &Scope<act::HandleDataRequest>, limit: u32) -> Result<Vec<DataRequest>> {
        self.requests_below(scope, include_str!("restricted_requests.sql"), limit).await
    }

    async fn requests_below(
        &self,
        scope: &Scope<act::HandleDataRequest>,
        statement: &'static str,
        limit: u32,
    ) -> Result<Vec<DataRequest>> {
        let mut found: Vec<DataRequest> = Vec::new();
        for clause in scope.clauses() {
            let Clause::Below(range) = clause else { continue };
            found.extend(self.all(statement, &args![&range.from, &range.below, i64::from(limit)]).await?);
        }
        found.sort_by(|one, other| (one.due_on, &one.number).cmp(&(other.due_on, &other.number)));
        found.dedup_by_key(|request| request.id);
        found.truncate(limit as usize);
        Ok(found)
    }
}
