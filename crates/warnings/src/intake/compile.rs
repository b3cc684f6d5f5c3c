//! From the written form to sound [`Sources`], or to the list of its faults.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::raw::{EvidenceToml, KindToml, SourcesToml, TitleToml};
use super::{Observation, SourceKind, Sources, TextLevel};
use crate::Code;
use crate::rule::{Fault, LimitToml};

/// The longest time that a source may speak for the present, in days.
const LONGEST: u16 = 366;

pub(super) fn compile(raw: &SourcesToml, evidence: &EvidenceToml) -> Result<Sources, Vec<Fault>> {
    let mut check = Check::default();
    if raw.sources.is_empty() {
        check.fault("source", "at least one document", "none");
    }
    for (at, source) in raw.sources.iter().enumerate() {
        check.words(&format!("source[{at}].ref"), &source.reference);
        check.words(&format!("source[{at}].confidence"), &source.confidence);
    }
    let mut observations: Vec<Observation> = raw.observations.iter().map(|one| check.observation(one)).collect();
    observations.sort_by_key(|one| one.severity);
    check.once("observation", raw.observations.iter().map(|one| &one.code));
    check.once("kind", raw.kinds.iter().map(|one| &one.code));
    let texts = check.texts(raw);
    let kinds: Vec<SourceKind> = raw.kinds.iter().filter_map(|one| check.kind(one)).collect();
    if kinds.is_empty() {
        check.fault("kind", "at least one source", "none");
    }
    check.apart(raw);
    check.assessments(evidence);
    check.deeds(evidence);
    match texts {
        Some(texts) if check.faults.is_empty() => Ok(Sources {
            id: raw.id.clone(),
            version: raw.version.clone(),
            valid_from: raw.valid_from,
            documents: raw.sources.clone(),
            observations,
            texts,
            kinds,
            assessments: evidence.assessments.clone(),
            deeds: evidence.deeds.clone(),
        }),
        _ => Err(check.faults),
    }
}

#[derive(Default)]
struct Check {
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, key: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) {
        self.faults.push(Fault { key: key.into(), expected: expected.into(), found: found.into() });
    }

    fn words(&mut self, key: &str, text: &str) {
        if text.trim().is_empty() {
            self.fault(key, "words", "nothing");
        }
    }

    fn title(&mut self, key: &str, title: &TitleToml) {
        self.words(&format!("{key}.title.zh-CN"), &title.zh_cn);
        self.words(&format!("{key}.title.en"), &title.en);
    }

    fn once<'a>(&mut self, table: &str, codes: impl Iterator<Item = &'a Code>) {
        let mut seen = BTreeSet::new();
        for code in codes {
            if !seen.insert(code) {
                self.fault(format!("{table} {code}"), "each code once", "twice");
            }
        }
    }

    fn observation(&mut self, raw: &super::raw::ObservationToml) -> Observation {
        let key = format!("observation {}", raw.code);
        self.title(&key, &raw.title);
        self.words(&format!("{key}.source"), &raw.source);
        Observation { code: raw.code.clone(), title: raw.title.clone(), severity: raw.severity, risk: raw.risk.clone() }
    }

    /// Levels 1–4, each once, a higher one never proposed as milder.
    fn texts(&mut self, raw: &SourcesToml) -> Option<[TextLevel; 4]> {
        let mut found: Vec<TextLevel> = Vec::with_capacity(4);
        for level in 1..=4_u8 {
            let key = format!("text {level}");
            let mut of_level = raw.texts.iter().filter(|one| one.level == level);
            let (Some(text), None) = (of_level.next(), of_level.next()) else {
                self.fault(key, "exactly one table", "none or several");
                continue;
            };
            self.title(&key, &text.title);
            self.words(&format!("{key}.source"), &text.source);
            if found.last().is_some_and(|lower| lower.severity < text.severity) {
                self.fault(format!("{key}.severity"), "at least as grave as the level below", text.severity.code());
            }
            let Ok(code) = format!("text-{level}").parse() else { continue };
            found.push(TextLevel { code, title: text.title.clone(), severity: text.severity, risk: text.risk.clone() });
        }
        for text in raw.texts.iter().filter(|text| !(1..=4).contains(&text.level)) {
            self.fault(format!("text {}", text.level), "a level from 1 to 4", text.level.to_string());
        }
        found.try_into().ok()
    }

    fn kind(&mut self, raw: &KindToml) -> Option<SourceKind> {
        let key = format!("kind {}", raw.code);
        self.title(&key, &raw.title);
        self.words(&format!("{key}.source"), &raw.source);
        self.once(&format!("{key}.offered_to"), raw.offered_to.iter());
        if raw.clinical && !raw.words {
            self.fault(format!("{key}.clinical"), "false where the source hands in no words", "true");
        }
        let expires_after = self.span(&format!("{key}.expires_after"), &raw.expires_after)?;
        Some(SourceKind {
            code: raw.code.clone(),
            title: raw.title.clone(),
            offered_to: raw.offered_to.clone(),
            words: raw.words,
            clinical: raw.clinical,
            own_words: raw.own_words,
            hears_back: raw.hears_back,
            least: raw.least,
            expires_after,
        })
    }

    fn span(&mut self, key: &str, limit: &LimitToml) -> Option<SignedDuration> {
        let span = match (limit.minutes, limit.hours, limit.days, limit.working_days) {
            (None, Some(hours), None, None) if (1..=LONGEST * 24).contains(&hours) => Some(i64::from(hours)),
            (None, None, Some(days), None) if (1..=LONGEST).contains(&days) => Some(i64::from(days) * 24),
            _ => None,
        };
        if span.is_none() {
            self.fault(key, format!("hours or days, from 1 to {LONGEST} days"), format!("{limit:?}"));
        }
        span.map(SignedDuration::from_hours)
    }

    fn assessments(&mut self, raw: &EvidenceToml) {
        self.once("assessment", raw.assessments.iter().map(|one| &one.rule));
        for one in &raw.assessments {
            self.words(&format!("assessment {}.source", one.rule), &one.source);
            if !(1..=1000).contains(&one.permille) {
                self.fault(format!("assessment {}.permille", one.rule), "thousandths from 1 to 1000", one.permille.to_string());
            }
        }
    }

    fn deeds(&mut self, raw: &EvidenceToml) {
        for (at, one) in raw.deeds.iter().enumerate() {
            let key = format!("deed[{at}]");
            self.words(&format!("{key}.source"), &one.source);
            if one.finding.is_some() == one.action.is_some() {
                self.fault(&key, "a finding or an action", "none or both");
            }
            let same = |other: &super::raw::DeedToml| (other.finding, other.action) == (one.finding, one.action);
            if raw.deeds.iter().take(at).any(same) {
                self.fault(&key, "each finding and action once", "twice");
            }
        }
    }

    /// A signal's rule is named by one code: observations, texts and kinds share no code.
    fn apart(&mut self, raw: &SourcesToml) {
        for one in &raw.observations {
            if raw.kinds.iter().any(|kind| kind.code == one.code) || one.code.as_str().starts_with("text-") {
                self.fault(format!("observation {}", one.code), "a code that no source and no text has", "the same code");
            }
        }
    }
}
