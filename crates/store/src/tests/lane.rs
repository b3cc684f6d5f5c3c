//! The group-commit lane: everything lands once, and nobody waits for somebody else's fault.

use std::time::Duration;

use tokio::task::JoinSet;
use xinqiao_kernel::id::ResponseId;

use super::world::{SCHOOL, World, on_both};
use crate::lane::{Landed, Lane, Submission};
use crate::{Result, StoreError};

const PATIENCE: Duration = Duration::from_secs(60);

/// Sends all at once; what became of each, in their order.
async fn sent(lane: &Lane, submissions: Vec<Submission>) -> Vec<Result<Landed>> {
    let mut works = JoinSet::new();
    for (at, one) in submissions.into_iter().enumerate() {
        let lane = lane.clone();
        works.spawn(async move { (at, lane.submit(one).await) });
    }
    let landed = tokio::time::timeout(PATIENCE, works.join_all()).await;
    let mut landed = landed.expect("every sender is answered");
    landed.sort_by_key(|(at, _)| *at);
    landed.into_iter().map(|(_, outcome)| outcome).collect()
}

async fn rows(world: &World) -> [i64; 4] {
    let mut counts = [0; 4];
    for (count, table) in counts.iter_mut().zip(["response", "signal", "audit", "outbox"]) {
        *count = world.count(table).await;
    }
    counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_all_land_exactly_once() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lane = Lane::start(world.db.clone(), 64, 256);
        let many: Vec<Submission> = (0..500).map(|at| world.submission(person, &format!("k{at}"))).collect();
        let ids: Vec<ResponseId> = many.iter().map(|one| one.response.id).collect();
        for (outcome, id) in sent(&lane, many).await.into_iter().zip(ids) {
            assert_eq!(outcome.unwrap(), Landed::New(id));
        }
        assert_eq!(rows(world).await, [500; 4]);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_in_one_batch_lands_once_and_leaves_one_trace() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let batch = ["a", "b", "a", "a"].map(|key| world.submission(person, key));
        let first = batch[0].response.id;
        let landed = world.db.write_submissions(&batch).await.unwrap();
        let expected = [Landed::New(first), Landed::New(batch[1].response.id), Landed::Already(first), Landed::Already(first)];
        assert_eq!(landed, expected);
        assert_eq!(rows(world).await, [2; 4]);
    })
    .await;
}

#[tokio::test]
async fn the_same_key_later_gives_the_first_sheet_and_leaves_no_second_trace() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lane = Lane::start(world.db.clone(), 64, 256);
        let first = world.submission(person, "k");
        let id = first.response.id;
        assert_eq!(lane.submit(first).await.unwrap(), Landed::New(id));
        for _ in 0..3 {
            let again = world.submission(person, "k");
            let landed = lane.submit(again).await.unwrap();
            assert_eq!(landed, Landed::Already(id));
            assert_eq!(landed.response(), id);
        }
        assert_eq!(rows(world).await, [1; 4]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_on_two_lanes_at_once_lands_once() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lanes = [(); 2].map(|()| Lane::start(world.db.clone(), 8, 64));
        let mut works = JoinSet::new();
        for at in 0..60 {
            // the second lane goes the other way round, so that batches meet that hold each other's keys
            let (lane, key) = if at % 2 == 0 { (&lanes[0], at / 2) } else { (&lanes[1], 29 - at / 2) };
            let (lane, one) = (lane.clone(), world.submission(person, &format!("k{key}")));
            works.spawn(async move { lane.submit(one).await.unwrap() });
        }
        let landed = tokio::time::timeout(PATIENCE, works.join_all()).await.unwrap();
        let new = landed.iter().filter(|one| matches!(one, Landed::New(_)));
        assert_eq!(new.count(), 30);
        assert_eq!(rows(world).await, [30; 4]);
    })
    .await;
}

#[tokio::test]
async fn a_submission_that_the_database_refuses_fails_alone() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lane = Lane::start(world.db.clone(), 64, 256);
        let mut many: Vec<Submission> = (0..20).map(|at| world.submission(person, &format!("k{at}"))).collect();
        many[7].response.attention = 9;
        many[13].response.person = world.person_row(SCHOOL).id;
        let outcomes = sent(&lane, many).await;
        for (at, outcome) in outcomes.iter().enumerate() {
            assert_eq!(outcome.is_err(), at == 7 || at == 13, "{at}: {outcome:?}");
        }
        assert_eq!(rows(world).await, [18; 4]);
        let after = lane.submit(world.submission(person, "after")).await;
        assert!(matches!(after, Ok(Landed::New(_))));
    })
    .await;
}

#[tokio::test]
async fn a_signal_that_is_known_does_not_cost_the_answer_sheet() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let mut batch = ["a", "b"].map(|key| world.submission(person, key));
        batch[1].signals[0].dedupe_key = "a".to_owned();
        world.db.write_submissions(&batch).await.unwrap();
        let mut later = world.submission(person, "c");
        later.signals[0].dedupe_key = "a".to_owned();
        let landed = world.db.write_submissions(std::slice::from_ref(&later)).await;
        assert_eq!(landed.unwrap(), [Landed::New(later.response.id)]);
        assert_eq!(rows(world).await, [3, 1, 3, 3]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_queue_of_one_senders_wait_and_all_land() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lane = Lane::start(world.db.clone(), 4, 1);
        let many = (0..100).map(|at| world.submission(person, &format!("k{at}"))).collect();
        assert!(sent(&lane, many).await.iter().all(Result::is_ok));
        assert_eq!(rows(world).await, [100; 4]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn senders_that_are_cut_off_do_not_hold_up_the_others() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lane = Lane::start(world.db.clone(), 8, 2);
        let mut cut = Vec::new();
        let mut kept = JoinSet::new();
        for at in 0..120 {
            let (lane, one) = (lane.clone(), world.submission(person, &format!("k{at}")));
            if at % 3 == 0 {
                cut.push(tokio::spawn(async move { lane.submit(one).await }));
            } else {
                kept.spawn(async move { lane.submit(one).await });
            }
            if at % 9 == 0 {
                cut.drain(..).for_each(|task| task.abort());
                tokio::task::yield_now().await;
            }
        }
        cut.drain(..).for_each(|task| task.abort());
        let kept = tokio::time::timeout(PATIENCE, kept.join_all()).await;
        assert!(kept.expect("the others are answered").iter().all(Result::is_ok));
        // whoever was cut off sends again: it lands once, whether it had landed or not
        let again = (0..120).map(|at| world.submission(person, &format!("k{at}"))).collect();
        assert!(sent(&lane, again).await.iter().all(Result::is_ok));
        assert_eq!(rows(world).await, [120; 4]);
    })
    .await;
}

#[tokio::test]
async fn when_the_database_is_gone_every_sender_is_told_so() {
    on_both(async |world| {
        let person = world.person(SCHOOL).await;
        let lane = Lane::start(world.db.clone(), 8, 4);
        world.db.close().await;
        let many = (0..20).map(|at| world.submission(person, &format!("k{at}"))).collect();
        for outcome in sent(&lane, many).await {
            assert!(matches!(outcome, Err(StoreError::Unreachable { .. })), "{outcome:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_empty_batch_writes_nothing() {
    on_both(async |world| {
        assert_eq!(world.db.write_submissions(&[]).await.unwrap(), []);
        assert_eq!(rows(world).await, [0; 4]);
    })
    .await;
}
