//! What a data key is for, and where it stands in its life.

/// What a data key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Wraps the keys of people; seals nothing else.
    Person,
    /// Names of staff, second factors: fields of accounts.
    Account,
    /// Uploaded files and other fields that belong to no single person.
    File,
    /// Keyed hashes for exact look-ups.
    Index,
}

impl Class {
    /// All classes; each has one active key.
    pub const ALL: [Self; 4] = [Self::Person, Self::Account, Self::File, Self::Index];

    /// The word in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Account => "account",
            Self::File => "file",
            Self::Index => "index",
        }
    }
}

impl std::str::FromStr for Class {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|class| class.code() == text);
        found.ok_or_else(|| format!("{text:?} is not person, account, file or index"))
    }
}

/// Where a data key stands in its life. A key of any state opens what it sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Made by a rotation, and not used for sealing until every process has read it.
    Coming,
    /// Seals.
    Active,
    /// Replaced; rows are being sealed anew with the active key.
    Retiring,
    /// No row needs it any more.
    Retired,
}

impl State {
    /// All states in their order.
    pub const ALL: [Self; 4] = [Self::Coming, Self::Active, Self::Retiring, Self::Retired];

    /// The word in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::Active => "active",
            Self::Retiring => "retiring",
            Self::Retired => "retired",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|state| state.code() == text);
        found.ok_or_else(|| format!("{text:?} is not coming, active, retiring or retired"))
    }
}
