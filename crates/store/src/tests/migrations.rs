//! Schema changes: forward only, once, by one migrator at a time.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use xinqiao_testkit::{Engine, MASTER_KEY};

use super::world::World;
use crate::{Db, DbOptions, KeySource, MIGRATIONS, StoreError};

fn names(folder: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(folder);
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn both_engines_have_the_same_migrations_in_numbered_order() {
    let known: BTreeSet<String> = MIGRATIONS.iter().map(|one| one.name.to_owned()).collect();
    assert_eq!(names("sqlite"), known);
    assert_eq!(names("postgres"), known);
    let numbers: Vec<&str> = MIGRATIONS.iter().map(|one| one.name.split('_').next().unwrap()).collect();
    assert!(numbers.iter().all(|number| number.len() == 4) && numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
}

#[tokio::test]
async fn a_second_migration_changes_nothing() {
    for engine in Engine::both() {
        let world = World::bare(engine).await;
        let all: Vec<&str> = MIGRATIONS.iter().map(|one| one.name).collect();
        assert_eq!(world.db.applied().await.unwrap(), []);
        assert_eq!(world.db.pending().await.unwrap(), all);
        assert_eq!(world.db.migrate(world.now()).await.unwrap(), all);
        let before = world.db.applied().await.unwrap();
        assert_eq!(before.len(), all.len());
        world.pass(60);
        assert!(world.db.migrate(world.now()).await.unwrap().is_empty());
        assert!(world.db.pending().await.unwrap().is_empty());
        assert_eq!(world.db.applied().await.unwrap(), before);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_migrators_at_once_one_migrates_and_the_other_finds_it_done() {
    for engine in Engine::both() {
        let world = World::bare(engine).await;
        let other = Db::open(&DbOptions::new(&world.database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
        let (now, one) = (world.now(), world.db.clone());
        let first = tokio::spawn(async move { one.migrate(now).await });
        let second = tokio::spawn(async move { other.migrate(now).await });
        let mut made = [first.await.unwrap().unwrap().len(), second.await.unwrap().unwrap().len()];
        made.sort_unstable();
        assert_eq!(made, [0, MIGRATIONS.len()], "{engine:?}");
    }
}

#[tokio::test]
async fn an_edited_or_unknown_migration_is_refused_by_name() {
    for engine in Engine::both() {
        let check = async |change: &str, expected: &str, reason: &str| {
            let world = World::on(engine).await;
            world.run(change).await;
            let faults = [world.db.migrate(world.now()).await.unwrap_err(), world.db.pending().await.unwrap_err()];
            for fault in faults {
                let StoreError::Migration { name, what } = fault else {
                    panic!("{engine:?}: {fault:?}");
                };
                assert_eq!(name, expected);
                assert!(what.contains(reason), "{what}");
            }
        };
        let edited = MIGRATIONS[1].name;
        check(&format!("update migration set checksum = 'edited' where name = '{edited}'"), edited, "differs").await;
        check(
            "insert into migration (name, checksum, applied_at) values ('9999_later.sql', 'x', 0)",
            "9999_later.sql",
            "newer than this program",
        )
        .await;
    }
}

#[tokio::test]
async fn a_refused_migration_leaves_the_pool_and_the_tables_as_they_were() {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        world.run("insert into migration (name, checksum, applied_at) values ('9999_later.sql', 'x', 0)").await;
        for _ in 0..20 {
            assert!(world.db.migrate(world.now()).await.is_err());
        }
        assert_eq!(world.db.place_count().await.unwrap(), 0);
    }
}
