//! Walks through the list: every role at every place calls every use case.

use jiff::SignedDuration;
use xinqiao_access::{Action, Role};
use xinqiao_app::{AppError, Caller};
use xinqiao_testkit::Engine;

use super::made::{somebody, things};
use super::{CASES, HERE, Needs, PLACES, office};
use crate::world::World;

/// Is there a row of this moment, by the caller, for the action?
async fn is_audited(world: &World, auditor: &Caller, who: &Caller, action: Action, refused: bool) -> bool {
    let later = world.now() + SignedDuration::from_millis(1);
    // a count that nobody asked for before publishes a year of months in the same moment
    let rows = world.app().audit_rows(auditor, later, 40).await.unwrap();
    rows.iter().any(|row| {
        let same = row.account == Some(who.account()) && row.at == world.now() && row.action == action.code();
        same && (row.outcome == "refused") == refused
    })
}

async fn tell(world: &World, places: &[&str]) {
    let things = things(world).await;
    let auditor = world.caller("auditor").await;
    let app = world.app();
    let mut calls = 0;
    for at in places {
        for role in Role::ALL {
            let who = somebody(world, *role, at).await;
            for case in CASES.iter().chain(office::CASES) {
                world.pass_s(1);
                let (may, action) = case.needs.expected(&who, &things);
                let outcome = (case.run)(&things, &app, &who).await;
                let refused = matches!(outcome, Err(AppError::Denied(_) | AppError::NotFound));
                let (name, fault) = (case.name, outcome.as_ref().err());
                assert_eq!(!refused, may, "{role} at {at}: {name} {fault:?}");
                assert!(
                    !matches!(fault, Some(AppError::Broken { .. } | AppError::Unavailable(_))),
                    "{role} at {at}: {name} {fault:?}"
                );
                calls += 1;
                let Some(action) = action.filter(|_| *at == HERE) else { continue };
                if outcome.is_ok() && case.audited {
                    assert!(is_audited(world, &auditor, &who, action, false).await, "{role}: {name} left no row");
                }
                let on_record = matches!(case.needs, Needs::On([_], _) | Needs::List(_));
                if refused && on_record {
                    assert!(is_audited(world, &auditor, &who, action, true).await, "{role}: refused {name} left no row");
                }
            }
        }
    }
    let listed = CASES.len() + office::CASES.len();
    println!("{} roles × {} places × {listed} use cases: {calls} calls", Role::ALL.len(), places.len());
    assert_eq!(calls, Role::ALL.len() * places.len() * listed);
}

#[tokio::test]
async fn every_use_case_is_allowed_to_each_role_at_each_place_exactly_as_the_policy_says() {
    let world = World::on(Engine::Sqlite, 4).await;
    tell(&world, &PLACES).await;
    world.close().await;
}

#[tokio::test]
async fn on_postgres_too_for_the_place_of_the_records_and_a_far_one() {
    let world = World::on(Engine::Postgres, 8).await;
    tell(&world, &[HERE, "450000/"]).await;
    world.close().await;
}
