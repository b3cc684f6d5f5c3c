//! What a provider says is believed only when all of it fits.

use serde_json::{Value, json};
use xinqiao_identity::{Identity, IdentityError, Returned};

use super::issuer::{BACK, CLIENT, Issuer, SECRET, now, query};
use super::keys::{Key, sign_not, sign_shared};

fn told(outcome: Result<Identity, IdentityError>) -> String {
    match outcome {
        Ok(identity) => identity.subject,
        Err(IdentityError::Token(what)) => what,
        Err(fault) => fault.code().to_owned(),
    }
}

#[tokio::test]
async fn the_browser_goes_with_state_nonce_and_challenge_and_the_code_with_secret_and_verifier() {
    let issuer = Issuer::with("scopes = [\"profile\"]").await;
    let begun = issuer.begin().await.unwrap();
    let asked = query(&begun.address);
    assert!(begun.address.starts_with(&format!("{}/auth?", issuer.server.url())));
    let expected = [("response_type", "code"), ("client_id", CLIENT), ("redirect_uri", BACK), ("scope", "openid profile")];
    for (name, value) in expected {
        assert_eq!(asked[name], value, "{name}");
    }
    assert_eq!((&asked["state"], asked.get("nonce")), (&begun.kept.state, begun.kept.nonce.as_ref()));
    assert_eq!(asked["code_challenge_method"], "S256");
    issuer.give(&issuer.key.sign(&issuer.claims(&begun)));
    let identity = issuer.finish(&begun, &issuer.back(&begun)).await.unwrap();
    assert_eq!((identity.issuer, identity.subject.as_str()), (issuer.server.url(), "p-1"));
    let token = issuer.server.asked().into_iter().find(|asked| asked.path == "/token").unwrap();
    let verifier = begun.kept.verifier.clone().unwrap();
    let digest = super::keys::url64(ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes()).as_ref());
    assert_eq!((token.parameter("code_verifier"), asked["code_challenge"].clone()), (Some(verifier), digest));
    assert_eq!((token.parameter("code").as_deref(), token.parameter("redirect_uri").as_deref()), (Some("c-1"), Some(BACK)));
    assert!(token.method == "POST" && token.head.contains("authorization: Basic ") && !token.body.contains(SECRET));
    // nothing is the same twice
    let again = issuer.begin().await.unwrap();
    assert!(
        again.kept.state != begun.kept.state
            && again.kept.nonce != begun.kept.nonce
            && again.kept.verifier != begun.kept.verifier
    );
}

#[tokio::test]
async fn a_token_counts_for_this_program_this_sign_in_and_this_moment_only() {
    let issuer = Issuer::start().await;
    let at = now().as_second();
    let cases: &[(&str, Value, &str)] = &[
        ("sub", json!("p-2"), "p-2"),
        ("iss", json!("http://127.0.0.1:1"), "made by somebody else"),
        ("aud", json!("another"), "made for somebody else"),
        ("aud", json!([CLIENT, "another"]), "made for somebody else"),
        ("aud", json!([CLIENT]), "p-1"),
        ("azp", json!("another"), "it was made for another program"),
        ("azp", json!(CLIENT), "p-1"),
        ("nonce", json!("another"), "made for another sign-in"),
        ("nonce", Value::Null, "made for another sign-in"),
        ("exp", json!(at - 59), "p-1"),
        ("exp", json!(at - 60), "expired, or not of this moment"),
        ("iat", json!(at + 60), "p-1"),
        ("iat", json!(at + 61), "expired, or not of this moment"),
        ("iat", json!(at - 661), "expired, or not of this moment"),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA"), "it belongs to another answer"),
        ("sub", json!(""), "the name of the person is empty or too long"),
        ("sub", json!("x".repeat(256)), "the name of the person is empty or too long"),
    ];
    for (claim, value, expected) in cases {
        let found = issuer.sign_in(|claims| claims[*claim] = value.clone()).await;
        assert_eq!(told(found), *expected, "{claim} {value}");
    }
}

#[tokio::test]
async fn a_signature_that_somebody_else_could_make_counts_for_nothing() {
    let issuer = Issuer::start().await;
    let stranger = Key::fresh("first");
    let begun = issuer.begin().await.unwrap();
    let claims = issuer.claims(&begun);
    let mut cut = issuer.key.sign(&claims);
    cut.truncate(cut.rfind('.').unwrap() + 1);
    let other = issuer.key.sign(&json!({ "sub": "p-9" }));
    let swapped = format!("{}{}", cut, other.rsplit('.').next().unwrap());
    let cases = [
        (sign_not(&claims), "no signature"),
        (sign_shared(SECRET, &claims), "another kind of signature"),
        (stranger.sign(&claims), "the signature is wrong"),
        (swapped, "the signature is wrong"),
        (cut, "the signature is wrong"),
        ("rubbish".to_owned(), "answer"),
        (issuer.key.sign(&claims), "p-1"),
    ];
    for (token, expected) in cases {
        issuer.give(&token);
        assert_eq!(told(issuer.finish(&begun, &issuer.back(&begun)).await), expected);
    }
}

#[tokio::test]
async fn keys_are_asked_for_once_more_when_a_token_names_one_that_is_not_known() {
    let issuer = Issuer::start().await;
    let begun = issuer.begin().await.unwrap();
    assert_eq!(issuer.server.count("/jwks"), 1);
    let second = Key::fresh("second");
    issuer.give(&second.sign(&issuer.claims(&begun)));
    // the provider does not name it: one more question and no further
    let found = issuer.finish(&begun, &issuer.back(&begun)).await;
    assert_eq!(told(found), "signed with a key that the provider does not name");
    assert_eq!(issuer.server.count("/jwks"), 2);
    issuer.tell(|script| script.keys = vec![second.shown()]);
    assert_eq!(told(issuer.finish(&begun, &issuer.back(&begun)).await), "p-1");
    assert_eq!(issuer.server.count("/jwks"), 3);
    // the key of before is gone
    issuer.give(&issuer.key.sign(&issuer.claims(&begun)));
    let found = issuer.finish(&begun, &issuer.back(&begun)).await;
    assert_eq!(told(found), "signed with a key that the provider does not name");
}

#[tokio::test]
async fn what_does_not_belong_to_what_was_begun_is_told_to_nobody() {
    let issuer = Issuer::start().await;
    let begun = issuer.begin().await.unwrap();
    issuer.give(&issuer.key.sign(&issuer.claims(&begun)));
    let back = issuer.back(&begun);
    for wrong in [
        Returned { state: Some("another".to_owned()), ..back.clone() },
        Returned { state: None, ..back.clone() },
        Returned { iss: Some("https://another.example".to_owned()), ..back.clone() },
    ] {
        assert_eq!(told(issuer.finish(&begun, &wrong).await), "mismatch");
    }
    assert_eq!(issuer.server.count("/token"), 0);
    let named = Returned { iss: Some(issuer.server.url()), ..back };
    assert_eq!(told(issuer.finish(&begun, &named).await), "p-1");
}

#[tokio::test]
async fn a_provider_that_names_itself_always_does_so() {
    let issuer = Issuer::start().await;
    issuer.tell(|script| script.metadata = json!({ "authorization_response_iss_parameter_supported": true }));
    let begun = issuer.begin().await.unwrap();
    issuer.give(&issuer.key.sign(&issuer.claims(&begun)));
    assert_eq!(told(issuer.finish(&begun, &issuer.back(&begun)).await), "mismatch");
    let named = Returned { iss: Some(issuer.server.url()), ..issuer.back(&begun) };
    assert_eq!(told(issuer.finish(&begun, &named).await), "p-1");
}

#[tokio::test]
async fn a_provider_that_is_down_or_talks_rubbish_is_told_apart() {
    let issuer = Issuer::start().await;
    let begun = issuer.begin().await.unwrap();
    let answers = [
        (500, "", "answer"),
        (200, "<html>", "answer"),
        (200, "{}", "answer"),
        (200, r#"{"access_token":"a","token_type":"Bearer"}"#, "answer"),
        (200, r#"{"access_token":"a","token_type":"Bearer","id_token":7}"#, "answer"),
        (400, r#"{"error":"invalid_grant"}"#, "code"),
        (401, r#"{"error":"invalid_client"}"#, "refused"),
        (302, "", "answer"),
    ];
    for (status, body, expected) in answers {
        issuer.tell(|script| script.token = (status, body.to_owned()));
        assert_eq!(told(issuer.finish(&begun, &issuer.back(&begun)).await), expected, "{status} {body}");
    }
    let gone = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().to_string();
    let provider = super::issuer::provider(&format!("http://{gone}"), "", &gone);
    let ids = xinqiao_kernel::IdSource::seeded(1);
    assert_eq!(provider.flow.begin(BACK, &ids, now()).await.unwrap_err().code(), "unreachable");
}

#[tokio::test]
async fn what_a_provider_says_about_itself_is_checked() {
    let cases = [
        (json!({ "issuer": "https://another.example" }), "answer"),
        (json!({ "authorization_endpoint": "http://another.example/auth" }), "answer"),
        (json!({ "authorization_endpoint": "javascript:alert(1)" }), "answer"),
        // addresses of the inside are for hosts that the operator allowed
        (json!({ "jwks_uri": "https://10.0.0.1/jwks" }), "unreachable"),
        (json!({ "jwks_uri": "http://169.254.169.254/" }), "unreachable"),
        (json!({ "jwks_uri": 7 }), "answer"),
    ];
    for (change, expected) in cases {
        let issuer = Issuer::start().await;
        issuer.tell(|script| script.metadata = change.clone());
        assert_eq!(issuer.begin().await.unwrap_err().code(), expected, "{change}");
    }
    let issuer = Issuer::start().await;
    issuer.tell(|script| script.metadata = json!({ "token_endpoint": "http://10.0.0.1/token" }));
    let begun = issuer.begin().await.unwrap();
    assert_eq!(told(issuer.finish(&begun, &issuer.back(&begun)).await), "unreachable");
}

#[tokio::test]
async fn a_second_factor_counts_in_words_that_the_operator_believes_and_with_its_time() {
    let issuer = Issuer::with("second_factor = { amr = [\"mfa\"], acr = [\"loa-3\"] }").await;
    let at = |seconds: i64| Some(now() - jiff::SignedDuration::from_secs(seconds));
    let cases = [
        (json!({}), None),
        (json!({ "amr": ["pwd"], "acr": "loa-1" }), None),
        (json!({ "amr": ["pwd", "mfa"] }), at(5)),
        (json!({ "acr": "loa-3", "auth_time": now().as_second() - 600 }), at(600)),
        (json!({ "amr": ["mfa"], "auth_time": null }), None),
        (json!({ "amr": ["mfa"], "auth_time": now().as_second() + 30 }), at(0)),
        (json!({ "amr": ["mfa"], "auth_time": now().as_second() + 120 }), None),
    ];
    assert_eq!(query(&issuer.begin().await.unwrap().address)["acr_values"], "loa-3");
    for (change, expected) in cases {
        let found =
            issuer.sign_in(|claims| change.as_object().unwrap().iter().for_each(|(key, value)| claims[key] = value.clone()));
        assert_eq!(found.await.unwrap().second_factor_at, expected, "{change}");
    }
    // another provider's words are not believed without the operator
    let plain = Issuer::start().await;
    let found = plain.sign_in(|claims| claims["amr"] = json!(["mfa"])).await;
    assert_eq!(found.unwrap().second_factor_at, None);
}

#[tokio::test]
async fn a_sign_in_at_the_provider_that_is_too_old_does_not_count() {
    let issuer = Issuer::with("max_age_s = 600").await;
    assert_eq!(query(&issuer.begin().await.unwrap().address)["max_age"], "600");
    let ago = |seconds: i64| json!(now().as_second() - seconds);
    let cases =
        [(ago(660), "p-1"), (ago(661), "the person was asked too long ago"), (Value::Null, "the person was asked too long ago")];
    for (value, expected) in cases {
        assert_eq!(told(issuer.sign_in(|claims| claims["auth_time"] = value.clone()).await), expected, "{value}");
    }
}
