//! From what was handed in to one signal.

use std::collections::BTreeSet;

use super::{Observation, Sources};
use crate::signal::{Evidence, RuleRef, SignalDraft};
use crate::{Code, RuleSet, Severity};

/// What a source hands in about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// A kind of the pack.
    pub kind: Code,
    /// What was noticed; codes of the pack, each once.
    pub observations: Vec<Code>,
    /// The free words as triage read them.
    pub text: Option<TextRead>,
}

/// Free words as triage read them: places and levels, no words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TextRead {
    /// 0–4 of the crate `text`; 0 is "nothing found", not "nothing there".
    pub level: u8,
    /// Is the text about somebody other than the writer?
    pub about_other: bool,
    pub marks: Vec<Mark>,
    /// Pack and version of the rules that read it.
    pub rules: String,
    pub version: String,
}

/// A place in the text that speaks. Offsets count characters from 0; `end` is one past the last.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Mark {
    pub start: u32,
    pub end: u32,
    /// Category of the crate `text`.
    pub category: String,
    /// What it counted for, 0–4.
    pub counted: u8,
}

/// Why nothing was made of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeRefusal {
    #[error("there is no source {code}")]
    UnknownKind { code: Code },
    #[error("there is no observation {code}")]
    UnknownObservation { code: Code },
    /// Neither an observation nor words.
    #[error("nothing was noticed and nothing was written")]
    Nothing,
    /// This kind of source gives observations only.
    #[error("the source {code} hands in no free words")]
    NoWords { code: Code },
}

impl Sources {
    /// The signal that a source's words and observations are, before it belongs to a person.
    ///
    /// Its rule is the gravest of what was ticked and read. Errors: [`IntakeRefusal`].
    pub fn draft(&self, rules: &RuleSet, handed_in: &HandedIn) -> Result<SignalDraft, IntakeRefusal> {
        let unknown = || IntakeRefusal::UnknownKind { code: handed_in.kind.clone() };
        let kind = self.kind(handed_in.kind.as_str()).ok_or_else(unknown)?;
        if handed_in.text.is_some() && !kind.words {
            return Err(IntakeRefusal::NoWords { code: kind.code.clone() });
        }
        let mut ticked: Vec<&Observation> = Vec::with_capacity(handed_in.observations.len());
        let mut seen = BTreeSet::new();
        for code in &handed_in.observations {
            let known = self.observation(code.as_str());
            let known = known.ok_or_else(|| IntakeRefusal::UnknownObservation { code: code.clone() })?;
            if seen.insert(code) {
                ticked.push(known);
            }
        }
        if ticked.is_empty() && handed_in.text.is_none() {
            return Err(IntakeRefusal::Nothing);
        }
        ticked.sort_by_key(|one| one.severity);
        let read = handed_in.text.as_ref().and_then(|text| self.text(text.level));
        // of equally grave ones a person's observation goes before what triage read
        let ticked_first = ticked.first().map(|one| (one.severity, &one.code));
        let gravest = [ticked_first, read.map(|one| (one.severity, &one.code))].into_iter().flatten().min_by_key(|one| one.0);
        let (severity, rule) = gravest.map_or((kind.least, &kind.code), |(severity, code)| (severity.gravest(kind.least), code));
        let mut evidence: Vec<Evidence> = ticked.iter().map(|one| Evidence::Observed { code: one.code.clone() }).collect();
        evidence.extend(handed_in.text.clone().map(Evidence::Text));
        Ok(SignalDraft {
            rule: RuleRef { pack: self.id.clone(), version: self.version.clone(), rule: rule.clone() },
            severity,
            proposed: rules.level_of(severity),
            evidence,
            expires_after: kind.expires_after,
        })
    }

    /// Of what a signal of this pack is evidence: kinds of the risk model, each once, in the order of the pack.
    ///
    /// What triage read is evidence only once a person has confirmed the signal, and only of the person when it is about them.
    pub fn risk_kinds(&self, evidence: &[Evidence], is_confirmed: bool) -> Vec<&Code> {
        let named: Vec<&Code> = evidence
            .iter()
            .filter_map(|fact| match fact {
                Evidence::Observed { code } => self.risk(code.as_str()),
                Evidence::Text(text) if is_confirmed => self.text(text.level).and_then(|level| level.risk.as_ref()),
                _ => None,
            })
            .collect();
        let mut kept: Vec<&Code> = Vec::with_capacity(named.len());
        for code in named {
            if !kept.contains(&code) {
                kept.push(code);
            }
        }
        kept
    }
}

impl Severity {
    /// The graver of both.
    #[must_use]
    pub fn gravest(self, other: Self) -> Self {
        self.min(other)
    }
}
