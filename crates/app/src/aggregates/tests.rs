//! Counts of a city of two schools.

use jiff::{Timestamp, ToSpan};
use xinqiao_access::Role;
use xinqiao_indicators::Cell;
use xinqiao_kernel::id::{PersonId, SignalId};
use xinqiao_store::warnings::NewSignal;

use super::{Aggregates, Asked, Measure, Month};
use crate::campaigns::tests::world::{CITY, OTHER_SCHOOL, SCHOOL, World, faults, on_both, path, refused};
use crate::{AppError, Caller};

const IN_OCTOBER: &str = "2026-10-12T03:00:00Z";

fn october() -> Month {
    "2026-10".parse().unwrap()
}

async fn signal(world: &World, person: PersonId, at: &str, level: &str, raised: &str) {
    let raised: Timestamp = raised.parse().unwrap();
    let id = SignalId::new(world.app.ids(), world.app.now());
    let new = NewSignal {
        id,
        dedupe_key: id.to_string(),
        person,
        place: path(at),
        response: None,
        rule_id: "assessment-default".to_owned(),
        rule_version: "1".to_owned(),
        code: "total".to_owned(),
        level: level.to_owned(),
        evidence: "{}".to_owned(),
        source: "assessment".to_owned(),
        risk_kinds: String::new(),
        reporter: None,
        raised_at: raised,
        due_at: raised + 1.hour(),
        expires_at: raised + 24.hours(),
    };
    let mut tx = world.db.begin().await.unwrap();
    assert!(tx.add_signal(&new, world.app.now()).await.unwrap());
    tx.commit().await.unwrap();
}

/// So many people of a place with a signal in October.
async fn people(world: &World, at: &str, many: usize, level: &str) {
    for number in 0..many {
        let person = world.person(at, &format!("{at}{level}{number}")).await;
        signal(world, person, at, level, IN_OCTOBER).await;
    }
}

async fn signals(world: &World, caller: &Caller, at: &str) -> Aggregates {
    let asked = Asked { measure: Measure::Signals, place: Some(path(at)), month: Some(october()), is_export: false };
    world.app.aggregates(caller, &asked).await.unwrap()
}

/// Red, yellow, blue, all.
fn told(cells: &[Cell]) -> Vec<Option<u64>> {
    cells.iter().map(|cell| cell.shown()).collect()
}

#[tokio::test]
async fn a_leader_sees_the_city_and_no_school_with_few() {
    on_both(async |world| {
        people(world, SCHOOL, 30, "blue").await;
        people(world, SCHOOL, 12, "red").await;
        people(world, OTHER_SCHOOL, 3, "blue").await;
        people(world, OTHER_SCHOOL, 40, "red").await;
        let leader = world.reader("li", Role::Leader, CITY).await;
        let found = signals(world, &leader, CITY).await;
        assert_eq!(told(&found.whole), [Some(52), Some(0), Some(33), Some(85)]);
        let below: Vec<Vec<Option<u64>>> = found.below.iter().map(|row| told(&row.cells)).collect();
        // the three, and what would give them away: the other school's blue, and the red of both
        let hidden = [None, Some(0), None];
        assert_eq!(below, [42, 43].map(|sum| [hidden.to_vec(), vec![Some(sum)]].concat()));
        assert_eq!((found.floors, found.month), ((5, 10), october()));
        assert_eq!(found.series.last(), Some(&(october(), Cell::Count(85))));
        assert_eq!(found.way.iter().map(|place| place.path.as_str()).collect::<Vec<_>>(), [CITY]);
    })
    .await;
}

#[tokio::test]
async fn whoever_looks_from_wherever_sees_a_part_of_one_table() {
    on_both(async |world| {
        people(world, SCHOOL, 30, "blue").await;
        people(world, OTHER_SCHOOL, 3, "blue").await;
        // the school's head looks first, the city's afterwards: neither has more than the other lacks
        let school = world.reader("wu", Role::Leader, OTHER_SCHOOL).await;
        let own = signals(world, &school, OTHER_SCHOOL).await;
        assert_eq!(told(&own.whole), [Some(0), Some(0), None, None]);
        let city = world.reader("li", Role::Leader, CITY).await;
        let all = signals(world, &city, CITY).await;
        assert_eq!(told(&all.whole)[3], Some(33));
        assert!(all.below.iter().all(|row| row.cells[3] == Cell::Hidden), "{:?}", all.below);
    })
    .await;
}

#[tokio::test]
async fn a_month_stays_as_it_went_out() {
    on_both(async |world| {
        people(world, SCHOOL, 30, "blue").await;
        let leader = world.reader("li", Role::Leader, CITY).await;
        let before = signals(world, &leader, CITY).await;
        people(world, SCHOOL, 1, "blue").await;
        let after = signals(world, &leader, CITY).await;
        assert_eq!((after.whole, after.counted_at), (before.whole, before.counted_at));
    })
    .await;
}

#[tokio::test]
async fn persons_are_counted_once_at_the_gravest_of_the_month() {
    on_both(async |world| {
        let person = world.person(SCHOOL, "一人").await;
        for level in ["blue", "red", "yellow", "red", "red", "red", "red", "red", "red", "red", "red", "red"] {
            signal(world, person, SCHOOL, level, IN_OCTOBER).await;
        }
        let leader = world.reader("li", Role::Leader, CITY).await;
        // twelve signals would be shown; one person is not
        assert_eq!(told(&signals(world, &leader, CITY).await.whole), [None, Some(0), Some(0), None]);
    })
    .await;
}

#[tokio::test]
async fn counts_are_for_those_who_may_and_each_look_leaves_a_row() {
    on_both(async |world| {
        let asked = |place: &str, month: &str| Asked {
            measure: Measure::Warnings,
            place: Some(path(place)),
            month: Some(month.parse().unwrap()),
            is_export: false,
        };
        let head = world.reader("wu", Role::Leader, SCHOOL).await;
        assert!(matches!(refused(world.app.aggregates(&head, &asked(CITY, "2026-10")).await), AppError::NotFound));
        assert!(matches!(refused(world.app.aggregates(&head, &asked(OTHER_SCHOOL, "2026-10")).await), AppError::NotFound));
        assert!(matches!(refused(world.app.aggregates(&world.pupil, &asked(SCHOOL, "2026-10")).await), AppError::Denied(_)));
        for month in ["2026-11", "2027-01", "2025-10"] {
            assert_eq!(faults(world.app.aggregates(&head, &asked(SCHOOL, month)).await)[0].field, "month");
        }
        world.app.aggregates(&head, &asked(SCHOOL, "2026-10")).await.unwrap();
        let auditor = world.auditor().await;
        let rows = world.app.audit_rows(&auditor, Timestamp::MAX, 100).await.unwrap();
        let looks: Vec<&str> = rows
            .iter()
            .filter(|row| row.action == "read_aggregates" && row.outcome == "done")
            .map(|row| row.detail.as_str())
            .collect();
        assert_eq!(looks, ["warnings 2026-10 rows=0"]);
        assert_eq!(rows.iter().filter(|row| row.action == "publish_counts").count(), 12);
    })
    .await;
}

#[tokio::test]
async fn only_who_may_export_takes_the_table_away() {
    on_both(async |world| {
        let asked = Asked { measure: Measure::SelfTests, place: None, month: None, is_export: true };
        let leader = world.reader("li", Role::Leader, CITY).await;
        assert!(!world.app.aggregates(&leader, &Asked { is_export: false, ..asked.clone() }).await.unwrap().may_export);
        assert!(matches!(refused(world.app.aggregates(&leader, &asked).await), AppError::Denied(_)));
        let officer = world.reader("bai", Role::IndicatorOfficer, CITY).await;
        let found = world.app.aggregates(&officer, &asked).await.unwrap();
        assert!(found.may_export);
        assert_eq!((told(&found.whole), found.month), (vec![Some(0)], october()));
        let auditor = world.auditor().await;
        let rows = world.app.audit_rows(&auditor, Timestamp::MAX, 100).await.unwrap();
        assert!(rows.iter().any(|row| row.action == "export_aggregates" && row.detail == "self-tests 2026-10 rows=2"));
    })
    .await;
}
