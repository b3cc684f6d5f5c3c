use xinqiao_access::act;
use xinqiao_kernel::id::{AccountId, PersonId, WarningId};

use super::world::{Desk, NEIGHBOURS, SCHOOL, World, about, is_duplicate, is_refused, on_both};
use crate::StoreError;
use crate::warnings::{Mark, WarningRow, WarningState};

/// Opens a warning with its first event.
async fn open(world: &World, warning: &WarningRow) {
    let event = world.event(1, "confirmed", None);
    world.write(async |tx| tx.open_warning(warning, &[event], world.now()).await).await;
}

/// A warning about somebody at the school that `owner` owes within `minutes`.
async fn opened(world: &World, owner: AccountId, minutes: i64) -> WarningRow {
    let person = world.person(SCHOOL).await;
    let warning = world.warning(person, SCHOOL, owner, minutes);
    open(world, &warning).await;
    warning
}

fn closed(world: &World, state: &WarningState) -> WarningState {
    WarningState {
        step: "closed".to_owned(),
        owed: None,
        version: state.version + 1,
        closed_at: Some(world.now()),
        ..state.clone()
    }
}

async fn save(world: &World, id: WarningId, from: i64, state: &WarningState) {
    let event = world.event(state.version, "changed", None);
    world.write(async |tx| tx.save_warning(id, from, state, &[event], world.now()).await).await;
}

async fn queue(world: &World, desk: &Desk) -> Vec<WarningId> {
    let found = world.db.open_warnings(&desk.scope(), Mark::FIRST, 10).await.unwrap().rows;
    found.into_iter().map(|warning| warning.id).collect()
}

async fn stands(world: &World, owner: AccountId, person: PersonId, id: WarningId) -> WarningRow {
    let record = about(person, SCHOOL).owned_by(owner);
    let permit = Desk::counsellor(owner, SCHOOL).permit(&record);
    world.db.warning(&permit, id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_warning_stands_as_it_was_opened_with_a_masked_name_and_its_owner() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let made = opened(world, owner, 30).await;
        let kept = stands(world, owner, made.person, made.id).await;
        assert_eq!((&kept.number, &kept.state), (&made.number, &made.state));
        assert_eq!((kept.name.as_str(), kept.owner_name.as_deref()), ("林**", Some("周老师")));
        let found = world.db.warning_place(made.id).await.unwrap().unwrap();
        assert_eq!((found.person, found.owner), (made.person, Some(owner)));
        assert_eq!(world.db.open_warnings_of(made.person).await.unwrap(), [found]);
    })
    .await;
}

#[tokio::test]
async fn a_warning_is_read_with_the_permit_for_its_place_and_person_only() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let made = opened(world, owner, 30).await;
        let other = world.person(SCHOOL).await;
        let read = async |at: &str, person| {
            let permit = Desk::counsellor(owner, at).permit::<act::ReadWarning>(&about(person, at));
            world.db.warning(&permit, made.id).await.unwrap().is_some()
        };
        assert!(read(SCHOOL, made.person).await);
        assert!(!read(SCHOOL, other).await);
        assert!(!read(NEIGHBOURS[0], made.person).await);
    })
    .await;
}

#[tokio::test]
async fn a_save_from_a_stale_version_is_refused_and_changes_nothing() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let made = opened(world, owner, 30).await;
        let second = WarningState { step: "verify".to_owned(), version: 2, ..made.state.clone() };
        save(world, made.id, 1, &second).await;
        let late = WarningState { level: "red".to_owned(), version: 2, ..made.state.clone() };
        let event = world.event(2, "raised", None);
        let fault = world.refused(async |tx| tx.save_warning(made.id, 1, &late, &[event], world.now()).await).await;
        let StoreError::Stale { table, id } = fault else {
            panic!("{fault:?}");
        };
        assert_eq!((table, id), ("warning", made.id.to_string()));
        let kept = stands(world, owner, made.person, made.id).await;
        assert_eq!(kept.state, second);
        assert_eq!(world.count("warning_event").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_one_saves_a_version_and_the_others_are_stale() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let made = opened(world, owner, 30).await;
        let mut works = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, id, now) = (world.db.clone(), made.id, world.now());
            let (state, event) = (WarningState { version: 2, ..made.state.clone() }, world.event(2, "acknowledged", Some(owner)));
            works.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                tx.save_warning(id, 1, &state, &[event], now).await?;
                tx.commit().await
            });
        }
        let outcomes = works.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let stale = |outcome: &&crate::Result<()>| matches!(outcome, Err(StoreError::Stale { .. }));
        assert_eq!(outcomes.iter().filter(stale).count(), 7, "{outcomes:?}");
        assert_eq!(world.count("warning_event").await, 2);
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_an_open_warning_without_owner_or_due_time() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let mut warning = world.warning(person, SCHOOL, owner, 30);
        warning.state.owed = None;
        let fault = world.refused(async |tx| tx.open_warning(&warning, &[], world.now()).await).await;
        assert!(is_refused(&fault), "{fault:?}");
        opened(world, owner, 30).await;
        for column in ["owner_id", "owner_path", "due_at"] {
            let statement = format!("update warning set {column} = null");
            let fault = world.refused(async |tx| tx.exec_built(&statement, &[]).await).await;
            assert!(is_refused(&fault), "{column}: {fault:?}");
        }
        assert_eq!(world.db.count_open_warnings().await.unwrap(), 1);
        assert_eq!(world.db.count_warnings_astray().await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_a_closed_warning_that_somebody_still_owes() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let made = opened(world, owner, 30).await;
        let owed = WarningState { owed: made.state.owed.clone(), ..closed(world, &made.state) };
        let fault = world.refused(async |tx| tx.save_warning(made.id, 1, &owed, &[], world.now()).await).await;
        assert!(is_refused(&fault), "{fault:?}");
        save(world, made.id, 1, &closed(world, &made.state)).await;
        assert_eq!(world.db.count_open_warnings().await.unwrap(), 0);
        assert!(world.db.open_warnings_of(made.person).await.unwrap().is_empty());
        let mut level = made.clone();
        level.id = WarningId::new(&world.ids, world.now());
        level.number = "W20261122-0002".to_owned();
        level.state.level = "green".to_owned();
        let fault = world.refused(async |tx| tx.open_warning(&level, &[], world.now()).await).await;
        assert!(is_refused(&fault), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn the_queue_goes_by_due_time_inside_the_scope() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let late = opened(world, owner, 90).await.id;
        let first = opened(world, owner, 10).await.id;
        let next = opened(world, owner, 30).await.id;
        for at in NEIGHBOURS {
            let person = world.person(at).await;
            open(world, &world.warning(person, at, owner, 1)).await;
        }
        let desk = Desk::counsellor(owner, SCHOOL);
        assert_eq!(queue(world, &desk).await, [first, next, late]);
        let short = world.db.open_warnings(&desk.scope(), Mark::FIRST, 2).await.unwrap().rows;
        assert_eq!(short.iter().map(|one| one.id).collect::<Vec<_>>(), [first, next]);
        let city = Desk::counsellor(owner, "620000/620700/");
        assert_eq!(queue(world, &city).await.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn closed_warnings_come_newest_first_and_leave_the_queue() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let mut expected = Vec::new();
        for _ in 0..3 {
            let made = opened(world, owner, 30).await;
            save(world, made.id, 1, &closed(world, &made.state)).await;
            expected.insert(0, made.id);
            world.pass(1);
        }
        let desk = Desk::counsellor(owner, SCHOOL);
        assert!(queue(world, &desk).await.is_empty());
        let found = world.db.closed_warnings(&desk.scope(), 10).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), expected);
        assert_eq!((&found[0].state.owed, &found[0].owner_name), (&None, &None));
        let neighbour = Desk::counsellor(owner, NEIGHBOURS[0]);
        assert!(world.db.closed_warnings(&neighbour.scope(), 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_village_doctor_sees_what_they_owe_and_what_they_reported() {
    on_both(async |world| {
        let (doctor, other) = (world.account("doctor").await, world.account("zhou").await);
        let owned = opened(world, doctor, 20).await;
        let reported = opened(world, other, 10).await;
        opened(world, other, 5).await;
        // both at once: it is listed once
        for (warning, key) in [(&owned, "k1"), (&reported, "k2")] {
            let mut signal = world.signal(warning.person, SCHOOL, key);
            signal.reporter = Some(doctor);
            let staff = Desk::counsellor(other, SCHOOL);
            let permit = staff.permit(&about(warning.person, SCHOOL));
            world
                .write(async |tx| {
                    tx.add_signal(&signal, world.now()).await?;
                    tx.take_up_signal(&permit, signal.id, warning.id).await
                })
                .await;
        }
        let desk = Desk::doctor(doctor, SCHOOL);
        assert_eq!(queue(world, &desk).await, [reported.id, owned.id]);
        assert!(queue(world, &Desk::doctor(doctor, NEIGHBOURS[1])).await.is_empty());
        assert!(queue(world, &Desk::doctor(other, NEIGHBOURS[1])).await.is_empty());
        let permit = desk.permit::<act::ReadWarning>(&about(reported.person, SCHOOL).reported_by(doctor));
        assert_eq!(world.db.signals_of_warning(&permit, reported.id).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn events_come_in_order_with_the_name_of_who_did_it() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let person = world.person(SCHOOL).await;
        let mut warning = world.warning(person, SCHOOL, owner, 30);
        warning.state.version = 3;
        let events = [
            world.event(3, "acknowledged", Some(owner)),
            world.event(1, "raised", None),
            world.event(2, "confirmed", Some(owner)),
        ];
        world.write(async |tx| tx.open_warning(&warning, &events, world.now()).await).await;
        let permit = Desk::counsellor(owner, SCHOOL).permit(&about(person, SCHOOL));
        let found = world.db.warning_events(&permit, warning.id).await.unwrap();
        let found: Vec<(i64, &str, Option<&str>)> =
            found.iter().map(|event| (event.seq, event.kind.as_str(), event.name.as_deref())).collect();
        let expected = [(1, "raised", None), (2, "confirmed", Some("周老师")), (3, "acknowledged", Some("周老师"))];
        assert_eq!(found, expected);
        let (row, swept) = world.db.warning_for_sweep(warning.id).await.unwrap().unwrap();
        assert_eq!((row.id, &row.state), (warning.id, &warning.state));
        assert_eq!(swept.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2, 3]);
        let again = world.event(3, "acknowledged", None);
        let state = WarningState { version: 4, ..warning.state.clone() };
        let fault = world.refused(async |tx| tx.save_warning(warning.id, 3, &state, &[again], world.now()).await).await;
        assert!(is_duplicate(&fault), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn overdue_are_open_warnings_past_their_time_longest_first() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        let second = opened(world, owner, 20).await;
        let first = opened(world, owner, 10).await;
        let done = opened(world, owner, 5).await;
        save(world, done.id, 1, &closed(world, &done.state)).await;
        let overdue = async || {
            let found = world.db.overdue_warnings(world.now(), 10).await.unwrap();
            found.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        world.pass(9);
        assert!(overdue().await.is_empty());
        world.pass(1);
        assert_eq!(overdue().await, [first.id.uuid()]);
        world.pass(11);
        assert_eq!(overdue().await, [first.id.uuid(), second.id.uuid()]);
    })
    .await;
}

#[tokio::test]
async fn numbers_are_counted_by_the_day_and_given_once() {
    on_both(async |world| {
        let owner = world.account("zhou").await;
        for number in ["W20261122-0001", "W20261122-9999", "W20261123-0001", "W202611220-1"] {
            let person = world.person(SCHOOL).await;
            let mut warning = world.warning(person, SCHOOL, owner, 30);
            warning.number = number.to_owned();
            open(world, &warning).await;
            warning.id = WarningId::new(&world.ids, world.now());
            let fault = world.refused(async |tx| tx.open_warning(&warning, &[], world.now()).await).await;
            assert!(is_duplicate(&fault), "{fault:?}");
        }
        let count = world.write(async |tx| tx.warnings_numbered("W20261122-").await).await;
        assert_eq!(count, 2);
    })
    .await;
}
