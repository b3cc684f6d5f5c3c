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

/// An id as a statement of an engine writes it.
fn id(engine: Engine, number: u8) -> String {
    match engine {
        Engine::Sqlite => format!("x'{number:032x}'"),
        Engine::Postgres => format!("'00000000-0000-0000-0000-{number:012x}'"),
    }
}

/// Sealed columns hold bytes; nobody opens these.
const fn bytes(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "x'00'",
        Engine::Postgres => "'\\x00'",
    }
}

#[tokio::test]
async fn a_campaign_that_ran_before_sign_offs_goes_on_and_knows_how_far_each_person_is() {
    for engine in Engine::both() {
        let world = World::bare(engine).await;
        world.db.migrate_before("0035_campaigns.sql", world.now()).await.unwrap();
        let (by, open, done, campaign, sheet) = (id(engine, 1), id(engine, 2), id(engine, 3), id(engine, 4), id(engine, 5));
        let some = bytes(engine);
        world
            .run(&format!(
                "insert into account (account_id, login_lookup, login_sealed, name_sealed, password_hash, created_at) values ({by}, {some}, {some}, {some}, 'x', 1)"
            ))
            .await;
        for (person, at) in [(&open, "62/6207/c1/"), (&done, "62/6207/c2/")] {
            world
                .run(&format!(
                    "insert into person (person_id, place_path, name_sealed, created_at) values ({person}, '{at}', {some}, 1)"
                ))
                .await;
        }
        world
            .run(&format!(
                "insert into campaign (campaign_id, place_path, title, instrument, instrument_version, consent_text, opens_on, closes_on, created_by, created_at) \
                 values ({campaign}, '62/6207/', 'x', 'phq-9', '1', 'x', '2026-11-01', '2026-11-30', {by}, 7)"
            ))
            .await;
        for person in [&open, &done] {
            world
                .run(&format!(
                    "insert into campaign_member (campaign_id, person_id, created_at) values ({campaign}, {person}, 8)"
                ))
                .await;
        }
        world
            .run(&format!(
                "insert into response (response_id, submission_key, person_id, campaign_id, place_path, instrument, instrument_version, source, sharing, \
                 answers_sealed, outcome_sealed, attention, answered_at, created_at) \
                 values ({sheet}, 'k', {done}, {campaign}, '62/6207/c2/', 'phq-9', '1', 'campaign', 'campaign', {some}, {some}, 1, 9, 9)"
            ))
            .await;

        world.db.migrate(world.now()).await.unwrap();
        let held = async |statement: &str| world.number(statement).await;
        assert_eq!(held("select count(*) from campaign where stage = 'running' and steps = 2").await, 1, "{engine:?}");
        assert_eq!(held("select count(*) from campaign_event where word in ('planned', 'taken_over')").await, 2);
        assert_eq!(held("select count(*) from campaign_part where position = 0 and instrument = 'phq-9'").await, 1);
        let settled = "select count(*) from campaign_member where unit_path = '62/6207/c2/' and part = 1 and finished_at = 9";
        assert_eq!(held(settled).await, 1);
        let waits = "select count(*) from campaign_member where unit_path = '62/6207/c1/' and part = 0 and finished_at is null";
        assert_eq!(held(waits).await, 1);
        let folded = world.db.campaign_events(xinqiao_kernel::id::CampaignId::from_uuid(uuid::Uuid::from_u128(4))).await.unwrap();
        assert_eq!(folded.len(), 2, "the events can be read");
    }
}
