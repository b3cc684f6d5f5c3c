//! Pages that keep themselves fresh: who hears of which change, for how long, and that an open page keeps no session alive.

use std::time::Duration;

use axum::body::BodyDataStream;
use futures_util::StreamExt;
use xinqiao_access::Role;
use xinqiao_app::accounts::By;
use xinqiao_testkit::Engine;
use xinqiao_web::links;

use super::world::{CITY, COUNTY, FAR_COUNTY, SCHOOL, World, on_both, path};

/// What is given to a message that comes.
const SOON: Duration = Duration::from_secs(5);
/// What is given to one that must not come.
const A_WHILE: Duration = Duration::from_millis(300);
/// After so long the program asks anew what a listener may.
const ASKED_AGAIN: Duration = Duration::from_millis(1_100);

struct Line(BodyDataStream);

impl Line {
    async fn of(world: &World, login: &str) -> Self {
        let response = world.signed_in(login).await.open(&links::desk_events()).await;
        assert_eq!(response.status(), 200, "{login}");
        Self(response.into_body().into_data_stream())
    }

    /// Does a change come in time?
    async fn hears(&mut self, within: Duration) -> bool {
        match tokio::time::timeout(within, self.0.next()).await {
            Ok(Some(Ok(frame))) => {
                let text = String::from_utf8(frame.to_vec()).unwrap();
                // it says that something changed, and neither where nor whom it is about
                assert_eq!(text, "event: message\ndata: queue\n\n");
                true
            }
            Ok(Some(Err(fault))) => panic!("{fault}"),
            Ok(None) | Err(_) => false,
        }
    }

    async fn is_over(&mut self) -> bool {
        matches!(tokio::time::timeout(SOON, self.0.next()).await, Ok(None))
    }
}

#[tokio::test]
async fn a_change_is_heard_of_in_its_own_places_and_nowhere_else() {
    on_both(async |world| {
        let (mut here, mut far, mut school) =
            (Line::of(world, "baizhi").await, Line::of(world, "far").await, Line::of(world, "shen").await);
        let hub = world.app.hub();
        hub.queue_changed(&path(SCHOOL));
        assert!(here.hears(SOON).await && school.hears(SOON).await);
        hub.queue_changed(&path(COUNTY));
        assert!(here.hears(SOON).await);
        assert!(!school.hears(A_WHILE).await, "the county is not below the school");
        assert!(!far.hears(A_WHILE).await);
        hub.queue_changed(&path(FAR_COUNTY));
        assert!(far.hears(SOON).await);
        assert!(!here.hears(A_WHILE).await);
    })
    .await;
}

#[tokio::test]
async fn a_line_that_is_open_ends_with_the_role_and_with_the_session() {
    on_both(async |world| {
        let (mut role, mut session) = (Line::of(world, "baizhi").await, Line::of(world, "far").await);
        let baizhi = world.app.managed_login(By::Operator, "baizhi").await.unwrap();
        assert_eq!(baizhi.roles[0].role, Role::Counsellor.code());
        world.app.end_role(By::Operator, baizhi.roles[0].id, "left").await.unwrap();
        let far = world.app.managed_login(By::Operator, "far").await.unwrap();
        world.app.lock_account(By::Operator, far.facts.id).await.unwrap();
        tokio::time::sleep(ASKED_AGAIN).await;
        for at in [COUNTY, FAR_COUNTY, CITY] {
            world.app.hub().queue_changed(&path(at));
        }
        assert!(role.is_over().await && session.is_over().await);
    })
    .await;
}

#[tokio::test]
async fn an_open_page_that_asks_by_itself_does_not_keep_its_session_from_ending() {
    let world = World::on(Engine::Sqlite).await;
    let (mut left, mut at_work) = (world.signed_in("baizhi").await, world.signed_in("far").await);
    for _ in 0..7 {
        world.clock.set(world.app.now() + jiff::SignedDuration::from_mins(10));
        let _ = left.refresh(&links::desk_queue()).await;
        assert_eq!(at_work.get(&links::desk_queue()).await.status, 200);
    }
    let over = left.get(&links::desk()).await;
    assert!(over.to.starts_with("/login"), "{} {}", over.status, over.to);
}
