//! Bad data.

use crate::{Data, Fault, Item, Method, Missing, consistency, one_factor, polychorics};

fn items(codes: &[&str]) -> Vec<Item> {
    codes.iter().map(|code| Item::named(code)).collect()
}

fn check(items: Vec<Item>, rows: &[&[Option<i32>]], expected: &str) {
    assert_eq!(Data::new(items, rows.iter().copied()).unwrap_err().to_string(), expected);
}

#[test]
fn a_table_that_is_none_is_refused_with_the_place() {
    check(items(&["a"]), &[&[Some(1)]], "expected at least 2 items, found 1");
    check(items(&["a", "a"]), &[&[Some(1), Some(1)]], "item a: expected each item once, found it twice");
    check(items(&["a", "b"]), &[&[Some(1), None], &[Some(1)]], "row 2: expected 2 answers, found 1");
    let mut bounded = items(&["a", "b"]);
    bounded[1].ends = Some((0, 3));
    check(bounded, &[&[None, Some(2)], &[None, Some(4)]], "row 2, item b: expected a whole number from 0 to 3, found 4");
    check(
        items(&["a", "b"]),
        &[&[Some(0), Some(1)], &[Some(5_000), Some(0)]],
        "item a: expected at most 101 categories, found 5001",
    );
}

#[test]
fn statistics_say_what_they_miss() {
    let rows: Vec<[Option<i32>; 3]> = (0..9).map(|row| [Some(row % 3), Some(1), Some(row % 2)]).collect();
    let data = Data::new(items(&["a", "b", "c"]), rows.iter().map(<[Option<i32>; 3]>::as_slice)).unwrap();
    let flat = Fault::NoVariation { item: "b".to_owned(), found: 1 };
    assert_eq!(consistency(&data, Method::Feldt, 0.95).unwrap_err(), flat);
    assert_eq!(polychorics(&data, Missing::Listwise).unwrap_err(), flat);
    assert_eq!(one_factor(&data).unwrap_err(), flat);
    let few =
        Data::new(items(&["a", "b"]), [[Some(1), Some(2)], [Some(2), None]].iter().map(<[Option<i32>; 2]>::as_slice)).unwrap();
    assert_eq!(
        consistency(&few, Method::Feldt, 0.95).unwrap_err().to_string(),
        "alpha: expected at least 3 persons with an answer to every item, found 1"
    );
}

#[test]
fn an_item_that_repeats_another_is_singular() {
    let rows: Vec<[Option<i32>; 4]> = (0..40).map(|row| [Some(row % 5), Some(row % 5), Some(row % 3), Some(row % 4)]).collect();
    let data = Data::new(items(&["a", "b", "c", "d"]), rows.iter().map(<[Option<i32>; 4]>::as_slice)).unwrap();
    assert!(matches!(one_factor(&data), Err(Fault::Singular { .. })));
}

#[test]
fn reversal_turns_round_within_the_ends() {
    let item = Item { ends: Some((1, 5)), is_reversed: true, ..Item::named("a") };
    let rows = [[Some(1), Some(0)], [Some(4), Some(1)], [None, None]];
    let data = Data::new(vec![item, Item::named("b")], rows.iter().map(<[Option<i32>; 2]>::as_slice)).unwrap();
    assert_eq!([0, 1, 2].map(|person| data.value(person, 0)), [Some(5), Some(2), None]);
    assert_eq!((data.blanks(), data.complete().count(), data.ends(0)), (2, 2, (1, 5)));
}
