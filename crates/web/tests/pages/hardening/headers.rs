//! Headers of every answer, whoever asks and whatever comes of it.

use axum::http::{HeaderMap, StatusCode};
use xinqiao_web::{Guard, links, router};

use super::super::world::{Browser, Page, World, on_both};
use super::addresses;

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// What each answer must say.
#[track_caller]
fn check(what: &str, page: &Page, is_tls: bool) {
    let headers = &page.headers;
    let policy: Vec<&str> = text(headers, "content-security-policy").split(';').map(str::trim).collect();
    let needed = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ];
    for directive in needed {
        assert!(policy.contains(&directive), "{what}: {directive} is missing in {policy:?}");
    }
    assert!(
        !policy.iter().any(|part| part.contains("unsafe") || part.contains('*') || part.contains("http")),
        "{what}: {policy:?}"
    );
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", if is_tls { "max-age=31536000" } else { "" }),
    ];
    for (name, value) in fixed {
        assert_eq!(text(headers, name), value, "{what}: {name}");
    }
    for feature in ["camera=()", "microphone=()", "geolocation=()", "usb=()"] {
        assert!(text(headers, "permissions-policy").contains(feature), "{what}: {feature}");
    }
    let is_asset = what.contains("/assets/") && page.status == StatusCode::OK;
    let cache = if is_asset { "public, max-age=31536000, immutable" } else { "no-store" };
    let is_live = text(headers, "content-type") == "text/event-stream";
    assert!(text(headers, "cache-control") == cache || is_live, "{what}: {}", text(headers, "cache-control"));
    for cookie in headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()) {
        assert!(
            cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"),
            "{what}: {cookie}"
        );
        assert_eq!(cookie.starts_with("__Host-") && cookie.contains("; Secure"), is_tls, "{what}: {cookie}");
        assert!(!cookie.contains("Domain="), "{what}: {cookie}");
    }
}

async fn walk(browser: &mut Browser, who: &str, is_tls: bool) {
    for address in addresses() {
        if address == links::desk_events() {
            continue;
        }
        check(&format!("{who} GET {address}"), &browser.get(&address).await, is_tls);
        if address != links::logout() {
            check(&format!("{who} POST {address}"), &browser.post(&address, &[]).await, is_tls);
        }
    }
}

async fn every_answer(world: &World, is_tls: bool) {
    let pages = router(world.site(is_tls, Guard::open()));
    for login in ["", "shen", "xia", "leader"] {
        let mut browser = world.browser_at(&pages, "203.0.113.7");
        if !login.is_empty() {
            browser.sign_in(world, login).await;
            if is_tls {
                let token = browser.cookies.remove("xq_session").unwrap();
                browser.cookies.insert("__Host-xq_session".to_owned(), token);
            }
        }
        walk(&mut browser, login, is_tls).await;
        check("nothing", &browser.get("/no/such/page").await, is_tls);
        check("large", &browser.post("/contact", &[("phone", "1".repeat(100_000).as_str())]).await, is_tls);
        check(&format!("GET /assets/ {login}"), &browser.get(&links::asset("resident.css")).await, is_tls);
        check("language", &browser.get("/?lang=en").await, is_tls);
        check("sign out", &browser.post(&links::logout(), &[]).await, is_tls);
    }
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers_whoever_asks() {
    on_both(async |world| {
        every_answer(world, false).await;
        every_answer(world, true).await;
    })
    .await;
}
