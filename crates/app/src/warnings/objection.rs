//! The person, or the guardian of a child under 14, reads that somebody takes care, says that they see it otherwise, and reads the answer.
//!
//! Source: domain_rules H.14 (explanation and appeal) and F.3 (PIPL 24, 44–50).

use jiff::Timestamp;
use xinqiao_access::{Permit, Purpose, Resource, act};
use xinqiao_kernel::id::{AccountId, WarningEventId, WarningId};
use xinqiao_warnings::event::{Act, Actor, Event, What};
use xinqiao_warnings::{Action, Answer, Warning};

use super::change::{Loaded, parsed};
use super::step::answerer;
use crate::audit::done;
use crate::{App, AppError, Caller, Result};

/// Warnings of one person that are looked at.
const MOST: u32 = 20;

/// That somebody takes care, as the person hears it, or the guardian of a child under 14: no level, no reason, no name of a rule.
#[derive(Debug, Clone)]
pub struct CareNote {
    pub warning: WarningId,
    /// the child of whom the caller is the guardian; none: the caller
    pub ward: Option<String>,
    /// when somebody began
    pub since: Timestamp,
    /// it goes on
    pub open: bool,
    /// when they objected, and until when an answer is owed; none: nothing waits
    pub waits: Option<(Timestamp, Timestamp)>,
    /// what somebody else said for or about the person has no answer yet; whoever asks may object after it
    pub others_wait: bool,
    /// the answers that were given, oldest first
    pub answers: Vec<(Timestamp, String)>,
    /// may they object now?
    pub may_object: bool,
    /// idempotency id for the form
    pub event: WarningEventId,
}

/// Of whom the caller hears.
struct Heard {
    permit: Permit<act::RequestOwnData>,
    /// masked as the guardian sees it; none for the caller's own record
    ward: Option<String>,
}

impl App {
    /// Who takes care of the caller now, and of the children under 14 whose guardian the caller is, with the answers to what they objected to.
    ///
    /// Of a child nothing is told before staff wrote down that the family knows, and nothing at all where a report of harm was made: whoever may
    /// have done the harm is not the one to hear. Child and guardian each read the answers to their own words only.
    ///
    /// Errors: `Denied`.
    pub async fn own_care(&self, caller: &Caller) -> Result<Vec<CareNote>> {
        let mut found = Vec::new();
        for heard in self.heard_of(caller).await? {
            let mut notes = Vec::new();
            let Some(person) = heard.permit.person() else { continue };
            for owned in self.inner.db.warnings_of(person, MOST).await? {
                let loaded = self.load_own(&heard.permit, WarningId::from_uuid(owned.id)).await?;
                notes.extend(loaded.and_then(|loaded| self.care_note(caller, &heard, &loaded)));
            }
            let now = self.now();
            let mut tx = self.inner.db.begin().await?;
            tx.audit(&done(self, &heard.permit, "warning", None, format!("own={}", notes.len())), now).await?;
            tx.commit().await?;
            found.extend(notes);
        }
        Ok(found)
    }

    /// The caller sees it otherwise: somebody who had no say in the warning looks and answers. Twice is harmless.
    ///
    /// Errors: `NotFound` for another's warning, `Invalid` on `note` without words, `Conflict` when an answer is owed already or it is over.
    pub async fn object(&self, caller: &Caller, id: WarningId, event: WarningEventId, words: &str) -> Result<()> {
        let (heard, loaded, told) = self.told_of(caller, id).await?;
        if words.trim().is_empty() {
            return Err(AppError::field("note", "fault-note-empty", ""));
        }
        if loaded.warning.knows(event) {
            return Ok(());
        }
        if !told.may_object {
            let waits = loaded.warning.objection().is_some();
            return Err(AppError::conflict(if waits { "objection_waits" } else { "warning_ended" }));
        }
        let now = self.now();
        let owner = answerer(&loaded.warning, &self.candidates(loaded.warning.place(), now).await?)?;
        let act = Act { id: event, at: now, by: caller.account() };
        let time = self.timetable_for(loaded.warning.place());
        let change = xinqiao_warnings::object(&loaded.warning, &act, owner, Some(words.trim().to_owned()), &time)?;
        let audit = done(self, &heard.permit, "warning", Some(id.uuid()), "objected");
        self.save_change(&loaded, &change.warning, change.event.as_ref(), audit).await
    }

    /// The warning of which the caller hears. Errors: `NotFound` for every other one.
    async fn told_of(&self, caller: &Caller, id: WarningId) -> Result<(Heard, Loaded, CareNote)> {
        for heard in self.heard_of(caller).await? {
            let Some(loaded) = self.load_own(&heard.permit, id).await? else { continue };
            let Some(told) = self.care_note(caller, &heard, &loaded) else { continue };
            return Ok((heard, loaded, told));
        }
        Err(AppError::NotFound)
    }

    /// The caller's own record and the wards under 14. Errors: `NotFound` for an account that belongs to nobody and guards nobody.
    async fn heard_of(&self, caller: &Caller) -> Result<Vec<Heard>> {
        let today = self.day(self.now());
        let mut found = Vec::new();
        for ward in caller.actor().wards().iter().filter(|ward| ward.is_child(today)) {
            if self.inner.db.report_about(ward.person).await?.is_some() {
                continue;
            }
            let who = self.inner.db.whereabouts(ward.person).await?.ok_or(AppError::NotFound)?;
            let at = Resource::at(who.place).of(ward.person);
            let own = self.permit::<act::ReadOwnExport>(caller, &at, Purpose::SelfService).await?;
            let name = self.inner.db.own_entry(&own).await?.ok_or(AppError::NotFound)?.name;
            let permit = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
            found.push(Heard { permit, ward: Some(name) });
        }
        if found.is_empty() || caller.whereabouts().is_some() {
            let (_, at) = self.own_record(caller)?;
            let permit = self.permit::<act::RequestOwnData>(caller, &at, Purpose::SelfService).await?;
            found.insert(0, Heard { permit, ward: None });
        }
        Ok(found)
    }

    /// The account of a guardian of the person who objected last, where a guardian did.
    pub(super) async fn objecting_guardian(&self, warning: &Warning) -> Result<Option<AccountId>> {
        let Some((_, rows)) = self.inner.db.warning_for_sweep(warning.id()).await? else { return Ok(None) };
        let last = rows.iter().rfind(|row| row.kind == "objected").and_then(|row| row.account);
        let Some(last) = last else { return Ok(None) };
        for bond in self.inner.db.guardians_of(warning.person()).await? {
            if bond.is_in_force(self.day(self.now())) && self.inner.db.account_of_person(bond.guardian).await? == Some(last) {
                return Ok(Some(last));
            }
        }
        Ok(None)
    }

    async fn load_own(&self, permit: &Permit<act::RequestOwnData>, id: WarningId) -> Result<Option<Loaded>> {
        let Some((row, rows)) = self.inner.db.own_warning(permit, id).await? else { return Ok(None) };
        let events = rows.into_iter().map(parsed).collect::<Result<Vec<_>>>()?;
        let warning = Warning::replay(events.iter().map(|(_, event)| event))?;
        Ok(Some(Loaded { row, warning, events }))
    }

    /// What is heard of a warning; nothing before somebody has taken it on, and of one that is over only what was answered.
    fn care_note(&self, caller: &Caller, heard: &Heard, loaded: &Loaded) -> Option<CareNote> {
        let events = || loaded.events.iter().map(|(_, event)| event);
        let since = events().find(|event| matches!(event.what, What::Acknowledged { .. }))?.at;
        let is_ward = heard.ward.is_some();
        let told = |event: &Event| matches!(event.what, What::Intervened { action: Action::FamilyTold, .. });
        if is_ward && !events().any(told) {
            return None;
        }
        let objection = loaded.warning.objection();
        let open = !loaded.warning.has_ended();
        let mine = |by: Option<Actor>| by == Some(Actor::Account(caller.account()));
        // that the first of two would uphold it is no answer before the second agrees
        let is_answer = |event: &Event| match event.what {
            What::ObjectionAnswered { answer: Answer::Explained } => true,
            What::ObjectionAnswered { answer: Answer::Upheld } => !open,
            _ => false,
        };
        let (mut answers, mut asked_by) = (Vec::new(), None);
        for event in events() {
            if matches!(event.what, What::Objected { .. }) {
                asked_by = Some(event.by);
            } else if is_answer(event)
                && mine(asked_by)
                && let Some(words) = &event.note
            {
                answers.push((event.at, words.clone()));
            }
        }
        let is_mine = mine(asked_by);
        let waits = objection.filter(|_| is_mine).map(|objection| (objection.at, objection.open.due_at));
        (open || !answers.is_empty()).then(|| CareNote {
            warning: loaded.row.id,
            ward: heard.ward.clone(),
            since,
            open,
            waits,
            others_wait: open && !is_mine && objection.is_some(),
            answers,
            may_object: open && objection.is_none(),
            event: WarningEventId::new(self.ids(), self.now()),
        })
    }
}
