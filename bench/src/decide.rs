//! How long a decision about one record takes.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use jiff::civil::{Date, date};
use serde::Serialize;
use xinqiao_access::{Actor, Age, Assignment, Moment, Purpose, Resource, Role, act, permit};
use xinqiao_kernel::Clock;
use xinqiao_kernel::id::{AccountId, PersonId};
use xinqiao_kernel::place::PlacePath;

use crate::town::{WallClock, ids};
use crate::writes::median;

/// Records that are asked about in turn.
const RECORDS: usize = 1_024;
/// Decisions of one round.
const DECISIONS: usize = 400_000;
const TODAY: Date = date(2026, 11, 22);

/// Microseconds of one decision, the median of the rounds.
#[derive(Debug, Clone, Serialize)]
pub struct DecideFigures {
    pub decisions: usize,
    /// a record that the first of three roles opens
    pub opened_us: f64,
    /// a record that none of three roles reaches
    pub refused_us: f64,
}

impl DecideFigures {
    /// The longer one.
    pub fn longest_us(&self) -> f64 {
        self.opened_us.max(self.refused_us)
    }
}

/// Measures.
pub fn measure(rounds: usize) -> Result<DecideFigures> {
    let ids = ids();
    let now = WallClock.now();
    let account = AccountId::new(&ids, now);
    let role = |role: Role, place: &str| {
        anyhow::Ok(Assignment::new(role, place.parse().context("name a place")?, date(2026, 1, 1), None))
    };
    let roles = vec![
        role(Role::Counsellor, "620000/620700/620702/")?,
        role(Role::DutyOfficer, "620000/620700/620721/")?,
        role(Role::SocialWorker, "620000/620700/620722/")?,
    ];
    let actor = Actor::new(account, None, roles).context("appoint somebody")?;
    let records = |county: &str| {
        let record = |at: usize| {
            let place: PlacePath = format!("620000/620700/{county}/t{}/v{at}/", at / 16).parse().context("name a place")?;
            anyhow::Ok(Resource::at(place).of(PersonId::new(&ids, now)).aged(Age::Adult))
        };
        (0..RECORDS).map(record).collect::<Result<Vec<_>>>()
    };
    let (inside, outside) = (records("620702")?, records("620724")?);
    let (mut opened, mut refused) = (Vec::new(), Vec::new());
    for _ in 0..rounds.max(1) {
        let (micros, permits) = time(&actor, &inside, now);
        ensure!(permits == DECISIONS, "a record below the counsellor's place was refused");
        opened.push(micros);
        let (micros, permits) = time(&actor, &outside, now);
        ensure!(permits == 0, "a record elsewhere was opened");
        refused.push(micros);
    }
    Ok(DecideFigures { decisions: DECISIONS, opened_us: median(opened), refused_us: median(refused) })
}

/// Microseconds of one decision, and how many gave a permit.
fn time(actor: &Actor, records: &[Resource], now: jiff::Timestamp) -> (f64, usize) {
    let moment = Moment::new(TODAY, now);
    let mut permits = 0;
    let started = Instant::now();
    for record in records.iter().cycle().take(DECISIONS) {
        let decided = permit::<act::ReadPerson>(black_box(actor), black_box(record), Purpose::Service, moment);
        permits += usize::from(black_box(&decided).is_ok());
    }
    (started.elapsed().as_secs_f64() * 1e6 / DECISIONS as f64, permits)
}
