//! Every role × several places × every route × GET and POST, compared with the policy.
//!
//! The records are ended ones (a closed warning, a dismissed signal, an imported file): what is allowed answers "that is over" and changes
//! nothing, what is not allowed is "not found" or "forbidden".

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a failure here is a failed test; the count is told")]

mod table;
mod world;

use axum::http::StatusCode;
use jiff::civil::date;
use xinqiao_access::{Action, Actor, Age, Assignment, Moment, Purpose, Resource, Role, would_permit};
use xinqiao_testkit::Engine;

use crate::table::{Needs, ROUTES};
use crate::world::{Answer, HERE, Session, TODAY, World, path};

/// Where people have their roles: where the records are, above, below, beside it with a similar name, and far away.
const PLACES: [&str; 5] = [HERE, "620000/620700/", "620000/620700/620702/1/", "620000/620700/6207020/", "450000/"];

/// The jurisdiction.
const CITY: &str = "620000/620700/";

/// May somebody do all of the actions to a record?
fn may_all(actor: &Actor, actions: &[Action], record: &Resource) -> bool {
    let may = |action: &Action| {
        let decided = |purpose: &Purpose| would_permit(actor, *action, record, *purpose, Moment::from(TODAY)).is_ok();
        Purpose::ALL.iter().any(decided)
    };
    actions.iter().all(may)
}

/// What the policy says about a route; `None` where it says nothing.
fn expected(needs: Needs, who: &Session, world: &World) -> Option<bool> {
    match needs {
        Needs::Nobody => None,
        Needs::Session => Some(true),
        Needs::Stranger => Some(false),
        Needs::Own(action) => Some(who.actor.person().is_some() && who.actor.may(action, TODAY)),
        Needs::List(action) => Some(who.actor.may(action, TODAY)),
        Needs::Either(first, second) => Some(who.actor.may(first, TODAY) || who.actor.may(second, TODAY)),
        Needs::Person(actions) => {
            let record = Resource::at(path(HERE)).of(world.person).aged(Age::Adult);
            Some(may_all(&who.actor, actions, &record))
        }
        Needs::Whole(actions) => Some(may_all(&who.actor, actions, &Resource::at(path(CITY)))),
        Needs::Class(actions) => {
            let class = Resource::at(path(HERE)).in_class(path(HERE));
            Some(may_all(&who.actor, actions, &class))
        }
        Needs::Place(actions) => Some(may_all(&who.actor, actions, &Resource::at(path(HERE)))),
    }
}

/// Did the answer let somebody in? Being led to the sign-in page is no answer for whoever is signed in.
fn let_in(answer: &Answer) -> bool {
    !matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED)
        && !answer.to.starts_with("/login")
}

async fn walk(world: &World, places: &[&str]) -> usize {
    let (mut probes, mut wrong) = (0, Vec::new());
    for at in places {
        for role in Role::ALL {
            let who = world.session(*role, at).await;
            for route in ROUTES {
                for (method, needs) in [("GET", route.get), ("POST", route.post)] {
                    let Some(needs) = needs else { continue };
                    let answer = world.answer(method, route.pattern, Some(&who)).await;
                    probes += 1;
                    assert!(!answer.status.is_server_error(), "{method} {} as {role} at {at}: {answer:?}", route.pattern);
                    if let Some(may) = expected(needs, &who, world)
                        && let_in(&answer) != may
                    {
                        wrong.push(format!("{method} {} as {role} at {at}: {answer:?}, allowed: {may}", route.pattern));
                    }
                }
            }
            // signing out was among the routes
            world.close(&who).await;
        }
    }
    assert!(wrong.is_empty(), "{} answers are not those of the policy:\n{}", wrong.len(), wrong.join("\n"));
    println!("{} roles × {} places × {} routes, GET and POST: {probes} probes", Role::ALL.len(), places.len(), ROUTES.len());
    probes
}

#[tokio::test]
async fn each_role_at_each_place_gets_what_the_policy_opens_and_nothing_else() {
    let world = World::on(Engine::Sqlite).await;
    let probes = walk(&world, &PLACES).await;
    let methods = ROUTES.iter().map(|route| usize::from(route.get.is_some()) + usize::from(route.post.is_some())).sum::<usize>();
    assert_eq!(probes, methods * Role::ALL.len() * PLACES.len());
}

#[tokio::test]
async fn on_postgres_too_for_the_place_of_the_records() {
    walk(&World::on(Engine::Postgres).await, &[HERE]).await;
}

#[tokio::test]
async fn without_a_session_nothing_opens_that_asks_for_anything() {
    let world = World::on(Engine::Sqlite).await;
    for route in ROUTES {
        for (method, needs) in [("GET", route.get), ("POST", route.post)] {
            let Some(needs) = needs else { continue };
            if matches!(needs, Needs::Nobody) {
                continue;
            }
            let answer = world.answer(method, route.pattern, None).await;
            let faulty = answer.status == StatusCode::UNPROCESSABLE_ENTITY || answer.status == StatusCode::BAD_REQUEST;
            assert!(!let_in(&answer) || faulty, "{method} {}: {answer:?}", route.pattern);
        }
    }
}

#[test]
fn every_pattern_has_a_line() {
    let listed: Vec<&str> = ROUTES.iter().map(|route| route.pattern).collect();
    let missing: Vec<&str> = xinqiao_web::links::pattern::all().filter(|pattern| !listed.contains(pattern)).collect();
    assert_eq!(missing, [] as [&str; 0]);
}

/// A role in a place, as the policy sees it.
fn actor_of(account: xinqiao_kernel::id::AccountId, person: Option<xinqiao_kernel::id::PersonId>, role: Role, at: &str) -> Actor {
    Actor::new(account, person, vec![Assignment::new(role, path(at), date(2026, 1, 1), None)]).unwrap()
}
