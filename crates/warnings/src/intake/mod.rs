//! Signals that people and other systems hand in: letters, calls, observations of those who work next door, hospitals, police.
//!
//! A source hands in a [`HandedIn`]: what was noticed, from a closed list, and perhaps free words as triage read them. [`Sources::draft`] makes
//! one signal of it, by the rules of a pack: it proposes the gravest of what was ticked and read, and never less than the source's least.
//! Nothing that triage reads lowers what somebody ticked. Source: requirements Z3-93, Z4-54, F-43; domain_rules C.1.

mod compile;
mod draft;
mod raw;

use jiff::SignedDuration;
use jiff::civil::Date;

use crate::rule::{Fault, SourceToml};
use crate::{Code, Severity, What};

pub use draft::{HandedIn, IntakeRefusal, Mark, TextRead};
pub use raw::{AssessmentToml, DeedToml, EvidenceToml, KindToml, ObservationToml, SourcesToml, TextLevelToml, TitleToml};

/// A sound pack of sources. Made by [`Sources::compile`].
#[derive(Debug, Clone, PartialEq)]
pub struct Sources {
    pub(crate) id: Code,
    pub(crate) version: Code,
    pub(crate) valid_from: Date,
    pub(crate) documents: Vec<SourceToml>,
    pub(crate) observations: Vec<Observation>,
    /// By level 1–4.
    pub(crate) texts: [TextLevel; 4],
    pub(crate) kinds: Vec<SourceKind>,
    pub(crate) assessments: Vec<AssessmentToml>,
    pub(crate) deeds: Vec<DeedToml>,
}

/// Something that somebody can notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    pub code: Code,
    pub title: TitleToml,
    pub severity: Severity,
    /// Kind of the risk model.
    pub risk: Option<Code>,
}

/// What a text of a level is proposed as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLevel {
    /// `text-1` … `text-4`
    pub code: Code,
    pub title: TitleToml,
    pub severity: Severity,
    /// Kind of the risk model, once confirmed.
    pub risk: Option<Code>,
}

/// One kind of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceKind {
    pub code: Code,
    pub title: TitleToml,
    /// Codes of roles.
    pub offered_to: Vec<Code>,
    pub words: bool,
    pub clinical: bool,
    pub own_words: bool,
    pub hears_back: bool,
    pub least: Severity,
    pub expires_after: SignedDuration,
}

impl TitleToml {
    /// The words in a language, `zh-CN` or `en`; Chinese for any other.
    pub fn of(&self, language: &str) -> &str {
        if language == "en" { &self.en } else { &self.zh_cn }
    }
}

impl Sources {
    /// The sources of the two files of a pack. Errors: all faults at once, each with its key; those of evidence begin with `assessment` or `deed`.
    pub fn compile(raw: &SourcesToml, evidence: &EvidenceToml) -> Result<Self, Vec<Fault>> {
        compile::compile(raw, evidence)
    }

    /// Code of the pack.
    pub const fn id(&self) -> &Code {
        &self.id
    }

    /// Version of the pack.
    pub const fn version(&self) -> &Code {
        &self.version
    }

    /// The day from which this version is used.
    pub const fn valid_from(&self) -> Date {
        self.valid_from
    }

    /// Documents that the pack rests on.
    pub fn documents(&self) -> &[SourceToml] {
        &self.documents
    }

    /// What can be noticed, gravest first.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// The observation of a code.
    pub fn observation(&self, code: &str) -> Option<&Observation> {
        self.observations.iter().find(|known| known.code.as_str() == code)
    }

    /// The kinds of sources, in the order of the pack.
    pub fn kinds(&self) -> &[SourceKind] {
        &self.kinds
    }

    /// The kind of a code.
    pub fn kind(&self, code: &str) -> Option<&SourceKind> {
        self.kinds.iter().find(|known| known.code.as_str() == code)
    }

    /// What a text of a level is proposed as; none for level 0.
    pub fn text(&self, level: u8) -> Option<&TextLevel> {
        self.texts.get(usize::from(level).checked_sub(1)?)
    }

    /// Why a signal of this pack speaks, in words: an observation, a text of a level, or a source that said nothing more.
    pub fn title(&self, code: &str) -> Option<&TitleToml> {
        let observation = self.observation(code).map(|known| &known.title);
        let text = || self.texts.iter().find(|known| known.code.as_str() == code).map(|known| &known.title);
        observation.or_else(text).or_else(|| self.kind(code).map(|known| &known.title))
    }

    /// The kind of the risk model that a code is evidence of.
    pub fn risk(&self, code: &str) -> Option<&Code> {
        let text = || self.texts.iter().find(|known| known.code.as_str() == code).and_then(|known| known.risk.as_ref());
        self.observation(code).and_then(|known| known.risk.as_ref()).or_else(text)
    }

    /// What a rule of answer sheets is evidence of, and with how many thousandths of the kind's weight.
    pub fn of_rule(&self, rule: &str) -> Option<(&Code, u16)> {
        self.assessments.iter().find(|one| one.rule.as_str() == rule).map(|one| (&one.risk, one.permille))
    }

    /// What an event of a warning is evidence of.
    pub fn of_deed(&self, what: &What) -> Option<&Code> {
        let is_it = |one: &&DeedToml| match what {
            What::Verified { finding, .. } => one.finding == Some(*finding),
            What::Intervened { action, .. } => one.action == Some(*action),
            _ => false,
        };
        self.deeds.iter().find(is_it).map(|one| &one.risk)
    }

    /// The rules of answer sheets that the pack names.
    pub fn assessed(&self) -> impl Iterator<Item = &Code> {
        self.assessments.iter().map(|one| &one.rule)
    }

    /// Every role that the pack names, for comparing with the roles that there are.
    pub fn roles(&self) -> impl Iterator<Item = &Code> {
        self.kinds.iter().flat_map(|kind| &kind.offered_to)
    }

    /// Every kind of the risk model that the pack names.
    pub fn risks(&self) -> impl Iterator<Item = &Code> {
        let noticed = self.observations.iter().filter_map(|one| one.risk.as_ref());
        let read = self.texts.iter().filter_map(|one| one.risk.as_ref());
        let sheets = self.assessments.iter().map(|one| &one.risk);
        noticed.chain(read).chain(sheets).chain(self.deeds.iter().map(|one| &one.risk))
    }
}
