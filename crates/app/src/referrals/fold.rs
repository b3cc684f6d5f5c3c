//! From rows to a referral as it stands, and back.

use jiff::civil::Date;
use xinqiao_access::{Act, Permit};
use xinqiao_referrals::event::{Actor, Event};
use xinqiao_referrals::{Age, Basis, Clock, ReceiverId, Referral, ReferralId, Refusal, Rules, Timetable};
use xinqiao_store::referrals::{EventRow, ReferralRow, ReferralState};

use super::REFERRALS;
use crate::{App, AppError, Result};

/// A referral as it is kept: its row and the fold of its events.
pub(super) struct Loaded {
    pub row: ReferralRow,
    pub referral: Referral,
    pub events: Vec<(EventRow, Event)>,
}

impl App {
    /// The rules for moving work. Errors: `Broken` without the pack.
    pub fn rules_of_referrals(&self) -> Result<&Rules> {
        self.library().referrals(REFERRALS).ok_or_else(|| AppError::broken("the pack referrals/default is missing"))
    }

    /// Rules and calendar together.
    pub(crate) fn referral_time(&self) -> Result<Timetable<'_>> {
        let rules = self.rules_of_referrals()?;
        let clock = Clock { calendar: &self.inner.calendar, zone: &self.inner.zone, day_ends: rules.raw().day_ends };
        Ok(Timetable { rules, clock })
    }

    /// Loads a referral and folds its events. Errors: `NotFound` for another person or place than the permit, and after erasure.
    pub(super) async fn load_referral<A: Act>(&self, permit: &Permit<A>, id: ReferralId) -> Result<Loaded> {
        let row = self.inner.db.referral_place(id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.referral_events(permit, id).await?;
        folded(row, rows)
    }

    /// Loads a referral for the program's own work: silence, a consent that was withdrawn.
    pub(crate) async fn referral_of_program(&self, id: ReferralId) -> Result<(ReferralRow, Referral)> {
        let row = self.inner.db.referral_place(id).await?.ok_or(AppError::NotFound)?;
        let rows = self.inner.db.referral_events_for_sweep(id).await?;
        let loaded = folded(row, rows)?;
        Ok((loaded.row, loaded.referral))
    }
}

/// Folds rows. Errors: `NotFound` when nothing can be read, `Broken` for a damaged history.
pub(super) fn folded(row: ReferralRow, rows: Vec<EventRow>) -> Result<Loaded> {
    if rows.is_empty() {
        return Err(AppError::NotFound);
    }
    let events = rows.into_iter().map(parsed).collect::<Result<Vec<_>>>()?;
    let referral = Referral::replay(events.iter().map(|(_, event)| event))
        .map_err(|fault| damaged("the history of a referral is damaged", fault))?;
    Ok(Loaded { row, referral, events })
}

/// The row of an event at position `seq`.
pub(super) fn event_row(event: &Event, seq: i64) -> Result<EventRow> {
    let body = serde_json::to_string(event).map_err(|fault| damaged("an event of a referral cannot be written", fault))?;
    let account = match event.by {
        Actor::Account(account) => Some(account),
        Actor::System => None,
    };
    Ok(EventRow { id: event.id, seq, account, word: event.what.word().to_owned(), body, at: event.at, name: None })
}

/// The columns that lists sort and filter by, from the fold: written from one place.
pub(super) fn state_of(referral: &Referral, receiver: Option<ReceiverId>, version: i64) -> ReferralState {
    let sent = referral.sent();
    let (basis, consent_by) = match &sent.basis {
        Basis::Inside => ("inside", None),
        Basis::Consent { by, .. } => ("consent", Some(by.code().to_owned())),
        Basis::Emergency { .. } => ("emergency", None),
        Basis::Statutory { .. } => ("statutory", None),
    };
    let step = referral.state().open();
    ReferralState {
        role: sent.role.as_str().to_owned(),
        to: sent.to.account,
        to_place: sent.to.place.clone(),
        receiver,
        responsible: referral.responsible().account,
        basis: basis.to_owned(),
        consent_by,
        state: referral.state().word().to_owned(),
        step_owner: step.map(|open| open.owner.account),
        owed_at: referral.owed().map(|owed| owed.open.due_at).min(),
        silences: i64::from(referral.silences()),
        version,
        ended_at: step.is_none().then(|| referral.last_at()),
    }
}

/// The age class that law asks for, on a day.
pub(crate) fn age_class(born: Option<Date>, today: Date) -> Age {
    let Some(born) = born.filter(|born| *born <= today) else { return Age::Unknown };
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    match today.year() - born.year() - i16::from(!had_birthday) {
        ..14 => Age::Child,
        14..18 => Age::Minor,
        _ => Age::Adult,
    }
}

/// Why a verb was not taken, for the page.
pub(crate) fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::Wordless => AppError::field("note", "fault-referral-words", ""),
        Refusal::NoBasis => AppError::field("basis", "fault-referral-basis", ""),
        Refusal::NeedsGuardian => AppError::field("basis", "fault-referral-guardian", ""),
        Refusal::ConsentOver => AppError::field("until", "fault-referral-consent-over", ""),
        Refusal::NotOffered { code } => AppError::field("choice", "fault-referral-choice", code.as_str()),
        Refusal::NoSuchReceiver { role } => AppError::field("receiver", "fault-referral-receiver", role.as_str()),
        Refusal::NotInTeam => AppError::field("receiver", "fault-referral-team", ""),
        Refusal::Lacking(codes) => {
            let found: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
            AppError::field("fields", "fault-referral-lacking", found.join(" "))
        }
        Refusal::TimeOutside => AppError::field("at", "fault-referral-time", ""),
        Refusal::OutOfTurn | Refusal::Beginning | Refusal::NeedsPerson => AppError::conflict("referral_out_of_turn"),
        Refusal::Ended => AppError::conflict("referral_ended"),
        Refusal::SamePerson => AppError::conflict("same_person"),
        Refusal::MayNotRefuse => AppError::conflict("referral_may_not_refuse"),
        Refusal::Sealed => AppError::conflict("referral_sealed"),
        Refusal::Once => AppError::conflict("referral_once"),
        Refusal::Missing => AppError::conflict("referral_missing"),
        Refusal::NotDue { .. } => AppError::conflict("not_due"),
    }
}

pub(crate) fn damaged(what: &str, fault: impl std::error::Error + Send + Sync + 'static) -> AppError {
    AppError::Broken { what: what.to_owned(), source: Some(Box::new(fault)) }
}

fn parsed(row: EventRow) -> Result<(EventRow, Event)> {
    let event = serde_json::from_str(&row.body).map_err(|fault| damaged("an event of a referral cannot be read", fault))?;
    Ok((row, event))
}
