//! Guardians: what staff have to see before they bind one, and how long it holds.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::closed::words;

/// Age of majority (民法典 17), in completed years.
const OF_AGE: i32 = 18;

words! {
    /// What the guardian is to the ward.
    Relation: "relations of guardians" {
        /// Mother or father.
        Parent = "parent",
        /// Grandparent.
        Grandparent = "grandparent",
        /// Grown-up sister or brother.
        Sibling = "sibling",
        /// Wife or husband.
        Spouse = "spouse",
        /// Grown-up daughter or son.
        Child = "child",
        /// Somebody else of the family.
        OtherRelative = "other_relative",
        /// Somebody who acts for an organisation that is guardian.
        Organisation = "organisation",
    }
}

words! {
    /// What the guardian has shown.
    Proof: "proofs of guardianship" {
        /// Household book 户口簿.
        HouseholdBook = "household_book",
        /// Certificate of birth 出生医学证明.
        BirthCertificate = "birth_certificate",
        /// Judgment of a court.
        CourtOrder = "court_order",
        /// Letter of the village or residents' committee that names the guardian.
        CommitteeLetter = "committee_letter",
    }
}

words! {
    /// Why somebody has a guardian.
    Care: "grounds of guardianship" {
        /// Under age.
        Minor = "minor",
        /// An adult who cannot decide alone.
        AdultInCare = "adult_in_care",
    }
}

/// A guardianship that may be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bond {
    pub care: Care,
    /// last day; none without end
    pub until: Option<Date>,
}

/// Why it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// For an adult it takes a judgment or a letter: a household book does not say who decides (民法典 24, 31).
    Proof,
    /// The last day lies before today, or after the ward is of age.
    Until,
}

/// What may be bound today for a ward born on a day. Of a ward without a day of birth nobody knows the end: they count as an adult.
pub fn bond(born: Option<Date>, proof: Proof, until: Option<Date>, today: Date) -> Result<Bond, Unfit> {
    let of_age = born.and_then(|born| born.checked_add(OF_AGE.years()).ok());
    let last = of_age.and_then(|day| day.yesterday().ok()).filter(|last| today <= *last);
    if until.is_some_and(|until| until < today || last.is_some_and(|last| last < until)) {
        return Err(Unfit::Until);
    }
    match last {
        Some(last) => Ok(Bond { care: Care::Minor, until: until.or(Some(last)) }),
        None if matches!(proof, Proof::CourtOrder | Proof::CommitteeLetter) => Ok(Bond { care: Care::AdultInCare, until }),
        None => Err(Unfit::Proof),
    }
}
