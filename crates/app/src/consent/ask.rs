//! Is there a consent, or is what the person does now one? Asked before anything is kept or shared.

use jiff::Timestamp;
use xinqiao_access::{Act, Permit, Purpose as Why, act};
use xinqiao_consent::{AgeClass, Party, Purpose, Who, WordKind, say};
use xinqiao_kernel::id::CampaignId;
use xinqiao_store::consent::NewConsent;
use xinqiao_store::people::Whereabouts;

use super::Word;
use super::words::record_of;
use crate::{App, AppError, Caller, Result};

impl App {
    /// The person does what the purpose is about (keeps a result, shows it, takes part): that is their consent, under the notice that the
    /// page shows beside the button. Returns the word to be kept with it, when it is not on record.
    ///
    /// Errors: `Conflict` `guardian_first` where the guardian decides and has not agreed.
    pub(crate) async fn ask_consent<A: Act>(
        &self,
        permit: &Permit<A>,
        who: &Whereabouts,
        (purpose, subject): (Purpose, Option<CampaignId>),
        at: Timestamp,
    ) -> Result<Vec<NewConsent>> {
        let notice = self.notice(purpose)?;
        let today = self.day(at);
        let facts = self.inner.consents.find(permit, today).await?;
        let about = Who { age: AgeClass::on(who.birth_on, today, facts.in_care) };
        let mut record = record_of(&facts.words, purpose, subject)?;
        let known = |version: &str, digest: &str| self.inner.library.trust().notice_shown(purpose, version, digest);
        if record.state(notice, about, known).allows() {
            return Ok(Vec::new());
        }
        let word = Word { party: Party::Own, kind: WordKind::Given, how: "sheet", account: permit.account() };
        let said = say(&record, notice, about, word.party, word.kind, at);
        let entry = said
            .map_err(|fault| AppError::Broken { what: "a consent cannot be given".to_owned(), source: Some(Box::new(fault)) })?;
        if let Some(entry) = &entry {
            record.add(entry);
        }
        // after the person's own yes only a guardian's word can be missing
        if !record.state(notice, about, known).allows() {
            return Err(AppError::conflict("guardian_first"));
        }
        self.keep_texts(&[purpose]).await?;
        let words = entry.map(|entry| self.row_of(who.id, (purpose, subject), notice, entry, &word));
        Ok(words.into_iter().collect())
    }

    /// Does a consent hold now? Says nothing and writes nothing.
    pub(crate) async fn consent_holds<A: Act>(
        &self,
        permit: &Permit<A>,
        who: &Whereabouts,
        (purpose, subject): (Purpose, Option<CampaignId>),
    ) -> Result<bool> {
        let notice = self.notice(purpose)?;
        let today = self.day(self.now());
        let facts = self.inner.consents.find(permit, today).await?;
        let about = Who { age: AgeClass::on(who.birth_on, today, facts.in_care) };
        let record = record_of(&facts.words, purpose, subject)?;
        let known = |version: &str, digest: &str| self.inner.library.trust().notice_shown(purpose, version, digest);
        Ok(record.state(notice, about, known).allows())
    }

    /// Would taking part or keeping fail because a guardian has to agree first? For a page that says so before any question is asked.
    pub async fn waits_for_guardian(&self, caller: &Caller, purpose: Purpose, subject: Option<CampaignId>) -> Result<bool> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::AnswerSelf>(caller, &at, Why::SelfService).await?;
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        match self.ask_consent(&permit, who, (purpose, subject), self.now()).await {
            Ok(_) => Ok(false),
            Err(AppError::Conflict { code }) if code == "guardian_first" => Ok(true),
            Err(fault) => Err(fault),
        }
    }
}
