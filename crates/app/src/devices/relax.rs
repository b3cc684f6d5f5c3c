//! The page of relaxation: how tense somebody felt before and after, by the same rules as what a device sends.

use jiff::Timestamp;
use xinqiao_access::{Purpose, act};
use xinqiao_consent::Purpose as Use;
use xinqiao_devices::{Ratings, Session, check};

use super::{RELAXATION, Received, Unkept};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// What the form says.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// made when the form was shown: the same form sent twice is kept once
    pub key: String,
    pub started_at: Timestamp,
    pub ratings: Ratings,
}

impl App {
    /// Is the session sound? For whoever keeps nothing too.
    fn relaxation(&self, relaxed: &Relaxed) -> Result<Session> {
        let now = self.now();
        let session = Session {
            id: relaxed.key.clone(),
            code: None,
            kind: RELAXATION.to_owned(),
            started_at: relaxed.started_at.min(now),
            ended_at: now,
            measurements: Vec::new(),
            ratings: Some(relaxed.ratings),
        };
        let faults = check(&session, self.device_rules()?, &[RELAXATION.to_owned()], now).err();
        match faults.and_then(|faults| faults.into_iter().next()) {
            None => Ok(session),
            Some(fault) if fault.path == "started_at" => Err(AppError::conflict("relax_old")),
            Some(fault) => Err(AppError::broken(format!("the page of relaxation made a faulty session: {}", fault.path))),
        }
    }

    /// Keeps the ratings of the caller's own moment of relaxation; to ask for it is to agree, under the notice beside the button.
    ///
    /// Errors: `NotFound` for accounts of no person, `Conflict` `guardian_first` where the guardian has to agree first, `relax_old` for a form that
    /// was open too long.
    pub async fn keep_relaxation(&self, caller: &Caller, relaxed: &Relaxed) -> Result<Received> {
        let (_, at) = self.own_record(caller)?;
        let permit = self.permit::<act::AnswerSelf>(caller, &at, Purpose::SelfService).await?;
        let who = caller.whereabouts().ok_or(AppError::NotFound)?;
        let session = self.relaxation(relaxed)?;
        if let Some(before) = self.inner.db.page_sent_before(&permit, &session.id).await? {
            let kept: Option<Session> = serde_json::from_str(&before.body).ok();
            let is_same = kept.is_some_and(|kept| kept.ratings == session.ratings);
            let known = Received::Kept { id: before.id, is_new: false };
            return Ok(if is_same { known } else { Received::Unkept(Unkept::Changed) });
        }
        let now = self.now();
        let words = self.ask_consent(&permit, who, (Use::Devices, None), now).await?;
        let mut tx = self.inner.db.begin().await?;
        tx.add_consents(&words, now).await?;
        let kept = self.keep_session(&mut tx, who, (None, "page"), &session).await?;
        let id = kept.ok_or_else(|| AppError::conflict("other"))?;
        tx.audit(&done(self, &permit, "device_result", Some(id.uuid()), "received page relaxation"), now).await?;
        tx.commit().await?;
        Ok(Received::Kept { id, is_new: true })
    }
}
