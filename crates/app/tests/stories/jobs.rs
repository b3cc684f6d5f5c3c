//! Background work and the doctor.

use std::process::Command;

use jiff::SignedDuration;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::jobs::Worker;
use xinqiao_app::operations::Health;
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::JobId;
use xinqiao_store::jobs::Job;
use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY};
use xinqiao_vault::{Class, State};

use crate::world::{ITEM_NINE, World, on_both};

async fn jobs(world: &World) -> Vec<Job> {
    let admin = world.caller("sysadmin").await;
    let later = world.now() + SignedDuration::from_secs(1);
    let mut jobs = world.app().jobs(&admin, later, 200).await.unwrap();
    jobs.sort_by(|one, other| one.kind.cmp(&other.kind).then(one.due_at.cmp(&other.due_at)));
    jobs
}

async fn work_off(world: &World) -> usize {
    let mut done = 0;
    while world.app().work_once().await.unwrap() {
        done += 1;
    }
    done
}

#[tokio::test]
async fn every_kind_of_work_is_done_and_queued_again() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let warning = world.yellow(&lin, "counsellor").await;
        world.pass_h(13);
        world.app().ensure_jobs().await.unwrap();
        world.app().ensure_jobs().await.unwrap();
        assert_eq!(work_off(world).await, 23);
        let kept: Vec<(String, bool, i64)> = jobs(world)
            .await
            .into_iter()
            .map(|job| (job.kind, job.done_at.is_some(), job.due_at.duration_since(world.now()).as_secs()))
            .collect();
        let expected = [
            ("anchor_audit", true, 0),
            ("anchor_audit", false, 3_600),
            ("check_all_audit", true, 0),
            ("check_all_audit", false, 86_400),
            ("check_audit", true, 0),
            ("check_audit", false, 3_600),
            ("count_quality", true, 0),
            ("count_quality", false, 86_400),
            ("deliver_events", true, 0),
            ("deliver_events", false, 10),
            ("forget", true, 0),
            ("forget", false, 3_600),
            ("hint_audit", true, 0),
            ("hint_audit", false, 300),
            ("judge_model", true, 0),
            ("judge_model", false, 86_400),
            ("prune_audit", true, 0),
            ("prune_audit", false, 86_400),
            ("replay_rules", true, 0),
            ("replay_rules", false, 15),
            ("rescore_sheets", true, 0),
            ("rescore_sheets", false, 15),
            ("retention", true, 0),
            ("retention", false, 86_400),
            ("review_access", true, 0),
            ("review_access", false, 86_400),
            ("rotate_keys", true, 0),
            ("rotate_keys", false, 60),
            ("seal_audit", true, 0),
            ("seal_audit", false, 60),
            ("seal_late_audit", true, 0),
            ("seal_late_audit", false, 86_400),
            ("send_notices", true, 0),
            ("send_notices", false, 10),
            ("sweep_cases", true, 0),
            ("sweep_cases", false, 300),
            ("sweep_leavers", true, 0),
            ("sweep_leavers", false, 86_400),
            ("sweep_warnings", true, 0),
            ("sweep_warnings", false, 20),
            ("watch_areas", true, 0),
            ("watch_areas", false, 86_400),
            ("watch_campaigns", true, 0),
            ("watch_campaigns", false, 300),
            ("work_out_attention", true, 0),
            ("work_out_attention", false, 30),
        ];
        assert_eq!(kept, expected.map(|(kind, done, due)| (kind.to_owned(), done, due)));
        assert_eq!(world.owed(warning).await.1, world.account_of("citydesk").await);
        let auditor = world.caller("auditor").await;
        let verdict = world.app().verify_audit(&auditor).await.unwrap();
        assert!(verdict.head.as_ref().is_some_and(|seal| seal.total >= 3) && verdict.faults.is_empty(), "{verdict:?}");
        world.pass_s(20);
        assert_eq!(work_off(world).await, 5);
        world.pass_h(8 * 24);
        assert_eq!(work_off(world).await, 23);
        assert!(jobs(world).await.iter().all(|job| job.done_at.is_none_or(|at| at == world.now())));
    })
    .await;
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_after_ever_longer_pauses() {
    on_both(async |world| {
        let id = JobId::new(&IdSource::seeded(9), world.now());
        let mut tx = world.db.begin().await.unwrap();
        tx.add_job(id, "unheard-of", "{}", world.now(), world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut pauses = Vec::new();
        for attempt in 1..=11 {
            assert_eq!(work_off(world).await, 1);
            let job = jobs(world).await.remove(0);
            assert_eq!((job.id, job.attempts, job.done_at), (id, attempt, None));
            assert!(job.failure.unwrap().contains("unheard-of"));
            let pause = job.due_at.duration_since(world.now()).as_secs();
            pauses.push(pause);
            world.pass_s(pause - 1);
            assert_eq!(work_off(world).await, 0);
            world.pass_s(1);
        }
        assert_eq!(pauses, [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600]);
    })
    .await;
}

#[tokio::test]
async fn the_job_of_a_worker_that_died_is_taken_over() {
    on_both(async |world| {
        world.app().ensure_jobs().await.unwrap();
        work_off(world).await;
        world.pass_s(20);
        let mut tx = world.db.begin().await.unwrap();
        let dead = tx.lease_job(world.now(), world.within_min(5)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        // which of the two comes first is a matter of their ids
        assert!(["send_notices", "deliver_events"].contains(&dead.kind.as_str()), "{}", dead.kind);
        assert_eq!(work_off(world).await, 4, "the other one, the replay, the second counts and the sweep are another worker's");
        world.pass_s(5 * 60);
        // the notices, the events, the replay, the second counts, the sweep, the cases, the campaigns, the levels of attention, the seal, the hints and the keys
        assert_eq!(work_off(world).await, 11);
        assert!(jobs(world).await.iter().any(|job| job.id == dead.id && job.done_at.is_some() && job.attempts == 2));
    })
    .await;
}

#[tokio::test]
async fn a_worker_that_starts_does_not_wait_for_the_lease_of_one_that_died() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let warning = world.yellow(&lin, "counsellor").await;
        world.app().ensure_jobs().await.unwrap();
        work_off(world).await;
        world.pass_h(13);
        let mut tx = world.db.begin().await.unwrap();
        while tx.lease_job(world.now(), world.within_min(5)).await.unwrap().is_some() {}
        tx.commit().await.unwrap();
        let mut changes = world.app().hub().listen();
        let worker = Worker::start(world.app());
        changes.recv().await.unwrap();
        drop(worker);
        assert_eq!(world.owed(warning).await.1, world.account_of("citydesk").await);
    })
    .await;
}

#[tokio::test]
async fn the_doctor_finds_a_healthy_program_sound_and_names_what_is_late() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        world.yellow(&lin, "counsellor").await;
        world.app().ensure_jobs().await.unwrap();
        work_off(world).await;
        let found = world.app().doctor().await;
        assert_eq!(found.len(), 11);
        assert!(found.iter().all(|one| one.health == Health::Sound), "{found:?}");
        world.pass_h(12);
        world.pass_s(11 * 60);
        let found = world.app().doctor().await;
        let not_sound: Vec<&str> = found.iter().filter(|one| one.health != Health::Sound).map(|one| one.check).collect();
        assert_eq!(not_sound, ["overdue warnings are escalated"]);
        work_off(world).await;
        assert!(world.app().doctor().await.iter().all(|one| one.health == Health::Sound));
    })
    .await;
}

#[tokio::test]
async fn the_doctor_finds_an_audit_row_that_was_changed_behind_the_programs_back() {
    for engine in Engine::both() {
        let world = World::on(engine, 16).await;
        let lin = world.caller("lin").await;
        world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        world.app().ensure_jobs().await.unwrap();
        work_off(&world).await;
        let broken = async |world: &World| {
            let found = world.app().doctor().await;
            found.into_iter().filter(|one| one.health == Health::Broken).map(|one| one.check).collect::<Vec<_>>()
        };
        assert!(broken(&world).await.is_empty());
        let world = tamper(world).await;
        assert_eq!(broken(&world).await, ["audit chain"]);
        world.close().await;
    }
}

#[tokio::test]
async fn workers_carry_a_rotation_of_keys_to_its_end_and_the_doctor_tells_how_far_it_is() {
    on_both(async |world| {
        let told = async |check: &str| world.app().doctor().await.into_iter().find(|one| one.check == check).unwrap();
        let mut tx = world.db.begin().await.unwrap();
        let key = tx.begin_rotation(Class::Person, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(told("keys").await.found.contains(&format!("person {key} (coming)")));
        world.app().ensure_jobs().await.unwrap();
        for _ in 0..6 {
            work_off(world).await;
            world.pass_s(60);
        }
        let states: Vec<State> = world.db.data_keys().await.unwrap().iter().map(|row| row.key.state).collect();
        assert_eq!(states, [State::Retired, State::Active, State::Active, State::Active, State::Active]);
        for check in ["keys", "sealed values open"] {
            assert_eq!(told(check).await.health, Health::Sound, "{:?}", told(check).await);
        }
        assert!(!told("keys").await.found.contains("rotation"));
    })
    .await;
}

/// Makes somebody else of who answered: "answer_self" becomes "answer_serf" in the audit.
async fn tamper(mut world: World) -> World {
    world.close().await;
    match world.database.folder() {
        Some(folder) => {
            let file = folder.join("test.db");
            let mut bytes = std::fs::read(&file).unwrap();
            let at = bytes.windows(11).position(|window| window == b"answer_self").unwrap();
            bytes[at + 9] = b'r';
            std::fs::write(&file, bytes).unwrap();
        }
        None => {
            let change =
                "alter table audit disable trigger user; update audit set action = 'answer_serf' where action = 'answer_self'";
            let done = Command::new("psql")
                .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &world.database.url, "-c", change])
                .status();
            assert!(done.unwrap().success());
        }
    }
    world.db = Db::open(&DbOptions::new(&world.database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    world.restart();
    world
}
