//! Carrying out a request for deletion of everything, and what happens where that cannot be done yet.

use jiff::civil::Date;
use uuid::Uuid;
use xinqiao_access::{Permit, act};
use xinqiao_consent::{Kept, Obstacle, RequestKind, RequestState, Standing};
use xinqiao_kernel::id::DataRequestId;
use xinqiao_store::Tx;
use xinqiao_store::people::PersonCounts;
use xinqiao_store::retention::NewErasure;
use xinqiao_store::rights::DataRequest;

use crate::audit::done;
use crate::notify::Owing;
use crate::{App, AppError, Caller, Person, Result};

/// Results that one request deletes in one transaction; nobody has so many.
const RESULTS: u32 = 5_000;

/// What erasing somebody would do, before it is done.
#[derive(Debug, Clone)]
pub struct Erasing {
    pub request: DataRequest,
    /// who asks, masked as far as the handler's role says; without a name after erasing
    pub person: Option<Person>,
    pub counts: PersonCounts,
    /// what stands against it; empty: it can be done
    pub obstacles: Vec<Obstacle>,
    /// an account of theirs holds a post: that is ended first
    pub is_staff: bool,
}

/// Is it a request that erases its person when it is granted?
pub(super) fn is_about_everything(request: &DataRequest) -> bool {
    request.kind == RequestKind::Delete.code() && request.target == "everything"
}

impl App {
    /// What erasing the person of a request would do, and what stands against it. Leaves an audit row that the person can see.
    ///
    /// Errors: `NotFound` outside the caller's places; `Conflict` `request_answered`, `not_offered` for a request about something else.
    pub async fn erasing(&self, caller: &Caller, id: DataRequestId) -> Result<Erasing> {
        let permit = self.request_permit(caller, id).await?;
        let request = self.deletion(&permit, id).await?;
        let today = self.day(self.now());
        let mut tx = self.inner.db.begin().await?;
        let counts = tx.person_counts(&permit, today).await?.ok_or(AppError::NotFound)?;
        tx.audit(&done(self, &permit, "data_request", Some(id.uuid()), "erasing"), self.now()).await?;
        tx.commit().await?;
        Ok(Erasing {
            person: self.inner.db.person_of_request(&permit).await?,
            obstacles: self.obstacles(&counts, today),
            is_staff: counts.posts > 0,
            request,
            counts,
        })
    }

    /// Erases the person of a request: results and their key go, their account closes and forgets login and name, their sessions and
    /// guardianships end, their other requests are answered. Everything and its audit rows are one transaction. Nobody can undo it.
    ///
    /// Errors: as [`App::erasing`], and `Conflict` `legal_hold`, `warning_running`, `report_kept`, `person_is_staff`.
    pub async fn erase_person(&self, caller: &Caller, id: DataRequestId) -> Result<()> {
        let permit = self.request_permit(caller, id).await?;
        let request = self.deletion(&permit, id).await?;
        let now = self.now();
        let today = self.day(now);
        let mut tx = self.inner.db.begin().await?;
        tx.freeze_person(request.person).await?;
        let counts = tx.person_counts(&permit, today).await?.ok_or(AppError::NotFound)?;
        if let Some(first) = self.obstacles(&counts, today).first() {
            return Err(AppError::conflict(conflict(*first)));
        }
        if counts.posts > 0 {
            return Err(AppError::conflict("person_is_staff"));
        }
        if !tx.finish_deletion(id, caller.account(), now).await? {
            return Err(AppError::conflict("request_answered"));
        }
        let run = self.ids().uuid(now);
        let results = self.delete_results(&mut tx, &permit, run).await?;
        tx.end_other_requests(&permit, id, now).await?;
        tx.end_guardianships_of(request.person, today).await?;
        if !tx.erase_person(request.person, now).await? {
            return Err(AppError::conflict("request_answered"));
        }
        self.record_gone(&mut tx, run, Kept::PersonFile.code(), request.person.uuid()).await?;
        let detail = format!("delete everything erased results={results}");
        tx.audit(&done(self, &permit, "data_request", Some(id.uuid()), detail), now).await?;
        // the tombstone: who looks for the person's rows finds that they were erased, when, and by whom
        tx.audit(&done(self, &permit, "person", Some(request.person.uuid()), "erased"), now).await?;
        tx.commit().await?;
        if let Err(fault) = self.inner.db.wipe_deleted().await {
            tracing::warn!(error = %fault, "what was erased may lie in the files of the database for a while");
        }
        Ok(())
    }

    /// Records of a person that were stored only are used again; the person, who asked for it, is told.
    ///
    /// Errors: `NotFound` outside the caller's places; `Conflict` `not_restricted`.
    pub async fn end_restriction(&self, caller: &Caller, id: DataRequestId) -> Result<()> {
        let permit = self.request_permit(caller, id).await?;
        let request = self.inner.db.data_request(&permit, id).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let told = self.inner.db.account_of_person(request.person).await?.unwrap_or(request.asked_by);
        let mut tx = self.inner.db.begin().await?;
        if request.state != RequestState::Restricted.code() || !tx.end_restriction(&permit).await? {
            return Err(AppError::conflict("not_restricted"));
        }
        self.owe(&mut tx, Owing::new(told, "notice-person-restriction-ended")).await?;
        tx.audit(&done(self, &permit, "data_request", Some(id.uuid()), "restriction ended"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The request, if it is one for deletion of everything that waits: open, or put off.
    async fn deletion(&self, permit: &Permit<act::HandleDataRequest>, id: DataRequestId) -> Result<DataRequest> {
        let request = self.inner.db.data_request(permit, id).await?.ok_or(AppError::NotFound)?;
        let waiting = [RequestState::Open, RequestState::Restricted].map(RequestState::code);
        if !is_about_everything(&request) {
            return Err(AppError::conflict("not_offered"));
        }
        let is_erased = self.inner.db.erased_at(request.person).await?.is_some();
        if is_erased || !waiting.contains(&request.state.as_str()) {
            return Err(AppError::conflict("request_answered"));
        }
        Ok(request)
    }

    pub(super) fn obstacles(&self, counts: &PersonCounts, today: Date) -> Vec<Obstacle> {
        let rules = self.inner.library.trust().rules_for(Kept::Disclosure);
        let standing = Standing {
            held: counts.holds > 0,
            in_danger: counts.open_warnings > 0 || counts.emergencies > 0,
            report_running: counts.open_reports > 0,
            reported_on: counts.reported_at.map(|at| self.day(at)),
            // of two rules the longer
            report_kept: rules.filter_map(|rule| rule.at_least).max_by_key(|kept| kept.end(today, &self.inner.calendar)),
        };
        standing.obstacles(today, &self.inner.calendar)
    }

    /// Deletes the results of the permit's person and ends the hints that nobody has decided about; how many results there were.
    pub(super) async fn delete_results(&self, tx: &mut Tx, permit: &Permit<act::HandleDataRequest>, run: Uuid) -> Result<u64> {
        let due = tx.results_of_request(permit, RESULTS).await?;
        let mut deleted = 0;
        for one in due {
            for record in tx.delete_records("private_result", &[one]).await? {
                self.record_gone(tx, run, "private_result", record).await?;
                deleted += 1;
            }
        }
        tx.end_hints_of_request(permit, self.now()).await?;
        Ok(deleted)
    }

    async fn record_gone(&self, tx: &mut Tx, run: Uuid, kept: &'static str, record: Uuid) -> Result<()> {
        let now = self.now();
        let line = NewErasure { id: self.ids().uuid(now), rule: "request".to_owned(), kept, record: Some(record), count: 1, run };
        Ok(tx.record_erasure(&line, now).await?)
    }
}

const fn conflict(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Held => "legal_hold",
        Obstacle::Danger => "warning_running",
        Obstacle::ReportRunning | Obstacle::ReportKept(_) => "report_kept",
    }
}
