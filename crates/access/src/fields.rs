//! Sets of fields of a record.

use std::fmt;

/// Which fields of a record may be shown; what is not in the set does not leave the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fields(u16);

const NAMES: [(Fields, &str); 11] = [
    (Fields::IDENTITY, "identity"),
    (Fields::CONTACT, "contact"),
    (Fields::ATTENTION, "attention"),
    (Fields::SCORES, "scores"),
    (Fields::ANSWERS, "answers"),
    (Fields::NOTES, "notes"),
    (Fields::CLINICAL, "clinical"),
    (Fields::COUNSELLING, "counselling"),
    (Fields::PROCESS, "process"),
    (Fields::SMD_DUTY, "smd_duty"),
    (Fields::ADVICE, "advice"),
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
    /// What staff wrote about a warning or a case in their own words.
    pub const NOTES: Self = Self(1 << 5);
    /// Clinical text: diagnosis, medication, letters of a hospital.
    pub const CLINICAL: Self = Self(1 << 6);
    /// Counselling notes 咨询记录: dates, aims, arrangements, what the case team needs to go on.
    pub const COUNSELLING: Self = Self(1 << 7);
    /// Process notes 过程记录: what was said and thought in a session. Their author's alone.
    pub const PROCESS: Self = Self(1 << 8);
    /// What the joint care of a severe mental disorder needs (`domain_rules` A.13, F.2): name, address, guardian, danger grade, incidents,
    /// whether treated. No answers, no notes, no counselling.
    pub const SMD_DUTY: Self = Self(1 << 9);
    /// "Please point this pupil to the school counsellor", and nothing else.
    pub const ADVICE: Self = Self(1 << 10);

    /// What of a person under 18, or of unknown age, opens to staff only with the approval of the person in charge
    /// (未成年人网络保护条例 36, `domain_rules` F.3): who it is, what was answered and what was written down.
    pub const GUARDED: Self = Self::IDENTITY
        .and(Self::CONTACT)
        .and(Self::ANSWERS)
        .and(Self::NOTES)
        .and(Self::CLINICAL)
        .and(Self::COUNSELLING)
        .and(Self::PROCESS)
        .and(Self::SMD_DUTY);

    /// The fields of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The fields that are in both.
    #[must_use]
    pub const fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The fields that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Are all of `fields` in this set?
    pub const fn contains(self, fields: Self) -> bool {
        self.0 & fields.0 == fields.0
    }

    /// Is there no field in the set?
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// How many fields the set has, 0–11.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The set of one field by its name: how a stored list of fields is read.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.into_iter().find(|(_, known)| *known == name).map(|(field, _)| field)
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
