//! A person's own kept sheets.

use jiff::Timestamp;
use xinqiao_access::{Purpose, act};
use xinqiao_consent::Purpose as Use;
use xinqiao_kernel::id::ResponseId;
use xinqiao_store::assessment::KeptResponse;

use super::signals::About;
use super::validity::OfSheet;
use super::{KeptOutcome, raise};
use crate::audit::done;
use crate::rescores::{SecondResult, by_sheet};
use crate::{App, AppError, Caller, Result};

/// A kept sheet with its outcome.
#[derive(Debug, Clone)]
pub struct Record {
    pub response: KeptResponse,
    pub outcome: KeptOutcome,
    /// what corrected versions made of the same answers, the latest first
    pub again: Vec<SecondResult>,
}

fn record(response: KeptResponse, again: Vec<SecondResult>) -> Result<Record> {
    Ok(Record { outcome: KeptOutcome::parse(&response.outcome)?, response, again })
}

impl App {
    /// The caller's own sheets, newest first, before an instant.
    pub async fn records(&self, caller: &Caller, before: Timestamp, limit: u32) -> Result<Vec<Record>> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let rows = self.inner.db.own_responses(&permit, before, limit).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "responses", None, format!("rows={}", rows.len())), self.now()).await?;
        tx.commit().await?;
        let mut again = by_sheet(self.inner.db.own_results(&permit).await?)?;
        rows.into_iter()
            .map(|row| {
                let seconds = again.remove(&row.id).unwrap_or_default();
                record(row, seconds)
            })
            .collect()
    }

    /// One of the caller's own sheets.
    pub async fn record(&self, caller: &Caller, id: ResponseId) -> Result<Record> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let found = self.inner.db.own_response(&permit, id).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "response", Some(id.uuid()), "read"), self.now()).await?;
        tx.commit().await?;
        let mut again = by_sheet(self.inner.db.own_results(&permit).await?)?;
        record(found, again.remove(&id).unwrap_or_default())
    }

    /// Opens a private sheet to the people on duty, because the caller now asks to be contacted; how many signals it raised.
    pub async fn share_record(&self, caller: &Caller, id: ResponseId) -> Result<usize> {
        let (person, at) = self.own_record(caller)?;
        let read = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let permit = self.permit::<act::RequestContact>(caller, &at, Purpose::SelfService).await?;
        let found = record(self.inner.db.own_response(&read, id).await?.ok_or(AppError::NotFound)?, Vec::new())?;
        let now = self.now();
        let sheet = &found.response;
        let previous = self.previous(&read, (person, &sheet.place), &sheet.instrument, sheet.answered_at).await?;
        let on = self.day(sheet.answered_at);
        let facts = self.facts((&sheet.instrument, &sheet.version), &found.outcome.heard(), on, &previous, true)?;
        let key = id.to_string();
        let signals =
            raise(self, &facts, &About { person, place: &sheet.place, response: Some(id), key: &key, wish: None }, now)?;
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        let consents = self.ask_consent(&permit, who, (Use::Contact, None), now).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.add_consents(&consents, now).await?;
        let opened = tx.share_response(&permit, id).await?;
        if opened {
            let of = OfSheet { person, place: &sheet.place, response: id, campaign: None, instrument: &sheet.instrument };
            tx.follow_retesting(id, &self.retesting(&of, &found.outcome, Vec::new(), now)?, now).await?;
        }
        let mut raised = 0;
        for signal in &signals {
            // a sheet of a campaign was open already: what the wish adds is raised all the same
            raised += usize::from(tx.add_signal(signal, now).await?);
        }
        if !opened && raised == 0 {
            // asked before: that wish stands
            return Ok(0);
        }
        tx.audit(&done(self, &permit, "response", Some(id.uuid()), format!("contact signals={raised}")), now).await?;
        tx.commit().await?;
        self.inner.hub.queue_changed(&sheet.place);
        Ok(raised)
    }

    /// Forgets one of the caller's own sheets that nobody else was given.
    ///
    /// Errors: `Conflict` for a sheet that the person shared: it may be evidence, and its deletion is asked for in another way.
    pub async fn forget_record(&self, caller: &Caller, id: ResponseId) -> Result<()> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::ReadOwnRecords>(caller, &at, Purpose::SelfService).await?;
        let found = self.inner.db.own_response(&permit, id).await?.ok_or(AppError::NotFound)?;
        if found.sharing != "private" {
            return Err(AppError::conflict("record_shared"));
        }
        let mut tx = self.inner.db.begin().await?;
        tx.forget_response(&permit, id).await?;
        tx.audit(&done(self, &permit, "response", Some(id.uuid()), "forgotten"), self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}
