//! Answer sheets: drawn as the survey has them, or drawn again until one fits what a story needs.

use rand_chacha::ChaCha12Rng;
use xinqiao_warnings::Level;

use crate::DemoError;
use crate::nhanes::{ITEMS, Phq9Sampler};

/// Draws until a story gives up; the rarest wish is met about once in a hundred.
const TRIES: u32 = 100_000;

/// What a story needs of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// whatever comes
    Any,
    /// up to 9 points, nothing in item 9
    Mild,
    /// 10–14 points, nothing in item 9
    Moderate,
    /// 15–19 points, nothing in item 9
    ModeratelySevere,
    /// item 9 on several days, below 20 points
    SomeThoughts,
    /// item 9 on more than half the days
    ManyThoughts,
}

impl Want {
    fn is_met(self, sheet: &[u8; ITEMS]) -> bool {
        let total: u8 = sheet.iter().sum();
        let thoughts = sheet[ITEMS - 1];
        match self {
            Self::Any => true,
            Self::Mild => total <= 9 && thoughts == 0,
            Self::Moderate => (10..=14).contains(&total) && thoughts == 0,
            Self::ModeratelySevere => (15..=19).contains(&total) && thoughts == 0,
            Self::SomeThoughts => total < 20 && thoughts == 1,
            Self::ManyThoughts => 2 <= thoughts,
        }
    }

    /// How far the latent mean is moved, so that the wish is met soon.
    const fn tilt(self) -> f64 {
        match self {
            Self::Any | Self::Mild => 0.0,
            Self::Moderate => 0.8,
            Self::ModeratelySevere | Self::SomeThoughts => 1.2,
            Self::ManyThoughts => 1.6,
        }
    }
}

/// A sheet that meets the wish.
pub(crate) fn sheet(sampler: &Phq9Sampler, rng: &mut ChaCha12Rng, want: Want) -> Result<[u8; ITEMS], DemoError> {
    let mut tries = (0..TRIES).map(|_| sampler.draw(rng, want.tilt()));
    tries.find(|sheet| want.is_met(sheet)).ok_or_else(|| DemoError::table("PHQ-9 answers", format!("{want:?} was never drawn")))
}

/// The level that the shipped rules propose for a sheet, so that its story can be told before it is handed in.
///
/// Source: packs/warnings/assessment-default; a difference would show at once, because the story would find no signal.
pub(crate) fn proposed(sheet: &[u8; ITEMS]) -> Option<Level> {
    let total: u8 = sheet.iter().sum();
    match (total, sheet[ITEMS - 1]) {
        (_, 2..) | (20.., _) => Some(Level::Red),
        (_, 1) | (15.., _) => Some(Level::Yellow),
        (10.., _) => Some(Level::Blue),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::{Part, stream};

    #[test]
    fn every_wish_is_met() {
        let sampler = Phq9Sampler::nhanes().unwrap();
        let mut rng = stream(1, Part::Answers);
        let all = [Want::Any, Want::Mild, Want::Moderate, Want::ModeratelySevere, Want::SomeThoughts, Want::ManyThoughts];
        for want in all {
            for _ in 0..20 {
                assert!(want.is_met(&sheet(&sampler, &mut rng, want).unwrap()), "{want:?}");
            }
        }
    }

    #[test]
    fn thoughts_outweigh_a_low_total() {
        assert_eq!(proposed(&[0, 0, 0, 0, 0, 0, 0, 0, 2]), Some(Level::Red));
        assert_eq!(proposed(&[0, 0, 0, 0, 0, 0, 0, 0, 1]), Some(Level::Yellow));
        assert_eq!(proposed(&[3, 3, 3, 3, 3, 3, 2, 0, 0]), Some(Level::Red));
        assert_eq!(proposed(&[2, 2, 2, 2, 2, 0, 0, 0, 0]), Some(Level::Blue));
        assert_eq!(proposed(&[1, 1, 1, 1, 1, 1, 1, 1, 0]), None);
    }
}
