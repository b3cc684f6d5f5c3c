//! An instrument as it goes out.

use xinqiao_psychometrics::Instrument;
use xinqiao_psychometrics::definition::{ItemsToml, ScoringToml, TextToml};

/// One version of an instrument with its wording in one language.
#[derive(Debug, Clone, Copy)]
pub struct Definition<'a> {
    /// What scores the answers.
    pub instrument: &'a Instrument,
    /// Its questions as written.
    pub items: &'a ItemsToml,
    /// Its scores as written.
    pub scoring: &'a ScoringToml,
    /// Wording.
    pub text: &'a TextToml,
    /// Language of the wording.
    pub language: &'a str,
    /// Address of the operator, from which canonical addresses are made; `None`: `urn:xinqiao:…`.
    pub base: Option<&'a str>,
}
