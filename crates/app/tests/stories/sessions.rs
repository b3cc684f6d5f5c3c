//! One session, and rights that end while it lasts: the next request has lost them.

use jiff::civil::date;
use xinqiao_access::Role;
use xinqiao_app::Caller;

use crate::world::{COUNTY, TODAY, World, is_denied, on_both, path};

/// A duty officer of the county until a day, with the token of a session.
async fn officer(world: &World, login: &str, until: Option<jiff::civil::Date>) -> String {
    let account = world.account(login, "苏木", None, &[(Role::DutyOfficer, path(COUNTY), date(2026, 1, 1), until)]).await;
    world.app().open_session(account).await.unwrap().as_str().to_owned()
}

async fn request(world: &World, token: &str) -> Option<Caller> {
    world.app().authenticate(token).await.unwrap()
}

#[tokio::test]
async fn a_role_that_ends_during_a_session_gives_nothing_at_the_next_request() {
    on_both(async |world| {
        let token = officer(world, "until-today", Some(TODAY)).await;
        let before = request(world, &token).await.unwrap();
        world.app().queue(&before).await.unwrap();
        // midnight of the place, which is 16:00 in UTC
        world.clock.set("2026-11-22T15:59:59Z".parse().unwrap());
        let last = request(world, &token).await;
        if let Some(last) = &last {
            world.app().queue(last).await.unwrap();
        }
        world.pass_s(1);
        // also for whoever was told before midnight that the role holds
        is_denied(world.app().queue(&before).await);
        if let Some(after) = request(world, &token).await {
            is_denied(world.app().queue(&after).await);
        }
    })
    .await;
}

#[tokio::test]
async fn an_account_that_is_closed_during_a_session_is_signed_out_at_the_next_request() {
    on_both(async |world| {
        let token = officer(world, "leaver", None).await;
        let account = request(world, &token).await.unwrap().account();
        let mut tx = world.db.begin().await.unwrap();
        tx.disable_account(account, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(request(world, &token).await.is_none());
    })
    .await;
}
