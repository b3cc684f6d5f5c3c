//! The load driver: keep-alive connections that post one request after another, to this machine and nowhere else.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::histogram::Histogram;
use crate::http::read_answer;

/// Longest time that one run may take.
const LONGEST: Duration = Duration::from_secs(600);
const MOST_CONNECTIONS: usize = 1_024;
/// A request that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(35);
/// Failures of one connection after which it gives up.
const MOST_FAILURES: u32 = 20;

/// How much load there is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub address: SocketAddr,
    pub connections: usize,
    /// time before anything counts
    pub warm_up: Duration,
    /// time that counts
    pub time: Duration,
    /// no more requests than these, whatever the time
    pub requests: u64,
}

/// Writes the text of request `number` into an empty buffer.
pub type Requests = Arc<dyn Fn(u64, &mut Vec<u8>) + Send + Sync>;

/// What came of a run.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// requests that were answered as they should, those outside the time that counts included
    pub answered: u64,
    /// requests that were answered otherwise, or not at all
    pub failed: u64,
    /// why the first one failed
    pub failure: Option<String>,
    /// the time that counted, in seconds
    pub seconds: f64,
    /// of the answers within the time that counts
    pub latencies: Histogram,
}

impl Load {
    /// Answers per second.
    pub fn rate(&self) -> f64 {
        if self.seconds == 0.0 { 0.0 } else { self.latencies.count() as f64 / self.seconds }
    }
}

struct Shared {
    plan: Plan,
    requests: Requests,
    next: AtomicU64,
    counts: AtomicBool,
    is_over: AtomicBool,
}

/// Runs the plan; `look` is called when the time that counts begins and when it ends.
///
/// Errors: an address beyond this machine, a plan without bounds, a server that does not take connections.
pub async fn run<T>(plan: Plan, requests: Requests, mut look: impl FnMut() -> Result<T>) -> Result<(Load, T, T)> {
    check(&plan)?;
    let mut streams = Vec::with_capacity(plan.connections);
    for _ in 0..plan.connections {
        streams.push(connect(plan.address).await?);
    }
    let shared = Arc::new(Shared {
        plan,
        requests,
        next: AtomicU64::new(0),
        counts: AtomicBool::new(false),
        is_over: AtomicBool::new(false),
    });
    let drivers: Vec<_> = streams.into_iter().map(|stream| tokio::spawn(drive(shared.clone(), stream))).collect();
    tokio::time::sleep(plan.warm_up).await;
    let before = look()?;
    let started = Instant::now();
    shared.counts.store(true, Ordering::Relaxed);
    while started.elapsed() < plan.time && shared.next.load(Ordering::Relaxed) < plan.requests {
        let left = plan.time.saturating_sub(started.elapsed());
        tokio::time::sleep(left.min(Duration::from_millis(50))).await;
    }
    shared.counts.store(false, Ordering::Relaxed);
    let seconds = started.elapsed().as_secs_f64();
    let after = look()?;
    shared.is_over.store(true, Ordering::Relaxed);
    let mut whole = Load { seconds, ..Load::default() };
    for driver in drivers {
        let part = driver.await.context("wait for a connection")?;
        whole.answered += part.answered;
        whole.failed += part.failed;
        whole.failure = whole.failure.or(part.failure);
        whole.latencies.add(&part.latencies);
    }
    Ok((whole, before, after))
}

/// A connection to a server of this machine.
pub async fn connect(address: SocketAddr) -> Result<TcpStream> {
    if !address.ip().is_loopback() {
        bail!("{address} is not on this machine: load goes to the loopback interface only");
    }
    let stream = TcpStream::connect(address).await.with_context(|| format!("connect to {address}"))?;
    stream.set_nodelay(true).context("set up a connection")?;
    Ok(stream)
}

fn check(plan: &Plan) -> Result<()> {
    if !plan.address.ip().is_loopback() {
        bail!("{} is not on this machine: load goes to the loopback interface only", plan.address);
    }
    if LONGEST < plan.warm_up + plan.time {
        bail!("a run may take {} s at most", LONGEST.as_secs());
    }
    if plan.connections == 0 || MOST_CONNECTIONS < plan.connections {
        bail!("a run takes 1 to {MOST_CONNECTIONS} connections");
    }
    Ok(())
}

async fn drive(shared: Arc<Shared>, mut stream: TcpStream) -> Load {
    let mut load = Load::default();
    let (mut request, mut answer) = (Vec::with_capacity(1 << 10), Vec::with_capacity(4 << 10));
    let mut failures = 0;
    while !shared.is_over.load(Ordering::Relaxed) && failures < MOST_FAILURES {
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        if shared.plan.requests <= number {
            break;
        }
        request.clear();
        (shared.requests)(number, &mut request);
        let started = Instant::now();
        let outcome = timeout(PATIENCE, exchange(&mut stream, &request, &mut answer)).await;
        let latency = started.elapsed();
        let fault = match outcome {
            Ok(Ok(303)) => None,
            Ok(Ok(status)) => Some(format!("status {status}")),
            Ok(Err(fault)) => Some(format!("{fault:#}")),
            Err(_) => Some(format!("no answer within {} s", PATIENCE.as_secs())),
        };
        if let Some(fault) = fault {
            failures += 1;
            load.failed += 1;
            load.failure.get_or_insert(fault);
            match connect(shared.plan.address).await {
                Ok(fresh) => stream = fresh,
                Err(_) => break,
            }
            continue;
        }
        load.answered += 1;
        if shared.counts.load(Ordering::Relaxed) {
            load.latencies.push(latency);
        }
    }
    load
}

/// Sends one request and reads its answer; the status.
pub async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) -> Result<u16> {
    stream.write_all(request).await.context("send the request")?;
    let answer = read_answer(stream, buffer).await?;
    if answer.closes {
        bail!("status {}, and the server closed the connection", answer.status);
    }
    Ok(answer.status)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::Mutex;

    use axum::Router;
    use axum::extract::State;
    use axum::response::Redirect;
    use axum::routing::post;

    use super::*;

    type Seen = Arc<Mutex<HashMap<String, u32>>>;

    async fn server(seen: Seen) -> SocketAddr {
        let keep = async |State(seen): State<Seen>, body: String| {
            *seen.lock().unwrap().entry(body).or_default() += 1;
            Redirect::to("/")
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", post(keep)).with_state(seen);
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    fn plan(address: SocketAddr) -> Plan {
        Plan { address, connections: 4, warm_up: Duration::ZERO, time: Duration::from_secs(20), requests: 500 }
    }

    fn numbered() -> Requests {
        Arc::new(|number, buffer| {
            let body = number.to_string();
            buffer.extend(format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{body}", body.len()).bytes());
        })
    }

    #[tokio::test]
    async fn every_request_is_sent_once_and_counted_once() {
        let seen = Seen::default();
        let (load, (), ()) = run(plan(server(seen.clone()).await), numbered(), || Ok(())).await.unwrap();
        assert_eq!((load.answered, load.failed), (500, 0), "{:?}", load.failure);
        assert!(load.latencies.count() <= 500);
        let seen = seen.lock().unwrap();
        assert_eq!((seen.len(), seen.values().max()), (500, Some(&1)));
    }

    #[tokio::test]
    async fn other_machines_are_refused() {
        for address in ["192.0.2.1:80", "[2001:db8::1]:80", "0.0.0.0:80"] {
            let fault = run(plan(address.parse().unwrap()), numbered(), || Ok(())).await.unwrap_err();
            assert!(fault.to_string().contains("not on this machine"), "{fault:#}");
        }
    }

    #[tokio::test]
    async fn a_run_has_bounds() {
        let long = Plan { time: Duration::from_secs(601), ..plan("127.0.0.1:1".parse().unwrap()) };
        assert!(run(long, numbered(), || Ok(())).await.is_err());
        let wide = Plan { connections: 5_000, ..plan("127.0.0.1:1".parse().unwrap()) };
        assert!(run(wide, numbered(), || Ok(())).await.is_err());
    }

    #[tokio::test]
    async fn another_status_is_a_failure() {
        let requests: Requests = Arc::new(|_, buffer| buffer.extend(b"GET /none HTTP/1.1\r\nhost: x\r\n\r\n"));
        let address = server(Seen::default()).await;
        let (load, (), ()) = run(Plan { requests: 4, ..plan(address) }, requests, || Ok(())).await.unwrap();
        assert_eq!((load.answered, load.failed, load.failure.as_deref()), (0, 4, Some("status 404")));
    }
}
