//! What one address and one account may ask, and what stays open for everybody.

use axum::Router;
use axum::http::StatusCode;
use jiff::SignedDuration;
use xinqiao_web::guard::Proxies;
use xinqiao_web::{Guard, links, router};

use super::super::world::{World, on_both};

const PROXY: &str = "127.0.0.1";

fn pages(world: &World) -> Router {
    router(world.site(false, Guard::new(Proxies::parse([PROXY]).unwrap(), 1)))
}

/// Asks until it is refused; how often it was answered.
async fn rush(pages: &Router, world: &World, peer: &str, address: &str) -> usize {
    let mut browser = world.browser_at(pages, peer);
    for count in 0..20_000 {
        let page = browser.post(address, &[]).await;
        // too many wrong passwords have an answer of their own, with a longer wait
        if page.status == StatusCode::TOO_MANY_REQUESTS && page.headers["retry-after"] == "1" {
            return count;
        }
    }
    panic!("{address} was never refused");
}

#[tokio::test]
async fn a_rush_on_signing_in_is_refused_kindly_and_help_stays_open() {
    on_both(async |world| {
        let pages = pages(world);
        assert_eq!(rush(&pages, world, "203.0.113.7", "/login").await, 300);
        let mut rushed = world.browser_at(&pages, "203.0.113.7");
        let refused = rushed.post("/login?lang=zh-CN", &[]).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.headers["retry-after"], "1");
        let refused = refused.says("点得有点快").says("请等1秒").says("12356");
        assert!(refused.headers["content-type"].to_str().unwrap().starts_with("text/html"));
        rushed.cookies.clear();
        rushed.post("/login?lang=en", &[]).await.says("Please wait 1 second").says("12356");
        for address in ["/", "/contact", "/sites", "/breathing", "/self-tests"] {
            assert_eq!(rushed.get(address).await.status, StatusCode::OK, "{address}");
        }
        // somebody else, and the same address a moment later
        let name = [("name", "somebody"), ("password", "wrong")];
        assert_eq!(world.browser_at(&pages, "203.0.113.8").post("/login", &name).await.status, StatusCode::UNAUTHORIZED);
        world.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(rushed.post("/login", &name).await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn answers_without_an_account_have_a_budget_of_their_own() {
    on_both(async |world| {
        let pages = pages(world);
        let question = links::self_test_question("phq-9", 1);
        assert_eq!(rush(&pages, world, "203.0.113.7", &question).await, 3_000);
        let mut person = world.browser_at(&pages, "203.0.113.7");
        person.sign_in(world, "xia").await;
        assert_ne!(person.post(&question, &[]).await.status, StatusCode::TOO_MANY_REQUESTS, "who is signed in goes on");
    })
    .await;
}

#[tokio::test]
async fn an_account_has_one_budget_however_many_addresses_and_sessions_it_uses() {
    on_both(async |world| {
        let pages = pages(world);
        let mut answered = 0;
        for number in 0..30 {
            let mut browser = world.browser_at(&pages, &format!("198.51.100.{number}"));
            browser.sign_in(world, "shen").await;
            for _ in 0..10 {
                answered += usize::from(browser.post("/desk/notices/read", &[]).await.status != StatusCode::TOO_MANY_REQUESTS);
            }
        }
        assert_eq!(answered, 180);
        // reading goes on, and so does help
        let mut browser = world.browser_at(&pages, "198.51.100.77");
        browser.sign_in(world, "shen").await;
        browser.get("/desk").await.ok();
        browser.get("/contact").await.ok();
    })
    .await;
}

#[tokio::test]
async fn a_general_rush_never_closes_the_contact_wish() {
    on_both(async |world| {
        let pages = pages(world);
        rush(&pages, world, "203.0.113.7", "/desk/notices/read").await;
        let mut resident = world.browser_at(&pages, "203.0.113.7");
        resident.sign_in(world, "xia").await;
        let wish = [("time", "any"), ("phone", "13800000000")];
        let sent = resident.post("/contact", &wish).await.leads();
        assert!(sent.starts_with("/contact?until="), "{sent}");
    })
    .await;
}

#[tokio::test]
async fn visitors_behind_a_named_proxy_have_budgets_of_their_own_and_a_claim_is_not_believed() {
    on_both(async |world| {
        let pages = pages(world);
        let mut told = world.browser_at(&pages, PROXY);
        told.forwarded = Some("9.9.9.9, 203.0.113.7".to_owned());
        let import = links::campaign_import("01a2006e-a11f-722e-a2a4-cbc327f169cb");
        for _ in 0..120 {
            assert_ne!(told.post(&import, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!(told.post(&import, &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
        told.forwarded = Some("9.9.9.9, 203.0.113.8".to_owned());
        assert_ne!(told.post(&import, &[]).await.status, StatusCode::TOO_MANY_REQUESTS, "another visitor");
        let mut liar = world.browser_at(&pages, "203.0.113.7");
        liar.forwarded = Some("203.0.113.99".to_owned());
        assert_eq!(liar.post(&import, &[]).await.status, StatusCode::TOO_MANY_REQUESTS, "a claim changes nothing");
    })
    .await;
}

#[tokio::test]
async fn lines_for_live_changes_are_few_for_each_account_and_end_with_the_program() {
    let world = World::on(xinqiao_testkit::Engine::Sqlite).await;
    let site = world.site(false, Guard::open());
    let pages = router(site.clone());
    let mut browser = world.browser_at(&pages, "203.0.113.7");
    browser.sign_in(&world, "baizhi").await;
    let mut held = Vec::new();
    for _ in 0..8 {
        let answer = browser.open("/desk/events").await;
        assert_eq!(answer.status(), StatusCode::OK);
        held.push(answer);
    }
    let refused = browser.open("/desk/events").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()["retry-after"], "60");
    held.pop();
    assert_eq!(browser.open("/desk/events").await.status(), StatusCode::OK, "a window that was closed makes room");
}
