//! Building the city into an empty database.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use xinqiao_app::{App, AppOptions};
use xinqiao_kernel::{IdSource, ManualClock};
use xinqiao_packs::Library;
use xinqiao_store::Db;

use crate::DemoError;
use crate::activity::{Actors, Plan, play};
use crate::found::found;
use crate::letters::LetterFiles;
use crate::nhanes::Phq9Sampler;
use crate::places::CITY;
use crate::staff::{DemoAccount, accounts};

/// Local time of the city.
const ZONE: &str = "Asia/Shanghai";
/// How long before the end the city is founded: longer than any story.
const LENGTH: SignedDuration = SignedDuration::from_hours(15 * 24);
/// Submissions per commit, and how many may wait: the city acts one deed after another.
const LANE: (usize, usize) = (16, 16);

/// Fewer residents do not hold enough adults for the stories.
const LEAST: usize = 300;

/// What the city is made of.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// residents beside the pupils; 300 at least
    pub residents: usize,
    /// the same seed, instant and packs give the same city
    pub seed: u64,
    /// password of all demonstration accounts
    pub password: String,
    /// the instant at which the two weeks end: the present of whoever looks at them
    pub until: Timestamp,
    /// where letters go; without it notices stay inside
    pub letters: Option<LetterFiles>,
}

impl DemoOptions {
    /// 3,000 residents and the usual seed.
    pub fn new(password: impl Into<String>, until: Timestamp) -> Self {
        Self { residents: 3_000, seed: 20_261_122, password: password.into(), until, letters: None }
    }
}

/// What stands in the database now.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoReport {
    pub accounts: &'static [DemoAccount],
    pub places: usize,
    pub sites: usize,
    pub residents: usize,
    pub pupils: usize,
    /// accounts of people who acted, beside the demonstration accounts
    pub other_accounts: usize,
    /// answer sheets that were kept
    pub sheets: usize,
    pub signals: usize,
    pub dismissed_signals: usize,
    pub warnings: usize,
    pub open_warnings: usize,
    pub escalations: usize,
    /// share by which the survey's correlations were moved towards 0, see [`crate::nhanes::Phq9Sampler::shrunk_by`]
    pub shrunk_by: f64,
}

/// Builds the city into an empty migrated database.
///
/// Errors: `TooFew`, `LoginTaken` or `NotEmpty` before anything is written; after another error the database holds a part and is to be thrown away.
pub async fn build(db: &Db, library: Library, options: &DemoOptions) -> Result<DemoReport, DemoError> {
    if options.residents < LEAST {
        return Err(DemoError::TooFew { residents: options.residents });
    }
    for account in accounts() {
        if db.account_by_login(account.login).await?.is_some() {
            return Err(DemoError::LoginTaken { login: account.login });
        }
    }
    let beyond = |_| DemoError::BadInstant { until: options.until };
    // both databases keep microseconds
    let until = Timestamp::from_microsecond(options.until.as_microsecond()).map_err(beyond)?;
    let start = until.checked_sub(LENGTH).map_err(beyond)?;
    let zone = TimeZone::get(ZONE).map_err(|fault| DemoError::table("time zones", fault))?;
    let sampler = Phq9Sampler::nhanes()?;
    let clock = Arc::new(ManualClock::at(start));
    let ids = IdSource::seeded(options.seed);
    let today = until.to_zoned(zone.clone()).date();
    let founded = found(db, &ids, options.residents, options.seed, start, today).await?;
    let place = CITY.parse().map_err(|fault| DemoError::table("CITY", fault))?;
    let app = App::new(AppOptions { db: db.clone(), library, clock: clock.clone(), ids, zone, place, lane: LANE })?;
    let plan = Plan::new(&founded, &sampler, &app, until, options.seed)?;
    let mut actors = Actors::appoint(&app, &options.password, |login| founded.holder(login)).await?;
    if let Some(letters) = &options.letters {
        letters.connect(&app)?;
        letters.enter(&app, &mut actors).await?;
    }
    let happened = play(&app, &clock, &mut actors, &plan, founded.holder("resident")).await?;
    clock.set(until);
    Ok(DemoReport {
        accounts: accounts(),
        places: founded.city.places.len(),
        sites: founded.sites,
        residents: founded.residents.len() + founded.holders.len(),
        pupils: founded.pupils.len(),
        other_accounts: actors.others(),
        sheets: happened.sheets,
        signals: happened.signals,
        dismissed_signals: happened.dismissed,
        warnings: happened.warnings,
        open_warnings: usize::try_from(db.count_open_warnings().await?).unwrap_or(0),
        escalations: happened.escalated,
        shrunk_by: sampler.shrunk_by(),
    })
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "secrecy_tests.rs"]
mod secrecy;
