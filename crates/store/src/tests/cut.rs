//! Requests are cut off at any moment: a browser is closed, a time limit passes. The next request is answered at once.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;
use xinqiao_testkit::{Engine, MASTER_KEY};

use super::world::{SCHOOL, World, on_both, path};
use crate::{Db, DbOptions, KeySource};

/// Far above what an answer takes, far below what the pool waits for a connection.
const AT_ONCE: Duration = Duration::from_secs(20);

/// A read, a snapshot and a write are answered, and the write lands.
async fn is_usable(world: &World) {
    let work = async {
        world.db.ping().await.unwrap();
        let range = path("620000/").range();
        world.db.places(&range, "", 10).await.unwrap();
        let snapshot = world.db.snapshot().await.unwrap();
        snapshot.rollback().await.unwrap();
        world.person(SCHOOL).await;
    };
    tokio::time::timeout(AT_ONCE, work).await.expect("the next request is answered");
    // seen through every connection of the pool: none keeps an old view. (A commit that was cut off may land meanwhile.)
    let written = world.count("person").await;
    for _ in 0..20 {
        let seen: Option<i64> = world.db.opt("select count(*) from person", &[]).await.unwrap();
        assert!(seen >= Some(written), "{seen:?} of {written}");
    }
}

/// Polls a future `times` times and drops it. Between the polls the database may answer.
async fn cut_after<F: Future>(future: F, times: usize) {
    let mut future = pin!(future);
    for _ in 0..times {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            drop(done);
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// How many sessions of the database stand inside a transaction.
async fn inside_a_transaction(watcher: &Db) -> i64 {
    let statement = "select count(*) from pg_stat_activity where datname = current_database() \
         and pid <> pg_backend_pid() and state like 'idle in transaction%'";
    watcher.opt(statement, &[]).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_dropped_unit_of_work_leaves_nothing_and_frees_its_connection() {
    on_both(async |world| {
        for _ in 0..40 {
            let mut tx = world.db.begin().await.unwrap();
            let person = world.person_row(SCHOOL);
            tx.add_person(&person, world.now()).await.unwrap();
            drop(tx);
            drop(world.db.snapshot().await.unwrap());
        }
        assert_eq!(world.count("person").await, 0);
        is_usable(world).await;
    })
    .await;
}

#[tokio::test]
async fn a_unit_of_work_whose_statement_failed_leaves_nothing_and_frees_its_connection() {
    on_both(async |world| {
        for _ in 0..40 {
            let mut tx = world.db.begin().await.unwrap();
            let mut person = world.person_row(SCHOOL);
            tx.add_person(&person, world.now()).await.unwrap();
            person.name = String::new();
            assert!(tx.add_person(&person, world.now()).await.is_err());
            drop(tx);
        }
        assert_eq!(world.count("person").await, 0);
        is_usable(world).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_is_aborted_in_the_middle_leaves_the_pool_usable() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        for round in 0..20 {
            let mut tasks = JoinSet::new();
            for at in 0..32 {
                let db = world.db.clone();
                let one = world.submission(person, &format!("{round}-{at}"));
                tasks.spawn(async move {
                    db.write_submissions(&[one]).await.unwrap();
                    let tx = db.snapshot().await.unwrap();
                    tx.rollback().await.unwrap();
                });
            }
            // the later the round, the further they came
            for _ in 0..round * 4 {
                tokio::task::yield_now().await;
            }
            tasks.shutdown().await;
            is_usable(world).await;
        }
        // each sheet is there with all that belongs to it, or not at all
        let sheets = world.count("response").await;
        for table in ["signal", "audit", "outbox"] {
            assert_eq!(world.count(table).await, sheets, "{table}");
        }
    })
    .await;
}

#[tokio::test]
async fn work_that_is_cut_at_any_of_its_waits_leaves_the_pool_usable() {
    on_both(async |world| {
        for times in 1..60 {
            cut_after(world.db.begin(), times).await;
            cut_after(world.db.snapshot(), times).await;
            cut_after(world.db.ping(), times).await;
            let person = world.person_row(SCHOOL);
            let write = async {
                let mut tx = world.db.begin().await.unwrap();
                tx.add_person(&person, world.now()).await.unwrap();
                tx.commit().await.unwrap();
            };
            cut_after(write, times).await;
            is_usable(world).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_cut_beginning_leaves_no_transaction_open_on_the_server() {
    let world = World::on(Engine::Postgres).await;
    let watcher =
        Db::open(&DbOptions { connections: 1, ..DbOptions::new(&world.database.url, KeySource::local(MASTER_KEY, [1; 32])) })
            .await
            .unwrap();
    for times in 1..40 {
        cut_after(world.db.snapshot(), times).await;
        cut_after(world.db.begin(), times).await;
        // what is cut off may still be on its way; what stays is what nobody ends
        let none = async {
            while inside_a_transaction(&watcher).await > 0 {
                tokio::task::yield_now().await;
            }
        };
        let ended = tokio::time::timeout(AT_ONCE, none).await;
        assert!(ended.is_ok(), "a transaction stays open after {times} polls");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_waits_for_a_lock_and_is_aborted_does_not_hold_up_the_next() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let mut holder = world.db.begin().await.unwrap();
        holder.set_password(account, "held", false, world.now()).await.unwrap();
        let mut tasks = JoinSet::new();
        for _ in 0..32 {
            let db = world.db.clone();
            tasks.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                tx.set_password(account, "waiting", false, Timestamp::UNIX_EPOCH).await.unwrap();
                tx.commit().await.unwrap();
            });
        }
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        tasks.shutdown().await;
        holder.commit().await.unwrap();
        is_usable(world).await;
        let kept = world.db.account(account).await.unwrap().unwrap();
        assert_eq!(kept.password_hash, "held");
    })
    .await;
}
