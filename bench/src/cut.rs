//! Connections cut in mid-request: the next request is answered at once, and nothing is lost or kept twice.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use crate::databases::{Template, word};
use crate::load::{Requests, connect, exchange};
use crate::server::{Programs, Server};
use crate::sheets::Sharing;
use crate::writes::{Subject, command, requests};

/// "At once".
const AT_ONCE: Duration = Duration::from_secs(1);
/// How long the halves of requests lie with the server before the connections are cut.
const IN_THE_MIDDLE: Duration = Duration::from_millis(30);

/// Where in the request the connection is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// after half of the body
    HalfSent,
    /// after the whole request, before the answer was read
    AnswerUnread,
}

/// What happened on one engine.
#[derive(Debug, Clone, Serialize)]
pub struct Survived {
    pub engine: &'static str,
    pub cuts: usize,
    /// the slowest answer to a request right after a cut
    pub slowest_next_ms: f64,
    pub open_files_before: usize,
    pub open_files_after: usize,
    pub sheets_kept: u64,
}

/// Cuts `connections` at once, in both places, `rounds` times.
///
/// Errors: a next request that is not answered within a second, a sheet that is lost or kept twice.
pub fn survive(template: &Template, programs: &Programs, connections: usize, rounds: usize) -> Result<Survived> {
    let copy = template.copy()?;
    let sharing = Sharing::Campaign;
    let server = Server::start(command(programs, Subject::Lane, template, &copy.url, sharing), &template.log("cut"))?;
    let open_files_before = server.open_files();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("start the runtime")?;
    let knife = Knife { address: server.address, requests: requests(&template.town, sharing), connections };
    let (sheets, slowest) = runtime.block_on(knife.work(rounds)).with_context(|| server.complaints())?;
    let open_files_after = server.open_files();
    drop(server);
    let kept = copy.rows().context("look at what was kept")?.remove("response").unwrap_or_default();
    let kept = kept.less(template.rows.get("response")).count;
    if kept != sheets {
        bail!("{} sheets were answered in the end and {kept} are kept", sheets);
    }
    let cuts = rounds * 2 * connections;
    let slowest_next_ms = slowest.as_secs_f64() * 1e3;
    Ok(Survived { engine: word(template.engine), cuts, slowest_next_ms, open_files_before, open_files_after, sheets_kept: kept })
}

struct Knife {
    address: SocketAddr,
    requests: Requests,
    connections: usize,
}

impl Knife {
    /// How many sheets must be kept, and the slowest answer after a cut.
    async fn work(&self, rounds: usize) -> Result<(u64, Duration)> {
        let (mut number, mut sheets, mut slowest) = (0, 0, Duration::ZERO);
        for _ in 0..rounds {
            for cut in [Cut::HalfSent, Cut::AnswerUnread] {
                let first = number;
                number += self.connections as u64;
                self.cut(first, cut).await?;
                slowest = slowest.max(self.next(number).await.with_context(|| format!("the first request after {cut:?}"))?);
                number += 1;
                sheets += 1;
                if cut == Cut::AnswerUnread {
                    // a browser that saw no answer sends the same sheets again
                    self.again(first).await.context("sheets that are sent again")?;
                    sheets += self.connections as u64;
                }
            }
        }
        Ok((sheets, slowest))
    }

    async fn cut(&self, first: u64, cut: Cut) -> Result<()> {
        let mut streams = Vec::with_capacity(self.connections);
        let mut request = Vec::new();
        for number in (first..).take(self.connections) {
            request.clear();
            (self.requests)(number, &mut request);
            let body = request.windows(4).position(|four| four == b"\r\n\r\n").context("find the body")? + 4;
            let end = match cut {
                Cut::HalfSent => usize::midpoint(body, request.len()),
                Cut::AnswerUnread => request.len(),
            };
            let mut stream = connect(self.address).await?;
            stream.write_all(&request[..end]).await.context("send a request that will be cut")?;
            streams.push(stream);
        }
        if cut == Cut::HalfSent {
            tokio::time::sleep(IN_THE_MIDDLE).await;
        }
        drop(streams);
        Ok(())
    }

    /// One whole request on a connection of its own.
    async fn next(&self, number: u64) -> Result<Duration> {
        let mut request = Vec::new();
        (self.requests)(number, &mut request);
        let started = Instant::now();
        let answer = timeout(AT_ONCE, async {
            let mut stream = connect(self.address).await?;
            exchange(&mut stream, &request, &mut Vec::new()).await
        });
        match answer.await {
            Ok(Ok(303)) => Ok(started.elapsed()),
            Ok(Ok(status)) => bail!("status {status}"),
            Ok(Err(fault)) => Err(fault),
            Err(_) => bail!("no answer within {} s", AT_ONCE.as_secs()),
        }
    }

    async fn again(&self, first: u64) -> Result<()> {
        let mut stream = connect(self.address).await?;
        let (mut request, mut answer) = (Vec::new(), Vec::new());
        for number in (first..).take(self.connections) {
            request.clear();
            (self.requests)(number, &mut request);
            let status = exchange(&mut stream, &request, &mut answer).await?;
            if status != 303 {
                bail!("status {status}");
            }
        }
        Ok(())
    }
}
