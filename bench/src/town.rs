//! A town of residents who are signed in and asked by a campaign: what the load meets.

use std::sync::Arc;

use anyhow::{Context, Result};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::{App, AppOptions};
use xinqiao_kernel::division::{CodeSystem, Division, DivisionLevel, paths};
use xinqiao_kernel::id::{AccountId, CampaignId, PersonId, PlaceId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource, Sex};
use xinqiao_packs::Library;
use xinqiao_store::Db;
use xinqiao_store::assessment::Campaign;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;

const DIVISIONS: &str = include_str!("../../data/divisions/zhangye_620700.csv");
const CITY: &str = "620000/620700/";
/// The instrument of all sheets.
pub const INSTRUMENT: &str = "phq-9";

/// A resident with an open session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resident {
    pub person: PersonId,
    pub account: AccountId,
    pub place: String,
    /// what the browser's cookie holds
    pub token: String,
}

/// What was prepared.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Town {
    /// each asks every resident, once
    pub campaigns: Vec<CampaignId>,
    /// version of the instrument
    pub version: String,
    pub residents: Vec<Resident>,
}

impl Town {
    /// Who hands in sheet `number`, and to which campaign: all residents in turn, then all again to the next campaign.
    pub fn turn(&self, number: u64) -> (&Resident, CampaignId) {
        let number = usize::try_from(number).unwrap_or(0);
        let (people, campaigns) = (self.residents.len(), self.campaigns.len());
        (&self.residents[number % people], self.campaigns[number / people % campaigns])
    }

    /// How many sheets there can be.
    pub fn sheets(&self) -> u64 {
        self.residents.len() as u64 * self.campaigns.len() as u64
    }
}

/// The wall clock in microseconds: sessions must be alive for the program that is measured.
#[derive(Debug, Clone, Copy)]
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "a bench prepares sessions for a program that reads the wall clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// Ids from a generator that the operating system seeds.
pub fn ids() -> IdSource {
    IdSource::new(rand::random())
}

/// The use cases on an open database.
pub fn app(db: Db) -> Result<App> {
    let zone = TimeZone::get("Asia/Shanghai").context("load the time zone")?;
    let place = CITY.parse().context("name the city")?;
    let options =
        AppOptions { db, library: Library::embedded(), clock: Arc::new(WallClock), ids: ids(), zone, place, lane: (256, 4_096) };
    App::new(options).context("put the program together")
}

/// Migrates an empty database and settles a town in it that can hand in `sheets` sheets.
pub async fn settle(db: &Db, residents: usize, sheets: usize) -> Result<Town> {
    db.migrate(WallClock.now()).await.context("migrate")?;
    let app = app(db.clone())?;
    let ids = ids();
    let villages = add_places(db, &ids).await.context("add the places")?;
    let people = people(&ids, &villages, residents);
    let mut tx = db.begin().await?;
    tx.add_people(&people, app.now()).await?;
    tx.commit().await?;
    let from = app.day(app.now()).saturating_sub(30.days());
    let first = app.create_account(&NewAccount {
        login: "bench-staff",
        name: "排程",
        password: "bench-password",
        person: None,
        roles: &[],
    });
    let staff = first.await.context("make the first account")?;
    // one hash for everybody: nobody signs in with it, and 2,000 hashes take minutes
    let hash = db.account(staff).await?.context("find the first account")?.password_hash;
    let mut settled = Vec::with_capacity(people.len());
    for (number, person) in people.iter().enumerate() {
        let roles = [(Role::Resident, person.place.clone(), from, None)];
        let login = format!("resident-{number}");
        let new = NewAccount { login: &login, name: &person.name, password: "", person: Some(person.id), roles: &roles };
        let account = app.create_account_with_hash(&new, &hash).await.context("make an account")?;
        let token = app.open_session(account).await.context("open a session")?;
        settled.push(Resident { person: person.id, account, place: person.place.to_string(), token: token.as_str().to_owned() });
    }
    let version = app.library().instrument(INSTRUMENT).context("find the instrument")?.instrument().version().to_owned();
    let mut campaigns = Vec::new();
    for _ in 0..sheets.div_ceil(residents.max(1)).max(1) {
        campaigns.push(open_campaign((db, &ids), &app, staff, &version, &people).await.context("open a campaign")?);
    }
    Ok(Town { campaigns, version, residents: settled })
}

/// The divisions of the city; the paths of its villages.
async fn add_places(db: &Db, ids: &IdSource) -> Result<Vec<PlacePath>> {
    let rows = csv::Reader::from_reader(DIVISIONS.as_bytes()).into_deserialize().collect::<Result<Vec<Division>, _>>()?;
    let tree = paths(rows).map_err(|faults| anyhow::anyhow!("{} faults in the list of divisions", faults.len()))?;
    let now = WallClock.now();
    let mut known = std::collections::HashMap::new();
    let mut villages = Vec::new();
    let mut tx = db.begin().await?;
    for (path, division) in tree {
        let id = PlaceId::new(ids, now);
        let parent = path.parent().and_then(|above| known.get(&above).copied());
        known.insert(path.clone(), id);
        if division.level == DivisionLevel::Village {
            villages.push(path.clone());
        }
        let kind = division.kind.map(word).transpose()?;
        tx.add_place(&Place { id, path, parent, name: division.name, level: word(division.level)?, kind }, now).await?;
        tx.add_place_code(CodeSystem::Nbs2023.name(), &division.code, id, now).await?;
    }
    tx.commit().await?;
    Ok(villages)
}

/// People who do not exist, spread over the villages.
fn people(ids: &IdSource, villages: &[PlacePath], count: usize) -> Vec<Person> {
    let now = WallClock.now();
    let homes = villages.iter().cycle().take(count).enumerate();
    let person = |(number, place): (usize, &PlacePath)| Person {
        id: PersonId::new(ids, now),
        place: place.clone(),
        name: format!("居民{number}"),
        sex: Some(if number.is_multiple_of(2) { Sex::Female } else { Sex::Male }),
        birth_on: jiff::civil::Date::new(1960 + i16::try_from(number % 45).unwrap_or(0), 6, 15).ok(),
        phone: None,
    };
    homes.map(person).collect()
}

async fn open_campaign(
    (db, ids): (&Db, &IdSource),
    app: &App,
    staff: AccountId,
    version: &str,
    people: &[Person],
) -> Result<CampaignId> {
    let now = app.now();
    let today = app.day(now);
    let id = CampaignId::new(ids, now);
    let campaign = Campaign {
        id,
        place: CITY.parse()?,
        title: "测速用普查".to_owned(),
        instrument: INSTRUMENT.to_owned(),
        version: version.to_owned(),
        consent_text: "自愿参加".to_owned(),
        opens_on: today.saturating_sub(7.days()),
        closes_on: today.saturating_add(30.days()),
        created_by: staff,
    };
    let members: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut tx = db.begin().await?;
    tx.add_campaign(&campaign, now).await?;
    tx.add_members(id, &members, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// The word of a level or kind, as the list writes it.
fn word(of: impl Serialize) -> Result<String> {
    let value = serde_json::to_value(of).context("name a level")?;
    value.as_str().map(str::to_owned).context("name a level")
}
