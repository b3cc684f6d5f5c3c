//! Reading a signal with its evidence.

use jiff::Timestamp;
use xinqiao_access::{Age, Fields, Permit, Resource, act};
use xinqiao_kernel::id::{PersonId, RescoreId, ResponseId, SignalId};
use xinqiao_store::people::Person;
use xinqiao_store::warnings::SignalRow;
use xinqiao_warnings::{Evidence, Level, Signal, SignalSource, Step};

use super::candidates::resource;
use super::{Candidate, Running};
use crate::assessment::ContactWish;
use crate::audit::done;
use crate::intake::{Described, Teller};
use crate::rescores::SecondResult;
use crate::{App, AppError, Caller, Result};

/// A piece of evidence as far as the reader's role may see it.
#[derive(Debug, Clone, PartialEq)]
pub enum EvidenceSeen {
    /// the whole fact
    Open(Evidence),
    /// only what kind of fact it is
    Sealed(&'static str),
}

/// What the page of a signal shows.
pub struct SignalDetail {
    pub row: SignalRow,
    pub evidence: Vec<EvidenceSeen>,
    /// instrument that the evidence speaks of
    pub instrument: Option<(String, String)>,
    /// how the person would like to be contacted
    pub wish: Option<ContactWish>,
    /// the sheet was counted again, and the signal follows from that
    pub rescore: Option<RescoreId>,
    /// the sheet was counted again, and the signal does not follow any more
    pub no_longer: Option<SecondResult>,
    /// what a source said, as far as the reader's role opens it
    pub handed_in: Option<HandedInBy>,
    /// may the caller say who it is, while only a description is known?
    pub may_identify: bool,
    /// may the caller see how much attention the person needs?
    pub may_see_attention: bool,
    pub person: Option<Person>,
    /// the minor whose guarded records an approval would open for the caller, while there is none
    pub needs_approval: Option<PersonId>,
    /// other open signals of the same person
    pub others: Vec<SignalRow>,
    /// warnings that run about the person: the signal can be taken up into one of them
    pub running: Vec<Running>,
    pub candidates: Vec<Candidate>,
    pub may_confirm: bool,
    pub may_dismiss: bool,
    /// by level: until when the next step would be due if it were confirmed now
    pub due_if: Vec<(Level, bool, Timestamp)>,
}

impl App {
    /// One signal. Leaves an audit row that its person can see.
    pub async fn signal(&self, caller: &Caller, id: SignalId) -> Result<SignalDetail> {
        let (permit, at) = self.signal_permit(caller, id).await?;
        let row = self.inner.db.signal(&permit, id).await?.ok_or(AppError::NotFound)?;
        let now = self.now();
        let mut tx = self.inner.db.begin().await?;
        tx.audit(&done(self, &permit, "signal", Some(id.uuid()), row.code.clone()), now).await?;
        tx.commit().await?;
        let stored: KeptEvidence = kept(&row)?;
        let others = self.inner.db.open_signals_of(&permit, now).await?;
        let person = self.masked_person(caller, &at).await?;
        let time = self.timetable_for(&row.place);
        let due_if = Level::ALL
            .iter()
            .map(|level| {
                let two = time.rules.confirm_needs_two(*level);
                (*level, two, time.due(*level, if two { Step::Second } else { Step::Acknowledge }, now))
            })
            .collect();
        let no_longer = self.no_longer_signalled(&permit, row.response, &row.code).await?;
        Ok(SignalDetail {
            rescore: stored.rescore,
            no_longer,
            evidence: seen(stored.evidence, permit.fields(), self.is_clinical(&row.source)),
            instrument: stored.instrument,
            wish: stored.wish,
            handed_in: stored.handed_in.map(|said| opened(said, self.is_clinical(&row.source), permit.fields())),
            may_see_attention: self.may::<act::ReadAttention>(caller, &at),
            may_identify: row.is_provisional && self.may::<act::IdentifyPerson>(caller, &at),
            person,
            needs_approval: self.needs_approval(caller, &at),
            others: others.into_iter().filter(|other| other.id != id).map(without_evidence).collect(),
            running: self.running_warnings(caller, row.person, None).await?,
            candidates: self.candidates(&row.place, now).await?.into_iter().filter(Candidate::may_decide).collect(),
            may_confirm: self.may::<act::ConfirmWarning>(caller, &at),
            may_dismiss: self.may::<act::DismissSignal>(caller, &at),
            due_if,
            row: without_evidence(row),
        })
    }

    pub(crate) async fn signal_permit(&self, caller: &Caller, id: SignalId) -> Result<(Permit<act::ReadSignal>, Resource)> {
        self.listing(caller, self.staff_scope::<act::ReadSignal>(caller)).await?;
        let owned = self.inner.db.signal_place(id).await?.ok_or(AppError::NotFound)?;
        let at = resource(&owned, self.day(self.now()));
        Ok((self.staff_permit::<act::ReadSignal>(caller, &at).await?, at))
    }

    /// The person of a record, when nothing but the approval for minors keeps the caller from opening who that is, and the caller may ask for it.
    pub(crate) fn needs_approval(&self, caller: &Caller, at: &Resource) -> Option<PersonId> {
        let of_age = at.clone().aged(Age::Adult);
        let lacks = !self.may::<act::ReadIdentity>(caller, at) && self.may::<act::ReadIdentity>(caller, &of_age);
        at.person.filter(|_| at.age != Age::Adult && lacks && self.may::<act::ReadPerson>(caller, at))
    }

    /// The person behind a record with masked name and phone, if the role may see that much.
    pub(crate) async fn masked_person(&self, caller: &Caller, at: &Resource) -> Result<Option<Person>> {
        match self.quiet_permit::<act::ReadPerson>(caller, at) {
            Ok(permit) => Ok(self.inner.db.person(&permit).await?),
            Err(_) => Ok(None),
        }
    }
}

/// What the column `evidence` of a signal holds.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct KeptEvidence {
    /// code and version of the instrument that the evidence speaks of
    pub instrument: Option<(String, String)>,
    pub severity: xinqiao_warnings::Severity,
    pub evidence: Vec<Evidence>,
    /// how the person would like to be contacted
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<ContactWish>,
    /// what a source said beside its evidence
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in: Option<HandedInBy>,
    /// the plan by which the sheet was counted again, where the signal follows from that
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescore: Option<RescoreId>,
}

/// What a source said: words verbatim, who told it, whom it described.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct HandedInBy {
    pub noticed_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<Teller>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<Described>,
}

pub(crate) fn kept(row: &SignalRow) -> Result<KeptEvidence> {
    serde_json::from_str(&row.evidence).map_err(|fault| AppError::Broken {
        what: format!("the evidence of signal {} cannot be read", row.id),
        source: Some(Box::new(fault)),
    })
}

/// The row without the text of its evidence: what a role may see of that comes as [`EvidenceSeen`].
pub(crate) fn without_evidence(mut row: SignalRow) -> SignalRow {
    row.evidence.clear();
    row
}

/// The facts that the fields of a role open.
pub(crate) fn seen(evidence: Vec<Evidence>, fields: Fields, is_clinical: bool) -> Vec<EvidenceSeen> {
    evidence
        .into_iter()
        .map(|fact| {
            let needed = match &fact {
                Evidence::Critical { .. } => Fields::ANSWERS,
                Evidence::Band { .. } | Evidence::Decision { .. } | Evidence::Worsening { .. } => Fields::SCORES,
                Evidence::AskedForContact => Fields::NONE,
                Evidence::Observed { .. } => Fields::ATTENTION,
                Evidence::Text(_) => words_field(is_clinical),
            };
            if fields.contains(needed) { EvidenceSeen::Open(fact) } else { EvidenceSeen::Sealed(fact.word()) }
        })
        .collect()
}

/// What opens the words of a source.
const fn words_field(is_clinical: bool) -> Fields {
    if is_clinical { Fields::CLINICAL } else { Fields::ANSWERS }
}

/// What a source said, as far as the fields open it: words and description are sealed together.
pub(crate) fn opened(said: HandedInBy, is_clinical: bool, fields: Fields) -> HandedInBy {
    let words = said.words.filter(|_| fields.contains(words_field(is_clinical)));
    let open = fields.contains(Fields::ANSWERS);
    HandedInBy {
        words,
        told_by: said.told_by.filter(|_| open),
        described: said.described.filter(|_| open),
        noticed_at: said.noticed_at,
    }
}

impl App {
    /// Are the words of this source clinical text?
    pub(crate) fn is_clinical(&self, source: &str) -> bool {
        self.sources().ok().and_then(|pack| pack.kind(source)).is_some_and(|kind| kind.clinical)
    }
}

/// The row as the state machine sees it.
pub(crate) fn as_signal(row: &SignalRow) -> Result<Signal> {
    let unreadable = |what: &str| AppError::broken(format!("signal {} has an unknown {what}", row.id));
    let proposed: Level = row.level.parse().map_err(|_| unreadable("level"))?;
    let code = |text: &str| text.parse().map_err(|_| unreadable("code"));
    let stored = kept(row)?;
    let severity = stored.severity;
    let source = match (row.reporter, &stored.instrument, row.response) {
        (Some(by), _, _) => SignalSource::Reported { by },
        (None, None, None) if stored.handed_in.is_some() => SignalSource::HandedIn { source: code(&row.source)? },
        (None, Some((instrument, version)), Some(response)) => assessment(response, code(instrument)?, code(version)?),
        _ => SignalSource::SelfRequest,
    };
    Ok(Signal {
        id: row.id,
        person: row.person,
        place: row.place.clone(),
        source,
        evidence: stored.evidence,
        rule: xinqiao_warnings::RuleRef { pack: code(&row.rule_id)?, version: code(&row.rule_version)?, rule: code(&row.code)? },
        severity,
        proposed,
        raised_at: row.raised_at,
        expires_at: row.expires_at,
        decision: None,
    })
}

const fn assessment(response: ResponseId, instrument: xinqiao_warnings::Code, version: xinqiao_warnings::Code) -> SignalSource {
    SignalSource::Assessment { response, instrument, version }
}
