//! A city's pupils hand in two instruments within an hour that is run faster, while somebody looks at the page of the screening.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use tempfile::TempDir;
use tokio::net::TcpStream;
use xinqiao_kernel::id::CampaignId;
use xinqiao_testkit::Engine;

use crate::databases::{empty, word};
use crate::ending::{Ending, ending};
use crate::histogram::Histogram;
use crate::load::{connect, exchange};
use crate::pupils::{CLASS, FIRST, Pupils, SECOND, settle};
use crate::server::{Programs, Server};
use crate::sheets;

/// Connections on which the sheets come; both sheets of a pupil come on the same one, in their order.
const CONNECTIONS: usize = 25;
/// How often the page of the screening is looked at while the sheets come.
const LOOK: Duration = Duration::from_millis(500);
/// Looks at the page when all have come.
const LOOKS: usize = 100;
/// Items of the first instrument.
const ITEMS: usize = 60;

/// How much there is, and how fast it comes.
#[derive(Debug, Clone, Copy)]
pub struct Hour {
    pub pupils: usize,
    /// how many times faster than in an hour
    pub faster: f64,
    /// the share of the hour that is run, from its beginning
    pub part: f64,
}

impl Hour {
    /// Sheets a second.
    fn rate(&self) -> f64 {
        2.0 * self.pupils as f64 * self.faster / 3_600.0
    }

    /// Sheets that come: both of everybody whose turn it is in the part that is run, whole classes.
    fn sheets(&self) -> usize {
        let classes = (self.pupils as f64 * self.part / CLASS as f64).ceil() as usize;
        2 * (classes * CLASS).min(self.pupils)
    }
}

/// What was found on one engine.
#[derive(Debug, Clone, Serialize)]
pub struct ScreeningFigures {
    pub engine: &'static str,
    pub pupils: usize,
    pub faster: f64,
    pub part: f64,
    pub settling_s: f64,
    /// asking everybody, in one step
    pub enrolling_s: f64,
    /// pupils under 14, whose guardians' word was on record
    pub children: usize,
    pub sheets: usize,
    pub per_second: f64,
    /// from the moment at which a sheet was to be sent to its answer
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub longest_ms: f64,
    /// the page of the screening before anything came, meanwhile, and after everything had come
    pub page_before_p50_ms: f64,
    pub page_meanwhile_p50_ms: f64,
    pub page_meanwhile_p99_ms: f64,
    pub page_after_p50_ms: f64,
    pub page_after_p99_ms: f64,
    /// resident memory of the program before, and the most it had, in MiB
    pub memory_before_mib: f64,
    pub memory_most_mib: f64,
    pub ending: Ending,
}

impl ScreeningFigures {
    /// The page after everything has come to the page before.
    pub fn to_before(&self) -> f64 {
        self.page_after_p50_ms / self.page_before_p50_ms
    }

    /// A line for people.
    pub fn told(&self) -> String {
        format!(
            "{}: {} pupils ({} under 14) asked in {:.1} s; {} sheets, {:.0}/s ({} times as fast as in an hour, {} of it), none lost or twice: {:.1} ms (p50) {:.1} ms (p99) {:.0} ms (longest); page of the screening {:.1} ms before, {:.1} and {:.1} ms (p50, p99) meanwhile, {:.1} and {:.1} ms afterwards; memory {:.0} MiB before, {:.0} MiB at most; {}\n",
            self.engine,
            self.pupils,
            self.children,
            self.enrolling_s,
            self.sheets,
            self.per_second,
            self.faster,
            self.part,
            self.p50_ms,
            self.p99_ms,
            self.longest_ms,
            self.page_before_p50_ms,
            self.page_meanwhile_p50_ms,
            self.page_meanwhile_p99_ms,
            self.page_after_p50_ms,
            self.page_after_p99_ms,
            self.memory_before_mib,
            self.memory_most_mib,
            self.ending.told()
        )
    }
}

/// Settles the pupils, lets them hand in, and looks whether everything is there.
pub fn measure(engine: Engine, programs: &Programs, hour: Hour, under: Option<&Path>) -> Result<ScreeningFigures> {
    let database = empty(engine, under)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("start the runtime")?;
    let started = Instant::now();
    let pupils = runtime.block_on(async {
        let db = database.open().await?;
        let pupils = settle(&db, hour.pupils).await?;
        db.close().await;
        anyhow::Ok(pupils)
    })?;
    database.analyse()?;
    let settling_s = started.elapsed().as_secs_f64();
    let logs = TempDir::with_prefix("xinqiao-bench-").context("make a folder")?;
    let server = Server::start(command(programs, &database.url), &logs.path().join("screening.log"))?;
    let found = runtime.block_on(run(&server, &pupils, hour)).with_context(|| server.complaints())?;
    let (before, meanwhile, after, sheets, seconds, memory) = found;
    // killed, not stopped: what was answered must be there all the same
    drop(server);
    let kept = database.rows().context("look at what was kept")?.get("response").map_or(0, |rows| rows.count);
    ensure!(kept == hour.sheets() as u64, "{} sheets were answered, {kept} are there", hour.sheets());
    let ending = runtime.block_on(async {
        let db = database.open().await?;
        let ending = ending(db.clone(), &pupils).await?;
        db.close().await;
        anyhow::Ok(ending)
    })?;
    Ok(ScreeningFigures {
        engine: word(engine),
        pupils: hour.pupils,
        faster: hour.faster,
        part: hour.part,
        settling_s,
        enrolling_s: pupils.enrolling_s,
        children: pupils.children,
        sheets: hour.sheets(),
        per_second: hour.sheets() as f64 / seconds,
        p50_ms: sheets.quantile_ms(0.5),
        p99_ms: sheets.quantile_ms(0.99),
        longest_ms: sheets.longest_ms(),
        page_before_p50_ms: before.quantile_ms(0.5),
        page_meanwhile_p50_ms: meanwhile.quantile_ms(0.5),
        page_meanwhile_p99_ms: meanwhile.quantile_ms(0.99),
        page_after_p50_ms: after.quantile_ms(0.5),
        page_after_p99_ms: after.quantile_ms(0.99),
        memory_before_mib: memory.0,
        memory_most_mib: memory.1,
        ending,
    })
}

fn command(programs: &Programs, url: &str) -> Command {
    let mut command = Command::new(&programs.program);
    command.args(["serve", "--request-budget", "0", "--listen", "127.0.0.1:0", "--database", url]);
    for variable in
        ["XINQIAO_DATABASE", "XINQIAO_SCHEMA", "XINQIAO_PLACE", "XINQIAO_MASTER_KEY_FILE", "XINQIAO_MASTER_KEY_COMMAND"]
    {
        command.env_remove(variable);
    }
    command.env("XINQIAO_MASTER_KEY", xinqiao_testkit::master_key_text());
    command
}

type Found = (Histogram, Histogram, Histogram, Histogram, f64, (f64, f64));

async fn run(server: &Server, pupils: &Pupils, hour: Hour) -> Result<Found> {
    let page = format!("/desk/campaigns/{}", pupils.campaign);
    let before = looks(server.address, &page, &pupils.runner, LOOKS).await?;
    let memory_before = memory(server.pid(), "VmRSS:")?;
    let is_over = Arc::new(AtomicBool::new(false));
    let watcher = tokio::spawn(watch(server.address, page.clone(), pupils.runner.clone(), is_over.clone()));
    let begin = Instant::now() + Duration::from_millis(500);
    let tokens: Arc<[String]> = pupils.tokens.clone().into();
    let mut senders = Vec::with_capacity(CONNECTIONS);
    for first in 0..CONNECTIONS {
        let stream = connect(server.address).await?;
        senders.push(tokio::spawn(send(stream, tokens.clone(), (pupils.campaign, hour), begin, first)));
    }
    let mut sheets = Histogram::default();
    for sender in senders {
        sheets.add(&sender.await.context("wait for a connection")??);
    }
    let seconds = begin.elapsed().as_secs_f64();
    is_over.store(true, Ordering::Relaxed);
    let meanwhile = watcher.await.context("wait for the page")??;
    let after = looks(server.address, &page, &pupils.runner, LOOKS).await?;
    let memory = (memory_before, memory(server.pid(), "VmHWM:")?);
    Ok((before, meanwhile, after, sheets, seconds, memory))
}

/// One connection's share of the sheets, each at its time; late ones count from when they were to be sent.
async fn send(
    mut stream: TcpStream,
    tokens: Arc<[String]>,
    (campaign, hour): (CampaignId, Hour),
    begin: Instant,
    first: usize,
) -> Result<Histogram> {
    let (mut request, mut answer, mut latencies) = (Vec::new(), Vec::new(), Histogram::default());
    for number in (first..hour.sheets()).step_by(CONNECTIONS) {
        let due = begin + Duration::from_secs_f64(number as f64 / hour.rate());
        tokio::time::sleep_until(due.into()).await;
        let (pupil, instrument) = turn(number);
        let Some(token) = tokens.get(pupil) else { continue };
        request.clear();
        write_request(pupil, instrument, token, campaign, &mut request);
        let status = exchange(&mut stream, &request, &mut answer).await?;
        ensure!(status == 303, "{instrument} of pupil {pupil} was answered {status}");
        latencies.push(due.elapsed());
    }
    Ok(latencies)
}

/// Whose sheet comes as the `number`-th: a class hands in the first instrument, then the second, then comes the next class.
const fn turn(number: usize) -> (usize, &'static str) {
    let (class, place) = (number / (2 * CLASS), number % (2 * CLASS));
    (class * CLASS + place % CLASS, if place < CLASS { FIRST } else { SECOND })
}

fn write_request(pupil: usize, instrument: &str, token: &str, campaign: CampaignId, into: &mut Vec<u8>) {
    let mut body = String::with_capacity(320);
    body.push_str("answers=");
    if instrument == FIRST {
        for item in 0..ITEMS {
            // 1 to 3 of 5, and no two pupils of a class alike
            let value = 1 + (pupil / 3 + item * (pupil % 7 + 1)) % 3;
            let _ = write!(body, "{}{value}", if item == 0 { "" } else { "%2C" });
        }
    } else {
        for (item, value) in sheets::answers(pupil as u64).into_iter().enumerate() {
            let comma = if item == 0 { "" } else { "%2C" };
            body.push_str(comma);
            if let Some(value) = value {
                let _ = write!(body, "{value}");
            }
        }
    }
    let _ = write!(body, "&key=bench-{instrument}-{pupil:08}&campaign={campaign}");
    let head = format!(
        "POST /self-tests/{instrument}/submit HTTP/1.1\r\nhost: localhost\r\ncookie: xq_session={token}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    into.extend_from_slice(head.as_bytes());
    into.extend_from_slice(body.as_bytes());
}

fn get(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: xq_session={token}\r\n\r\n").into_bytes()
}

async fn look(stream: &mut TcpStream, request: &[u8], latencies: &mut Histogram) -> Result<()> {
    let (started, mut answer) = (Instant::now(), Vec::new());
    let status = exchange(stream, request, &mut answer).await?;
    ensure!(status == 200, "the page of the screening answered {status}");
    latencies.push(started.elapsed());
    Ok(())
}

async fn looks(address: SocketAddr, page: &str, token: &str, count: usize) -> Result<Histogram> {
    let (mut stream, request) = (connect(address).await?, get(page, token));
    // the first ones fill the caches
    for _ in 0..count / 10 {
        look(&mut stream, &request, &mut Histogram::default()).await?;
    }
    let mut latencies = Histogram::default();
    for _ in 0..count {
        look(&mut stream, &request, &mut latencies).await?;
    }
    Ok(latencies)
}

async fn watch(address: SocketAddr, page: String, token: String, is_over: Arc<AtomicBool>) -> Result<Histogram> {
    let (mut stream, request) = (connect(address).await?, get(&page, &token));
    let mut latencies = Histogram::default();
    while !is_over.load(Ordering::Relaxed) {
        look(&mut stream, &request, &mut latencies).await?;
        tokio::time::sleep(LOOK).await;
    }
    Ok(latencies)
}

/// Memory of a process in MiB, by the name of a line of its status.
fn memory(pid: u32, line: &str) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("read the memory of the program")?;
    let found = status.lines().find_map(|text| text.strip_prefix(line)).context("the system tells no memory")?;
    let kib: f64 = found.trim().trim_end_matches("kB").trim().parse().context("read the memory of the program")?;
    Ok(kib / 1_024.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn everybody_hands_in_both_instruments_and_the_first_one_first_on_the_same_connection() {
        let turns: Vec<(usize, &str)> = (0..400).map(turn).collect();
        let distinct: BTreeSet<_> = turns.iter().collect();
        assert_eq!((distinct.len(), turns.iter().map(|turn| turn.0).max()), (400, Some(199)));
        for pupil in 0..200 {
            let at = |instrument| turns.iter().position(|turn| *turn == (pupil, instrument)).unwrap();
            assert!(at(FIRST) < at(SECOND), "{pupil}");
            assert_eq!(at(FIRST) % CONNECTIONS, at(SECOND) % CONNECTIONS, "{pupil}");
        }
    }

    #[test]
    fn an_hour_run_eight_times_faster_brings_eight_times_as_many_a_second() {
        let hour = Hour { pupils: 100_000, faster: 8.0, part: 1.0 };
        assert!((hour.rate() - 444.444).abs() < 0.001);
        assert_eq!(hour.sheets(), 200_000);
        let part = Hour { part: 0.1, ..hour };
        assert_eq!((part.rate(), part.sheets()), (hour.rate(), 20_000));
    }
}
