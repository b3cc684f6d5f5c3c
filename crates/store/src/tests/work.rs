//! Notices, the outbox and background jobs.

use std::collections::BTreeMap;
use std::time::Duration;

use xinqiao_access::{Purpose, Role};
use xinqiao_kernel::id::{JobId, NoticeId};

use super::world::{Desk, World, on_both};
use crate::jobs::Job;
use crate::notices::Notice;

#[tokio::test]
async fn notices_belong_to_one_account_newest_first_until_they_are_read() {
    on_both(async |world| {
        let (account, other) = (world.account("zhou").await, world.account("wang").await);
        let mut made = Vec::new();
        for (to, kind) in [(account, "warning_due"), (account, "handed_over"), (other, "warning_due")] {
            let notice = Notice {
                id: NoticeId::new(&world.ids, world.now()),
                account: to,
                kind: kind.to_owned(),
                warning: None,
                params: r#"{"minutes":30}"#.to_owned(),
                read_at: None,
                at: world.now(),
            };
            world.write(async |tx| tx.add_notice(&notice).await).await;
            made.push(notice.id);
            world.pass(1);
        }
        let found = world.db.notices(account, 10).await.unwrap();
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [made[1], made[0]]);
        assert_eq!(world.db.notices(account, 1).await.unwrap().len(), 1);
        assert_eq!(world.db.unread_notices(account).await.unwrap(), 2);
        world.write(async |tx| tx.mark_notices_read(account, world.now()).await).await;
        assert_eq!(world.db.unread_notices(account).await.unwrap(), 0);
        assert_eq!(world.db.unread_notices(other).await.unwrap(), 1);
        let found = world.db.notices(account, 1).await.unwrap();
        assert_eq!(found[0].read_at, Some(world.now()));
    })
    .await;
}

#[tokio::test]
async fn an_event_waits_in_the_outbox_until_it_is_delivered_once() {
    on_both(async |world| {
        let first = world.message("warning.opened");
        world.write(async |tx| tx.tell(&first, world.now()).await).await;
        world.pass(1);
        let second = world.message("warning.closed");
        world.write(async |tx| tx.tell(&second, world.now()).await).await;
        let waiting = async || {
            let found = world.db.outbox_waiting(10).await.unwrap();
            found.into_iter().map(|one| one.message.topic).collect::<Vec<_>>()
        };
        assert_eq!(waiting().await, ["warning.opened", "warning.closed"]);
        let deliver = async || world.write(async |tx| tx.mark_delivered(first.id, world.now()).await).await;
        assert!(deliver().await);
        assert!(!deliver().await);
        assert_eq!(waiting().await, ["warning.closed"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_rolled_back_is_told_to_nobody() {
    on_both(async |world| {
        let message = world.message("warning.opened");
        let mut tx = world.db.begin().await.unwrap();
        tx.tell(&message, world.now()).await.unwrap();
        drop(tx);
        assert!(world.db.outbox_waiting(10).await.unwrap().is_empty());
    })
    .await;
}

async fn queue(world: &World, kind: &str, minutes: i64) -> JobId {
    let id = JobId::new(&world.ids, world.now());
    let due = world.within(minutes);
    world.write(async |tx| tx.add_job(id, kind, "{}", due, world.now()).await).await;
    id
}

async fn lease(world: &World) -> Option<Job> {
    let until = world.within(10);
    world.write(async |tx| tx.lease_job(world.now(), until).await).await
}

#[tokio::test]
async fn the_job_that_has_been_due_longest_is_leased_first() {
    on_both(async |world| {
        let later = queue(world, "sweep", -1).await;
        let first = queue(world, "seal_audit", -2).await;
        queue(world, "sweep", 5).await;
        assert_eq!(lease(world).await.unwrap().id, first);
        let second = lease(world).await.unwrap();
        assert_eq!((second.id, second.attempts), (later, 1));
        assert_eq!(second.leased_until, Some(world.within(10)));
        assert!(lease(world).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_lease_that_ran_out_passes_to_another_worker() {
    on_both(async |world| {
        let id = queue(world, "sweep", 0).await;
        assert_eq!(lease(world).await.unwrap().attempts, 1);
        world.pass(9);
        assert!(lease(world).await.is_none());
        world.pass(1);
        let again = lease(world).await.unwrap();
        assert_eq!((again.id, again.attempts), (id, 2));
    })
    .await;
}

#[tokio::test]
async fn a_worker_whose_lease_ran_out_can_neither_finish_nor_give_back_the_job() {
    on_both(async |world| {
        queue(world, "sweep", 0).await;
        let slow = lease(world).await.unwrap();
        world.pass(10);
        let quick = lease(world).await.unwrap();
        assert!(!world.write(async |tx| tx.retry_job(&slow, world.now(), "too late").await).await);
        assert!(!world.write(async |tx| tx.finish_job(&slow, world.now()).await).await);
        assert!(world.write(async |tx| tx.finish_job(&quick, world.now()).await).await);
    })
    .await;
}

#[tokio::test]
async fn a_failed_job_comes_back_at_its_new_time_with_its_reason() {
    on_both(async |world| {
        let id = queue(world, "sweep", 0).await;
        let job = lease(world).await.unwrap();
        let due = world.within(3);
        assert!(world.write(async |tx| tx.retry_job(&job, due, "the file is locked").await).await);
        world.pass(2);
        assert!(lease(world).await.is_none());
        world.pass(1);
        let again = lease(world).await.unwrap();
        assert_eq!(again.failure.as_deref(), Some("the file is locked"));
        assert_eq!((again.id, again.attempts), (id, 2));
    })
    .await;
}

#[tokio::test]
async fn a_finished_job_is_done_for_good_listed_and_later_forgotten() {
    on_both(async |world| {
        queue(world, "sweep", 0).await;
        let job = lease(world).await.unwrap();
        let pending = async || world.write(async |tx| tx.pending_jobs("sweep").await).await;
        assert_eq!(pending().await, 1);
        assert!(world.write(async |tx| tx.finish_job(&job, world.now()).await).await);
        let finished_at = world.now();
        assert_eq!(pending().await, 0);
        world.pass(60);
        world
            .write(async |tx| {
                assert!(!tx.retry_job(&job, world.now(), "too late").await?);
                assert!(!tx.finish_job(&job, world.now()).await?);
                Ok(())
            })
            .await;
        assert!(lease(world).await.is_none());
        let admin = world.account("admin").await;
        let purpose = Purpose::Administration;
        let scope = Desk::new(admin, None, Role::SystemAdmin, "620000/", purpose).scope();
        let listed = world.db.jobs(&scope, world.now(), 10).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].done_at, &listed[0].failure), (Some(finished_at), &None));
        let forget = async |before| world.write(async |tx| tx.forget_done_jobs(before).await).await;
        assert_eq!(forget(finished_at).await, 0);
        assert_eq!(forget(world.now()).await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_never_hold_the_same_job() {
    on_both(async |world| {
        for _ in 0..40 {
            queue(world, "sweep", 0).await;
        }
        let (now, until) = (world.now(), world.within(10));
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let db = world.db.clone();
            workers.spawn(async move {
                let mut held = Vec::new();
                loop {
                    let mut tx = db.begin().await.unwrap();
                    let job = tx.lease_job(now, until).await.unwrap();
                    tx.commit().await.unwrap();
                    held.extend(job.map(|job| job.id));
                    let mut tx = db.begin().await.unwrap();
                    let free = "select count(*) from job where leased_until is null";
                    if tx.opt::<i64>(free, &[]).await.unwrap() == Some(0) {
                        return held;
                    }
                }
            });
        }
        let all = tokio::time::timeout(Duration::from_secs(60), workers.join_all());
        let mut holders: BTreeMap<JobId, usize> = BTreeMap::new();
        for id in all.await.expect("the workers finish").into_iter().flatten() {
            *holders.entry(id).or_default() += 1;
        }
        assert_eq!(holders.len(), 40);
        assert!(holders.values().all(|count| *count == 1), "{holders:?}");
    })
    .await;
}
