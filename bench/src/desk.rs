//! The desk of a city with very many open items: how long its page takes, and how soon a signal rings on it.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use jiff::{SignedDuration, ToSpan};
use serde::Serialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, mpsc};
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_kernel::id::{AssignmentId, SignalId, WarningEventId, WarningId};
use xinqiao_kernel::{Clock, IdSource};
use xinqiao_store::Db;
use xinqiao_store::accounts::AssignmentRow;
use xinqiao_store::warnings::{EventRow, NewSignal, WarningRow, WarningState};
use xinqiao_testkit::Engine;

use crate::databases::{Copy, Template, word};
use crate::histogram::Histogram;
use crate::load::{connect, exchange};
use crate::server::{Programs, Server};
use crate::sheets::{self, Sharing};
use crate::town::{CITY, Town, WallClock, app, ids};
use crate::writes::{Subject, command};

/// Residents of the town.
const RESIDENTS: usize = 2_000;
/// Signals a second while it rings.
const RATE: u64 = 200;
/// Time for which they come.
const SECONDS: u64 = 15;
/// Connections on which they come.
const CONNECTIONS: usize = 16;
/// Pages that are looked at one after another.
const PAGES: usize = 200;
/// One open item in so many is a warning.
const WARNING_EVERY: usize = 4;
/// Longest wait for the last ring.
const PATIENCE: Duration = Duration::from_secs(20);
const IN_A_COMMIT: usize = 1_000;

/// What was found on one engine.
#[derive(Debug, Clone, Serialize)]
pub struct DeskFigures {
    pub engine: &'static str,
    /// open signals and warnings
    pub open: usize,
    /// the desk of the same city before they came
    pub before_p50_ms: f64,
    pub page_p50_ms: f64,
    pub page_p99_ms: f64,
    /// signals a second that were answered
    pub per_second: f64,
    /// from the moment at which a sheet is sent to the end of the answer that shows its signal at the desk
    pub ring_p50_ms: f64,
    pub ring_p99_ms: f64,
    /// how often the desk asked for its queue
    pub refreshes: usize,
}

impl DeskFigures {
    /// The page with very many open items to the page with few.
    pub fn to_before(&self) -> f64 {
        self.page_p50_ms / self.before_p50_ms
    }
}

/// Measures the desk of a duty officer of the city with `open` open items.
pub fn measure(engine: Engine, programs: &Programs, open: usize, under: Option<&Path>) -> Result<DeskFigures> {
    let sheets = usize::try_from(RATE * (SECONDS + 1)).unwrap_or(usize::MAX);
    let template = Template::prepare(engine, RESIDENTS, sheets, under)?;
    let copy = template.copy()?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("start the runtime")?;
    let token = runtime.block_on(officer(&copy))?;
    let start = || Server::start(command(programs, Subject::Lane, &template, &copy.url, Sharing::Contact), &template.log("desk"));
    let server = start()?;
    let before = runtime.block_on(pages(server.address, &token)).with_context(|| server.complaints())?;
    drop(server);
    runtime.block_on(settle(&copy, &template.town, open)).context("settle the open items")?;
    copy.analyse()?;
    let server = start()?;
    let page = runtime.block_on(pages(server.address, &token)).with_context(|| server.complaints())?;
    let rung = runtime.block_on(ring(server.address, &token, &template.town)).with_context(|| server.complaints())?;
    Ok(DeskFigures {
        engine: word(engine),
        open,
        before_p50_ms: before.quantile_ms(0.5),
        page_p50_ms: page.quantile_ms(0.5),
        page_p99_ms: page.quantile_ms(0.99),
        per_second: rung.per_second,
        ring_p50_ms: rung.latencies.quantile_ms(0.5),
        ring_p99_ms: rung.latencies.quantile_ms(0.99),
        refreshes: rung.refreshes,
    })
}

/// A duty officer of the city with an open session; the text of its cookie.
async fn officer(copy: &Copy) -> Result<String> {
    let db = copy.open().await?;
    let (app, ids, now) = (app(db.clone())?, ids(), WallClock.now());
    let new = NewAccount { login: "bench-desk", name: "值守", password: "bench-password", person: None, roles: &[] };
    let account = app.create_account(&new).await.context("make the officer's account")?;
    let (role, place) = (Role::DutyOfficer.code().to_owned(), CITY.parse()?);
    let from = app.day(now).saturating_sub(1.days());
    let mut tx = db.begin().await?;
    tx.add_assignment(&AssignmentRow { id: AssignmentId::new(&ids, now), account, role, place, from, until: None }, now).await?;
    tx.commit().await?;
    let token = app.open_session(account).await?.as_str().to_owned();
    db.close().await;
    Ok(token)
}

/// Open items of the town's residents, due within the next days: they stand on every page before anything new.
async fn settle(copy: &Copy, town: &Town, open: usize) -> Result<()> {
    let db = copy.open().await?;
    let ids = ids();
    let numbers: Vec<usize> = (0..open).collect();
    for some in numbers.chunks(IN_A_COMMIT) {
        add(&db, &ids, town, some).await?;
    }
    db.close().await;
    Ok(())
}

async fn add(db: &Db, ids: &IdSource, town: &Town, numbers: &[usize]) -> Result<()> {
    let now = WallClock.now();
    let mut tx = db.begin().await?;
    for number in numbers {
        let resident = &town.residents[number % town.residents.len()];
        let (place, due_at) = (resident.place.parse()?, now + SignedDuration::from_secs(60 + 20 * *number as i64));
        if number % WARNING_EVERY > 0 {
            let signal = NewSignal {
                id: SignalId::new(ids, now),
                dedupe_key: format!("bench-{number}"),
                person: resident.person,
                place,
                response: None,
                rule_id: "assessment-default".to_owned(),
                rule_version: "1".to_owned(),
                code: "phq9-severe".to_owned(),
                level: "yellow".to_owned(),
                evidence: r#"{"total":21}"#.to_owned(),
                reporter: None,
                source: "assessment".to_owned(),
                risk_kinds: String::new(),
                raised_at: now,
                due_at,
                expires_at: now + SignedDuration::from_hours(24 * 90),
            };
            ensure!(tx.add_signal(&signal, now).await?, "a signal was there before");
            continue;
        }
        let state = WarningState {
            level: "yellow".to_owned(),
            step: "acknowledge".to_owned(),
            owed: Some((resident.account, CITY.parse()?, due_at)),
            step_at: now,
            escalations: 0,
            version: 1,
            closed_at: None,
            beside: Vec::new(),
        };
        let (name, owner_name) = (String::new(), None);
        let number = format!("W20200101-{number:05}");
        let row = WarningRow {
            id: WarningId::new(ids, now),
            number,
            person: resident.person,
            place,
            state,
            opened_at: now,
            name,
            owner_name,
        };
        let event = EventRow {
            id: WarningEventId::new(ids, now),
            seq: 1,
            account: None,
            kind: "confirmed".to_owned(),
            body: "{}".to_owned(),
            at: now,
            name: None,
            risk_kinds: String::new(),
        };
        tx.open_warning(&row, &[event], now).await?;
    }
    tx.commit().await.context("keep the open items")
}

fn get(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: xq_session={token}\r\n\r\n").into_bytes()
}

/// The desk, again and again, as somebody opens it.
async fn pages(address: SocketAddr, token: &str) -> Result<Histogram> {
    let mut stream = connect(address).await?;
    let (request, mut answer, mut latencies) = (get("/desk", token), Vec::new(), Histogram::default());
    for number in 0..PAGES + PAGES / 10 {
        let started = Instant::now();
        let status = exchange(&mut stream, &request, &mut answer).await?;
        ensure!(status == 200, "the desk answered {status}");
        // the first ones fill the caches
        if PAGES / 10 <= number {
            latencies.push(started.elapsed());
        }
    }
    Ok(latencies)
}

struct Rung {
    latencies: Histogram,
    per_second: f64,
    refreshes: usize,
}

/// When a sheet was to be sent, and when it was answered.
type Sent = (Instant, Instant);
/// When the desk began to ask for its queue, and when it had it.
type Asked = (Instant, Instant);

/// Signals come at a steady rate while the desk is open as a browser keeps it: it hears of a change and asks for its queue.
async fn ring(address: SocketAddr, token: &str, town: &Town) -> Result<Rung> {
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let (tell, mut told) = mpsc::unbounded_channel();
    let listener = tokio::spawn(listen(connect(address).await?, get("/desk/events", token), tell));
    let desk = tokio::spawn({
        let (asked, request) = (asked.clone(), get("/desk/queue", token));
        let mut stream = connect(address).await?;
        async move {
            let mut answer = Vec::new();
            while told.recv().await.is_some() {
                while told.try_recv().is_ok() {}
                let started = Instant::now();
                let status = exchange(&mut stream, &request, &mut answer).await?;
                ensure!(status == 200, "the queue answered {status}");
                asked.lock().await.push((started, Instant::now()));
            }
            anyhow::Ok(())
        }
    });
    let begin = Instant::now() + Duration::from_millis(500);
    let mut senders = Vec::with_capacity(CONNECTIONS);
    for first in 0..CONNECTIONS as u64 {
        senders.push(tokio::spawn(send(connect(address).await?, town.clone(), begin, first)));
    }
    let mut sent: Vec<Sent> = Vec::new();
    for sender in senders {
        sent.extend(sender.await.context("wait for a connection")??);
    }
    let last = sent.iter().map(|sent| sent.1).max().context("nothing was sent")?;
    let waiting = Instant::now();
    while asked.lock().await.last().is_none_or(|asked| asked.0 < last) {
        ensure!(waiting.elapsed() < PATIENCE, "the desk never heard of the last signal");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    listener.abort();
    desk.abort();
    let asked = asked.lock().await;
    let mut latencies = Histogram::default();
    for (due, answered) in &sent {
        let shown = asked.iter().find(|asked| *answered <= asked.0).context("a signal that was never shown")?;
        latencies.push(shown.1.duration_since(*due));
    }
    let seconds = last.duration_since(begin).as_secs_f64();
    Ok(Rung { latencies, per_second: sent.len() as f64 / seconds, refreshes: asked.len() })
}

/// One connection's share of the sheets, each at its time; late ones count from when they were to be sent.
async fn send(mut stream: TcpStream, town: Town, begin: Instant, first: u64) -> Result<Vec<Sent>> {
    let (mut request, mut answer, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for number in (first..RATE * SECONDS).step_by(CONNECTIONS) {
        let due = begin + Duration::from_micros(number * 1_000_000 / RATE);
        tokio::time::sleep_until(due.into()).await;
        request.clear();
        let number = town.first() + number;
        let (resident, campaign) = town.turn(number);
        sheets::request(number, &resident.token, Sharing::Contact, campaign, &mut request);
        let status = exchange(&mut stream, &request, &mut answer).await?;
        ensure!(status == 303, "a sheet was answered {status}");
        sent.push((due, Instant::now()));
    }
    Ok(sent)
}

/// Hears that the queue changed.
async fn listen(mut stream: TcpStream, request: Vec<u8>, tell: mpsc::UnboundedSender<()>) -> Result<()> {
    const TOLD: &[u8] = b"data: queue";
    stream.write_all(&request).await.context("open the line")?;
    let mut rest: Vec<u8> = Vec::new();
    loop {
        if stream.read_buf(&mut rest).await.context("listen")? == 0 {
            bail!("the line was closed");
        }
        if rest.windows(TOLD.len()).any(|window| window == TOLD) {
            let _ = tell.send(());
        }
        // a word may come in two parts
        rest.drain(..rest.len().saturating_sub(TOLD.len() - 1));
    }
}
