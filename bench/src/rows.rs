//! The rows that a sheet makes, without the program that makes them.

use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Act, Purpose, Role, act};
use xinqiao_app::App;
use xinqiao_app::assessment::KeptOutcome;
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::{AuditId, OutboxId, ResponseId, SignalId};
use xinqiao_store::assessment::NewResponse;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::campaigns::MemberStep;
use xinqiao_store::lane::Submission;
use xinqiao_store::outbox::OutboxMessage;
use xinqiao_store::warnings::NewSignal;

use crate::sheets::{self, KINDS, SIGNAL_EVERY, Sharing};
use crate::town::{INSTRUMENT, Resident, Town};

/// Everything of the rows that does not differ from sheet to sheet.
pub struct Prepared {
    town: Town,
    sharing: Sharing,
    /// for each kind of sheet: answers, outcome, total, band and attention of the columns
    kinds: Vec<Kind>,
}

struct Kind {
    answers: String,
    outcome: String,
    total: Option<f64>,
    band: Option<String>,
    attention: i64,
}

impl Prepared {
    /// Scores each kind of sheet once.
    pub fn of(app: &App, town: &Town, sharing: Sharing) -> Result<Self> {
        let kinds = (0..KINDS).map(|kind| {
            let values = sheets::answers(kind);
            let scored = app.score(INSTRUMENT, Some(&town.version), &values, None).context("score a sheet")?;
            let outcome = KeptOutcome::of(&scored).to_json().context("write an outcome")?;
            let instrument = scored.pack.instrument();
            let band = Some(scored.outcome.band_column(instrument).into_owned()).filter(|band| !band.is_empty());
            let answers = values.map(|value| value.map(|value| value as i64));
            let answers = serde_json::to_string(&answers).context("write answers")?;
            Ok(Kind { answers, outcome, total: scored.outcome.total(instrument), band, attention: i64::from(scored.attention()) })
        });
        Ok(Self { town: town.clone(), sharing, kinds: kinds.collect::<Result<_>>()? })
    }

    /// The rows of sheet `number`.
    pub fn submission(&self, number: u64, ids: &IdSource, at: Timestamp) -> Submission {
        let (resident, campaign) = self.town.turn(number);
        let kind = &self.kinds[(number % KINDS) as usize];
        let id = ResponseId::new(ids, at);
        let mut signals = Vec::new();
        if number.is_multiple_of(SIGNAL_EVERY) {
            let item = r#"{"kind":"critical","item":"9","value":1,"about":"suicide","strength":"hard"}"#;
            signals.push(self.signal(resident, id, ("suicide-item", "yellow", "medium", item), ids, at));
        }
        if self.sharing == Sharing::Contact {
            let wish = r#"{"kind":"asked_for_contact"}"#;
            signals.push(self.signal(resident, id, ("asked-for-contact", "blue", "low", wish), ids, at));
        }
        let place = place_of(resident);
        let response = NewResponse {
            id,
            key: sheets::kept_key(number, resident.person, self.sharing, campaign),
            person: resident.person,
            campaign: (self.sharing == Sharing::Campaign).then_some(campaign),
            place: place.clone(),
            instrument: INSTRUMENT.to_owned(),
            version: self.town.version.clone(),
            source: if self.sharing == Sharing::Campaign { "campaign" } else { "self" },
            sharing: self.sharing.word(),
            answers: kind.answers.clone(),
            outcome: kind.outcome.clone(),
            total: kind.total,
            band: kind.band.clone(),
            attention: kind.attention,
            answered_at: at,
        };
        let audit = NewAudit {
            id: AuditId::new(ids, at),
            account: Some(resident.account),
            role: Role::Resident.code().to_owned(),
            action: act::AnswerSelf::ACTION.code().to_owned(),
            purpose: Purpose::SelfService.code().to_owned(),
            place,
            person: Some(resident.person),
            record_kind: "response",
            record: Some(id.uuid()),
            refused: false,
            detail: self.sharing.word().to_owned(),
        };
        let body = format!("{{\"response\":\"{id}\",\"signals\":{}}}", signals.len());
        let message = OutboxMessage { id: OutboxId::new(ids, at), topic: "response.received".to_owned(), body };
        Submission {
            response,
            lock: None,
            signals,
            audit: vec![audit],
            outbox: vec![message],
            step: (self.sharing == Sharing::Campaign).then_some(MemberStep { part: 0, next: 1, finished: true }),
            consents: Vec::new(),
            retesting: xinqiao_store::retests::Retesting::default(),
            at,
        }
    }

    /// A signal of a rule: its code, level, severity and evidence.
    fn signal(
        &self,
        of: &Resident,
        response: ResponseId,
        rule: (&str, &str, &str, &str),
        ids: &IdSource,
        at: Timestamp,
    ) -> NewSignal {
        let (code, level, severity, evidence) = rule;
        let version = &self.town.version;
        NewSignal {
            id: SignalId::new(ids, at),
            dedupe_key: format!("{response}:assessment-default:{code}"),
            person: of.person,
            place: place_of(of),
            response: Some(response),
            rule_id: "assessment-default".to_owned(),
            rule_version: "1".to_owned(),
            code: code.to_owned(),
            level: level.to_owned(),
            evidence: format!(r#"{{"instrument":["{INSTRUMENT}","{version}"],"severity":"{severity}","evidence":[{evidence}]}}"#),
            source: "assessment".to_owned(),
            risk_kinds: String::new(),
            reporter: None,
            raised_at: at,
            due_at: at + SignedDuration::from_hours(12),
            expires_at: at + SignedDuration::from_hours(14 * 24),
        }
    }
}

fn place_of(resident: &Resident) -> xinqiao_kernel::place::PlacePath {
    // the bench wrote it from a path a moment ago; the root keeps the type honest without a panic
    resident.place.parse().unwrap_or_else(|_| xinqiao_kernel::place::PlacePath::root())
}
