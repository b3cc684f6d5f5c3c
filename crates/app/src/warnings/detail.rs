//! Reading a warning: where it stands, what speaks for it, what happened, what the caller may do next.

use jiff::Timestamp;
use xinqiao_access::{Fields, Resource, act};
use xinqiao_kernel::id::{AccountId, PersonId, WarningEventId, WarningId};
use xinqiao_store::people::Person;
use xinqiao_store::warnings::{SignalRow, WarningRow};
use xinqiao_warnings::event::What;
use xinqiao_warnings::side::Clock;
use xinqiao_warnings::{Level, Step, Warning};

use super::candidates::resource;
use super::signal::{EvidenceSeen, HandedInBy, kept, opened, seen, without_evidence};
use super::{Candidate, change};
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// One line of the timeline.
pub struct TimelineEntry {
    pub at: Timestamp,
    /// name of who did it; `None` for the program
    pub by: Option<String>,
    pub account: Option<AccountId>,
    pub what: What,
    /// `Some(None)` is a note that the role does not open
    pub note: Option<Option<String>>,
}

/// Something that the caller may do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Second,
    Acknowledge,
    Verify,
    Intervene,
    Feedback,
    Close,
    SecondClose,
    HandOver,
    Review,
    Raise,
    SecondRaise,
    Note,
}

/// A signal that a warning cites, as far as the reader's role opens it.
pub struct CitedSignal {
    pub row: SignalRow,
    pub evidence: Vec<EvidenceSeen>,
    /// instrument and version that the evidence speaks of
    pub instrument: Option<(String, String)>,
    /// what a source said
    pub handed_in: Option<HandedInBy>,
}

/// What the page of a warning shows.
pub struct WarningDetail {
    pub row: WarningRow,
    pub warning: Warning,
    pub signals: Vec<CitedSignal>,
    pub timeline: Vec<TimelineEntry>,
    pub person: Option<Person>,
    /// fields that the caller's role opens
    pub fields: Fields,
    pub candidates: Vec<Candidate>,
    pub verbs: Vec<Verb>,
    /// may the caller open name and phone?
    pub may_identify: bool,
    /// may the caller see how much attention the person needs?
    pub may_see_attention: bool,
    /// the minor whose guarded records an approval would open for the caller, while there is none
    pub needs_approval: Option<PersonId>,
    /// idempotency id for the forms of this page
    pub event: WarningEventId,
}

impl App {
    /// One warning. Leaves an audit row that its person can see.
    pub async fn warning(&self, caller: &Caller, id: WarningId) -> Result<WarningDetail> {
        // a role without the action is refused before anything is looked up: it does not learn which numbers exist
        self.listing(caller, self.staff_scope::<act::ReadWarning>(caller)).await?;
        let owned = self.inner.db.warning_place(id).await?.ok_or(AppError::NotFound)?;
        let at = resource(&owned, self.day(self.now()));
        let permit = self.staff_permit::<act::ReadWarning>(caller, &at).await?;
        let loaded = self.load_warning(&permit, id).await?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "warning", Some(id.uuid()), loaded.row.state.step.clone()), now).await?;
        tx.commit().await?;
        let fields = permit.fields();
        let mut signals = Vec::new();
        for row in self.inner.db.signals_of_warning(&permit, id).await? {
            let stored = kept(&row)?;
            let is_clinical = self.is_clinical(&row.source);
            signals.push(CitedSignal {
                evidence: seen(stored.evidence, fields, is_clinical),
                instrument: stored.instrument,
                handed_in: stored.handed_in.map(|said| opened(said, is_clinical, fields)),
                row: without_evidence(row),
            });
        }
        let verbs = self.verbs(caller, &at, &loaded.warning);
        let change::Loaded { row, warning, events } = loaded;
        let timeline = events.into_iter().map(|(row, event)| TimelineEntry {
            at: row.at,
            by: row.name,
            account: row.account,
            note: event.note.map(|note| fields.contains(Fields::NOTES).then_some(note)),
            what: event.what,
        });
        Ok(WarningDetail {
            timeline: timeline.collect(),
            person: self.masked_person(caller, &at).await?,
            candidates: self.candidates(&row.place, now).await?,
            event: WarningEventId::new(self.ids(), now),
            may_identify: self.may::<act::ReadIdentity>(caller, &at),
            may_see_attention: self.may::<act::ReadAttention>(caller, &at),
            needs_approval: self.needs_approval(caller, &at),
            signals,
            fields,
            verbs,
            row,
            warning,
        })
    }

    /// Name and phone of the person of a warning, unmasked. Leaves an audit row of its own that the person can see.
    pub async fn warning_identity(&self, caller: &Caller, id: WarningId) -> Result<Person> {
        let owned = self.inner.db.warning_place(id).await?.ok_or(AppError::NotFound)?;
        let permit = self.staff_permit::<act::ReadIdentity>(caller, &resource(&owned, self.day(self.now()))).await?;
        let person = self.inner.db.person_identity(&permit).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "person", permit.person().map(|id| id.uuid()), "warning"), self.now()).await?;
        tx.commit().await?;
        Ok(person)
    }

    /// A fresh idempotency id for a form.
    pub fn fresh_event(&self) -> WarningEventId {
        WarningEventId::new(self.ids(), self.now())
    }

    /// Reviews, and what changes the level.
    fn level_verbs(&self, caller: &Caller, at: &Resource, warning: &Warning) -> Vec<Verb> {
        let mut verbs = Vec::new();
        if !warning.is_confirmed() {
            return verbs;
        }
        match warning.rise() {
            Some(rise) if rise.by != caller.account() && self.may::<act::SecondWarning>(caller, at) => {
                verbs.push(Verb::SecondRaise)
            }
            Some(_) => {}
            None if Level::Red < warning.level() && self.may::<act::InterveneWarning>(caller, at) => verbs.push(Verb::Raise),
            None => {}
        }
        if warning.clock(Clock::Review).is_some() && self.may::<act::InterveneWarning>(caller, at) {
            verbs.push(Verb::Review);
        }
        verbs
    }

    fn verbs(&self, caller: &Caller, at: &Resource, warning: &Warning) -> Vec<Verb> {
        let Some((step, _)) = warning.state().open() else { return Vec::new() };
        let proposed = matches!(warning.state(), xinqiao_warnings::State::Close { proposal: Some(_), .. });
        let by_me = match warning.state() {
            xinqiao_warnings::State::AwaitingSecond { proposed_by, .. } => *proposed_by == caller.account(),
            xinqiao_warnings::State::Close { proposal: Some(proposal), .. } => proposal.by == caller.account(),
            _ => false,
        };
        let mut verbs = Vec::new();
        match step {
            Step::Decide => {}
            Step::Second if !by_me && self.may::<act::SecondWarning>(caller, at) => verbs.push(Verb::Second),
            Step::Second => {}
            Step::Acknowledge if self.may::<act::AcknowledgeWarning>(caller, at) => verbs.push(Verb::Acknowledge),
            Step::Verify if self.may::<act::VerifyWarning>(caller, at) => verbs.push(Verb::Verify),
            Step::Intervene if self.may::<act::InterveneWarning>(caller, at) => verbs.push(Verb::Intervene),
            Step::Feedback if self.may::<act::FeedbackWarning>(caller, at) => verbs.push(Verb::Feedback),
            // nothing closes while a graver level or an objection waits for somebody
            Step::Close if warning.rise().is_some() || warning.objection().is_some() => {}
            Step::Close => {
                if proposed && !by_me && self.may::<act::SecondClose>(caller, at) {
                    verbs.push(Verb::SecondClose);
                } else if !(proposed && by_me) && self.may::<act::CloseWarning>(caller, at) {
                    verbs.push(Verb::Close);
                }
            }
            Step::Acknowledge | Step::Verify | Step::Intervene | Step::Feedback | Step::Review | Step::Accept | Step::Answer => {}
        }
        verbs.extend(self.level_verbs(caller, at, warning));
        if self.may::<act::HandOverWarning>(caller, at) {
            verbs.push(Verb::HandOver);
        }
        if self.may::<act::InterveneWarning>(caller, at) {
            verbs.push(Verb::Note);
        }
        verbs
    }
}
