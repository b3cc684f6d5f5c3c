//! What an informant wrote of danger: one signal for the duty desk, like any that others hand in. It stands whatever the others wrote.

use jiff::Timestamp;
use xinqiao_kernel::id::{AccountId, SignalId};
use xinqiao_store::informants::InformantRow;
use xinqiao_store::warnings::NewSignal;
use xinqiao_warnings::intake::HandedIn;
use xinqiao_warnings::{Code, Step};

use crate::assessment::KeptOutcome;
use crate::warnings::{HandedInBy, KeptEvidence};
use crate::{App, AppError, Result};

/// The kind of source that an informant is.
fn source(informant: &str) -> &'static str {
    match informant {
        "teacher" => "school",
        "parent" => "family",
        _ => "self",
    }
}

impl App {
    /// The signal of the critical answers of a sheet; none without any. Answers that say too little to be counted are heard as well: whoever
    /// ticked danger is to be asked about it.
    pub(super) fn signal_of_informant(
        &self,
        row: &InformantRow,
        outcome: &KeptOutcome,
        by: AccountId,
        now: Timestamp,
    ) -> Result<Option<NewSignal>> {
        let rules = self.informant_rules()?;
        let mut observations: Vec<Code> = Vec::new();
        for hit in &outcome.critical {
            let unknown = || AppError::broken(format!("nothing says what {} {} is reported as", hit.kind, hit.strength));
            let code = rules.observation(&hit.kind, &hit.strength).ok_or_else(unknown)?;
            let code: Code = code.parse().map_err(|_| unknown())?;
            if !observations.contains(&code) {
                observations.push(code);
            }
        }
        if observations.is_empty() {
            return Ok(None);
        }
        let sources = self.sources()?;
        let missing = || AppError::broken(format!("the pack sources/default has no kind {}", source(&row.informant)));
        let kind = sources.kind(source(&row.informant)).ok_or_else(missing)?;
        let handed_in = HandedIn { kind: kind.code.clone(), observations, text: None };
        let draft = sources
            .draft(self.rules_for(&row.place), &handed_in)
            .map_err(|why| AppError::Broken { what: "an answer gives no signal".to_owned(), source: Some(Box::new(why)) })?;
        let kinds: Vec<&str> = sources.risk_kinds(&draft.evidence, false).into_iter().map(Code::as_str).collect();
        let risk_kinds = kinds.join(" ");
        let kept = KeptEvidence {
            instrument: None,
            severity: draft.severity,
            evidence: draft.evidence,
            wish: None,
            handed_in: Some(HandedInBy { noticed_at: now, words: None, told_by: None, described: None }),
            rescore: None,
        };
        let evidence = serde_json::to_string(&kept)
            .map_err(|fault| AppError::Broken { what: "evidence cannot be written".to_owned(), source: Some(Box::new(fault)) })?;
        Ok(Some(NewSignal {
            id: SignalId::new(self.ids(), now),
            dedupe_key: format!("informant:{}", row.id),
            person: row.person,
            place: row.place.clone(),
            response: None,
            rule_id: draft.rule.pack.to_string(),
            rule_version: draft.rule.version.to_string(),
            code: draft.rule.rule.to_string(),
            level: draft.proposed.to_string(),
            evidence,
            // a teacher hears, as after any report, that somebody takes care
            reporter: (row.informant == "teacher" && kind.hears_back).then_some(by),
            source: kind.code.to_string(),
            risk_kinds,
            raised_at: now,
            due_at: self.timetable_for(&row.place).due(draft.proposed, Step::Decide, now),
            expires_at: now.saturating_add(draft.expires_after).unwrap_or(Timestamp::MAX),
        }))
    }
}
