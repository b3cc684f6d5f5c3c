//! What looking back on a screening takes when all sheets are there: it is ended, its group report is counted, its answers are judged.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use tokio::net::TcpStream;

use crate::load::{connect, exchange};
use crate::pupils::Pupils;
use crate::server::Server;

/// Seconds of the first look at each page, in which everything is counted, and of the second.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Ending {
    pub report_first_s: f64,
    pub report_again_s: f64,
    pub reliability_first_s: f64,
    pub reliability_again_s: f64,
}

impl Ending {
    /// A line for people.
    pub fn told(&self) -> String {
        format!(
            "afterwards: group report {:.2} s at first, then {:.3} s; page of reliability {:.2} s, then {:.2} s.",
            self.report_first_s, self.report_again_s, self.reliability_first_s, self.reliability_again_s
        )
    }
}

/// Ends the screening and looks at both pages twice.
pub async fn ending(server: &Server, pupils: &Pupils) -> Result<Ending> {
    let mut stream = connect(server.address).await?;
    let desk = format!("/desk/campaigns/{}", pupils.campaign);
    let body = format!("step=close&steps={}&reason=bench", pupils.steps);
    let request = format!(
        "POST {desk}/step HTTP/1.1\r\nhost: localhost\r\ncookie: xq_session={}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        pupils.runner,
        body.len()
    );
    let status = exchange(&mut stream, request.as_bytes(), &mut Vec::new()).await.context("end the screening")?;
    ensure!(status == 303, "ending the screening was answered {status}");
    let mut look = async |page: &str| took(&mut stream, &format!("{desk}/{page}"), &pupils.runner).await;
    Ok(Ending {
        report_first_s: look("group-report").await?,
        report_again_s: look("group-report").await?,
        reliability_first_s: look("reliability").await?,
        reliability_again_s: look("reliability").await?,
    })
}

async fn took(stream: &mut TcpStream, path: &str, token: &str) -> Result<f64> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: xq_session={token}\r\n\r\n");
    let started = Instant::now();
    let status = exchange(stream, request.as_bytes(), &mut Vec::new()).await.with_context(|| format!("look at {path}"))?;
    ensure!(status == 200, "{path} answered {status}");
    Ok(started.elapsed().as_secs_f64())
}
