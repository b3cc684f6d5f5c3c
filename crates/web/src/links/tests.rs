//! Patterns and the addresses made of them.

use super::*;

#[test]
fn places_are_filled_in_order_and_escaped() {
    assert_eq!(self_test_question("phq-9", 3), "/self-tests/phq-9/questions/3");
    assert_eq!(self_test("a/b"), "/self-tests/a%2Fb");
    assert_eq!(home(), "/");
}

#[test]
fn no_two_routes_share_a_pattern() {
    let mut all: Vec<&str> = pattern::all().collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}

#[test]
fn telephone_links_hold_digits_only() {
    assert_eq!(telephone("0936-555 01 12"), "tel:09365550112");
}
