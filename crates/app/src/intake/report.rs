//! Somebody hands in what they noticed: one signal for the duty desk.

use jiff::Timestamp;
use xinqiao_access::{Permit, act};
use xinqiao_kernel::id::SignalId;
use xinqiao_store::warnings::NewSignal;
use xinqiao_warnings::intake::{HandedIn, IntakeRefusal, SourceKind};
use xinqiao_warnings::{Code, SignalDraft, Step};

use super::whom::Found;
use super::{Concern, Described, Received, Teller, Whom};
use crate::audit::done;
use crate::warnings::{HandedInBy, KeptEvidence};
use crate::{App, AppError, Caller, FieldFault, Result};

/// How far ahead a sender's clock may be.
const AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// What a concern leads to.
enum Prepared {
    /// it was handed in before
    Known(Received),
    New(Box<(Found, Permit<act::ReportConcern>, NewSignal)>),
}

impl App {
    /// Raises the signal of a concern; durable when it returns. The same reference of the same account a second time gives the first signal.
    ///
    /// Errors: `Denied` without the right, `NotFound` for a person out of reach, `Invalid` on `source`, `observations`, `words`, `noticed_at`,
    /// `reference` or the fields of a description.
    pub async fn report_concern(&self, caller: &Caller, concern: &Concern) -> Result<Received> {
        let key = format!("handed:{}:{}", caller.account(), concern.reference);
        let (found, permit, signal) = match self.prepared(caller, concern, &key).await? {
            Prepared::Known(known) => return Ok(known),
            Prepared::New(new) => *new,
        };
        match self.keep_report(&permit, &signal, &found).await {
            // the same form at the same moment: the other one was kept
            Ok(false) | Err(AppError::Conflict { .. }) => {
                let known = self.handed_in_before(&key).await?;
                known.ok_or_else(|| AppError::conflict("number_taken"))
            }
            Ok(true) => {
                self.inner.hub.queue_changed(&signal.place);
                let may_open = self.may::<act::ReadSignal>(caller, &found.at);
                Ok(Received { signal: signal.id, due_at: signal.due_at, is_new: true, may_open })
            }
            Err(fault) => Err(fault),
        }
    }

    /// Looks at a concern without handing it in. Errors: as [`App::report_concern`].
    pub(super) async fn look_at(&self, caller: &Caller, concern: &Concern) -> Result<()> {
        let key = format!("handed:{}:{}", caller.account(), concern.reference);
        self.prepared(caller, concern, &key).await.map(|_| ())
    }

    /// The signal of a concern, ready to be kept; or the one that was kept before.
    async fn prepared(&self, caller: &Caller, concern: &Concern, key: &str) -> Result<Prepared> {
        let kind = self.checked(caller, concern).await?;
        if let Some(known) = self.handed_in_before(key).await? {
            return Ok(Prepared::Known(known));
        }
        let found = self.whom(caller, &concern.whom).await?;
        let permit = self.staff_permit::<act::ReportConcern>(caller, &found.at).await?;
        let words = self.words_of(concern.words.as_deref())?;
        let text = words.as_deref().map(|words| self.read_words(words)).transpose()?;
        let code =
            |text: &String| text.parse::<Code>().map_err(|_| AppError::field("observations", "fault-report-observation", text));
        let handed_in = HandedIn {
            kind: kind.code.clone(),
            observations: concern.observations.iter().map(code).collect::<Result<_>>()?,
            text,
        };
        let draft = self.sources()?.draft(self.rules_for(permit.place()), &handed_in).map_err(|why| refused(&why, concern))?;
        let signal = self.signal_of(&permit, concern, kind, (draft, words), key)?;
        Ok(Prepared::New(Box::new((found, permit, signal))))
    }

    async fn handed_in_before(&self, key: &str) -> Result<Option<Received>> {
        let mut tx = self.inner.db.begin().await?;
        let known = tx.signal_of_key(key).await?;
        Ok(known.map(|(signal, due_at)| Received { signal, due_at, is_new: false, may_open: false }))
    }

    /// The kind of source, when the caller hands such in. Errors: `Denied`, `Invalid` with everything that is wrong outside the description.
    async fn checked<'a>(&'a self, caller: &Caller, concern: &Concern) -> Result<&'a SourceKind> {
        self.listing(caller, self.staff_scope::<act::ReportConcern>(caller)).await?;
        let kind = self.own_sources(caller)?.into_iter().find(|kind| kind.code.as_str() == concern.source);
        let mut faults = Vec::new();
        let mut fault = |field, expected, found: &str| faults.push(FieldFault { field, expected, found: found.to_owned() });
        if kind.is_none() {
            fault("source", "fault-report-source", &concern.source);
        }
        if !(8..=80).contains(&concern.reference.len()) || !concern.reference.bytes().all(|byte| byte.is_ascii_graphic()) {
            fault("reference", "fault-key", &concern.reference);
        }
        let oldest = self.now().checked_sub(jiff::SignedDuration::from_hours(24 * 366)).unwrap_or(Timestamp::MIN);
        if self.now() + AHEAD < concern.noticed_at || concern.noticed_at < oldest {
            fault("noticed_at", "fault-report-noticed", &concern.noticed_at.to_string());
        }
        match kind {
            Some(kind) if faults.is_empty() => Ok(kind),
            _ => Err(AppError::Invalid(faults)),
        }
    }

    fn signal_of(
        &self,
        permit: &Permit<act::ReportConcern>,
        concern: &Concern,
        kind: &SourceKind,
        (draft, words): (SignalDraft, Option<String>),
        key: &str,
    ) -> Result<NewSignal> {
        let now = self.now();
        let person = permit.person().ok_or_else(|| AppError::broken("a concern is about somebody"))?;
        let described = match &concern.whom {
            Whom::Described(described) => Some(described.clone()),
            Whom::Person(_) => None,
        };
        let kinds = self.sources()?.risk_kinds(&draft.evidence, false);
        let kinds: Vec<&str> = kinds.into_iter().map(Code::as_str).collect();
        let kept = KeptEvidence {
            instrument: None,
            severity: draft.severity,
            evidence: draft.evidence,
            wish: None,
            handed_in: Some(HandedInBy { noticed_at: concern.noticed_at, words, told_by: concern.told_by.clone(), described }),
            rescore: None,
        };
        let evidence = serde_json::to_string(&kept)
            .map_err(|fault| AppError::Broken { what: "evidence cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        Ok(NewSignal {
            id: SignalId::new(self.ids(), now),
            dedupe_key: key.to_owned(),
            person,
            place: permit.place().clone(),
            response: None,
            rule_id: draft.rule.pack.to_string(),
            rule_version: draft.rule.version.to_string(),
            code: draft.rule.rule.to_string(),
            level: draft.proposed.to_string(),
            evidence,
            reporter: kind.hears_back.then(|| permit.account()),
            source: kind.code.to_string(),
            risk_kinds: kinds.join(" "),
            raised_at: now,
            due_at: self.timetable_for(permit.place()).due(draft.proposed, Step::Decide, now),
            expires_at: now.saturating_add(draft.expires_after).unwrap_or(Timestamp::MAX),
        })
    }

    /// False when a signal of this key is there.
    async fn keep_report(&self, permit: &Permit<act::ReportConcern>, signal: &NewSignal, found: &Found) -> Result<bool> {
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        if let Some(person) = &found.new {
            self.keep_person(&mut tx, person, found.number.as_ref()).await?;
            tx.mark_provisional(person.id, now).await?;
        }
        if !tx.add_signal(signal, now).await? {
            return Ok(false);
        }
        if !signal.risk_kinds.is_empty() {
            tx.look_again(signal.person, &signal.place, false, now).await?;
        }
        let detail = format!("source={} new_person={}", signal.source, found.new.is_some());
        tx.audit(&done(self, permit, "signal", Some(signal.id.uuid()), detail), now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// A refusal of the pack as a fault of the form.
fn refused(why: &IntakeRefusal, concern: &Concern) -> AppError {
    match why {
        IntakeRefusal::UnknownKind { .. } => AppError::field("source", "fault-report-source", concern.source.clone()),
        IntakeRefusal::UnknownObservation { code } => {
            AppError::field("observations", "fault-report-observation", code.to_string())
        }
        IntakeRefusal::Nothing => AppError::field("observations", "fault-report-nothing", ""),
        IntakeRefusal::NoWords { .. } => AppError::field("words", "fault-report-no-words", concern.source.clone()),
    }
}

impl Described {
    /// Is anything known at all?
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.phone.is_none() && self.number.is_none() && self.birth_on.is_none() && self.sex.is_none()
    }
}

impl Teller {
    /// Was nothing said about them?
    pub fn is_empty(&self) -> bool {
        [&self.relation, &self.name, &self.phone].into_iter().all(|text| text.trim().is_empty())
    }
}
