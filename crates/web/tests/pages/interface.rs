//! Other programs hand in what was noticed, through the pages' own router.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;
use xinqiao_app::accounts::By;

use crate::world::{World, on_both};

/// Status and body of what was sent with a token.
async fn send(world: &World, token: Option<&str>, body: &Value) -> (StatusCode, Value) {
    let mut request = Request::post("/api/v1/signals").header(header::CONTENT_TYPE, "application/json");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = world.pages().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn token(world: &World, login: &str) -> String {
    let account = world.app.managed_login(By::Operator, login).await.unwrap();
    world.app.give_service_token(&account, "热线系统", 30).await.unwrap().as_str().to_owned()
}

fn letter(reference: &str) -> Value {
    json!({
        "source": "letter", "reference": reference, "noticed_at": "2026-11-22T09:00:00+08:00",
        "words": "我真的不想活了，今晚就走，药都买好了。", "name": "来信人", "told_by": { "relation": "本人" }
    })
}

#[tokio::test]
async fn a_letter_that_another_program_sends_waits_on_the_desk_and_sending_it_again_changes_nothing() {
    on_both(async |world| {
        let token = token(world, "baizhi").await;
        let (status, answer) = send(world, Some(&token), &letter("letter-0001")).await;
        assert_eq!((status, &answer["results"][0]["new"]), (StatusCode::OK, &json!(true)), "{answer}");
        let (status, again) = send(world, Some(&token), &json!([letter("letter-0001"), letter("letter-0002")])).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(again["results"][0]["signal"], answer["results"][0]["signal"]);
        assert_eq!((&again["results"][0]["new"], &again["results"][1]["new"]), (&json!(false), &json!(true)));
        let mut desk = world.signed_in("baizhi").await;
        let queue = desk.get("/desk").await.ok();
        queue.says("来信").says("来**");
        let signal = answer["results"][0]["signal"].as_str().unwrap();
        desk.get(&format!("/desk/signals/{signal}")).await.ok().says("<mark>").says("这是谁");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named_by_field_and_the_others_are_taken() {
    on_both(async |world| {
        let token = token(world, "baizhi").await;
        let wrong = json!({ "source": "weather", "reference": "short", "noticed_at": "yesterday" });
        let far = json!({ "source": "letter", "reference": "letter-0009", "noticed_at": "2026-11-22T09:00:00+08:00", "place": "999999", "words": "?" });
        let strange = json!({ "source": "letter", "reference": "letter-0010", "noticed_at": "2026-11-22T09:00:00+08:00", "colour": "red" });
        let (status, answer) = send(world, Some(&token), &json!([wrong, far, strange, letter("letter-0011")])).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let results = &answer["results"];
        assert_eq!(results[0]["fields"][0]["field"], "noticed_at");
        assert_eq!((&results[1]["fields"][0]["field"], &results[1]["fields"][0]["found"]), (&json!("place"), &json!("999999")));
        assert!(results[2]["fields"][0]["found"].as_str().unwrap().contains("colour"));
        assert_eq!(results[3]["new"], json!(true));
        for body in [json!([]), json!("text"), json!(vec![json!({}); 101])] {
            assert_eq!(send(world, Some(&token), &body).await.0, StatusCode::UNPROCESSABLE_ENTITY);
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_opens_the_interface_alone_and_a_session_of_a_browser_does_not() {
    on_both(async |world| {
        let token = token(world, "baizhi").await;
        let (status, answer) = send(world, None, &letter("letter-0001")).await;
        assert_eq!((status, &answer["error"]), (StatusCode::UNAUTHORIZED, &json!("signed_out")));
        assert!(world.app.authenticate(&token).await.unwrap().is_none());
        let account = world.app.managed_login(By::Operator, "baizhi").await.unwrap();
        let session = world.app.open_session(account.facts.id).await.unwrap();
        assert_eq!(send(world, Some(session.as_str()), &letter("letter-0001")).await.0, StatusCode::UNAUTHORIZED);
        // a role that hands in nothing, and a token whose time is over
        let leader = self::token(world, "leader").await;
        assert_eq!(send(world, Some(&leader), &letter("letter-0001")).await.0, StatusCode::FORBIDDEN);
        world.clock.advance(jiff::SignedDuration::from_hours(24 * 31));
        assert_eq!(send(world, Some(&token), &letter("letter-0001")).await.0, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_handed_in_whole_or_not_at_all() {
    on_both(async |world| {
        let header = "source,reference,noticed_at,observations,words,name\n";
        let good = format!("{header}family,row-00001,2026-11-22T09:00:00+08:00,changed,,甲\nletter,row-00002,2026-11-22T09:00:00+08:00,,不想活了,乙\n");
        let bad = format!("{good}weather,row-00003,2026-11-22T09:00:00+08:00,changed,,丙\nletter,row-00001,2026-11-22T09:00:00+08:00,changed,,丁\n");
        let mut desk = world.signed_in("baizhi").await;
        let yes = [("hand_in", "yes")];
        let refused = desk.upload("/desk/report/file", Some(("a.csv", bad.as_bytes())), &yes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("一行也没有交").says("第4行，source").says("第5行，reference");
        desk.get("/desk").await.ok().does_not_say("家人或朋友反映");
        desk.upload("/desk/report/file", Some(("a.csv", good.as_bytes())), &[]).await.ok().says("2行都没有问题");
        desk.get("/desk").await.ok().does_not_say("家人或朋友反映");
        desk.upload("/desk/report/file", Some(("a.csv", good.as_bytes())), &yes).await.ok().says("新的2条");
        desk.upload("/desk/report/file", Some(("a.csv", good.as_bytes())), &yes).await.ok().says("新的0条，之前交过的2条");
        desk.get("/desk").await.ok().says("家人或朋友反映");
        let strange = desk.upload("/desk/report/file", Some(("a.csv", b"source,reference,noticed_at,colour\n")), &[]).await;
        strange.says("colour");
    })
    .await;
}
