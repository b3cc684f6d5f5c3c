//! Events for the outside, to a real receiver on loopback.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use xinqiao_app::assessment::Sharing;
use xinqiao_app::webhooks::signature;
use xinqiao_app::{App, AppError};
use xinqiao_egress::{Bounds, Egress, Rules};

use crate::world::{ITEM_NINE, World, is_denied, is_not_found, on_both};

/// A receiver that keeps what it hears and answers with the status that is set.
#[derive(Clone)]
struct Receiver {
    address: SocketAddr,
    status: Arc<Mutex<u16>>,
    heard: Arc<Mutex<Vec<Heard>>>,
}

#[derive(Clone)]
struct Heard {
    head: String,
    body: String,
}

impl Heard {
    fn header(&self, name: &str) -> &str {
        let found = self.head.lines().find_map(|line| line.split_once(": ").filter(|(known, _)| *known == name));
        found.map_or("", |(_, value)| value)
    }
}

async fn receiver() -> Receiver {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let told = Receiver {
        address: listener.local_addr().unwrap(),
        status: Arc::new(Mutex::new(200)),
        heard: Arc::new(Mutex::new(Vec::new())),
    };
    let kept = told.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut text = String::new();
            let mut piece = [0; 4_096];
            loop {
                let read = stream.read(&mut piece).await.unwrap_or(0);
                text.push_str(&String::from_utf8_lossy(&piece[..read]));
                let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
                let length =
                    head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |text| text.parse().unwrap());
                if length <= body.len() || read == 0 {
                    kept.heard.lock().unwrap().push(Heard { head: head.to_owned(), body: body.to_owned() });
                    break;
                }
            }
            let status = *kept.status.lock().unwrap();
            let _ = stream.write_all(format!("HTTP/1.1 {status} Told\r\nContent-Length: 0\r\n\r\n").as_bytes()).await;
        }
    });
    told
}

impl Receiver {
    fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    fn answers(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }

    fn taken(&self) -> Vec<Heard> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }
}

fn open_to(world: &World, receiver: &Receiver) -> App {
    let app = world.app();
    app.use_egress(Egress::new(Rules::parse([receiver.address.to_string()]).unwrap(), Bounds::default()).unwrap());
    app
}

/// One sheet with an answer about life: it leaves events.
async fn sheet(world: &World, key: &str) {
    let lin = world.caller("lin").await;
    world.submit(&lin, key, ITEM_NINE, Sharing::Contact).await;
}

#[tokio::test]
async fn an_event_arrives_signed_with_ids_and_codes_and_nothing_else() {
    on_both(async |world| {
        let receiver = receiver().await;
        let app = open_to(world, &receiver);
        app.deliver_events().await.unwrap();
        let added = app.add_webhook(&receiver.url(), &["response.".to_owned()]).await.unwrap();
        sheet(world, "told-once").await;
        assert_eq!(app.deliver_events().await.unwrap(), 1);
        let heard = receiver.taken();
        assert_eq!(heard.len(), 1);
        assert_eq!(heard[0].header("xinqiao-event"), "response.received");
        let signed = heard[0].header("xinqiao-signature");
        let seconds = signed.strip_prefix("t=").unwrap().split(',').next().unwrap().parse().unwrap();
        let secret: Vec<u8> =
            (0..added.secret.len()).step_by(2).map(|at| u8::from_str_radix(&added.secret[at..at + 2], 16).unwrap()).collect();
        assert_eq!(signed, signature(&secret, seconds, heard[0].body.as_bytes()));
        assert_eq!(seconds, world.now().as_second());
        assert!(heard[0].body.contains(&format!("\"id\":\"{}\"", heard[0].header("xinqiao-id"))), "{}", heard[0].body);
        for personal in ["lin", "told-once", "138", "\"answers\"", "\"scores\""] {
            assert!(!heard[0].body.contains(personal), "{personal} in {}", heard[0].body);
        }
        // told once, and to nobody who asked for other topics
        assert_eq!(app.deliver_events().await.unwrap(), 0);
        assert!(receiver.taken().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_not_taken_comes_again_later_and_is_given_up_in_the_end() {
    on_both(async |world| {
        let receiver = receiver().await;
        let app = open_to(world, &receiver);
        let id = app.add_webhook(&receiver.url(), &["response.".to_owned()]).await.unwrap().id;
        sheet(world, "told-again").await;
        receiver.answers(500);
        assert_eq!(app.deliver_events().await.unwrap(), 0);
        assert_eq!(app.deliver_events().await.unwrap(), 0);
        let heard = receiver.taken();
        assert_eq!(heard.len(), 1, "not due again at once");
        world.pass_s(10);
        receiver.answers(204);
        assert_eq!(app.deliver_events().await.unwrap(), 1);
        assert_eq!(receiver.taken()[0].header("xinqiao-id"), heard[0].header("xinqiao-id"), "the same event");

        sheet(world, "never-taken").await;
        receiver.answers(404);
        let admin = world.caller("sysadmin").await;
        assert!(app.undelivered(&admin, 10).await.unwrap().is_empty());
        for _ in 0..20 {
            app.deliver_events().await.unwrap();
            world.pass_h(7);
        }
        assert_eq!(receiver.taken().len(), 16);
        let dead = app.dead_deliveries(10).await.unwrap();
        assert_eq!((dead.len(), dead[0].status, dead[0].failure.as_deref()), (1, Some(404), Some("status")));
        let admin = world.caller("sysadmin").await;
        let told = app.undelivered(&admin, 10).await.unwrap();
        assert_eq!((told.len(), told[0].host.as_deref()), (1, Some(receiver.address.to_string().as_str())));
        is_denied(app.undelivered(&world.caller("secadmin").await, 10).await);
        let found = app.doctor().await.into_iter().find(|finding| finding.check == "outbox").unwrap();
        assert!(found.found.contains("1 given up"), "{}", found.found);
        receiver.answers(200);
        assert_eq!(app.retry_webhook(id).await.unwrap(), 1);
        assert_eq!(app.deliver_events().await.unwrap(), 1);
        assert!(app.dead_deliveries(10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_receiver_of_the_inside_is_not_reached_unless_it_is_allowed() {
    on_both(async |world| {
        let receiver = receiver().await;
        let app = world.app();
        assert!(matches!(app.add_webhook(&receiver.url(), &[]).await, Err(AppError::Invalid(_))), "without TLS");
        let inside = format!("https://{}/hook", receiver.address);
        let id = app.add_webhook(&inside, &[]).await.unwrap().id;
        let sent = app.test_webhook(id).await.unwrap();
        assert_eq!((sent.status, sent.failure), (None, Some("inside")));
        sheet(world, "inside").await;
        assert_eq!(app.deliver_events().await.unwrap(), 0);
        assert!(receiver.taken().is_empty());
        app.remove_webhook(id).await.unwrap();
        is_not_found(app.remove_webhook(id).await);
        assert!(app.dead_deliveries(100).await.unwrap().iter().all(|dead| dead.failure.as_deref() == Some("removed")));
    })
    .await;
}

#[tokio::test]
async fn events_go_on_after_a_restart_and_the_secret_is_not_in_the_database() {
    on_both(async |world| {
        let receiver = receiver().await;
        let app = open_to(world, &receiver);
        let added = app.add_webhook(&receiver.url(), &["response.".to_owned()]).await.unwrap();
        sheet(world, "before-the-restart").await;
        receiver.answers(503);
        app.deliver_events().await.unwrap();
        world.restart();
        let app = open_to(world, &receiver);
        receiver.answers(200);
        world.pass_s(60);
        assert_eq!(app.deliver_events().await.unwrap(), 1);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("all");
        world.db.backup(&file, world.now()).await.unwrap();
        assert!(!std::fs::read_to_string(&file).unwrap().contains(&added.secret));
    })
    .await;
}

#[tokio::test]
async fn adding_retrying_and_removing_a_receiver_each_leave_an_audit_row_without_address_or_secret() {
    on_both(async |world| {
        let receiver = receiver().await;
        let app = open_to(world, &receiver);
        let added = app.add_webhook(&format!("{}?key=hidden", receiver.url()), &["response.".to_owned()]).await.unwrap();
        app.retry_webhook(added.id).await.unwrap();
        app.remove_webhook(added.id).await.unwrap();
        is_not_found(app.remove_webhook(added.id).await);
        let rows = world.audit().await;
        let told: Vec<_> = rows.iter().filter(|row| row.record_kind == "webhook").collect();
        let mut actions: Vec<_> = told.iter().map(|row| row.action.as_str()).collect();
        actions.sort_unstable();
        assert_eq!(actions, ["add_webhook", "remove_webhook", "retry_webhook"]);
        for row in told {
            assert_eq!((row.account, row.record), (None, Some(added.id.uuid())));
            assert!(
                !row.detail.contains("hook") && !row.detail.contains("hidden") && !row.detail.contains(&added.secret),
                "{row:?}"
            );
        }
        let added = rows.iter().find(|row| row.action == "add_webhook").unwrap();
        assert_eq!(added.detail, format!("{} response.", receiver.address));
    })
    .await;
}
