//! Who is erased is gone from what is read, searched and kept; a skeleton without a name stays.

use xinqiao_access::{Purpose, Role, act};
use xinqiao_names::Query;
use xinqiao_testkit::Engine;
use xinqiao_vault::VaultError;

use super::world::{Desk, SCHOOL, World, about, on_both};
use crate::StoreError;
use crate::accounts::Account;

#[tokio::test]
async fn an_erased_person_is_read_as_nobody_and_found_by_nothing() {
    on_both(async |world| {
        let [gone, stays] = [world.person(SCHOOL).await, world.person(SCHOOL).await];
        for (person, number) in [(gone, "1"), (stays, "2")] {
            let id = world.ids.uuid(world.now());
            world.write(async |tx| tx.add_identifier(id, "school", number, person, world.now()).await).await;
            let account = Account { person: Some(person), ..world.account_row(&format!("resident{number}")) };
            world.write(async |tx| tx.add_account(&account, world.now()).await).await;
        }
        let staff = world.account("lin").await;
        let submission = world.submission(gone, "sheet");
        world.write(async |tx| tx.insert_submissions(&[&submission]).await).await;

        assert!(world.write(async |tx| tx.erase_person(gone, world.now()).await).await);
        assert!(!world.write(async |tx| tx.erase_person(gone, world.now()).await).await, "a second time there is nothing");
        world.db.wipe_deleted().await.unwrap();

        assert_eq!(world.db.erased_at(gone).await.unwrap(), Some(world.now()));
        assert_eq!(world.db.erased_at(stays).await.unwrap(), None);
        // the skeleton: id, place, sex, year of birth
        let left = world.db.whereabouts(gone).await.unwrap().unwrap();
        assert!(left.lock.is_erased());
        assert_eq!((left.place.as_str(), left.birth_on.unwrap().to_string().as_str()), (SCHOOL, "2011-01-01"));
        let desk = Desk::new(staff, None, Role::SchoolCounsellor, SCHOOL, Purpose::Screening);
        let read = world.db.person(&desk.permit::<act::ReadPerson>(&about(gone, SCHOOL))).await.unwrap().unwrap();
        assert_eq!((read.name.as_str(), read.phone), ("", None));
        // nothing finds them, and the other is found by everything
        let mut tx = world.db.snapshot().await.unwrap();
        assert!(tx.person_by_identifier("school", "1").await.unwrap().is_none());
        assert!(tx.person_by_identifier("school", "2").await.unwrap().is_some());
        drop(tx);
        let scope = Desk::new(staff, None, Role::SchoolCounsellor, SCHOOL, Purpose::Service).scope();
        for typed in ["林晓溪", "lxx", "5678"] {
            let found = world.db.search_people(&scope, &Query::parse(typed).unwrap(), "school", 10).await.unwrap();
            assert_eq!(found.people.iter().map(|(found, _)| found.id).collect::<Vec<_>>(), [stays], "{typed}");
        }
        assert!(world.db.account_by_login("resident1").await.unwrap().is_none());
        assert!(world.db.account_by_login("resident2").await.unwrap().is_some());
        // a key that is gone is told as that, not as damage
        let fault = world.db.person_key(gone).await.unwrap_err();
        assert!(matches!(fault, StoreError::Sealed(VaultError::Erased)), "{fault:?}");
        let columns = world.db.check_sealed(None).await.unwrap();
        assert!(columns.iter().all(|column| column.faults == 0), "{columns:?}");
        let answers = columns.iter().find(|column| column.field.column == "answers_sealed").unwrap();
        assert_eq!((answers.opened, answers.erased), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_written_about_somebody_who_was_erased_is_refused() {
    on_both(async |world| {
        let gone = world.person(SCHOOL).await;
        world.write(async |tx| tx.erase_person(gone, world.now()).await).await;
        let submission = world.submission(gone, "late");
        let fault = world.refused(async |tx| tx.insert_submissions(&[&submission]).await).await;
        assert!(matches!(fault, StoreError::Sealed(VaultError::Erased)), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn neither_the_key_nor_a_name_of_who_was_erased_is_in_the_file() {
    let world = World::on(Engine::Sqlite).await;
    let gone = world.person(SCHOOL).await;
    for _ in 0..20 {
        world.person(SCHOOL).await;
    }
    let id = world.ids.uuid(world.now());
    world.write(async |tx| tx.add_identifier(id, "school", "11010519491231002X", gone, world.now()).await).await;
    let account = Account { person: Some(gone), ..world.account_row("13912345678") };
    world.write(async |tx| tx.add_account(&account, world.now()).await).await;
    let mut tx = world.db.snapshot().await.unwrap();
    let key = tx.wrapped_keys(&[gone.uuid()]).await.unwrap().remove(&gone.uuid()).unwrap();
    drop(tx);
    let path = world.database.url.strip_prefix("sqlite://").unwrap().to_owned();
    let holds = |bytes: &[u8]| {
        let mut there = false;
        for name in [path.clone(), format!("{path}-wal")] {
            let file = std::fs::read(name).unwrap_or_default();
            there |= file.windows(bytes.len()).any(|window| window == bytes);
        }
        there
    };
    assert!(holds(&key), "before, the wrapped key is there");
    assert!(!holds("林晓溪".as_bytes()) && !holds(b"13912345678") && !holds(b"11010519491231002X"), "and nothing in the clear");
    world.write(async |tx| tx.erase_person(gone, world.now()).await).await;
    world.db.wipe_deleted().await.unwrap();
    assert!(!holds(&key));
    assert!(!holds(&key[6..22]), "not even a part of it");
}
