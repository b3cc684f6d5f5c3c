//! Devices send what they measured; the page of relaxation works without an account, without scripts and without a headset.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt;
use xinqiao_access::Role;
use xinqiao_app::devices::NewDevice;
use xinqiao_web::links;

use crate::world::{COUNTY, World, on_both, path};

/// Status and body of what was sent with a key.
async fn send(world: &World, key: Option<&str>, body: &str) -> (StatusCode, Value) {
    let mut request = Request::post(links::api_device_results()).header(header::CONTENT_TYPE, "application/json");
    if let Some(key) = key {
        request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    }
    let response = world.pages().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn admin(world: &World) {
    let roles = [(Role::SystemAdmin, path(COUNTY), jiff::civil::date(2026, 1, 1), None)];
    let new = xinqiao_app::accounts::NewAccount { login: "feng", name: "冯启", password: "", person: None, roles: &roles };
    world.app.create_account_with_hash(&new, "$argon2id$none").await.unwrap();
}

async fn key(world: &World) -> String {
    admin(world).await;
    let (id, kinds) = (world.app.fresh_device(), vec!["wearable".to_owned()]);
    let new = NewDevice { id, place: path(COUNTY), name: "手环一号".to_owned(), kinds };
    world.app.register_device(&world.caller("feng").await, &new).await.unwrap().key.unwrap()
}

fn session(world: &World, code: &str, rate: f64) -> Value {
    let now = world.app.now();
    json!({
        "format": "xinqiao-device/1", "session": "band-000001", "code": code, "kind": "wearable",
        "started_at": (now - jiff::SignedDuration::from_mins(20)).to_string(), "ended_at": now.to_string(),
        "measurements": [{"code": "heart-rate", "value": rate, "unit": "/min"}]
    })
}

/// What stands between an element's tag and the next one.
fn inside<'a>(html: &'a str, id: &str) -> &'a str {
    let rest = html.split(&format!("id=\"{id}\">")).nth(1).unwrap();
    rest.split('<').next().unwrap()
}

#[tokio::test]
async fn a_device_sends_under_the_code_that_the_person_gave_it_and_both_sides_read_it() {
    on_both(async |world| {
        let key = key(world).await;
        let mut own = world.signed_in("tian").await;
        own.get(&links::own_devices()).await.ok().says("还没有存下什么");
        let page = own.post(&links::own_devices(), &[]).await.ok();
        let code = inside(&page.html, "session-code").to_owned();
        let (status, answer) = send(world, Some(&key), &session(world, &code, 72.0).to_string()).await;
        assert_eq!((status, &answer["new"]), (StatusCode::OK, &json!(true)), "{answer}");
        let (_, again) = send(world, Some(&key), &session(world, &code, 72.0).to_string()).await;
        assert_eq!((&again["result"], &again["new"]), (&answer["result"], &json!(false)));
        let (status, changed) = send(world, Some(&key), &session(world, &code, 73.0).to_string()).await;
        assert_eq!((status, &changed["error"]), (StatusCode::CONFLICT, &json!("changed")));
        own.get(&links::own_devices()).await.ok().says("心率：72 /min");
        let person = world.caller("tian").await.person().unwrap();
        let mut desk = world.signed_in("baizhi").await;
        desk.get(&links::person(person)).await.ok().says(&links::person_devices(person));
        desk.get(&links::person_devices(person)).await.ok().says("心率：72 /min").says("手环一号").does_not_say("xq-level");
        let mut far = world.signed_in("far").await;
        assert_eq!(far.get(&links::person_devices(person)).await.status, StatusCode::NOT_FOUND);
        let id = answer["result"].as_str().unwrap();
        let mut other = world.signed_in("fang").await;
        assert_eq!(other.post(&links::own_device_delete(id), &[]).await.status, StatusCode::NOT_FOUND);
        own.post(&links::own_device_delete(id), &[]).await.leads();
        own.get(&links::own_devices()).await.ok().says("还没有存下什么");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_answered_with_path_and_what_was_expected() {
    on_both(async |world| {
        let key = key(world).await;
        for wrong in [None, Some("guess"), Some("0".repeat(64).as_str())] {
            let (status, answer) = send(world, wrong, "{}").await;
            assert_eq!((status, &answer["error"]), (StatusCode::UNAUTHORIZED, &json!("signed_out")));
        }
        assert_eq!(send(world, Some(&key), "{").await.1["error"], "no_json");
        let mut sent = session(world, "WXYZ-2345", 72.0);
        let (status, answer) = send(world, Some(&key), &sent.to_string()).await;
        assert_eq!((status, &answer["error"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("unknown_code")));
        assert!(answer["message"].as_str().unwrap().contains("没有保存任何内容"));
        sent["measurements"][0]["unit"] = json!("bpm");
        sent["name"] = json!("田禾");
        let (_, answer) = send(world, Some(&key), &sent.to_string()).await;
        assert_eq!((&answer["faults"][0]["path"], &answer["faults"][0]["code"]), (&json!("name"), &json!("nothing")));
        assert!(!answer.to_string().contains("田禾"));
        sent.as_object_mut().unwrap().remove("name");
        let (_, answer) = send(world, Some(&key), &sent.to_string()).await;
        let fault = &answer["faults"][0];
        assert_eq!(
            (&fault["path"], &fault["expected"], &fault["found"]),
            (&json!("measurements[0].unit"), &json!("/min"), &json!("bpm"))
        );
        let mut feng = world.signed_in("feng").await;
        feng.get(&links::devices())
            .await
            .ok()
            .says("收到但没有归属")
            .says("会话码不存在，1次")
            .says("读不懂，3次")
            .does_not_say("田禾");
        // the key of a device opens nothing else
        let request = Request::post(links::api_signals()).header(header::AUTHORIZATION, format!("Bearer {key}"));
        let response = world.pages().oneshot(request.body(Body::from("{}")).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_device_is_registered_on_a_page_that_shows_its_key_once() {
    on_both(async |world| {
        admin(world).await;
        let mut feng = world.signed_in("feng").await;
        feng.get(&links::devices()).await.ok().says("还没有登记设备");
        let id = world.app.fresh_device().to_string();
        let wrong = feng.post(&links::devices(), &[("id", &id), ("place", COUNTY), ("name", "手环二号")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says("请至少选择一种").says("手环二号");
        let fields = [("id", id.as_str()), ("place", COUNTY), ("name", "手环二号"), ("kinds", "wearable")];
        let page = feng.post(&links::devices(), &fields).await.ok();
        let key = inside(&page.html, "device-key").to_owned();
        assert_eq!(key.len(), 64);
        feng.get(&links::devices()).await.ok().says("手环二号").does_not_say(&key);
        feng.post(&links::devices(), &fields).await.ok().does_not_say("id=\"device-key\"");
        feng.post(&links::device(&id), &[("step", "lock")]).await.ok().says("已锁定");
        assert_eq!(send(world, Some(&key), "{}").await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(feng.post(&links::device(&id), &[("step", "lock")]).await.status, StatusCode::CONFLICT);
        let mut desk = world.signed_in("baizhi").await;
        assert_eq!(desk.get(&links::devices()).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn relaxing_needs_no_account_and_is_kept_for_whoever_asks_for_it() {
    on_both(async |world| {
        let mut visitor = world.browser();
        let page = visitor.get(&links::relax()).await.ok();
        page.says("您现在觉得有多紧张").says("这里什么都不保存");
        let page = visitor.post(&links::relax(), &[("before", "7")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("请选0到10中的一个数").says("value=\"7\" checked");
        visitor
            .post(&links::relax(), &[("before", "7"), ("after", "3"), ("keep", "1")])
            .await
            .ok()
            .says("之前7，之后3")
            .says("轻松");
        let mut own = world.signed_in("tian").await;
        let started = world.app.now().as_second().to_string();
        let fields = [("key", "form-00001"), ("started", started.as_str()), ("before", "7"), ("after", "3"), ("keep", "1")];
        let to = own.post(&links::relax(), &fields).await.leads();
        own.get(&to).await.ok().says("之前7，之后3").says("已经替您存好");
        own.post(&links::relax(), &fields).await.leads();
        let person = world.caller("tian").await.person().unwrap();
        let page = world.signed_in("baizhi").await.get(&links::person_devices(person)).await.ok();
        assert_eq!(page.html.matches("之前7，之后3").count(), 1, "sent twice, kept once");
    })
    .await;
}
