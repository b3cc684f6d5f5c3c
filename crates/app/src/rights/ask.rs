//! Asking, and taking a request back.

use jiff::civil::Date;
use xinqiao_access::{Permit, Purpose, act};
use xinqiao_consent::{RequestKind, RequestState};
use xinqiao_kernel::id::DataRequestId;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::rights::{DataRequest, Disclosure, NewDataRequest};

use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Which information a request may be about.
pub const TARGETS: [&str; 9] = ["everything", "results", "name", "phone", "birth", "place", "help", "looks", "groups"];

/// Requests on one page.
const MOST: u32 = 100;
/// Open requests of one person at a time.
const OPEN: usize = 20;
/// Tries for a number that nobody else takes at the same moment.
const TRIES: usize = 5;

/// A request as it comes from the page.
#[derive(Debug, Clone)]
pub struct Asking {
    pub kind: RequestKind,
    /// one of [`TARGETS`]
    pub target: String,
}

impl App {
    /// Keeps a request of the caller; its number and last day. The same request twice is one.
    ///
    /// Errors: `Invalid` on `target`; `Conflict` `too_many_requests` for more than twenty open ones.
    pub async fn ask_about_data(&self, caller: &Caller, asking: &Asking) -> Result<(String, Date)> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
        if !TARGETS.contains(&asking.target.as_str()) {
            return Err(AppError::field("target", "fault-request-target", asking.target.clone()));
        }
        let open = self.inner.db.requests_of(&permit, MOST).await?;
        let open = open.iter().filter(|request| request.state == RequestState::Open.code());
        if OPEN <= open.count() {
            return Err(AppError::conflict("too_many_requests"));
        }
        self.keep_request(caller, &permit, asking, RequestState::Open, None).await
    }

    /// Writes a request, open or answered at once; `also` is a row of the audit that is written with it.
    pub(crate) async fn keep_request(
        &self,
        caller: &Caller,
        permit: &Permit<act::RequestOwnData>,
        asking: &Asking,
        state: RequestState,
        also: Option<&NewAudit>,
    ) -> Result<(String, Date)> {
        let now = self.now();
        let due_on = self.request_due(asking.kind)?;
        let day = self.local(now).strftime("%Y%m%d").to_string();
        let person = permit.person().ok_or(AppError::NotFound)?;
        for _ in 0..TRIES {
            let new = NewDataRequest {
                id: DataRequestId::new(self.ids(), now),
                person,
                place: permit.place().clone(),
                asked_by: caller.account(),
                kind: asking.kind.code(),
                target: asking.target.clone(),
                target_id: None,
                state: state.code(),
                due_on,
                at: now,
            };
            let mut tx = self.inner.db.begin().await?;
            if state == RequestState::Open
                && let Some(known) = tx.open_request_like(permit, new.kind, &new.target).await?
            {
                return Ok((known.number, known.due_on));
            }
            let number = match tx.add_data_request(&new, &day).await {
                Ok(number) => number,
                Err(xinqiao_store::StoreError::Duplicate { .. }) => continue,
                Err(fault) => return Err(fault.into()),
            };
            let detail = format!("{} {} {}", asking.kind, asking.target, state.code());
            tx.audit(&done(self, permit, "data_request", Some(new.id.uuid()), detail), now).await?;
            if let Some(row) = also {
                tx.audit(row, now).await?;
            }
            tx.commit().await?;
            return Ok((number, due_on));
        }
        Err(AppError::conflict("other"))
    }

    /// The last day for an answer to a request of today.
    pub fn request_due(&self, kind: RequestKind) -> Result<Date> {
        let deadline = self.inner.library.trust().deadline(kind);
        let deadline = deadline.ok_or_else(|| AppError::broken(format!("no deadline for {kind}")))?;
        Ok(deadline.due(self.day(self.now()), &self.inner.calendar))
    }

    /// The caller's requests, newest first.
    pub async fn own_requests(&self, caller: &Caller) -> Result<Vec<DataRequest>> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
        Ok(self.inner.db.requests_of(&permit, MOST).await?)
    }

    /// Takes one of the caller's open requests back. Errors: `NotFound`; `Conflict` `request_answered`.
    pub async fn take_request_back(&self, caller: &Caller, id: DataRequestId) -> Result<()> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
        self.inner.db.data_request(&permit, id).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if !tx.answer_data_request(id, RequestState::TakenBack.code(), None, caller.account(), now).await? {
            return Err(AppError::conflict("request_answered"));
        }
        tx.audit(&done(self, &permit, "data_request", Some(id.uuid()), "taken_back"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What was given about the caller to others, newest first.
    pub async fn own_disclosures(&self, caller: &Caller) -> Result<Vec<Disclosure>> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadWhoLooked>(caller, &at, Purpose::SelfService).await?;
        Ok(self.inner.db.disclosures_of(&permit).await?)
    }
}
