//! Signals from facts, ready to be kept.

use jiff::Timestamp;
use xinqiao_kernel::id::{PersonId, ResponseId, SignalId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::warnings::NewSignal;
use xinqiao_warnings::{Facts, Step, signals_from};

use super::ContactWish;
use crate::warnings::KeptEvidence;
use crate::{App, AppError, Result};

/// About whom and from which sheet.
pub(crate) struct About<'a> {
    pub person: PersonId,
    pub place: &'a PlacePath,
    pub response: Option<ResponseId>,
    /// tells apart what is not from a sheet
    pub key: &'a str,
    /// how the person would like to be contacted
    pub wish: Option<&'a ContactWish>,
}

/// What a rule of answer sheets is evidence of, as the row keeps it.
fn kinds_of(app: &App, rule: &str) -> String {
    let known = app.sources().ok().and_then(|sources| sources.of_rule(rule));
    known.map(|(kind, permille)| format!("{kind}:{permille}")).unwrap_or_default()
}

/// The signals that the rules in force at the place of the person raise from the facts.
pub(crate) fn raise(app: &App, facts: &Facts, about: &About<'_>, at: Timestamp) -> Result<Vec<NewSignal>> {
    let time = app.timetable_for(about.place);
    let instrument = about.response.map(|_| (facts.instrument.to_string(), facts.version.to_string()));
    let mut signals = Vec::new();
    for draft in signals_from(time.rules, facts) {
        let kept = KeptEvidence {
            instrument: instrument.clone(),
            severity: draft.severity,
            evidence: draft.evidence,
            wish: about.wish.cloned(),
            handed_in: None,
            rescore: None,
        };
        let evidence = serde_json::to_string(&kept)
            .map_err(|fault| AppError::Broken { what: "evidence cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        signals.push(NewSignal {
            id: SignalId::new(app.ids(), at),
            dedupe_key: format!("{}:{}:{}", about.key, draft.rule.pack, draft.rule.rule),
            person: about.person,
            place: about.place.clone(),
            response: about.response,
            rule_id: draft.rule.pack.to_string(),
            rule_version: draft.rule.version.to_string(),
            code: draft.rule.rule.to_string(),
            level: draft.proposed.to_string(),
            evidence,
            reporter: None,
            source: if about.response.is_some() { "assessment" } else { "self_request" }.to_owned(),
            risk_kinds: kinds_of(app, draft.rule.rule.as_str()),
            raised_at: at,
            due_at: time.due(draft.proposed, Step::Decide, at),
            expires_at: at.saturating_add(draft.expires_after).unwrap_or(Timestamp::MAX),
        });
    }
    Ok(signals)
}
