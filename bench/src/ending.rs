//! What looking back on a screening takes when it is over: its group report is counted, its answers are judged. Use cases, without pages.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;
use serde::Serialize;
use xinqiao_app::group_reports::{GroupAsked, NotWorkedOut, TakenAs};
use xinqiao_kernel::{Clock, ManualClock};
use xinqiao_store::Db;

use crate::pupils::{Pupils, RUNNER};
use crate::town::{WallClock, app_with};

/// Days later, when the last day is past.
const LATER: SignedDuration = SignedDuration::from_hours(24 * 20);

/// Seconds of the first look, in which everything is counted, and of the second.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Ending {
    pub report_first_s: f64,
    pub report_again_s: f64,
    /// the first look at the page of reliability, which begins the work, and until it was done
    pub reliability_look_s: f64,
    pub reliability_done_s: f64,
}

impl Ending {
    /// A line for people.
    pub fn told(&self) -> String {
        format!(
            "when it is over: group report {:.2} s at first, then {:.3} s; reliability {:.2} s for a look, {:.1} s until it is there",
            self.report_first_s, self.report_again_s, self.reliability_look_s, self.reliability_done_s
        )
    }
}

/// Looks back on a screening whose days are over.
pub async fn ending(db: Db, pupils: &Pupils) -> Result<Ending> {
    let app = app_with(db, Arc::new(ManualClock::at(WallClock.now() + LATER)))?;
    let runner = app.caller_of_login(RUNNER).await?.context("find the account")?;
    let asked = GroupAsked { campaign: pupils.campaign, place: None, taken_as: TakenAs::Page };
    let report = async || {
        let started = Instant::now();
        let view = app.group_report(&runner, &asked).await.context("look at the group report")?;
        if let Err(why) = view.report {
            bail!("there is no group report: {why:?}");
        }
        anyhow::Ok(started.elapsed().as_secs_f64())
    };
    let (report_first_s, report_again_s) = (report().await?, report().await?);
    let started = Instant::now();
    let mut reliability_look_s = None;
    loop {
        let found = app.reliability(&runner, pupils.campaign).await.context("look at the reliability")?;
        let took = started.elapsed().as_secs_f64();
        let look = *reliability_look_s.get_or_insert(took);
        match found.report {
            Ok(_) => return Ok(Ending { report_first_s, report_again_s, reliability_look_s: look, reliability_done_s: took }),
            Err(NotWorkedOut::Working { .. }) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(why) => bail!("no reliability: {why:?}"),
        }
    }
}
