//! Which records a row of the policy reaches.

/// Which records a role reaches with an action: the relation between account and record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reach {
    /// Records about the account's own person, wherever they belong.
    Own,
    /// The account's own settings.
    Account,
    /// Records about a ward under 14 (PIPL 31), wherever they belong.
    WardUnder14,
    /// Records about a ward of 14 to 17, as far as the ward assented.
    WardAssented,
    /// Records of the assignment's place and below it.
    Below,
    /// Of those below, the ones that the account owns.
    Owned,
    /// Of those below, the ones that the account reported.
    Reported,
    /// Of those below, the ones whose case team the account is in.
    Team,
    /// Pupils of the class, or of a class below the place.
    Pupils,
    /// Of those below, the cases under the account's supervision.
    Supervised,
    /// Of those below, what the account wrote.
    Author,
    /// Of those below, what somebody else wrote, asked for or opened: nobody decides about the own work.
    Others,
    /// Of those below, patients of danger grade 3 or more or with an incident.
    Endangered,
    /// Everybody of the jurisdiction.
    Anyone,
    /// Records about the person for whom the account has an emergency open, wherever they belong.
    Emergency,
    /// Records about a person whose work was given to the account as a whole (a transfer that it accepted), wherever they belong.
    Given,
}

impl Reach {
    /// All, in the order of the list.
    pub const ALL: [Self; 16] = [
        Self::Own,
        Self::Account,
        Self::WardUnder14,
        Self::WardAssented,
        Self::Below,
        Self::Owned,
        Self::Reported,
        Self::Team,
        Self::Pupils,
        Self::Supervised,
        Self::Author,
        Self::Others,
        Self::Endangered,
        Self::Anyone,
        Self::Emergency,
        Self::Given,
    ];

    /// The word in the matrix.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Account => "account",
            Self::WardUnder14 => "ward_under_14",
            Self::WardAssented => "ward_assented",
            Self::Below => "below",
            Self::Owned => "owned",
            Self::Reported => "reported",
            Self::Team => "team",
            Self::Pupils => "pupils",
            Self::Supervised => "supervised",
            Self::Author => "author",
            Self::Others => "others",
            Self::Endangered => "endangered",
            Self::Anyone => "anyone",
            Self::Emergency => "emergency",
            Self::Given => "given",
        }
    }

    /// Does it open records of minors to staff without an approval? The own, a ward's, what one wrote oneself, and an open emergency.
    pub const fn needs_no_approval(self) -> bool {
        matches!(self, Self::Own | Self::Account | Self::WardUnder14 | Self::WardAssented | Self::Author | Self::Emergency)
    }
}
