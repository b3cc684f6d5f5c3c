//! Who may be bound as guardian, and until when.

use super::*;

const TODAY: jiff::civil::Date = date(2026, 11, 22);

#[test]
fn a_minor_has_a_guardian_until_the_day_before_the_eighteenth_birthday() {
    let bound = bond(Some(date(2012, 5, 5)), Proof::HouseholdBook, None, TODAY).unwrap();
    assert_eq!(bound, Bond { care: Care::Minor, until: Some(date(2030, 5, 4)) });
    // the last day of childhood is one
    let last = bond(Some(date(2008, 11, 23)), Proof::HouseholdBook, None, TODAY).unwrap();
    assert_eq!(last.until, Some(TODAY));
}

#[test]
fn an_adult_has_one_only_by_a_judgment_or_a_letter() {
    for born in [Some(date(2008, 11, 22)), Some(date(1950, 1, 1)), None] {
        assert_eq!(bond(born, Proof::HouseholdBook, None, TODAY), Err(Unfit::Proof));
        assert_eq!(bond(born, Proof::CourtOrder, None, TODAY), Ok(Bond { care: Care::AdultInCare, until: None }));
        assert_eq!(bond(born, Proof::CommitteeLetter, Some(TODAY), TODAY).unwrap().until, Some(TODAY));
    }
}

#[test]
fn a_last_day_lies_between_today_and_the_age_of_majority() {
    let until = |day| bond(Some(date(2012, 5, 5)), Proof::HouseholdBook, Some(day), TODAY).map(|bond| bond.until);
    assert_eq!(until(date(2026, 11, 21)), Err(Unfit::Until));
    assert_eq!(until(date(2030, 5, 5)), Err(Unfit::Until));
    assert_eq!(until(date(2030, 5, 4)), Ok(Some(date(2030, 5, 4))));
    assert_eq!(until(TODAY), Ok(Some(TODAY)));
}
