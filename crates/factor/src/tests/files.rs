//! The data sets and the references.

use std::sync::LazyLock;

use serde_json::Value;

use crate::{Data, Item};

pub static REFERENCES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../tests/data/references.json")).unwrap());

/// One factor, 8 items, 400 persons; q3 runs against the others.
pub fn one_factor() -> Data {
    data(include_str!("../../tests/data/one_factor.csv"), &["q3"])
}

/// The same with 5 % blanks.
pub fn blanks() -> Data {
    data(include_str!("../../tests/data/blanks.csv"), &["q3"])
}

/// Two factors that correlate 0.4, 10 items, 500 persons.
pub fn two_factors() -> Data {
    data(include_str!("../../tests/data/two_factors.csv"), &[])
}

/// 90 persons, skewed items, s1 and s2 with two categories.
pub fn sparse() -> Data {
    data(include_str!("../../tests/data/sparse.csv"), &[])
}

/// Sums of 54 persons at two times.
pub fn retest_pairs() -> Vec<(f64, f64)> {
    let before = sums(include_str!("../../tests/data/first_time.csv"));
    let after = sums(include_str!("../../tests/data/second_time.csv"));
    let first = |id: &str| before.iter().find(|(other, _)| other == id).unwrap().1;
    after.iter().map(|(id, sum)| (first(id), *sum)).collect()
}

pub fn data(text: &str, reversed: &[&str]) -> Data {
    let mut lines = text.lines();
    let codes = lines.next().unwrap().split(',').skip(1);
    let items = codes.map(|code| Item { is_reversed: reversed.contains(&code), ..Item::named(code) }).collect();
    let rows: Vec<Vec<Option<i32>>> = lines.map(|line| line.split(',').skip(1).map(|cell| cell.parse().ok()).collect()).collect();
    Data::new(items, rows.iter().map(Vec::as_slice)).unwrap()
}

fn sums(text: &str) -> Vec<(String, f64)> {
    let row = |line: &str| {
        let (id, rest) = line.split_once(',').unwrap();
        (id.to_owned(), rest.split(',').map(|cell| cell.parse::<f64>().unwrap()).sum())
    };
    text.lines().skip(1).map(row).collect()
}

/// Numbers below a key of the references.
pub fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        other => vec![other.as_f64().unwrap_or_else(|| panic!("expected a number, found {other}"))],
    }
}

/// All pairs within `tolerance`.
pub fn close(what: &str, found: &[f64], expected: &Value, tolerance: f64) {
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len(), "{what}");
    for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert!((found - expected).abs() <= tolerance, "{what} {place}: expected {expected}, found {found}");
    }
}

/// The lower triangle in the order of R: column by column.
pub fn lower(matrix: &crate::Matrix) -> Vec<f64> {
    let size = matrix.nrows();
    (0..size).flat_map(|column| (column + 1..size).map(move |row| matrix[(row, column)])).collect()
}
