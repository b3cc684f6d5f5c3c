//! Devices: a result finds its person by the code of a session and by nothing else; what cannot be assigned is kept nowhere.

use serde_json::{Value, json};
use xinqiao_access::Role;
use xinqiao_app::Caller;
use xinqiao_app::consent::Saying;
use xinqiao_app::devices::{Device, DeviceStep, NewDevice, Ratings, Received, Relaxed, Unkept};
use xinqiao_app::rights::Format;
use xinqiao_consent::{Purpose as Use, WordKind};
use xinqiao_kernel::id::DeviceId;

use crate::world::{COUNTY, FAR_COUNTY, TOWNSHIP, World, is_conflict, is_denied, is_invalid, is_not_found, on_both, path};

/// A device of the county with its key, registered by its system administrator.
async fn registered(world: &World, kinds: &[&str]) -> (DeviceId, String) {
    let app = world.app();
    let new = NewDevice {
        id: app.fresh_device(),
        place: path(COUNTY),
        name: "放松室VR一号".to_owned(),
        kinds: kinds.iter().map(|&kind| kind.to_owned()).collect(),
    };
    let done = app.register_device(&world.caller("sysadmin").await, &new).await.unwrap();
    (done.id, done.key.unwrap())
}

async fn opened(world: &World, key: &str) -> Device {
    world.app().authenticate_device(key).await.unwrap().unwrap()
}

/// A session of VR under a code that ended now.
fn session(world: &World, id: &str, code: &str) -> Value {
    json!({
        "format": "xinqiao-device/1", "session": id, "code": code, "kind": "vr-session",
        "started_at": world.within_min(-20).to_string(), "ended_at": world.now().to_string(),
        "measurements": [{"code": "heart-rate", "value": 72, "unit": "/min"}],
        "ratings": {"before": 7, "after": 3}
    })
}

async fn send(world: &World, device: &Device, sent: &Value) -> Received {
    world.app().receive_device_result(device, sent).await.unwrap()
}

fn unkept(received: Received) -> &'static str {
    match received {
        Received::Unkept(why) => why.code(),
        Received::Kept { .. } => "kept",
    }
}

async fn say(world: &World, who: &Caller, kind: WordKind) {
    let saying = Saying { purpose: Use::Devices, subject: None, kind };
    world.app().say_consent(who, None, &saying).await.unwrap();
}

/// What came and could not be assigned: reason and number.
async fn counted(world: &World) -> Vec<(String, i64)> {
    let page = world.app().devices(&world.caller("sysadmin").await, None).await.unwrap();
    page.devices.into_iter().flat_map(|one| one.refusals).map(|line| (line.reason, line.count)).collect()
}

#[tokio::test]
async fn a_result_finds_its_person_by_the_code_and_is_read_by_them_and_by_their_counsellor() {
    on_both(async |world| {
        let app = world.app();
        let (wen, counsellor) = (world.resident("wen", TOWNSHIP).await, world.caller("counsellor").await);
        let person = wen.person().unwrap();
        let (id, key) = registered(world, &["vr-session"]).await;
        let device = opened(world, &key).await;
        is_conflict(app.pair_device(&counsellor, person, id).await, "device_consent");
        say(world, &wen, WordKind::Given).await;
        let code = app.pair_device(&counsellor, person, id).await.unwrap().code;
        let sent = session(world, "vr-000001", &code.to_lowercase());
        let first = send(world, &device, &sent).await;
        let Received::Kept { id: result, is_new: true } = first else { panic!("{first:?}") };
        assert_eq!(send(world, &device, &sent).await, Received::Kept { id: result, is_new: false }, "sending again is harmless");
        let mut other = sent.clone();
        other["ratings"]["after"] = json!(9);
        assert_eq!(unkept(send(world, &device, &other).await), "changed");
        let own = app.own_devices(&wen, None).await.unwrap();
        assert_eq!((own.results.len(), own.results[0].ratings), (1, Some(Ratings { before: 7, after: 3 })));
        let seen = app.person_devices(&counsellor, person, None).await.unwrap();
        assert_eq!((seen.results[0].id, seen.results[0].measurements[0].value), (result, 72.0));
        assert_eq!(world.signals(&world.caller("duty1").await).await.len(), 0, "a device raises nothing");
        let copy = app.export_own_data(&wen, Format::Json).await.unwrap();
        assert!(String::from_utf8(copy.bytes).unwrap().contains("heart-rate"));
        let rows = world.audit().await;
        for action in ["pair_device", "read_device_results", "manage_devices"] {
            assert!(rows.iter().any(|row| row.action == action), "{action}");
        }
        is_denied(app.person_devices(&world.caller("leader").await, person, None).await);
        is_not_found(app.delete_own_device_result(&world.resident("other", TOWNSHIP).await, result).await);
        app.delete_own_device_result(&wen, result).await.unwrap();
        assert!(app.own_devices(&wen, None).await.unwrap().results.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_result_for_an_unknown_person_is_kept_nowhere_and_counted() {
    on_both(async |world| {
        let app = world.app();
        let wen = world.resident("wen", TOWNSHIP).await;
        let (id, key) = registered(world, &["vr-session", "wearable"]).await;
        let (_, other_key) = registered(world, &["vr-session"]).await;
        let (device, other) = (opened(world, &key).await, opened(world, &other_key).await);
        assert_eq!(unkept(send(world, &device, &session(world, "vr-000001", "WXYZ-2345")).await), "unknown_code");
        say(world, &wen, WordKind::Given).await;
        let counsellor = world.caller("counsellor").await;
        let code = app.pair_device(&counsellor, wen.person().unwrap(), id).await.unwrap().code;
        let foreign = send(world, &other, &session(world, "vr-000001", &code)).await;
        assert!(matches!(&foreign, Received::Unkept(why) if why.told() == "unknown_code"), "a device hears of no other");
        assert_eq!(unkept(foreign), "foreign_code");
        say(world, &wen, WordKind::Withdrawn).await;
        assert_eq!(unkept(send(world, &device, &session(world, "vr-000002", &code)).await), "no_consent");
        say(world, &wen, WordKind::Given).await;
        world.pass_h(2);
        assert_eq!(unkept(send(world, &device, &session(world, "vr-000003", &code)).await), "ended_code");
        let mut wrong = session(world, "vr-000004", &code);
        wrong["kind"] = json!("biofeedback");
        let Received::Unkept(Unkept::Faulty(faults)) = send(world, &device, &wrong).await else { panic!() };
        assert_eq!((faults[0].path.as_str(), faults[0].expected.filling()), ("kind", "vr-session, wearable".to_owned()));
        assert!(app.own_devices(&wen, None).await.unwrap().results.is_empty());
        let mut counts = counted(world).await;
        counts.sort();
        let expected = ["ended_code", "faulty", "foreign_code", "no_consent", "unknown_code"];
        assert_eq!(counts, expected.map(|reason| (reason.to_owned(), 1)));
    })
    .await;
}

#[tokio::test]
async fn whoever_takes_consent_back_is_seen_by_nobody_but_themselves() {
    on_both(async |world| {
        let app = world.app();
        let (wen, counsellor) = (world.resident("wen", TOWNSHIP).await, world.caller("counsellor").await);
        let (_, key) = registered(world, &["vr-session"]).await;
        let device = opened(world, &key).await;
        // a code of one's own is good for whichever device one gives it to, and to ask for it is to agree
        let code = app.pair_own_device(&wen).await.unwrap().code;
        assert_eq!(unkept(send(world, &device, &session(world, "vr-000001", &code)).await), "kept");
        assert_eq!(app.person_devices(&counsellor, wen.person().unwrap(), None).await.unwrap().results.len(), 1);
        say(world, &wen, WordKind::Withdrawn).await;
        let seen = app.person_devices(&counsellor, wen.person().unwrap(), None).await.unwrap();
        assert_eq!((seen.results.len(), seen.agrees), (0, false));
        assert_eq!(app.own_devices(&wen, None).await.unwrap().results.len(), 1);
        assert!(app.person_devices(&world.caller("far").await, wen.person().unwrap(), None).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_key_opens_nothing_once_it_is_renewed_locked_or_withdrawn() {
    on_both(async |world| {
        let (app, admin) = (world.app(), world.caller("sysadmin").await);
        let (id, key) = registered(world, &["wearable"]).await;
        let knows = async |key: &str| world.app().authenticate_device(key).await.unwrap().is_some();
        assert!(knows(&key).await && !knows("guess").await && !knows(&"0".repeat(64)).await);
        let renewed = app.change_device(&admin, id, DeviceStep::Renew).await.unwrap().key.unwrap();
        assert!(!knows(&key).await && knows(&renewed).await);
        app.change_device(&admin, id, DeviceStep::Lock).await.unwrap();
        assert!(!knows(&renewed).await);
        is_conflict(app.change_device(&admin, id, DeviceStep::Lock).await, "device_step");
        app.change_device(&admin, id, DeviceStep::Unlock).await.unwrap();
        assert!(knows(&renewed).await);
        app.change_device(&admin, id, DeviceStep::Withdraw).await.unwrap();
        is_conflict(app.change_device(&admin, id, DeviceStep::Unlock).await, "device_step");
        is_denied(app.devices(&world.caller("counsellor").await, None).await);
        world
            .account("faradmin", "某人", None, &[(Role::SystemAdmin, path(FAR_COUNTY), jiff::civil::date(2026, 1, 1), None)])
            .await;
        is_not_found(app.change_device(&world.caller("faradmin").await, id, DeviceStep::Lock).await);
        let new = |name: &str, kinds: &[&str]| NewDevice {
            id: app.fresh_device(),
            place: path(COUNTY),
            name: name.to_owned(),
            kinds: kinds.iter().map(|&kind| kind.to_owned()).collect(),
        };
        is_invalid(app.register_device(&admin, &new(" ", &["wearable"])).await, "name");
        is_invalid(app.register_device(&admin, &new("手环", &[])).await, "kinds");
        is_invalid(app.register_device(&admin, &new("手环", &["mystery"])).await, "kinds");
        let twice = new("手环", &["wearable"]);
        assert!(app.register_device(&admin, &twice).await.unwrap().key.is_some());
        assert!(app.register_device(&admin, &twice).await.unwrap().key.is_none(), "the form sent twice registers once");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_looked_at_whole_before_anything_is_kept() {
    on_both(async |world| {
        let (app, admin) = (world.app(), world.caller("sysadmin").await);
        let wen = world.resident("wen", TOWNSHIP).await;
        let (id, _) = registered(world, &["vr-session"]).await;
        let code = app.pair_own_device(&wen).await.unwrap().code;
        let file = |second: &str| {
            json!([session(world, "vr-000001", &code), session(world, "vr-000002", second)]).to_string().into_bytes()
        };
        let kept = async || world.app().own_devices(&wen, None).await.unwrap().results.len();
        let wrong = app.import_device_results(&admin, id, &file("WXYZ-2345"), true).await.unwrap();
        assert_eq!((wrong.applied, wrong.unkept().map(|(line, _)| line.number).collect::<Vec<_>>()), (false, vec![2]));
        let looked = app.import_device_results(&admin, id, &file(&code), false).await.unwrap();
        assert_eq!((looked.applied, looked.unkept().count(), kept().await), (false, 0, 0));
        assert!(app.import_device_results(&admin, id, &file(&code), true).await.unwrap().applied);
        assert!(app.import_device_results(&admin, id, &file(&code), true).await.unwrap().applied, "twice is harmless");
        assert_eq!(kept().await, 2);
        is_invalid(app.import_device_results(&admin, id, b"{", true).await, "file");
        is_invalid(app.import_device_results(&admin, id, b"[]", true).await, "file");
        assert_eq!(counted(world).await, [], "a look counts nothing");
    })
    .await;
}

#[tokio::test]
async fn relaxing_is_kept_once_with_consent_and_forgotten_with_the_person() {
    on_both(async |world| {
        let app = world.app();
        let wen = world.resident("wen", TOWNSHIP).await;
        let relaxed = |key: &str, after| Relaxed {
            key: key.to_owned(),
            started_at: world.within_min(-10),
            ratings: Ratings { before: 7, after },
        };
        let first = app.keep_relaxation(&wen, &relaxed("form-0001", 3)).await.unwrap();
        world.pass_s(5);
        let again = app.keep_relaxation(&wen, &relaxed("form-0001", 3)).await.unwrap();
        let (Received::Kept { id: one, is_new: true }, Received::Kept { id: two, is_new: false }) = (&first, &again) else {
            panic!("{first:?} {again:?}")
        };
        assert_eq!(one, two);
        assert_eq!(unkept(app.keep_relaxation(&wen, &relaxed("form-0001", 9)).await.unwrap()), "changed");
        let old = Relaxed { started_at: world.within_min(-60 * 24 * 40), ..relaxed("form-0002", 3) };
        is_conflict(app.keep_relaxation(&wen, &old).await, "relax_old");
        let seen = app.person_devices(&world.caller("counsellor").await, wen.person().unwrap(), None).await.unwrap();
        assert_eq!((seen.results.len(), seen.results[0].device.as_deref()), (1, None));
        // three years on
        world.pass_h(24 * (3 * 365 + 3));
        let lines = app.run_retention().await.unwrap();
        assert!(lines.iter().any(|line| line.rule == "device-result" && line.deleted == 1), "{lines:?}");
    })
    .await;
}
