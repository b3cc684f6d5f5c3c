//! The program is killed in the middle of a burst of submissions: every sheet that was answered is there afterwards, exactly once.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failure here is a failed test")]

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY};

const SENDERS: usize = 16;
/// Sheets that must be answered before the program is killed.
const ANSWERED_FIRST: usize = 150;

struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(folder: &std::path::Path, database: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xinqiao"))
            .args([
                "demo",
                "--request-budget",
                "0",
                "--residents",
                "300",
                "--listen",
                "127.0.0.1:0",
                "--database",
                database,
                "--dir",
            ])
            .arg(folder)
            .env("XINQIAO_MASTER_KEY", xinqiao_testkit::master_key_text())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the program prints its address").unwrap();
        let address = first.trim_start_matches("http://").parse().unwrap();
        // the accounts follow: somebody has to read them
        std::thread::spawn(move || lines.count());
        Self { child, address }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Sends one request on a connection of its own; status and the cookie that was set. `None` when the line broke before the answer came.
fn post(address: SocketAddr, path: &str, cookie: &str, form: &str) -> Option<(u16, String)> {
    let mut line = TcpStream::connect(address).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    line.write_all(head.as_bytes()).ok()?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8_lossy(&answer);
    let status = text.split(' ').nth(1)?.parse().ok()?;
    let set = text.lines().find_map(|line| line.to_lowercase().starts_with("set-cookie:").then(|| line[11..].trim().to_owned()));
    Some((status, set.unwrap_or_default().split(';').next().unwrap_or_default().to_owned()))
}

fn sign_in(address: SocketAddr) -> String {
    let (status, cookie) = post(address, "/login", "", "name=resident&password=xinqiao-demo").unwrap();
    assert_eq!(status, 303);
    assert!(cookie.starts_with("xq_session="), "{cookie}");
    cookie
}

fn sheet(key: &str) -> String {
    format!("answers=1,0,2,1,0,0,1,0,0,&key={key}&keep=contact")
}

/// Sends sheets until the program is gone; the keys that were sent and those that were answered.
fn burst(server: Server, cookie: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (sent, answered) = (Arc::new(Mutex::new(BTreeSet::new())), Arc::new(Mutex::new(BTreeSet::new())));
    let (count, gone) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let address = server.address;
    std::thread::scope(|scope| {
        for sender in 0..SENDERS {
            let (sent, answered, count, gone) = (sent.clone(), answered.clone(), count.clone(), gone.clone());
            scope.spawn(move || {
                for number in 0.. {
                    if gone.load(Ordering::SeqCst) {
                        return;
                    }
                    let key = format!("burst-{sender}-{number}");
                    sent.lock().unwrap().insert(key.clone());
                    match post(address, "/self-tests/phq-9/submit", cookie, &sheet(&key)) {
                        Some((303, _)) => {
                            answered.lock().unwrap().insert(key);
                            count.fetch_add(1, Ordering::SeqCst);
                        }
                        Some((status, _)) => panic!("a sheet was answered with {status}"),
                        None => return,
                    }
                }
            });
        }
        let begun = Instant::now();
        while count.load(Ordering::SeqCst) < ANSWERED_FIRST {
            assert!(begun.elapsed() < Duration::from_secs(120), "the burst does not get going");
            std::thread::sleep(Duration::from_millis(2));
        }
        server.kill();
        gone.store(true, Ordering::SeqCst);
    });
    let take = |set: Arc<Mutex<BTreeSet<String>>>| std::mem::take(&mut *set.lock().unwrap());
    (take(sent), take(answered))
}

async fn kept(database: &str, person: &str, keys: &BTreeSet<String>) -> BTreeSet<String> {
    let db = Db::open(&DbOptions::new(database, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let mut found = BTreeSet::new();
    for key in keys {
        if tx.response_by_key(&format!("{person}:{key}")).await.unwrap().is_some() {
            found.insert(key.clone());
        }
    }
    drop(tx);
    db.close().await;
    found
}

async fn person_of_resident(database: &str) -> String {
    let db = Db::open(&DbOptions::new(database, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
    let account = db.account_by_login("resident").await.unwrap().unwrap();
    db.close().await;
    account.person.unwrap().uuid().simple().to_string()
}

fn a_kill_in_a_burst_loses_nothing_that_was_answered(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let database = xinqiao_testkit::database_url(engine);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = Server::start(folder.path(), &database.url);
    let cookie = sign_in(server.address);
    let (sent, answered) = burst(server, &cookie);
    assert!(ANSWERED_FIRST <= answered.len());

    let person = runtime.block_on(person_of_resident(&database.url));
    let there = runtime.block_on(kept(&database.url, &person, &sent));
    let lost: Vec<&String> = answered.difference(&there).collect();
    assert!(lost.is_empty(), "answered and lost: {lost:?}");

    // the session lives on, and every sheet may be sent again: those that are there stay one, those that are not come in
    let server = Server::start(folder.path(), &database.url);
    for key in &sent {
        let (status, _) = post(server.address, "/self-tests/phq-9/submit", &cookie, &sheet(key)).unwrap();
        assert_eq!(status, 303, "{key} again");
    }
    server.kill();
    assert_eq!(runtime.block_on(kept(&database.url, &person, &sent)), sent);
}

#[test]
fn a_kill_in_a_burst_loses_nothing_that_was_answered_on_sqlite() {
    a_kill_in_a_burst_loses_nothing_that_was_answered(Engine::Sqlite);
}

#[test]
fn a_kill_in_a_burst_loses_nothing_that_was_answered_on_postgres() {
    a_kill_in_a_burst_loses_nothing_that_was_answered(Engine::Postgres);
}
