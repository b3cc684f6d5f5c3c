//! Blocks of bands: ends, holes, overlaps, populations.

use super::{Compiler, SCORING};
use crate::TOLERANCE;
use crate::band::{Band, Block, End};
use crate::definition::{BandsToml, PopulationToml, ScoringToml};

impl Compiler {
    /// All bands; their blocks are put into the scores.
    pub(super) fn bands(&mut self, scoring: &ScoringToml) -> Vec<Band> {
        let mut bands = Vec::new();
        for raw in &scoring.bands {
            let key = format!("bands.{}", raw.score);
            self.check_source(format!("{key}.source"), raw.source.as_deref());
            self.check_unique(SCORING, &key, raw.band.iter().map(|band| band.code.as_str()));
            let Some(score) = self.known_score(SCORING, &format!("{key}.score"), &raw.score) else {
                continue;
            };
            let block = self.block(&key, raw, score, &mut bands);
            self.check_cover(&key, score, &block, &bands);
            let Some(score) = self.scores.get_mut(score) else {
                continue;
            };
            let reachable = !score.blocks.iter().any(is_for_everyone);
            score.blocks.push(block);
            if !reachable {
                let expected = "the block for everyone after the blocks for some";
                self.fault(SCORING, key, expected, "a block that no one reaches");
            }
        }
        bands
    }

    fn block(&mut self, key: &str, raw: &BandsToml, score: usize, bands: &mut Vec<Band>) -> Block {
        let PopulationToml { sex, min_age, max_age, setting } = raw.population.clone().unwrap_or_default();
        if let (Some(min), Some(max)) = (min_age, max_age)
            && max < min
        {
            self.fault(SCORING, format!("{key}.population"), "min_age ≤ max_age", format!("{min} and {max}"));
        }
        let mut indices = Vec::new();
        for band in &raw.band {
            let key = format!("{key}.{}", band.code);
            self.check_code(SCORING, &key, &band.code);
            let attention = self.check_attention(format!("{key}.attention"), band.attention);
            let end = match (band.to, band.below) {
                (Some(to), None) => End::To(to),
                (None, Some(below)) => End::Below(below),
                (to, below) => {
                    self.fault(SCORING, &key, "exactly one of to and below", format!("to {to:?}, below {below:?}"));
                    End::To(band.from)
                }
            };
            let empty = match end {
                End::To(to) => to < band.from,
                End::Below(below) => below <= band.from,
            };
            if empty {
                self.fault(SCORING, &key, "an upper end above `from`", format!("from {}, {end:?}", band.from));
            }
            indices.push(bands.len());
            bands.push(Band { code: band.code.clone(), score, from: band.from, end, attention });
        }
        let from = |index: &usize| bands.get(*index).map_or(0.0, |band| band.from);
        indices.sort_by(|one, other| from(one).total_cmp(&from(other)));
        Block { sex, min_age, max_age, setting, bands: indices }
    }

    /// Bands must cover the range of the score without hole or overlap.
    fn check_cover(&mut self, key: &str, score: usize, block: &Block, bands: &[Band]) {
        let sorted: Vec<&Band> = block.bands.iter().filter_map(|index| bands.get(*index)).collect();
        let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else {
            self.fault(SCORING, key, "at least one [[bands.band]]", "none");
            return;
        };
        let (range, whole) = match self.scores.get(score) {
            Some(score) => (score.range, score.whole),
            None => (None, false),
        };
        for (one, next) in sorted.iter().zip(sorted.iter().skip(1)) {
            let expected = match one.end {
                End::To(to) if whole => to + 1.0,
                End::To(to) => to,
                End::Below(below) => below,
            };
            if matches!(one.end, End::To(_)) && !whole {
                let expected = format!("`below`, since {} is not a whole number", self.code_of(score));
                self.fault(SCORING, format!("{key}.{}", one.code), expected, "`to`");
            } else if TOLERANCE < (next.from - expected).abs() {
                let what = if next.from < expected { "an overlap" } else { "a hole" };
                let key = format!("{key}.{}.from", next.code);
                self.fault(SCORING, key, format!("{expected}"), format!("{}: {what} after {}", next.from, one.code));
            }
        }
        let Some([lowest, highest]) = range else {
            return;
        };
        if TOLERANCE < (first.from - lowest).abs() {
            self.fault(SCORING, format!("{key}.{}.from", first.code), format!("{lowest}, the lowest score"), first.from);
        }
        let reaches = match last.end {
            End::To(to) => (to - highest).abs() <= TOLERANCE,
            End::Below(below) => highest < below,
        };
        if !reaches {
            let (end, _) = last.upper();
            self.fault(SCORING, format!("{key}.{}.to", last.code), format!("{highest}, the highest score"), end);
        }
    }

    fn code_of(&self, score: usize) -> &str {
        self.scores.get(score).map_or("", |score| score.code.as_str())
    }
}

fn is_for_everyone(block: &Block) -> bool {
    block.sex.is_none() && block.min_age.is_none() && block.max_age.is_none() && block.setting.is_none()
}
