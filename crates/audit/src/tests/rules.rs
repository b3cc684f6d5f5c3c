//! How long rows are kept, and what is asked to be looked at twice.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::row;
use crate::{AuditPack, Row, hints};

fn pack() -> AuditPack {
    toml::from_str(include_str!("../../../../packs/audit/cn-default.toml")).unwrap()
}

#[test]
fn the_shipped_pack_is_sound_and_keeps_what_the_law_asks_for() {
    let pack = pack();
    assert_eq!(pack.faults(), []);
    assert_eq!(pack.days(&row(1)), Some(1_095), "about a person");
    let list = Row { person: None, action: "list_warnings".to_owned(), ..row(1) };
    assert_eq!(pack.days(&list), Some(180));
    let export = Row { person: None, action: "export_audit".to_owned(), ..row(1) };
    assert_eq!(pack.days(&export), Some(1_095));
    let tombstone = Row { action: "prune_audit".to_owned(), ..row(1) };
    assert_eq!(pack.days(&tombstone), None);
    assert_eq!((pack.shortest_days(), pack.periods()), (180, vec![180, 1_095]));
}

#[test]
fn a_pack_that_keeps_logs_for_less_than_half_a_year_is_refused() {
    let mut pack = pack();
    pack.keep.last_mut().unwrap().days = Some(179);
    assert_eq!(pack.faults().len(), 1);
    pack.keep.pop();
    assert!(pack.faults()[0].1.contains("every other row"));
}

/// Minutes from midnight in UTC+8.
fn minute(at: Timestamp) -> u16 {
    u16::try_from((at.as_second() / 60 + 480).rem_euclid(1_440)).unwrap()
}

fn seen(rows: &[Row]) -> Vec<(String, u32)> {
    hints(rows, &pack().hint, &minute).into_iter().map(|hint| (hint.rule, hint.count)).collect()
}

#[test]
fn many_people_within_ten_minutes_are_a_hint_and_one_fewer_or_a_slower_pace_is_not() {
    let people = |count: u128, every_s: i64| -> Vec<Row> {
        (0..count)
            .map(|at| Row {
                person: Some(Uuid::from_u128(1_000 + at)),
                at: super::start() + SignedDuration::from_secs(every_s * i64::try_from(at).unwrap()),
                ..row(at)
            })
            .collect()
    };
    assert_eq!(seen(&people(30, 20)), [("many_persons".to_owned(), 30)]);
    assert_eq!(seen(&people(29, 20)), []);
    assert_eq!(seen(&people(30, 21)), []);
    let one_person: Vec<Row> = people(100, 1).into_iter().map(|row| Row { person: Some(Uuid::nil()), ..row }).collect();
    assert_eq!(seen(&one_person), []);
}

#[test]
fn a_reading_at_night_is_a_hint_unless_nights_are_the_role_s_work() {
    let at = |text: &str, role: &str| Row { at: text.parse().unwrap(), role: role.to_owned(), ..row(1) };
    assert_eq!(seen(&[at("2026-11-22T14:00:00Z", "counsellor")]), [("night".to_owned(), 1)]);
    assert_eq!(seen(&[at("2026-11-22T21:59:59Z", "counsellor")]), [("night".to_owned(), 1)]);
    assert_eq!(seen(&[at("2026-11-22T13:59:59Z", "counsellor")]), []);
    assert_eq!(seen(&[at("2026-11-22T22:00:00Z", "counsellor")]), []);
    assert_eq!(seen(&[at("2026-11-22T14:00:00Z", "duty_officer")]), []);
    assert_eq!(seen(&[at("2026-11-22T14:00:00Z", "resident")]), []);
}

#[test]
fn refusals_in_an_hour_and_exports_in_a_day_are_counted() {
    let refused: Vec<Row> = (0..5).map(|at| Row { outcome: "refused".to_owned(), ..row(at) }).collect();
    assert_eq!(seen(&refused), [("refusals".to_owned(), 5)]);
    assert_eq!(seen(&refused[1..]), []);
    let exports: Vec<Row> = (0..3).map(|at| Row { action: "export_audit".to_owned(), person: None, ..row(at) }).collect();
    assert_eq!(seen(&exports), [("exports".to_owned(), 3)]);
}
