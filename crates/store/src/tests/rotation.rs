//! Keys change while the program works; whatever is cut off goes on.

use jiff::{SignedDuration, Timestamp};
use xinqiao_access::{Purpose, Role, Scope, act};
use xinqiao_kernel::id::PersonId;
use xinqiao_names::Query;
use xinqiao_testkit::MASTER_KEY;
use xinqiao_vault::{Class, Header, KeySource, State, Suite};

use super::world::{Desk, SCHOOL, World, on_both};
use crate::keys::{Progress, SETTLE, Step};
use crate::{Db, DbOptions, StoreError};

async fn begin(world: &World, class: Class) -> u32 {
    world.write(async |tx| tx.begin_rotation(class, world.now()).await).await
}

/// Does steps until nothing is left, with the clock going on where they wait; how many there were.
async fn finish(world: &World, db: &Db, mut progress: Progress) -> usize {
    for steps in 1..10_000 {
        let (next, step) = db.rotate_step(progress, world.now()).await.unwrap();
        progress = next;
        match step {
            Step::Working => {}
            Step::Waiting(until) => world.clock.advance(until.duration_since(world.now())),
            Step::Idle => return steps,
        }
    }
    panic!("the rotation does not end");
}

async fn states(world: &World, class: Class) -> Vec<(u32, State)> {
    let rows = world.db.data_keys().await.unwrap();
    rows.into_iter().filter(|row| row.key.class == class).map(|row| (row.key.number, row.key.state)).collect()
}

/// The number of the key that wraps a person's own.
async fn wraps(world: &World, person: PersonId) -> u32 {
    let mut tx = world.db.snapshot().await.unwrap();
    let wrapped = tx.wrapped_keys(&[person.uuid()]).await.unwrap().remove(&person.uuid()).unwrap();
    Header::of(&wrapped).unwrap().key
}

async fn process(world: &World) -> Db {
    Db::open(&DbOptions::new(&world.database.url, KeySource::local(MASTER_KEY, [5; 32]))).await.unwrap()
}

#[tokio::test]
async fn a_new_key_comes_then_seals_then_replaces_the_old_one_in_every_row() {
    on_both(async |world| {
        let mut people = Vec::new();
        for _ in 0..5 {
            people.push(world.person(SCHOOL).await);
        }
        let key = world.db.person_key(people[0]).await.unwrap().unwrap();
        let spot = xinqiao_vault::Field::new("person", "name_sealed").of(people[0].uuid());
        let sealed = key.seal(&spot, b"as it was").unwrap();

        assert_eq!(begin(world, Class::Person).await, 5);
        let begun = world.now();
        assert_eq!(states(world, Class::Person).await, [(1, State::Active), (5, State::Coming)]);
        // everybody has a minute for reading it
        let (_, step) = world.db.rotate_step(Progress::default(), world.now()).await.unwrap();
        assert_eq!(step, Step::Waiting(begun + SETTLE));
        assert_eq!(wraps(world, people[0]).await, 1);

        finish(world, &world.db, Progress::default()).await;
        assert_eq!(states(world, Class::Person).await, [(1, State::Retired), (5, State::Active)]);
        for person in &people {
            assert_eq!(wraps(world, *person).await, 5);
        }
        // the person's own key is the same: no field had to be touched
        let key = world.db.person_key(people[0]).await.unwrap().unwrap();
        assert_eq!(&key.open(&spot, &sealed).unwrap()[..], b"as it was");
        assert!(world.db.check_sealed(None).await.unwrap().iter().all(|column| column.faults == 0));
        // and once more, from the beginning
        assert_eq!(begin(world, Class::Person).await, 6);
        finish(world, &world.db, Progress::default()).await;
        assert_eq!(wraps(world, people[4]).await, 6);
    })
    .await;
}

#[tokio::test]
async fn a_rotation_that_is_dropped_after_any_step_goes_on_in_another_process() {
    on_both(async |world| {
        for _ in 0..450 {
            world.person(SCHOOL).await;
        }
        begin(world, Class::Person).await;
        world.clock.advance(SETTLE);
        let mut steps = 0;
        let mut kept = Progress::default();
        loop {
            // a process of its own for every step, gone afterwards; every other one has lost where it was
            let db = process(world).await;
            let before = if steps % 2 == 0 { kept.clone() } else { Progress::default() };
            let text = serde_json::to_string(&before).unwrap();
            let (next, step) = db.rotate_step(serde_json::from_str(&text).unwrap(), world.now()).await.unwrap();
            db.close().await;
            kept = next;
            steps += 1;
            match step {
                Step::Working => {}
                Step::Waiting(until) => world.clock.advance(until.duration_since(world.now())),
                Step::Idle => break,
            }
            if steps == 12 {
                // from here on nothing is lost: a pass must reach its end
                let db = process(world).await;
                finish(world, &db, kept).await;
                db.close().await;
                break;
            }
        }
        assert_eq!(states(world, Class::Person).await, [(1, State::Retired), (5, State::Active)]);
        let old = world.db.check_sealed(None).await.unwrap();
        let keys = old.iter().find(|column| column.field.column == "key_sealed").unwrap();
        assert_eq!((keys.opened, keys.by_key.clone()), (450, [(5, 450)].into()));
    })
    .await;
}

#[tokio::test]
async fn a_step_that_is_cut_off_inside_leaves_nothing_half_done() {
    on_both(async |world| {
        for _ in 0..30 {
            world.person(SCHOOL).await;
        }
        begin(world, Class::Person).await;
        world.clock.advance(SETTLE);
        for patience in 0..40 {
            let step = world.db.rotate_step(Progress::default(), world.now());
            let _ = tokio::time::timeout(std::time::Duration::from_micros(patience * 60), step).await;
        }
        finish(world, &world.db, Progress::default()).await;
        assert_eq!(states(world, Class::Person).await, [(1, State::Retired), (5, State::Active)]);
        let found = world.db.check_sealed(None).await.unwrap();
        assert!(found.iter().all(|column| column.faults == 0), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn what_others_write_between_the_batches_is_not_lost_and_an_old_ring_is_caught_up_with() {
    on_both(async |world| {
        let mut people = Vec::new();
        for _ in 0..250 {
            people.push(world.person(SCHOOL).await);
        }
        // a process that does not look at the keys again
        let slow = process(world).await;
        begin(world, Class::Person).await;
        world.clock.advance(SETTLE);
        let (mut progress, mut step) = (Progress::default(), Step::Working);
        for round in 0..4 {
            (progress, step) = world.db.rotate_step(progress, world.now()).await.unwrap();
            // a new person with the present ring, and one whom the slow process wraps with the old key
            people.push(world.person(SCHOOL).await);
            let person = world.person_row(SCHOOL);
            let (_, wrapped) = slow.vault().new_person_key(person.id.uuid()).unwrap();
            world.write(async |tx| tx.add_person(&person, world.now()).await).await;
            assert_eq!(Header::of(&wrapped).unwrap().key, 1, "round {round}");
            let row = crate::arg::args![wrapped, person.id.uuid()];
            world.write(async |tx| tx.exec_built("update person set key_sealed = $1 where person_id = $2", &row).await).await;
            people.push(person.id);
        }
        assert_ne!(step, Step::Idle);
        finish(world, &world.db, progress).await;
        for person in people {
            assert_eq!(wraps(world, person).await, 5);
        }
        slow.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_row_that_changes_between_reading_and_writing_is_left_as_it_is() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let mut tx = world.db.begin().await.unwrap();
        let wrapped = tx.wrapped_keys(&[person.uuid()]).await.unwrap().remove(&person.uuid()).unwrap();
        let field = crate::keys::sealed::PERSON_KEY;
        let key = [crate::Arg::from(person.uuid())];
        let stale = [&wrapped[..], b"x"].concat();
        assert!(!tx.replace(field, (&["person_id"], &key), &stale, vec![1]).await.unwrap());
        assert!(tx.replace(field, (&["person_id"], &key), &wrapped, wrapped.clone()).await.unwrap());
        tx.rollback().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_rotation_of_a_class_at_a_time_and_others_beside_it() {
    on_both(async |world| {
        begin(world, Class::File).await;
        let fault = world.refused(async |tx| tx.begin_rotation(Class::File, world.now()).await).await;
        assert!(matches!(fault, StoreError::Rotating { class: "file" }), "{fault:?}");
        begin(world, Class::Index).await;
        begin(world, Class::Account).await;
        finish(world, &world.db, Progress::default()).await;
        for class in [Class::File, Class::Index, Class::Account] {
            let states: Vec<State> = states(world, class).await.into_iter().map(|(_, state)| state).collect();
            assert_eq!(states, [State::Retired, State::Active], "{class:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn with_the_clock_set_back_a_rotation_waits_and_loses_nothing() {
    on_both(async |world| {
        world.person(SCHOOL).await;
        begin(world, Class::Person).await;
        let earlier: Timestamp = world.now() - SignedDuration::from_hours(3);
        let (_, step) = world.db.rotate_step(Progress::default(), earlier).await.unwrap();
        assert_eq!(step, Step::Waiting(world.now() + SETTLE));
        finish(world, &world.db, Progress::default()).await;
        assert_eq!(states(world, Class::Person).await, [(1, State::Retired), (5, State::Active)]);
    })
    .await;
}

#[tokio::test]
async fn another_master_key_takes_over_and_the_old_one_opens_nothing_any_more() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let spot = xinqiao_vault::Field::new("person", "name_sealed").of(person.uuid());
        let sealed = world.db.person_key(person).await.unwrap().unwrap().seal(&spot, b"x").unwrap();
        let new = KeySource::local([0x33; 32], [5; 32]).with_suite(Suite::Sm4Gcm);
        assert_eq!(world.db.rotate_master(&new).await.unwrap(), 4);
        let check = new.master.check_value().unwrap();
        assert!(world.db.data_keys().await.unwrap().iter().all(|row| row.master_check == check));
        // who serves goes on
        assert_eq!(&world.db.person_key(person).await.unwrap().unwrap().open(&spot, &sealed).unwrap()[..], b"x");
        let old = Db::open(&DbOptions::new(&world.database.url, KeySource::local(MASTER_KEY, [5; 32]))).await;
        assert!(matches!(&old, Err(StoreError::WrongMasterKey { needed, .. }) if *needed == check), "{old:?}");
        let db = Db::open(&DbOptions::new(&world.database.url, new)).await.unwrap();
        assert_eq!(&db.person_key(person).await.unwrap().unwrap().open(&spot, &sealed).unwrap()[..], b"x");
        db.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_damaged_value_is_named_by_the_check_and_does_not_hold_up_the_others() {
    on_both(async |world| {
        let people = [world.person(SCHOOL).await, world.person(SCHOOL).await];
        let key = world.db.vault().seal(Class::Person, &crate::keys::sealed::PERSON_KEY.of(people[1].uuid()), b"x").unwrap();
        let row = crate::arg::args![key, people[0].uuid()];
        world.write(async |tx| tx.exec_built("update person set key_sealed = $1 where person_id = $2", &row).await).await;
        let of_keys = async || {
            let found = world.db.check_sealed(Some(10)).await.unwrap();
            found.into_iter().find(|column| column.field.column == "key_sealed").unwrap()
        };
        let found = of_keys().await;
        assert_eq!((found.opened, found.faults), (1, 1));
        assert!(found.first_fault.unwrap().contains("person.key_sealed"));
        begin(world, Class::Person).await;
        finish(world, &world.db, Progress::default()).await;
        assert_eq!(of_keys().await.by_key, [(1, 1), (5, 1)].into());
    })
    .await;
}

/// Everything by which somebody is found still finds them.
async fn is_found(world: &World, scope: &Scope<act::SearchPeople>, person: PersonId, when: &str) {
    let mut tx = world.db.snapshot().await.unwrap();
    let named = tx.person_by_identifier("school", "2026001").await.unwrap();
    assert_eq!(named.map(|found| found.id), Some(person), "{when}");
    drop(tx);
    assert!(world.db.account_by_login("lin").await.unwrap().is_some(), "{when}");
    for typed in ["林晓溪", "linxiaoxi", "lxx", "5678"] {
        let found = world.db.search_people(scope, &Query::parse(typed).unwrap(), "school", 10).await.unwrap();
        assert_eq!(found.people.iter().map(|(found, _)| found.id).collect::<Vec<_>>(), [person], "{typed} {when}");
    }
}

#[tokio::test]
async fn people_and_accounts_are_found_before_during_and_after_their_look_ups_change_keys() {
    on_both(async |world| {
        let account = world.account("lin").await;
        let scope: Scope<act::SearchPeople> = Desk::new(account, None, Role::SchoolCounsellor, SCHOOL, Purpose::Service).scope();
        let person = world.person(SCHOOL).await;
        let id = world.ids.uuid(world.now());
        world.write(async |tx| tx.add_identifier(id, "school", "2026001", person, world.now()).await).await;
        is_found(world, &scope, person, "before").await;
        let tokens = world.count("person_token").await;
        begin(world, Class::Index).await;
        world.db.reload_keys().await.unwrap();
        is_found(world, &scope, person, "while the key comes").await;
        let (mut progress, mut steps) = (Progress::default(), 0);
        loop {
            let (next, step) = world.db.rotate_step(progress, world.now()).await.unwrap();
            progress = next;
            steps += 1;
            is_found(world, &scope, person, &format!("after step {steps}")).await;
            match step {
                Step::Working => {}
                Step::Waiting(until) => world.clock.advance(until.duration_since(world.now())),
                Step::Idle => break,
            }
        }
        assert!(steps > 8, "{steps}");
        assert_eq!(states(world, Class::Index).await, [(4, State::Retired), (5, State::Active)]);
        // nothing of the old key is left
        let new = [0, 0, 0, 5];
        let mut hashes = Vec::new();
        let mut tx = world.db.snapshot().await.unwrap();
        for statement in ["select value_lookup from person_identifier", "select login_lookup from account"] {
            tx.each(statement, |row| {
                hashes.push(row.bytes(0)?);
                Ok(())
            })
            .await
            .unwrap();
        }
        drop(tx);
        assert!(hashes.len() == 2 && hashes.iter().all(|hash| hash[..4] == new), "{hashes:?}");
        assert_eq!(world.count("person_token").await, tokens);
        // a row that a slow process wrote with the old key after all is still found
        let old = world.db.vault().lookups("school", b"2026001").unwrap()[1].to_vec();
        let row = crate::arg::args![old, id];
        world
            .write(async |tx| {
                tx.exec_built("update person_identifier set value_lookup = $1 where identifier_id = $2", &row).await
            })
            .await;
        is_found(world, &scope, person, "with a straggler").await;
    })
    .await;
}

#[tokio::test]
async fn fields_of_accounts_and_files_are_sealed_anew() {
    on_both(async |world| {
        for login in ["lin", "zhou"] {
            world.account(login).await;
        }
        begin(world, Class::Account).await;
        finish(world, &world.db, Progress::default()).await;
        let columns = world.db.check_sealed(None).await.unwrap();
        let of_account: Vec<_> = columns.iter().filter(|column| column.field.table == "account").collect();
        assert_eq!(of_account.len(), 2);
        assert!(of_account.iter().all(|column| column.opened == 2 && column.by_key == [(5, 2)].into()), "{of_account:?}");
        assert_eq!(world.db.account_by_login("zhou").await.unwrap().unwrap().name, "周老师");
    })
    .await;
}
