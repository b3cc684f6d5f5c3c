//! Answering requests, for the person in charge (PIPL 50).

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_consent::{Ground, RequestKind, RequestState, answer};
use xinqiao_kernel::id::DataRequestId;
use xinqiao_store::rights::DataRequest;

use super::erase::is_about_everything;
use crate::audit::{done, listed};
use crate::notify::Owing;
use crate::{App, AppError, Caller, Person, Result};

/// Requests on one page.
const MOST: u32 = 200;

/// An answer as it comes from the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub state: RequestState,
    pub ground: Option<Ground>,
}

/// A request with what its handler has to know.
#[derive(Debug, Clone)]
pub struct OpenRequest {
    pub request: DataRequest,
    /// who asks, masked as far as the handler's role says
    pub person: Option<Person>,
    pub overdue: bool,
    /// warnings about the person that people work on
    pub warnings: usize,
    /// a hold keeps the records
    pub held: bool,
    /// granting it erases the person, after a second look
    pub erases: bool,
    /// since when the person's records are stored only
    pub restricted_at: Option<Timestamp>,
}

impl App {
    /// Open requests below the caller's places, the earliest deadline first; after them deletions that were put off.
    pub async fn open_data_requests(&self, caller: &Caller) -> Result<Vec<DataRequest>> {
        let scope = self.listing(caller, self.scope::<act::HandleDataRequest>(caller, Purpose::Administration)).await?;
        let mut found = self.inner.db.open_requests(&scope, MOST).await?;
        found.extend(self.inner.db.restricted_requests(&scope, MOST).await?);
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&listed(self, caller, &scope, "data_request", found.len()), self.now()).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// One request with who asks. Leaves an audit row that the person can see. Errors: `NotFound` outside the caller's places.
    pub async fn data_request(&self, caller: &Caller, id: DataRequestId) -> Result<OpenRequest> {
        let permit = self.request_permit(caller, id).await?;
        let request = self.inner.db.data_request(&permit, id).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "data_request", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        let today = self.day(self.now());
        Ok(OpenRequest {
            overdue: request.state == RequestState::Open.code() && request.due_on < today,
            person: self.inner.db.person_of_request(&permit).await?,
            warnings: self.inner.db.open_warnings_of(request.person).await?.len(),
            held: self.inner.db.is_held(request.person).await?,
            erases: is_about_everything(&request) && self.inner.db.erased_at(request.person).await?.is_none(),
            restricted_at: self.inner.db.restricted_at(request.person).await?,
            request,
        })
    }

    /// Answers a request; the person is told. A deletion of results that is done deletes them in the same transaction, with a line in the
    /// ledger; one of everything is carried out by [`App::erase_person`], after a second look. A deletion that is put off ("restricted")
    /// deletes the results too, unless a hold or an open warning keeps them, and from then on the person's records are stored only.
    ///
    /// Errors: `Conflict` `request_answered`, `ground_missing`, `ground_superfluous`, `legal_hold`, `warning_running`, `erase_apart`.
    pub async fn answer_data_request(&self, caller: &Caller, id: DataRequestId, given: &Answer) -> Result<()> {
        let permit = self.request_permit(caller, id).await?;
        let request = self.inner.db.data_request(&permit, id).await?.ok_or(AppError::NotFound)?;
        let unknown = |_| AppError::broken(format!("request {id} has an unknown state"));
        let state: RequestState = request.state.parse().map_err(unknown)?;
        answer(state, given.state, given.ground).map_err(AppError::conflict)?;
        if given.state == RequestState::TakenBack {
            return Err(AppError::conflict("not_offered"));
        }
        let deletes = request.kind == RequestKind::Delete.code() && ["everything", "results"].contains(&request.target.as_str());
        let restricts = deletes && given.state == RequestState::Restricted;
        let fulfils = deletes && given.state == RequestState::Fulfilled;
        if fulfils && is_about_everything(&request) {
            return Err(AppError::conflict("erase_apart"));
        }
        let running = deletes && !self.inner.db.open_warnings_of(request.person).await?.is_empty();
        if fulfils && running {
            return Err(AppError::conflict("warning_running"));
        }
        let now = self.now();
        let told = self.inner.db.account_of_person(request.person).await?.unwrap_or(request.asked_by);
        let mut tx = self.inner.db.begin().await?;
        if deletes {
            tx.freeze_person(request.person).await?;
        }
        let held = deletes && tx.is_held(request.person.uuid()).await?;
        if fulfils && held {
            return Err(AppError::conflict("legal_hold"));
        }
        let ground = given.ground.map(Ground::code);
        if !tx.answer_data_request(id, given.state.code(), ground, caller.account(), now).await? {
            return Err(AppError::conflict("request_answered"));
        }
        let deletes_now = fulfils || (restricts && !held && !running);
        let run = self.ids().uuid(now);
        let deleted = if deletes_now { self.delete_results(&mut tx, &permit, run).await? } else { 0 };
        if restricts {
            tx.restrict_person(&permit, now).await?;
        }
        self.owe(&mut tx, Owing::new(told, "notice-person-request-answered")).await?;
        let detail = format!("{} {} {} results={deleted}", request.kind, given.state, ground.unwrap_or("-"));
        tx.audit(&done(self, &permit, "data_request", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn request_permit(&self, caller: &Caller, id: DataRequestId) -> Result<Permit<act::HandleDataRequest>> {
        // a role without the action is refused before anything is looked up: it does not learn which numbers exist
        self.listing(caller, self.scope::<act::HandleDataRequest>(caller, Purpose::Administration)).await?;
        let (place, person, by) = self.inner.db.request_place(id).await?.ok_or(AppError::NotFound)?;
        let at = Resource::at(place).of(person).written_by(by);
        self.permit::<act::HandleDataRequest>(caller, &at, Purpose::Administration).await
    }
}
