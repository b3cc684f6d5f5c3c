//! The keys of a database: made once, opened by their master key only, shared by all processes, carried by backups.

use xinqiao_kernel::IdSource;
use xinqiao_testkit::{Engine, MASTER_KEY};
use xinqiao_vault::{Class, Field, KeySource, State, Suite, VaultError};

use super::world::{NEIGHBOURS, SCHOOL, World, on_both};
use crate::keys::sealed::{By, LOOKUPS, SEALED};
use crate::schema::{ColumnKind, tables};
use crate::{Db, DbOptions, MIGRATIONS, StoreError};

const WRONG: [u8; 32] = [0x11; 32];
const SPOT: Field = Field::new("import_file", "bytes_sealed");

fn options(world: &World, master: [u8; 32]) -> DbOptions {
    DbOptions::new(&world.database.url, KeySource::local(master, [5; 32]))
}

#[tokio::test]
async fn the_first_migration_makes_one_active_key_for_each_class_and_the_next_makes_none() {
    on_both(async |world| {
        let keys = world.db.data_keys().await.unwrap();
        let made: Vec<_> = keys.iter().map(|row| (row.key.number, row.key.class, row.key.state)).collect();
        assert_eq!(
            made,
            [1, 2, 3, 4].into_iter().zip(Class::ALL).map(|(no, class)| (no, class, State::Active)).collect::<Vec<_>>()
        );
        assert!(keys.iter().all(|row| row.active_at == Some(world.now()) && row.key.suite == Suite::default()));
        world.db.migrate(world.now()).await.unwrap();
        assert_eq!(world.db.data_keys().await.unwrap(), keys);
        world.db.vault().seal(Class::File, &SPOT.of(world.ids.uuid(world.now())), b"x").unwrap();
    })
    .await;
}

#[tokio::test]
async fn another_process_opens_what_this_one_sealed() {
    on_both(async |world| {
        let spot = SPOT.of(world.ids.uuid(world.now()));
        let sealed = world.db.vault().seal(Class::File, &spot, b"a file").unwrap();
        let other = Db::open(&options(world, MASTER_KEY)).await.unwrap();
        assert_eq!(&other.vault().open(Class::File, &spot, &sealed).unwrap()[..], b"a file");
        let hash = |db: &Db| db.vault().lookup("phone", b"13800000000").unwrap();
        assert_eq!(hash(&other), hash(&world.db));
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_master_key_is_refused_by_name_and_nothing_is_written() {
    on_both(async |world| {
        let dump = async || {
            let mut rows = Vec::new();
            for table in tables(MIGRATIONS.len()) {
                rows.push((world.count(&table.name).await, table.name));
            }
            (rows, world.db.data_keys().await.unwrap())
        };
        let before = dump().await;
        let fault = Db::open(&options(world, WRONG)).await.unwrap_err();
        let StoreError::WrongMasterKey { needed, given } = &fault else { panic!("{fault:?}") };
        assert_eq!(*needed, before.1[0].master_check);
        assert_ne!(needed, given);
        assert!(fault.to_string().contains(&**needed));
        assert_eq!(dump().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_key_row_that_was_changed_by_hand_is_refused() {
    on_both(async |world| {
        world.run("update data_key set suite = 'sm4-gcm' where data_key_no = 2").await;
        let fault = Db::open(&options(world, MASTER_KEY)).await.unwrap_err();
        assert!(matches!(fault, StoreError::WrongMasterKey { .. }), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn a_person_has_a_key_that_opens_their_fields_and_nobody_elses() {
    on_both(async |world| {
        let [one, other] = [world.person(SCHOOL).await, world.person(NEIGHBOURS[0]).await];
        let key = world.db.person_key(one).await.unwrap().unwrap();
        let spot = Field::new("person", "name_sealed").of(one.uuid());
        let sealed = key.seal(&spot, "甲".as_bytes()).unwrap();
        let mut tx = world.db.begin().await.unwrap();
        let again = tx.person_key(one).await.unwrap().unwrap();
        assert_eq!(again.open_text(&spot, &sealed).unwrap(), "甲");
        let stranger = tx.person_key(other).await.unwrap().unwrap();
        assert!(matches!(stranger.open(&spot, &sealed), Err(VaultError::NotOpened { .. })));
        assert!(tx.person_key(xinqiao_kernel::id::PersonId::new(&world.ids, world.now())).await.unwrap().is_none());
        tx.rollback().await.unwrap();
        // the key of one in the row of the other opens nothing
        world.run("update person set key_sealed = (select one.key_sealed from person one order by one.person_id limit 1)").await;
        let opened = [world.db.person_key(one).await, world.db.person_key(other).await];
        assert_eq!(opened.iter().filter(|found| found.is_ok()).count(), 1, "{opened:?}");
    })
    .await;
}

#[tokio::test]
async fn a_ring_is_read_again_when_another_process_brought_a_key() {
    on_both(async |world| {
        let other = Db::open(&options(world, MASTER_KEY)).await.unwrap();
        world.run("update data_key set state = 'retiring', version = version + 1 where class = 'person'").await;
        let mut tx = world.db.begin().await.unwrap();
        tx.add_data_key(5, Class::Person, State::Active, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        world.db.reload_keys().await.unwrap();
        let person = world.person(SCHOOL).await;
        assert_eq!(other.vault().newest(), 4);
        // its own key is wrapped by the new one, which the other process does not know yet
        assert!(other.person_key(person).await.unwrap().is_some());
        assert_eq!(other.vault().newest(), 5);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_class_has_one_active_key_whatever_two_processes_do() {
    on_both(async |world| {
        let fault = world.refused(async |tx| tx.add_data_key(9, Class::File, State::Active, world.now()).await).await;
        assert!(super::world::is_duplicate(&fault), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn a_backup_opens_with_its_own_master_key_only_and_is_tried_before_anything_is_written() {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        let person = world.person(SCHOOL).await;
        let spot = Field::new("person", "name_sealed").of(person.uuid());
        let sealed = world.db.person_key(person).await.unwrap().unwrap().seal(&spot, b"x").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup");
        world.db.backup(&file, world.now()).await.unwrap();
        let head = std::fs::read_to_string(&file).unwrap().lines().next().unwrap().to_owned();
        let needed = world.db.data_keys().await.unwrap()[0].master_check.clone();
        assert!(head.contains(&format!(r#""master_key":"{needed}""#)), "{head}");
        // from each engine into both
        for target in Engine::both() {
            let empty = World::bare(target).await;
            let wrong = Db::open(&options(&empty, WRONG)).await.unwrap();
            let fault = wrong.restore(&file, world.now()).await.unwrap_err();
            assert!(matches!(&fault, StoreError::WrongMasterKey { needed: asked, .. } if *asked == needed), "{fault:?}");
            assert_eq!(wrong.applied().await.unwrap(), [], "not even a table");
            wrong.close().await;
            empty.db.restore(&file, world.now()).await.unwrap();
            let key = empty.db.person_key(person).await.unwrap().unwrap();
            assert_eq!(&key.open(&spot, &sealed).unwrap()[..], b"x");
            assert_eq!(empty.db.data_keys().await.unwrap(), world.db.data_keys().await.unwrap());
        }
    }
}

#[tokio::test]
async fn keys_that_are_made_with_the_second_suite_seal_with_it() {
    on_both(async |world| {
        let bare = World::bare(world.database.engine).await;
        let keys = KeySource::local(MASTER_KEY, [6; 32]).with_suite(Suite::Sm4Gcm);
        let db = Db::open(&DbOptions::new(&bare.database.url, keys)).await.unwrap();
        db.migrate(world.now()).await.unwrap();
        assert!(db.data_keys().await.unwrap().iter().all(|row| row.key.suite == Suite::Sm4Gcm));
        // who opens it with another setting for new keys opens it all the same
        let other = Db::open(&options(&bare, MASTER_KEY)).await.unwrap();
        let spot = SPOT.of(IdSource::seeded(1).uuid(world.now()));
        let sealed = db.vault().seal(Class::Account, &spot, b"x").unwrap();
        assert_eq!(&other.vault().open(Class::Account, &spot, &sealed).unwrap()[..], b"x");
        other.close().await;
        db.close().await;
    })
    .await;
}

#[test]
fn every_sealed_column_of_the_schema_is_in_the_list_that_rotation_goes_by() {
    let tables = tables(MIGRATIONS.len());
    let find = |field: &Field| {
        let table = tables.iter().find(|table| table.name == field.table).unwrap_or_else(|| panic!("no table {field:?}"));
        let column = table.columns.iter().find(|column| column.name == field.column);
        (table, column.unwrap_or_else(|| panic!("no column {field:?}")).kind)
    };
    for table in &tables {
        for column in &table.columns {
            let is_here = |field: &Field| field.table == table.name && field.column == column.name;
            let shown = format!("{}.{}", table.name, column.name);
            assert_eq!(column.name.ends_with("_sealed"), SEALED.iter().any(|one| is_here(&one.field)), "{shown}");
            assert_eq!(column.name.ends_with("_lookup"), LOOKUPS.iter().any(|one| is_here(&one.field)), "{shown}");
        }
    }
    for one in SEALED {
        let (table, kind) = find(&one.field);
        assert_eq!(kind, ColumnKind::Bytes, "{one:?}");
        assert!(one.key.iter().all(|key| table.columns.iter().any(|column| column.name == *key)), "{one:?}");
        if let By::Class(Class::Index) = one.by {
            panic!("keys of look-ups seal nothing: {one:?}");
        }
    }
    for one in LOOKUPS {
        assert_eq!(find(&one.field).1, ColumnKind::Bytes, "{one:?}");
        let from = SEALED.iter().find(|sealed| sealed.field == one.from);
        assert!(from.is_some_and(|from| from.field.table == one.field.table), "{one:?}");
    }
}
