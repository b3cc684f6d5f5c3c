//! Nobody acts: who owes a warning then.

use jiff::SignedDuration;
use xinqiao_app::accounts::By;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::{StepInput, Verb};
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::{JobId, WarningEventId, WarningId};
use xinqiao_store::warnings::{EventRow, WarningRow, WarningState};
use xinqiao_warnings::{Clock, Finding, Level, Reviewing};

use crate::world::{ITEM_NINE, SCHOOL, World, is_conflict, on_both, path};

/// Goes to a second after the due time; how many warnings the sweep moves.
async fn late(world: &World, id: WarningId) -> usize {
    world.clock.set(world.owed(id).await.2 + SignedDuration::from_secs(1));
    world.app().sweep_warnings().await.unwrap()
}

#[tokio::test]
async fn silence_moves_a_warning_up_the_tree_once_for_each_lateness() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let id = world.yellow(&lin, "shen").await;
        let owner = async || world.owed(id).await.1;
        assert_eq!(world.app().sweep_warnings().await.unwrap(), 0);
        for (login, escalations) in [("duty1", 1), ("citydesk", 2), ("citydesk", 3), ("citydesk", 4)] {
            assert_eq!(late(world, id).await, 1);
            assert_eq!(world.app().sweep_warnings().await.unwrap(), 0);
            assert_eq!(owner().await, world.account_of(login).await);
            let (row, warning) = world.kept(id).await;
            assert_eq!((row.state.step.as_str(), warning.escalations()), ("acknowledge", escalations));
            assert_eq!(world.owed(id).await.2, world.now() + SignedDuration::from_hours(24));
        }
        let told = async |login: &str| world.app().notices(&world.caller(login).await, 50).await.unwrap();
        assert_eq!(told("duty1").await.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["notice-escalated"]);
        assert_eq!(told("citydesk").await.len(), 3);
        assert!(told("lin").await.is_empty());
        let rows = world.audit().await.into_iter().filter(|row| row.action == "escalate" && row.person == lin.person());
        assert!(rows.map(|row| (row.account, row.role)).eq(vec![(None, "system".to_owned()); 4]));
        // whoever it reached can still act
        let citydesk = world.caller("citydesk").await;
        world.step(&citydesk, id, StepInput::Acknowledge).await.unwrap();
        assert_eq!(world.owed(id).await.0, "verify");
    })
    .await;
}

#[tokio::test]
async fn a_red_proposal_that_no_second_person_looks_at_moves_up_within_minutes() {
    on_both(async |world| {
        let [lin, duty1, citydesk] = world.callers(["lin", "duty1", "citydesk"]).await;
        world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        let signal = world.signal(&duty1, "suicide-item-often").await;
        let id = world.confirm(&duty1, signal, Level::Red, None).await;
        assert_eq!(late(world, id).await, 1);
        assert_eq!(world.owed(id).await, ("second".to_owned(), citydesk.account(), world.within_min(15)));
        world.step(&citydesk, id, StepInput::Second { level: Level::Red, owner: None }).await.unwrap();
        assert_eq!(world.owed(id).await.0, "acknowledge");
    })
    .await;
}

#[tokio::test]
async fn the_sweep_finds_overdue_warnings_although_all_jobs_were_lost() {
    on_both(async |world| {
        let [lin, admin] = world.callers(["lin", "sysadmin"]).await;
        let id = world.yellow(&lin, "counsellor").await;
        world.app().ensure_jobs().await.unwrap();
        let later = world.within_min(1);
        let lost = world.app().jobs(&admin, later, 50).await.unwrap();
        let mut tx = world.db.begin().await.unwrap();
        for job in &lost {
            tx.finish_job(job, world.now()).await.unwrap();
        }
        assert_eq!(tx.forget_done_jobs(later).await.unwrap(), 23);
        tx.commit().await.unwrap();
        assert!(world.app().jobs(&admin, later, 50).await.unwrap().is_empty());
        world.restart();
        assert_eq!(late(world, id).await, 1);
        assert_eq!(world.owed(id).await.1, world.account_of("citydesk").await);
    })
    .await;
}

#[tokio::test]
async fn a_damaged_warning_does_not_keep_the_others_waiting() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let ids = IdSource::seeded(77);
        let owner = world.account_of("duty1").await;
        let damaged = WarningRow {
            id: WarningId::new(&ids, world.now()),
            number: "W20261121-0001".to_owned(),
            person: lin.person().unwrap(),
            place: path(SCHOOL),
            state: WarningState {
                level: "red".to_owned(),
                step: "acknowledge".to_owned(),
                owed: Some((owner, path(SCHOOL), world.now())),
                step_at: world.now(),
                escalations: 0,
                version: 1,
                closed_at: None,
                beside: Vec::new(),
            },
            opened_at: world.now(),
            name: String::new(),
            owner_name: None,
        };
        let id = WarningEventId::new(&ids, world.now());
        let event = EventRow {
            id,
            seq: 1,
            account: None,
            kind: "opened".to_owned(),
            body: "{}".to_owned(),
            at: world.now(),
            name: None,
            risk_kinds: String::new(),
        };
        let mut tx = world.db.begin().await.unwrap();
        tx.open_warning(&damaged, &[event], world.now()).await.unwrap();
        tx.add_job(JobId::new(&ids, world.now()), "sweep_warnings", "{}", world.now(), world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let sound = world.yellow(&lin, "counsellor").await;
        assert_eq!(late(world, sound).await, 1);
        assert_eq!(world.owed(sound).await.1, world.account_of("citydesk").await);
        // and it does not push the next sweep into the future either
        assert!(world.app().work_once().await.unwrap());
        let admin = world.caller("sysadmin").await;
        let jobs = world.app().jobs(&admin, world.within_min(1), 9).await.unwrap();
        assert!(jobs.iter().any(|job| job.done_at.is_none() && job.due_at == world.now() + SignedDuration::from_secs(20)));
    })
    .await;
}

#[tokio::test]
async fn a_warning_whose_owner_has_left_moves_on_when_it_is_due() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let id = world.yellow(&lin, "counsellor").await;
        let mut tx = world.db.begin().await.unwrap();
        for login in ["counsellor", "citydesk"] {
            tx.disable_account(world.account_of(login).await, world.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        // nobody is left above the county: it stays, and stays owed
        assert_eq!(late(world, id).await, 1);
        let (_, owner, due) = world.owed(id).await;
        assert_eq!((owner, due), (world.account_of("counsellor").await, world.now() + SignedDuration::from_hours(24)));
        let duty = world.caller("duty2").await;
        world.step(&duty, id, StepInput::Acknowledge).await.unwrap();
        assert_eq!(world.owed(id).await.1, duty.account());
    })
    .await;
}

#[tokio::test]
async fn a_signal_that_nobody_decides_about_is_told_above_once() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
        world.pass_s(8 * 60 - 1);
        assert_eq!(world.app().sweep_signals().await.unwrap(), 0);
        world.pass_s(1);
        assert_eq!((world.app().sweep_signals().await.unwrap(), world.app().sweep_signals().await.unwrap()), (1, 0));
        let told = async |login: &str| {
            let notices = world.app().notices(&world.caller(login).await, 9).await.unwrap();
            notices.into_iter().map(|one| one.kind).collect::<Vec<_>>()
        };
        assert_eq!(told("citydesk").await, ["notice-signal-late"]);
        for login in ["duty1", "shen", "far", "lin"] {
            assert!(told(login).await.is_empty(), "{login}");
        }
        // where nobody stands above, those who are there are told
        let mut tx = world.db.begin().await.unwrap();
        tx.disable_account(world.account_of("citydesk").await, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        world.pass_h(24);
        assert_eq!(world.app().sweep_signals().await.unwrap(), 1);
        assert_eq!((told("duty1").await.len(), told("duty2").await.len(), told("far").await.len()), (1, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_who_left_still_owes_goes_to_somebody_who_is_there() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let warning = world.yellow(&lin, "counsellor").await;
        assert_eq!(world.app().sweep_left().await.unwrap(), 0);
        let before = world.owed(warning).await;
        world.app().lock_account(By::Operator, before.1).await.unwrap();
        assert_eq!(world.app().sweep_left().await.unwrap(), 1);
        let after = world.owed(warning).await;
        assert_ne!(after.1, before.1);
        assert_eq!(world.app().sweep_left().await.unwrap(), 0, "once");
        let told = world.db.notices(after.1, 5).await.unwrap();
        assert!(told.iter().any(|notice| notice.kind == "notice-yours"));
    })
    .await;
}

#[tokio::test]
async fn a_review_that_nobody_makes_escalates_and_one_that_is_made_sets_the_next() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let duty = world.caller("duty1").await;
        let warning = world.yellow(&lin, "duty1").await;
        for step in [
            StepInput::Acknowledge,
            StepInput::Verify { finding: Finding::NeedsSupport },
            StepInput::Intervene { action: xinqiao_warnings::Action::Counselling },
        ] {
            world.step(&duty, warning, step).await.unwrap();
        }
        let review = |world: &xinqiao_warnings::Warning| world.clock(Clock::Review).map(|owed| owed.open.due_at);
        let first = review(&world.kept(warning).await.1).unwrap();
        world.step(&duty, warning, StepInput::Review { finding: Reviewing::Better }).await.unwrap();
        world.pass_h(1);
        world.step(&duty, warning, StepInput::Review { finding: Reviewing::Same }).await.unwrap();
        let next = review(&world.kept(warning).await.1).unwrap();
        assert!(first <= next);
        world.clock.set(next + jiff::SignedDuration::from_mins(1));
        let before = world.kept(warning).await.1.escalations();
        while world.app().sweep_warnings().await.unwrap() > 0 {}
        let after = world.kept(warning).await.1;
        assert!(before < after.escalations() && review(&after).unwrap() > world.now());
        world.step(&world.caller("citydesk").await, warning, StepInput::Review { finding: Reviewing::Cleared }).await.unwrap();
        assert_eq!(review(&world.kept(warning).await.1), None);
    })
    .await;
}

#[tokio::test]
async fn a_level_rises_to_red_by_two_persons_and_the_work_goes_on_meanwhile() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let [duty, other] = world.callers(["duty1", "duty2"]).await;
        let warning = world.yellow(&lin, "duty1").await;
        world.step(&duty, warning, StepInput::Acknowledge).await.unwrap();
        let raise = StepInput::Raise { level: Level::Red, second: Some(other.account()) };
        world.step(&duty, warning, raise).await.unwrap();
        assert_eq!(world.kept(warning).await.1.level(), Level::Yellow);
        is_conflict(world.step(&duty, warning, StepInput::SecondRaise).await, "same_person");
        world.step(&duty, warning, StepInput::Verify { finding: Finding::NeedsSupport }).await.unwrap();
        let offered = world.app().warning(&other, warning).await.unwrap().verbs;
        assert!(offered.contains(&Verb::SecondRaise), "{offered:?}");
        let told = world.app().notices(&other, 5).await.unwrap();
        assert!(told.iter().any(|notice| notice.kind == "notice-yours"));
        world.step(&other, warning, StepInput::SecondRaise).await.unwrap();
        let red = world.kept(warning).await.1;
        assert!(red.level() == Level::Red && red.needs_two_to_close());
    })
    .await;
}
