//! Bands: named intervals of a score, each block for one population.

use xinqiao_kernel::Sex;

use crate::score::Subject;
use crate::{Attention, TOLERANCE};

/// One named interval of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    pub(crate) code: String,
    pub(crate) score: usize,
    pub(crate) from: f64,
    pub(crate) end: End,
    pub(crate) attention: Attention,
}

/// Upper end of a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum End {
    To(f64),
    Below(f64),
}

impl Band {
    /// Code, unique within its block; several blocks of a score may use the same one.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Index of the score in [`Instrument::scores`](crate::Instrument::scores).
    pub fn score(&self) -> usize {
        self.score
    }

    /// Lower end, inclusive.
    pub fn from(&self) -> f64 {
        self.from
    }

    /// Upper end, and whether it belongs to the band.
    pub fn upper(&self) -> (f64, bool) {
        match self.end {
            End::To(value) => (value, true),
            End::Below(value) => (value, false),
        }
    }

    /// Attention that the band asks for.
    pub fn attention(&self) -> Attention {
        self.attention
    }
}

/// The band of one score of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandHit {
    /// Index in [`Instrument::bands`](crate::Instrument::bands).
    pub band: usize,
    /// Attention of that band.
    pub attention: Attention,
}

/// Bands of one score for one population.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub sex: Option<Sex>,
    pub min_age: Option<u8>,
    pub max_age: Option<u8>,
    pub setting: Option<String>,
    /// Indices of the bands, by rising `from`.
    pub bands: Vec<usize>,
}

impl Block {
    /// Whether the block is for this person; what is not known of the person fits no bound.
    pub(crate) fn fits(&self, subject: &Subject<'_>) -> bool {
        self.sex.is_none_or(|sex| subject.sex == Some(sex))
            && self.min_age.is_none_or(|least| subject.age.is_some_and(|age| least <= age))
            && self.max_age.is_none_or(|most| subject.age.is_some_and(|age| age <= most))
            && self.setting.as_deref().is_none_or(|setting| subject.setting == Some(setting))
    }

    /// The band whose `from` is the last at or below the value, so that a prorated 9.6 stays below a cut-off of 10.
    pub(crate) fn find(&self, bands: &[Band], value: f64) -> Option<BandHit> {
        let last = self.bands.last().and_then(|index| bands.get(*index))?;
        let inside = match last.end {
            End::To(end) => value <= end + TOLERANCE,
            End::Below(end) => value < end - TOLERANCE,
        };
        if !inside {
            return None;
        }
        self.bands.iter().rev().find_map(|&index| {
            let band = bands.get(index)?;
            (band.from - TOLERANCE <= value).then_some(BandHit { band: index, attention: band.attention })
        })
    }
}
