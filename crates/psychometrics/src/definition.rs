//! The raw shape of an instrument pack's files, exactly as `docs/packs.md` fixes it.
//!
//! Everything here is text as its author wrote it: unknown keys and words are refused while reading, meaning is checked by
//! `compile`. Numbers that may carry a fraction are `f64`; whole numbers in the file are accepted for them.

mod cases;
mod items;
mod pack;
mod scoring;
mod text;

pub use cases::{Case, CaseAnswer, CaseAnswers, CasesToml, ExpectToml};
pub use items::{ItemKind, ItemToml, ItemsToml, ScaleToml};
pub use pack::{AgeToml, CitationToml, Informant, LicenceClass, LicenceToml, Measure, PackToml, SourceToml, Wording};
pub use scoring::{
    BandToml, BandsToml, ConditionToml, CriticalKind, CriticalToml, CutToml, DecisionToml, Direction, Effect, LevelToml, Method,
    MissingToml, PopulationToml, RuleToml, ScoreToml, ScoringToml, ScreenToml, Strength, TermsToml, ValidityKind, ValidityToml,
};
pub use text::{LabelsToml, PermissionToml, TextToml};
