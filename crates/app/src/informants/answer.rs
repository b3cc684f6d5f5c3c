//! Whoever is asked answers in their own place, or says no. They see the questions and that they handed in, and nothing else.

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, Role, act};
use xinqiao_kernel::id::InformantRequestId;
use xinqiao_store::informants::InformantRow;
use xinqiao_store::people::Whereabouts;

use super::{InformantState, MOST};
use crate::assessment::{KeptOutcome, answers_json};
use crate::audit::{done, listed};
use crate::{App, AppError, Caller, Result};

/// One request as whoever is asked sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    pub id: InformantRequestId,
    /// self, parent or teacher
    pub informant: String,
    /// about whom
    pub name: String,
    pub instrument: String,
    pub version: String,
    pub asked_at: Timestamp,
    pub expires_at: Timestamp,
    pub state: InformantState,
    pub settled_at: Option<Timestamp>,
}

/// An open request with its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedForm {
    pub line: AskedLine,
    /// items of the form
    pub items: usize,
}

impl App {
    /// May the caller be asked at all? For showing a link; leaves no trace.
    pub fn may_be_asked(&self, caller: &Caller) -> bool {
        caller.actor().may(xinqiao_access::Action::AnswerAsInformant, self.day(self.now()))
    }

    /// What the caller was asked, the latest first; nothing about people whom they are no longer near. Errors: `Denied` without the right.
    pub async fn asked_of_me(&self, caller: &Caller) -> Result<Vec<AskedLine>> {
        let own = self.scope::<act::AnswerAsInformant>(caller, Purpose::SelfService);
        let scope = match own {
            Ok(scope) => scope,
            Err(_) => self.listing(caller, self.staff_scope::<act::AnswerAsInformant>(caller)).await?,
        };
        let now = self.now();
        let mut lines = Vec::new();
        for row in self.inner.db.asked_of(caller.account(), MOST).await? {
            if self.near(caller, &row).await?.is_some() {
                lines.push(line(row, now)?);
            }
        }
        self.list_refreshed(listed(self, caller, &scope, "informant_requests", lines.len())).await?;
        Ok(lines)
    }

    /// The form of one request. Errors: `NotFound` for anybody else's and whoever is no longer near, `Conflict` `informant_settled`,
    /// `informant_expired`.
    pub async fn asked_form(&self, caller: &Caller, id: InformantRequestId) -> Result<AskedForm> {
        let (permit, row, _) = self.own_request(caller, id).await?;
        let now = self.now();
        is_open(&row, now)?;
        let pack = self.inner.library.instrument_version(&row.instrument, &row.version).ok_or(AppError::NotFound)?;
        let items = pack.instrument().items().len();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "informant_request", Some(id.uuid()), "form"), now).await?;
        tx.commit().await?;
        Ok(AskedForm { line: line(row, now)?, items })
    }

    /// Keeps what the caller answers about the person, in item order; blank: not seen. The same answers twice change nothing.
    ///
    /// Errors: as [`App::asked_form`]; `Invalid` on `answers` for values that the form does not know, and where nothing was answered.
    pub async fn answer_as_informant(&self, caller: &Caller, id: InformantRequestId, answers: &[Option<f64>]) -> Result<()> {
        let (permit, row, who) = self.own_request(caller, id).await?;
        let now = self.now();
        let text = answers_json(answers);
        if let (InformantState::Answered, Some(kept)) = (InformantState::of(&row, now)?, &row.answers)
            && *kept == text
        {
            return Ok(());
        }
        is_open(&row, now)?;
        if answers.iter().all(Option::is_none) {
            return Err(AppError::field("answers", "fault-informant-empty", ""));
        }
        let scored = self.score_timed(&row.instrument, Some(&row.version), answers, Some(&who), None)?;
        let outcome = KeptOutcome::of(&scored);
        let signal = self.signal_of_informant(&row, &outcome, caller.account(), now)?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.answer_informant(&permit, &row, (&text, &outcome.to_json()?, outcome.valid), now).await? {
            return Err(AppError::conflict("informant_settled"));
        }
        let signals = usize::from(signal.is_some());
        if let Some(signal) = &signal
            && tx.add_signal(signal, now).await?
            && !signal.risk_kinds.is_empty()
        {
            tx.look_again(signal.person, &signal.place, false, now).await?;
        }
        let detail = format!("answered signals={signals}");
        tx.audit(&done(self, &permit, "informant_request", Some(id.uuid()), detail), now).await?;
        tx.commit().await?;
        if let Some(signal) = signal {
            self.inner.hub.queue_changed(&signal.place);
        }
        Ok(())
    }

    /// The caller does not answer; no reason is asked. Said twice, it is said. Errors: as [`App::asked_form`].
    pub async fn decline_as_informant(&self, caller: &Caller, id: InformantRequestId) -> Result<()> {
        let (permit, row, _) = self.own_request(caller, id).await?;
        let now = self.now();
        if InformantState::of(&row, now)? == InformantState::Declined {
            return Ok(());
        }
        is_open(&row, now)?;
        let mut tx = self.inner.db.begin().await?;
        if !tx.settle_informant(id, "declined", caller.account(), now).await? {
            return Err(AppError::conflict("informant_settled"));
        }
        tx.audit(&done(self, &permit, "informant_request", Some(id.uuid()), "declined"), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A request that was put to the caller. Errors: `NotFound` for every other one, `Denied` without the right.
    async fn own_request(
        &self,
        caller: &Caller,
        id: InformantRequestId,
    ) -> Result<(Permit<act::AnswerAsInformant>, InformantRow, Whereabouts)> {
        let row = self.inner.db.informant_request(id).await?.ok_or(AppError::NotFound)?;
        let restricted = self.inner.db.restricted_at(row.person).await?.is_some();
        let at = Resource::at(row.place.clone()).of(row.person).owned_by(row.account).restricted(restricted);
        let permit = match row.informant.as_str() {
            "teacher" => self.staff_permit::<act::AnswerAsInformant>(caller, &at).await?,
            _ => self.permit::<act::AnswerAsInformant>(caller, &at, Purpose::SelfService).await?,
        };
        let who = self.near(caller, &row).await?.ok_or(AppError::NotFound)?;
        Ok((permit, row, who))
    }

    /// The person of a request, as long as the caller is near them: themselves, their guardian, teacher of their class.
    async fn near(&self, caller: &Caller, row: &InformantRow) -> Result<Option<Whereabouts>> {
        let Some(who) = self.inner.db.whereabouts(row.person).await?.filter(|who| !who.lock.is_erased()) else {
            return Ok(None);
        };
        let today = self.day(self.now());
        let is_near = match row.informant.as_str() {
            "self" => caller.person() == Some(row.person),
            "parent" => self.inner.db.guards(caller.account(), row.person, today).await?,
            _ => {
                let mut held = caller.actor().in_force(today);
                held.any(|held| held.role == Role::ClassTeacher && held.place.covers(&who.place))
            }
        };
        Ok((row.account == caller.account() && is_near).then_some(who))
    }
}

fn is_open(row: &InformantRow, now: Timestamp) -> Result<()> {
    match InformantState::of(row, now)? {
        InformantState::Open => Ok(()),
        InformantState::Expired => Err(AppError::conflict("informant_expired")),
        _ => Err(AppError::conflict("informant_settled")),
    }
}

fn line(row: InformantRow, now: Timestamp) -> Result<AskedLine> {
    let state = InformantState::of(&row, now)?;
    let settled_at = row.settled.as_ref().map(|settled| settled.1);
    let (id, asked_at, expires_at) = (row.id, row.asked_at, row.expires_at);
    let (instrument, version, informant) = (row.instrument, row.version, row.informant);
    Ok(AskedLine { id, informant, name: row.person_name, instrument, version, asked_at, expires_at, state, settled_at })
}
