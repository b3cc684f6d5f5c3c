//! A person hands in an answer sheet about themselves.

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, act};
use xinqiao_campaigns::Course;
use xinqiao_consent::Purpose as Use;
use xinqiao_kernel::TestForm;
use xinqiao_kernel::id::{CampaignId, OutboxId, PersonId, ResponseId};
use xinqiao_store::assessment::NewResponse;
use xinqiao_store::lane::{Landed, Submission};
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::people::Whereabouts;
use xinqiao_store::retests::Retesting;
use xinqiao_store::warnings::NewSignal;

use super::signals::About;
use super::validity::OfSheet;
use super::{KeptOutcome, Scored, raise};
use crate::audit::done;
use crate::campaigns::course;
use crate::{App, AppError, Caller, Result};

/// Who may see the sheet beside its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Nobody.
    Private,
    /// The people on duty, because the person asked to be contacted.
    Contact,
    /// Those who run the campaign, as its consent text says.
    Campaign(CampaignId),
}

/// An answer sheet as it was handed in.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub instrument: String,
    /// in item order
    pub answers: Vec<Option<f64>>,
    pub sharing: Sharing,
    /// chosen by the browser: sending twice with the same key keeps one sheet
    pub key: String,
    pub answered_at: Timestamp,
    /// how long answering took, where it was measured
    pub seconds: Option<u32>,
    /// in which form it was answered
    pub form: TestForm,
}

/// What was kept.
pub struct Submitted<'a> {
    pub landed: Landed,
    pub scored: Scored<'a>,
    /// how many signals it raised
    pub signals: usize,
    /// the campaign asks more: another instrument follows
    pub more: bool,
}

impl App {
    /// Scores and keeps the caller's own sheet; durable when it returns.
    ///
    /// Errors: `NotFound` for an unknown instrument or a campaign that does not ask the caller, `Conflict` for one that is not open,
    /// `Conflict` `guardian_first` where a guardian has to agree first, `Invalid` on `answers` or `key`.
    pub async fn submit(&self, caller: &Caller, sheet: Sheet) -> Result<Submitted<'_>> {
        let now = self.now();
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::AnswerSelf>(caller, &at, Purpose::SelfService).await?;
        let submission = self.prepare(caller, &permit, sheet, now).await?;
        let (submission, scored) = submission;
        let signals = submission.signals.len();
        let more = submission.step.is_some_and(|step| !step.finished);
        let place = submission.response.place.clone();
        let landed = self.inner.lane.submit(submission).await?;
        if signals > 0 && matches!(landed, Landed::New(_)) {
            self.inner.hub.queue_changed(&place);
        }
        Ok(Submitted { landed, scored, signals, more })
    }

    async fn prepare<'a>(
        &'a self,
        caller: &Caller,
        permit: &Permit<act::AnswerSelf>,
        sheet: Sheet,
        now: Timestamp,
    ) -> Result<(Submission, Scored<'a>)> {
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        if !(8..=80).contains(&sheet.key.len()) || !sheet.key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(AppError::field("key", "fault-key", sheet.key));
        }
        let asked = match sheet.sharing {
            Sharing::Private | Sharing::Contact => None,
            Sharing::Campaign(id) => Some(self.asked_part(id, who.id, &sheet.instrument, now).await?),
        };
        let campaign = asked.as_ref().map(|asked| asked.campaign);
        let version = asked.as_ref().and_then(|asked| asked.course.parts().get(asked.part)).map(|part| part.version.clone());
        if let Some(version) = &version {
            self.know_questionnaire(&sheet.instrument, version).await?;
        }
        let (sharing, purpose) = match sheet.sharing {
            Sharing::Private => ("private", Use::KeepResult),
            Sharing::Contact => ("contact", Use::Contact),
            Sharing::Campaign(_) => ("campaign", Use::Screening),
        };
        let part = asked.as_ref().and_then(|asked| asked.course.parts().get(asked.part));
        if sheet.form.is_adaptive() && part.is_some_and(|part| part.form.is_fixed()) {
            return Err(AppError::field("form", "fault-test-form", sheet.form.code()));
        }
        let how = (sheet.seconds, sheet.form, sheet.key.as_str());
        let scored = self.score_form(&sheet.instrument, version.as_deref(), &sheet.answers, Some(who), how)?;
        let consents = self.ask_consent(permit, who, (purpose, campaign), now).await?;
        let outcome = KeptOutcome::of(&scored);
        let instrument = scored.pack.instrument();
        let id = ResponseId::new(self.ids(), now);
        // one person's key never meets another's, and a campaign asks each person once
        let again = match sheet.sharing {
            Sharing::Private => Vec::new(),
            Sharing::Contact | Sharing::Campaign(_) => self.asked_again(permit, instrument.code(), campaign).await?,
        };
        let key = match (&asked, again.first()) {
            (Some(asked), Some(task)) => format!("{}:again:{task}", campaign_key(who.id, asked.campaign, asked.part)),
            (Some(asked), None) => campaign_key(who.id, asked.campaign, asked.part),
            (None, _) => format!("{}:{}", who.id.uuid().simple(), sheet.key),
        };
        let step = match &asked {
            Some(asked) => {
                let total = scored.outcome.total(instrument);
                Some(self.step_of(permit, asked.campaign, &asked.course, asked.part, total).await?)
            }
            None => None,
        };
        let (mut signals, mut retesting) = (Vec::new(), Retesting::default());
        if sheet.sharing != Sharing::Private {
            let of = OfSheet { person: who.id, place: &who.place, response: id, campaign, instrument: instrument.code() };
            retesting = self.retesting(&of, &outcome, again, now)?;
            signals = self.heard(permit, who, &sheet, (id, instrument.version()), &outcome, now).await?;
        }
        let response = NewResponse {
            id,
            key,
            person: who.id,
            campaign,
            place: who.place.clone(),
            instrument: instrument.code().to_owned(),
            version: instrument.version().to_owned(),
            source: if campaign.is_some() { "campaign" } else { "self" },
            sharing,
            answers: answers_json(scored.answers.values()),
            outcome: outcome.to_json()?,
            total: scored.outcome.total(instrument),
            band: Some(scored.outcome.band_column(instrument).into_owned()).filter(|band| !band.is_empty()),
            attention: i64::from(scored.attention()),
            answered_at: sheet.answered_at,
        };
        let audit = vec![done(self, permit, "response", Some(id.uuid()), sharing)];
        let body = format!("{{\"response\":\"{id}\",\"signals\":{}}}", signals.len());
        let outbox = vec![OutboxMessage { id: OutboxId::new(self.ids(), now), topic: "response.received".to_owned(), body }];
        let lock = Some(who.lock.clone());
        Ok((Submission { response, lock, signals, audit, outbox, step, consents, retesting, at: now }, scored))
    }

    /// The signals that a shared sheet raises; one that was put aside raises none.
    async fn heard(
        &self,
        permit: &Permit<act::AnswerSelf>,
        who: &Whereabouts,
        sheet: &Sheet,
        (id, version): (ResponseId, &str),
        outcome: &KeptOutcome,
        now: Timestamp,
    ) -> Result<Vec<NewSignal>> {
        let (heard, on) = (outcome.heard(), self.day(sheet.answered_at));
        let asked = sheet.sharing == Sharing::Contact;
        let of = (sheet.instrument.as_str(), version);
        let mut facts = self.facts(of, &heard, on, &[], asked)?;
        if xinqiao_warnings::history_matters(self.rules_for(&who.place), &facts) {
            let previous = self.previous(permit, (who.id, &who.place), &sheet.instrument, sheet.answered_at).await?;
            facts = self.facts(of, &heard, on, &previous, asked)?;
        }
        let about = About { person: who.id, place: &who.place, response: Some(id), key: &id.to_string(), wish: None };
        raise(self, &facts, &about, now)
    }

    /// The part of a campaign that an instrument answers: the one that is asked now, or an earlier one whose sheet is sent again.
    async fn asked_part(&self, id: CampaignId, person: PersonId, instrument: &str, now: Timestamp) -> Result<Asked> {
        let asks = self.inner.asking.find(id, person).await?.ok_or(AppError::NotFound)?;
        let course = course(asks.parts)?;
        let part = course.with(instrument).map(|(place, _)| place).filter(|place| *place <= asks.next);
        match part {
            Some(part) if asks.campaign.takes(self.day(now)) => Ok(Asked { campaign: id, course, part }),
            _ => Err(AppError::conflict("campaign_not_open")),
        }
    }
}

/// Which part of which campaign a sheet answers.
struct Asked {
    campaign: CampaignId,
    course: Course,
    part: usize,
}

/// Under what the one sheet lies that a part of a campaign has of a person.
pub(crate) fn campaign_key(person: PersonId, campaign: CampaignId, part: usize) -> String {
    let key = format!("{}:campaign:{campaign}", person.uuid().simple());
    if part == 0 { key } else { format!("{key}:{part}") }
}

/// Answers as a JSON array in item order, null where blank.
pub(crate) fn answers_json(answers: &[Option<f64>]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(answers.len() * 2 + 2);
    text.push('[');
    for (index, answer) in answers.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        match answer {
            Some(value) => {
                let _ = write!(text, "{value}");
            }
            None => text.push_str("null"),
        }
    }
    text.push(']');
    text
}
