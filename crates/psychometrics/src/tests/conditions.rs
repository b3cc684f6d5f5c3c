use crate::condition::{Condition, Facts, Source, Test};

const TRUE: usize = 0;
const FALSE: usize = 1;
const UNKNOWN: usize = 2;
const SKIPPED: usize = 3;

fn is_one(item: usize) -> Condition {
    Condition::Compare { of: Source::Item(item), test: Test::Equals(1.0) }
}

fn list(items: &[usize]) -> Vec<Condition> {
    items.iter().map(|item| is_one(*item)).collect()
}

fn check(condition: &Condition, expected: Option<bool>) {
    let answers = [Some(1.0), Some(0.0), None, None];
    let facts = Facts { answers: &answers, skipped: &[false, false, false, true], scores: &[None], sex: None };
    assert_eq!(condition.holds(&facts), expected, "{condition:?}");
}

#[test]
fn a_missing_item_makes_a_comparison_unknown() {
    check(&is_one(UNKNOWN), None);
    check(&Condition::Compare { of: Source::Score(0), test: Test::AtLeast(1.0) }, None);
}

#[test]
fn a_comparison_with_an_item_rightly_not_asked_is_false() {
    check(&is_one(SKIPPED), Some(false));
    check(&Condition::Compare { of: Source::Item(SKIPPED), test: Test::AtMost(3.0) }, Some(false));
    check(&Condition::Not(Box::new(is_one(SKIPPED))), Some(true));
}

#[test]
fn any_is_true_as_soon_as_one_is_true() {
    check(&Condition::Any(list(&[UNKNOWN, TRUE])), Some(true));
    check(&Condition::Any(list(&[UNKNOWN, FALSE])), None);
    check(&Condition::Any(list(&[FALSE, SKIPPED])), Some(false));
}

#[test]
fn all_is_false_as_soon_as_one_is_false() {
    check(&Condition::All(list(&[UNKNOWN, FALSE])), Some(false));
    check(&Condition::All(list(&[UNKNOWN, TRUE])), None);
    check(&Condition::All(list(&[TRUE, TRUE])), Some(true));
}

#[test]
fn not_keeps_what_is_unknown_unknown() {
    check(&Condition::Not(Box::new(is_one(UNKNOWN))), None);
    check(&Condition::Not(Box::new(is_one(TRUE))), Some(false));
}

#[test]
fn at_least_n_is_decided_as_soon_as_it_can_no_longer_change() {
    check(&Condition::AtLeastN { n: 2, of: list(&[TRUE, UNKNOWN, TRUE]) }, Some(true));
    check(&Condition::AtLeastN { n: 2, of: list(&[TRUE, UNKNOWN, FALSE]) }, None);
    check(&Condition::AtLeastN { n: 2, of: list(&[FALSE, UNKNOWN, FALSE]) }, Some(false));
}

#[test]
fn an_unknown_sex_is_unknown() {
    check(&Condition::Sex(xinqiao_kernel::Sex::Male), None);
}

#[test]
fn cut_offs_are_met_in_spite_of_rounding() {
    let nearly_three = 0.1 + 0.2 + 2.7 - 1e-12;
    assert!(Test::AtLeast(3.0).holds(nearly_three));
    assert!(!Test::Below(3.0).holds(nearly_three));
    assert!(Test::Equals(3.0).holds(nearly_three));
    assert!(!Test::Above(3.0).holds(nearly_three + 2e-12));
    assert!(!Test::AtLeast(3.0).holds(2.999_999));
    assert!(Test::In(vec![1.0, 9.0]).holds(9.0));
    assert!(!Test::In(vec![1.0, 9.0]).holds(5.0));
    assert!(Test::AtMost(3.0).holds(3.0) && Test::Above(3.0).holds(3.01));
}
