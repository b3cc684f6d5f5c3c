//! What scoring one form gives.

use std::borrow::Cow;

use crate::definition::{CriticalKind, Strength};
use crate::{Attention, BandHit, Instrument, Primary};

/// Result of one form; a buffer that [`score_into`](crate::score_into) clears and fills again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Values aligned with [`Instrument::scores`]; `None`: something that the score needs is missing.
    pub scores: Vec<Option<f64>>,
    /// Bands aligned with the scores.
    pub bands: Vec<Option<BandHit>>,
    /// Decisions aligned with [`Instrument::decisions`].
    pub decisions: Vec<Decided>,
    /// Aligned with [`Instrument::rules`]; `None` is unknown.
    pub rules: Vec<Option<bool>>,
    /// Aligned with [`Instrument::screens`]; `None` is unknown.
    pub screens: Vec<Option<bool>>,
    /// Critical answers, in the order of [`Instrument::criticals`].
    pub critical: Vec<CriticalHit>,
    /// Flags: validity checks, screens, then age; their text is [`Instrument::flag_text`].
    pub flags: Vec<Flag>,
    /// Every scored item that was to be answered is answered.
    pub complete: bool,
    /// At least one score was filled in by person-mean substitution.
    pub prorated: bool,
    /// False when a validity check took the total and the bands away.
    pub valid: bool,
    /// Worst attention over bands, decisions and critical answers; `None`: nothing could be graded.
    pub attention: Option<Attention>,
    pub(crate) skipped: Vec<bool>,
}

impl Outcome {
    /// The score `total`.
    pub fn total(&self, instrument: &Instrument) -> Option<f64> {
        instrument.total().and_then(|index| self.scores.get(index).copied().flatten())
    }

    /// Code of the band of one score.
    pub fn band_code<'a>(&self, instrument: &'a Instrument, score: usize) -> Option<&'a str> {
        let hit = self.bands.get(score).copied().flatten()?;
        instrument.bands().get(hit.band).map(|band| band.code())
    }

    /// Code of the level of one decision.
    pub fn level_code<'a>(&self, instrument: &'a Instrument, decision: usize) -> Option<&'a str> {
        let level = self.decisions.get(decision)?.level?;
        instrument.decisions().get(decision)?.levels().get(level).map(|level| level.code())
    }

    /// The column `band`: band or level of the primary result, otherwise `code=band` pairs joined by `;`.
    /// Empty when there is none or the form is not valid.
    pub fn band_column<'a>(&self, instrument: &'a Instrument) -> Cow<'a, str> {
        if !self.valid {
            return Cow::Borrowed("");
        }
        match instrument.primary() {
            Some(Primary::Score(index)) => Cow::Borrowed(self.band_code(instrument, index).unwrap_or("")),
            Some(Primary::Decision(index)) => Cow::Borrowed(self.level_code(instrument, index).unwrap_or("")),
            None => Cow::Owned(self.band_pairs(instrument)),
        }
    }

    fn band_pairs(&self, instrument: &Instrument) -> String {
        let scores = instrument.scores().iter().enumerate().filter(|(_, score)| score.is_reported());
        let scores = scores.filter_map(|(index, score)| Some((score.code(), self.band_code(instrument, index)?)));
        let decisions = instrument.decisions().iter().enumerate();
        let decisions = decisions.filter_map(|(index, decision)| Some((decision.code(), self.level_code(instrument, index)?)));
        let mut column = String::new();
        for (code, band) in scores.chain(decisions) {
            if !column.is_empty() {
                column.push(';');
            }
            column.push_str(code);
            column.push('=');
            column.push_str(band);
        }
        column
    }

    /// Texts of the flags, for example `screen:positive`.
    pub fn flag_texts<'a>(&'a self, instrument: &'a Instrument) -> impl Iterator<Item = &'a str> {
        self.flags.iter().map(|flag| instrument.flag_text(*flag))
    }

    /// Whether the item with this index was rightly not asked.
    pub fn is_skipped(&self, item: usize) -> bool {
        self.skipped.get(item).copied().unwrap_or(false)
    }
}

/// Level of one decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// Index in [`Decision::levels`](crate::Decision::levels); `None`: what is missing could decide it.
    pub level: Option<usize>,
    /// Attention of that level.
    pub attention: Option<Attention>,
    /// False when a missing answer could still make it more severe.
    pub certain: bool,
}

/// A critical answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CriticalHit {
    /// Index in [`Instrument::criticals`].
    pub critical: usize,
    /// Index of the item.
    pub item: usize,
    /// What it speaks of.
    pub kind: CriticalKind,
    /// How strong it is.
    pub strength: Strength,
    /// The answer.
    pub value: f64,
}

/// Something to know about a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// A positive screen, by index.
    Screen(usize),
    /// A validity check that fired, by index.
    Validity(usize),
    /// The person's age lies outside the validated range.
    AgeOutside,
}
