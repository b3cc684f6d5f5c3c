//! Reading a warning: where it stands, what speaks for it, what happened, what the caller may do next.

use jiff::Timestamp;
use xinqiao_access::{Fields, Resource, act};
use xinqiao_kernel::id::{AccountId, CaseId, PersonId, WarningEventId, WarningId};
use xinqiao_store::people::Person;
use xinqiao_store::warnings::{SignalRow, WarningRow};
use xinqiao_warnings::event::{Act, What};
use xinqiao_warnings::side::Clock;
use xinqiao_warnings::{Cited, Level, Owner, Reopening, Step, Warning};

use super::candidates::resource;
use super::signal::{EvidenceSeen, HandedInBy, kept, opened, seen, without_evidence};
use super::step::answerer;
use super::{Candidate, Running, change};
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
    /// a milder level, for which reviews speak
    Lower,
    SignLower,
    /// to the next shift
    Offer,
    /// what was offered to the caller
    Accept,
    /// something owed beside the step
    PassOn,
    /// another running warning about the same person
    Merge,
    Reopen,
    /// the person objects
    Object,
    Answer,
    SecondAnswer,
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
    /// the milder level next to the present one and the reviews that speak for it, where they suffice
    pub lower: Option<(Level, Vec<WarningEventId>)>,
    /// other running warnings about the same person that the caller may read
    pub others: Vec<Running>,
    /// the warning that was closed before, where this one is a relapse and the caller may read that one
    pub follows: Option<(WarningId, String)>,
    /// may the caller open name and phone?
    pub may_identify: bool,
    /// may the caller see how much attention the person needs?
    pub may_see_attention: bool,
    /// may the caller send work about the person to somebody else?
    pub may_refer: bool,
    /// the minor whose guarded records an approval would open for the caller, while there is none
    pub needs_approval: Option<PersonId>,
    /// may the caller open a case for the person?
    pub may_open_case: bool,
    /// the open case of the person in which the caller has a part
    pub case: Option<CaseId>,
    /// idempotency id for the forms of this page
    pub event: WarningEventId,
}

impl App {
    /// One warning. Leaves an audit row that its person can see.
    pub async fn warning(&self, caller: &Caller, id: WarningId) -> Result<WarningDetail> {
        // a role without the action is refused before anything is looked up: it does not learn which numbers exist
        self.listing(caller, self.staff_scope::<act::ReadWarning>(caller)).await?;
        let owned = self.warning_owed_by(caller, id).await?;
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
        let candidates = self.candidates(&loaded.row.place, now).await?;
        let mut verbs = self.verbs(caller, &at, &loaded.warning, &candidates);
        let running = loaded.warning.is_confirmed() && !loaded.warning.has_ended();
        let others = if running { self.running_warnings(caller, owned.person, Some(id)).await? } else { Vec::new() };
        if !others.is_empty() && self.may::<act::ConfirmWarning>(caller, &at) {
            verbs.push(Verb::Merge);
        }
        let follows = self.followed(caller, &loaded.warning).await?;
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
            candidates,
            lower: self.lower(&warning),
            event: WarningEventId::new(self.ids(), now),
            may_identify: self.may::<act::ReadIdentity>(caller, &at),
            may_see_attention: self.may::<act::ReadAttention>(caller, &at),
            may_refer: self.may::<act::ReferCase>(caller, &at),
            needs_approval: self.needs_approval(caller, &at),
            may_open_case: self.may::<act::OpenCase>(caller, &at),
            case: self.case_link(caller, owned.person).await?,
            signals,
            fields,
            verbs,
            others,
            follows,
            row,
            warning,
        })
    }

    /// Name and phone of the person of a warning, unmasked. Leaves an audit row of its own that the person can see.
    pub async fn warning_identity(&self, caller: &Caller, id: WarningId) -> Result<Person> {
        let owned = self.warning_owed_by(caller, id).await?;
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
        match warning.downgrade() {
            Some(proposal) if proposal.by != caller.account() && self.may::<act::SignLevel>(caller, at) => {
                verbs.push(Verb::SignLower);
            }
            Some(_) => {}
            None if self.lower(warning).is_some() && self.may::<act::InterveneWarning>(caller, at) => verbs.push(Verb::Lower),
            None => {}
        }
        verbs
    }

    /// The milder level next to the present one, and the reviews that speak for it, where the rules take them.
    fn lower(&self, warning: &Warning) -> Option<(Level, Vec<WarningEventId>)> {
        let level = *Level::ALL.iter().find(|level| warning.level() < **level)?;
        let speaks = warning.reviews().iter().filter(|one| one.finding.speaks_for_milder() && warning.level_at() <= one.at);
        let reviews: Vec<WarningEventId> = speaks.map(|one| one.event).collect();
        let cited = reviews.iter().map(|event| Cited::Review { event: *event }).collect();
        let tried = xinqiao_warnings::propose_downgrade(
            warning,
            &self.trial(warning),
            level,
            cited,
            None,
            &self.timetable_for(warning.place()),
        );
        tried.is_ok().then_some((level, reviews))
    }

    /// An act for trying whether a verb is possible now; nothing of it is kept.
    fn trial(&self, warning: &Warning) -> Act {
        let by = warning.state().open().map_or_else(|| AccountId::from_uuid(uuid::Uuid::nil()), |(_, open)| open.owner.account);
        Act { id: self.fresh_event(), at: self.now(), by }
    }

    /// What the person objected to.
    fn objection_verbs(&self, caller: &Caller, at: &Resource, warning: &Warning, there: &[Candidate]) -> Vec<Verb> {
        let me = caller.account();
        let act = Act { by: me, ..self.trial(warning) };
        match warning.objection() {
            None if warning.is_confirmed()
                && answerer(warning, there).is_ok()
                && self.may::<act::InterveneWarning>(caller, at) =>
            {
                vec![Verb::Object]
            }
            None => Vec::new(),
            Some(objection) if objection.by == me || !self.may::<act::SecondWarning>(caller, at) => Vec::new(),
            Some(objection) => match objection.upheld_by {
                Some(_) if xinqiao_warnings::second_objection(warning, &act, None).is_ok() => vec![Verb::SecondAnswer],
                Some(_) => Vec::new(),
                None if warning.deciders().contains(&me) => Vec::new(),
                None => vec![Verb::Answer],
            },
        }
    }

    /// Who owes it next.
    fn moving_verbs(&self, caller: &Caller, at: &Resource, warning: &Warning) -> Vec<Verb> {
        let mut verbs = Vec::new();
        if warning.offer().is_some_and(|offer| offer.to.account == caller.account())
            && self.may::<act::AcknowledgeWarning>(caller, at)
        {
            verbs.push(Verb::Accept);
        }
        if self.may::<act::HandOverWarning>(caller, at) {
            verbs.push(Verb::HandOver);
            verbs.push(Verb::Offer);
            let beside = |clock: &Clock| !matches!(clock, Clock::Step | Clock::Accept) && warning.clock(*clock).is_some();
            if Clock::ALL.iter().any(beside) {
                verbs.push(Verb::PassOn);
            }
        }
        verbs
    }

    /// A closed warning opens again for a time.
    fn ended_verbs(&self, caller: &Caller, at: &Resource, warning: &Warning) -> Vec<Verb> {
        let owner = Owner { account: caller.account(), place: warning.place().clone() };
        let act = Act { by: caller.account(), ..self.trial(warning) };
        let opens =
            xinqiao_warnings::reopen(warning, &act, Reopening::NeedReturned, owner, None, &self.timetable_for(warning.place()))
                .is_ok();
        if opens && self.may::<act::ConfirmWarning>(caller, at) { vec![Verb::Reopen] } else { Vec::new() }
    }

    /// The closed warning that this one comes after.
    async fn followed(&self, caller: &Caller, warning: &Warning) -> Result<Option<(WarningId, String)>> {
        let Some(follows) = warning.follows() else { return Ok(None) };
        let Some(owned) = self.inner.db.warning_place(follows.warning).await? else { return Ok(None) };
        let at = resource(&owned, self.day(self.now()));
        let Ok(permit) = self.quiet_permit::<act::ReadWarning>(caller, &at) else { return Ok(None) };
        Ok(self.inner.db.warning(&permit, follows.warning).await?.map(|row| (row.id, row.number)))
    }

    fn verbs(&self, caller: &Caller, at: &Resource, warning: &Warning, there: &[Candidate]) -> Vec<Verb> {
        let Some((step, _)) = warning.state().open() else { return self.ended_verbs(caller, at, warning) };
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
        verbs.extend(self.moving_verbs(caller, at, warning));
        verbs.extend(self.objection_verbs(caller, at, warning, there));
        if self.may::<act::InterveneWarning>(caller, at) {
            verbs.push(Verb::Note);
        }
        verbs
    }
}
