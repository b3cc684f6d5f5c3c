//! What happens when people do the same thing in the same moment.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_app::AppError;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::warnings::{Confirmation, StepInput, Submitted};
use xinqiao_consent::RequestKind;
use xinqiao_kernel::id::{ResponseId, WarningId};
use xinqiao_testkit::Engine;
use xinqiao_warnings::Level;

use crate::world::{ITEM_NINE, SCHOOL, World, on_both};

/// Does it for each caller at the same time; what became of each.
async fn together<T, F>(work: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = work.into_iter().map(tokio::spawn).collect();
    let mut done = Vec::with_capacity(tasks.len());
    for task in tasks {
        done.push(task.await.unwrap());
    }
    done
}

async fn confirm_together(world: &World, logins: &[&str], one_form: bool) -> Vec<xinqiao_app::Result<WarningId>> {
    let [lin, duty] = world.callers(["lin", "duty1"]).await;
    world.submit(&lin, "red", ITEM_NINE, Sharing::Contact).await;
    let signals: Vec<_> = world.signals(&duty).await.iter().map(|one| one.id).collect();
    let event = world.event();
    let mut work = Vec::new();
    for (at, login) in logins.iter().enumerate() {
        let (app, caller) = (world.app(), world.caller(login).await);
        let mut signals = signals.clone();
        if at % 2 == 1 && !one_form {
            signals.reverse();
        }
        let event = if one_form { event } else { world.event() };
        let form = Confirmation { signals, level: Level::Yellow, owner: None, note: None, event };
        work.push(async move { app.confirm_warning(&caller, &form).await });
    }
    together(work).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_people_who_confirm_a_signal_in_the_same_moment_one_opens_the_warning() {
    on_both(async |world| {
        let outcomes = confirm_together(world, &["duty1", "duty2", "citydesk", "counsellor", "shen", "duty1"], false).await;
        let opened: Vec<&WarningId> = outcomes.iter().filter_map(|one| one.as_ref().ok()).collect();
        assert_eq!(opened.len(), 1);
        let late = outcomes.iter().filter(|one| matches!(one, Err(AppError::Conflict { .. }))).count();
        assert_eq!(late, 5, "{:?}", outcomes.iter().map(|one| one.as_ref().err()).collect::<Vec<_>>());
        assert_eq!(world.db.count_open_warnings().await.unwrap(), 1);
        assert_eq!(world.kept(*opened[0]).await.1.signals().len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_form_sent_four_times_in_the_same_moment_is_one_warning_for_each_sender() {
    on_both(async |world| {
        let outcomes = confirm_together(world, &["duty1"; 4], true).await;
        let ids: BTreeSet<WarningId> = outcomes.into_iter().map(Result::unwrap).collect();
        assert_eq!((ids.len(), world.db.count_open_warnings().await.unwrap()), (1, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_take_a_warning_on_in_the_same_moment_one_owns_it() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let id = world.yellow(&lin, "counsellor").await;
        let mut work = Vec::new();
        for login in ["duty1", "duty2"] {
            let (app, caller) = (world.app(), world.caller(login).await);
            let form = Submitted { event: world.event(), note: None, step: StepInput::Acknowledge };
            work.push(async move { (caller.account(), app.warning_step(&caller, id, &form).await) });
        }
        let outcomes = together(work).await;
        let won: Vec<_> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(account, _)| *account).collect();
        assert_eq!(won, [world.owed(id).await.1]);
        assert!(outcomes.iter().any(|(_, outcome)| matches!(outcome, Err(AppError::Conflict { .. }))));
        let (row, _) = world.kept(id).await;
        assert_eq!((row.state.version, row.state.step.as_str()), (2, "verify"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_step_sent_four_times_in_the_same_moment_is_done_once_for_each_sender() {
    on_both(async |world| {
        let [lin, duty] = world.callers(["lin", "duty1"]).await;
        let id = world.yellow(&lin, "duty1").await;
        let form = Submitted { event: world.event(), note: None, step: StepInput::Acknowledge };
        let work = (0..4).map(|_| {
            let (app, caller, form) = (world.app(), duty.clone(), form.clone());
            async move { app.warning_step(&caller, id, &form).await }
        });
        together(work).await.into_iter().for_each(Result::unwrap);
        assert_eq!(world.kept(id).await.0.state.version, 2);
        assert_eq!(world.app().notices(&lin, 9).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_sheets_with_repeated_keys_are_one_sheet_for_each_key() {
    on_both(async |world| {
        let mut residents = Vec::new();
        for at in 0..20 {
            residents.push(world.resident(&format!("resident{at}"), SCHOOL).await);
        }
        // each of twenty people sends two sheets five times
        let work: Vec<_> = (0..200)
            .map(|at| {
                let (app, caller) = (world.app(), residents[at % 20].clone());
                let key = format!("{}-{}", at % 20, (at / 20) % 2);
                let sheet = world.sheet(&key, ITEM_NINE, Sharing::Contact);
                async move { (key, app.submit(&caller, sheet).await.unwrap().landed) }
            })
            .collect();
        let mut kept: BTreeMap<String, BTreeSet<ResponseId>> = BTreeMap::new();
        let mut new = 0;
        for (key, landed) in together(work).await {
            new += usize::from(matches!(landed, xinqiao_store::lane::Landed::New(_)));
            kept.entry(key).or_default().insert(landed.response());
        }
        assert_eq!((kept.len(), new), (40, 40));
        assert!(kept.values().all(|ids| ids.len() == 1));
        let later = world.within_min(1);
        for resident in &residents {
            assert_eq!(world.app().records(resident, later, 10).await.unwrap().len(), 2);
        }
        let duty = world.caller("duty1").await;
        assert_eq!(world.signals(&duty).await.len(), 80);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn more_steps_in_one_moment_than_there_are_connections_are_all_done() {
    let world = World::on(Engine::Postgres, 2).await;
    let duty = world.caller("duty1").await;
    let mut work = Vec::new();
    for at in 0..12 {
        let resident = world.resident(&format!("resident{at}"), SCHOOL).await;
        let id = world.yellow(&resident, "counsellor").await;
        let form = Submitted { event: world.event(), note: None, step: StepInput::Acknowledge };
        let (app, caller) = (world.app(), duty.clone());
        work.push(async move { app.warning_step(&caller, id, &form).await });
    }
    together(work).await.into_iter().for_each(Result::unwrap);
    assert_eq!(world.warnings(&duty).await.iter().filter(|one| one.state.step == "verify").count(), 12);
    world.close().await;
}

/// How long the other side is given to come to the place where it has to wait.
const A_MOMENT: std::time::Duration = std::time::Duration::from_millis(300);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hold_and_an_erasure_in_the_same_moment_wait_for_each_other_and_one_of_them_says_that_it_came_too_late() {
    on_both(async |world| {
        let lin = world.caller("lin").await;
        let person = lin.person().unwrap();
        let chief = crate::rights::head(world, "head-here", crate::world::COUNTY).await;
        let id = crate::rights::ask(world, &lin, RequestKind::Delete, "everything").await;
        let (app, by) = (world.app(), chief.clone());
        let mut tx = world.db.begin().await.unwrap();
        tx.freeze_person(person).await.unwrap();
        let erasing = tokio::spawn(async move { app.erase_person(&by, id).await });
        let (app, by) = (world.app(), chief.clone());
        let holding = tokio::spawn(async move { app.place_hold(&by, Some(person), "court").await });
        tokio::time::sleep(A_MOMENT).await;
        assert!(!erasing.is_finished() && !holding.is_finished(), "both wait");
        tx.commit().await.unwrap();
        let (erased, held) = (erasing.await.unwrap(), holding.await.unwrap());
        match (&erased, &held) {
            (Ok(()), Err(AppError::NotFound)) => assert!(world.db.erased_at(person).await.unwrap().is_some()),
            (Err(AppError::Conflict { code }), Ok(_)) if code == "legal_hold" => {
                assert!(world.db.erased_at(person).await.unwrap().is_none());
            }
            _ => panic!("{erased:?} {held:?}"),
        }
    })
    .await;
}
