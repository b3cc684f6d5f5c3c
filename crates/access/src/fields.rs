//! Sets of fields of a record.

use std::fmt;

/// Which fields of a record may be shown; what is not in the set does not leave the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fields(u8);

const NAMES: [(Fields, &str); 6] = [
    (Fields::IDENTITY, "identity"),
    (Fields::CONTACT, "contact"),
    (Fields::ATTENTION, "attention"),
    (Fields::SCORES, "scores"),
    (Fields::ANSWERS, "answers"),
    (Fields::NOTES, "notes"),
];

impl Fields {
    /// No field about a person beyond what a masked list shows.
    pub const NONE: Self = Self(0);
    /// Name and identity number, unmasked.
    pub const IDENTITY: Self = Self(1);
    /// Phone and address.
    pub const CONTACT: Self = Self(1 << 1);
    /// The attention 1–4, a signal's kind and a warning's level.
    pub const ATTENTION: Self = Self(1 << 2);
    /// Scores and bands.
    pub const SCORES: Self = Self(1 << 3);
    /// Answers to single questions.
    pub const ANSWERS: Self = Self(1 << 4);
    /// What staff wrote about a warning in their own words. Counselling process notes are their author's alone and are not meant here.
    pub const NOTES: Self = Self(1 << 5);

    /// The fields of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Are all of `fields` in this set?
    pub const fn contains(self, fields: Self) -> bool {
        self.0 & fields.0 == fields.0
    }

    /// How many fields the set has, 0–6.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The names of the fields, in a fixed order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().filter(move |(field, _)| self.contains(*field)).map(|(_, name)| name)
    }
}

impl fmt::Display for Fields {
    /// `identity+contact`, or `-` for none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::NONE {
            return f.pad("-");
        }
        f.pad(&self.names().collect::<Vec<_>>().join("+"))
    }
}
