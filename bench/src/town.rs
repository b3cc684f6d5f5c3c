//! A town of residents who are signed in and asked by a campaign: what the load meets.

use std::sync::Arc;

use anyhow::{Context, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::{App, AppOptions};
use xinqiao_campaigns::{Part, Stage};
use xinqiao_kernel::division::{CodeSystem, Division, DivisionLevel, paths};
use xinqiao_kernel::id::{AccountId, AssignmentId, CampaignId, PersonId, PlaceId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource, Sex};
use xinqiao_packs::Library;
use xinqiao_store::Db;
use xinqiao_store::accounts::{Account, AssignmentRow};
use xinqiao_store::campaigns::Campaign;
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;

use crate::rows::Prepared;
use crate::sheets::Sharing;

const DIVISIONS: &str = include_str!("../../data/divisions/zhangye_620700.csv");
/// The city.
pub const CITY: &str = "620000/620700/";
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

    /// Number of the first sheet of a run: everybody has answered the first campaign.
    pub const fn first(&self) -> u64 {
        self.residents.len() as u64
    }

    /// How many sheets a run can hand in.
    pub const fn sheets(&self) -> u64 {
        self.residents.len() as u64 * (self.campaigns.len() as u64 - 1)
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
    app_with(db, Arc::new(WallClock))
}

/// The same with another clock.
pub fn app_with(db: Db, clock: Arc<dyn Clock>) -> Result<App> {
    let zone = TimeZone::get("Asia/Shanghai").context("load the time zone")?;
    let place = CITY.parse().context("name the city")?;
    let options = AppOptions { db, library: Library::embedded(), clock, ids: ids(), zone, place, lane: (256, 4_096) };
    App::new(options).context("put the program together")
}

/// Migrates an empty database and settles a town in it that has answered one campaign and can hand in `sheets` sheets more.
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
    // one hash for everybody: nobody signs in with it, and a hash for each takes minutes
    let hash = db.account(staff).await?.context("find the first account")?.password_hash;
    let accounts = add_accounts(db, &ids, &people, &hash, from).await.context("make the accounts")?;
    let residents = open_sessions(&app, &people, &accounts).await.context("open the sessions")?;
    let version = app.library().instrument(INSTRUMENT).context("find the instrument")?.instrument().version().to_owned();
    let mut campaigns = Vec::new();
    for _ in 0..=sheets.div_ceil(people.len().max(1)) {
        campaigns.push(open_campaign((db, &ids), &app, staff, &version, &people).await.context("open a campaign")?);
    }
    let town = Town { campaigns, version, residents };
    answer_first(db, &app, &town).await.context("answer the first campaign")?;
    Ok(town)
}

/// The divisions of the city; the paths of its villages.
pub async fn add_places(db: &Db, ids: &IdSource) -> Result<Vec<PlacePath>> {
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
        birth_on: Date::new(1960 + i16::try_from(number % 45).unwrap_or(0), 6, 15).ok(),
        phone: None,
    };
    homes.map(person).collect()
}

/// Everybody's answers to the first campaign: nobody measures an empty database.
async fn answer_first(db: &Db, app: &App, town: &Town) -> Result<()> {
    const IN_A_COMMIT: usize = 1_024;
    let prepared = Prepared::of(app, town, Sharing::Campaign)?;
    let ids = ids();
    let numbers: Vec<u64> = (0..town.first()).collect();
    for some in numbers.chunks(IN_A_COMMIT) {
        let sheets: Vec<_> = some.iter().map(|number| prepared.submission(*number, &ids, WallClock.now())).collect();
        db.write_submissions(&sheets).await?;
    }
    Ok(())
}

/// An account for everybody, in one transaction.
pub async fn add_accounts(db: &Db, ids: &IdSource, people: &[Person], hash: &str, from: Date) -> Result<Vec<AccountId>> {
    let now = WallClock.now();
    let mut accounts = Vec::with_capacity(people.len());
    let mut tx = db.begin().await?;
    for (number, person) in people.iter().enumerate() {
        let account = AccountId::new(ids, now);
        let row = Account {
            id: account,
            login: format!("resident-{number}"),
            name: person.name.clone(),
            password_hash: hash.to_owned(),
            person: Some(person.id),
            disabled_at: None,
        };
        tx.add_account(&row, now).await?;
        let (role, place) = (Role::Resident.code().to_owned(), person.place.clone());
        tx.add_assignment(&AssignmentRow { id: AssignmentId::new(ids, now), account, role, place, from, until: None }, now)
            .await?;
        accounts.push(account);
    }
    tx.commit().await?;
    Ok(accounts)
}

/// A session for everybody, as signing in opens it; several at a time.
pub async fn open_sessions(app: &App, people: &[Person], accounts: &[AccountId]) -> Result<Vec<Resident>> {
    const AT_ONCE: usize = 8;
    let share = people.len().div_ceil(AT_ONCE).max(1);
    let mut openings = Vec::with_capacity(AT_ONCE);
    for (people, accounts) in people.chunks(share).zip(accounts.chunks(share)) {
        let (app, people, accounts) = (app.clone(), people.to_vec(), accounts.to_vec());
        openings.push(tokio::spawn(async move {
            let mut residents = Vec::with_capacity(people.len());
            for (person, account) in people.iter().zip(accounts) {
                let token = app.open_session(account).await?.as_str().to_owned();
                residents.push(Resident { person: person.id, account, place: person.place.to_string(), token });
            }
            anyhow::Ok(residents)
        }));
    }
    let mut residents = Vec::with_capacity(people.len());
    for opening in openings {
        residents.extend(opening.await.context("wait for the sessions")??);
    }
    Ok(residents)
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
        stage: Stage::Running,
        steps: 0,
    };
    let part = Part {
        instrument: INSTRUMENT.to_owned(),
        version: version.to_owned(),
        only: None,
        form: xinqiao_kernel::TestForm::Fixed,
    };
    let members: Vec<(PersonId, PlacePath)> = people.iter().map(|person| (person.id, person.place.clone())).collect();
    let mut tx = db.begin().await?;
    tx.add_campaign(&campaign, now).await?;
    tx.set_parts(id, &[part]).await?;
    tx.add_members(id, &members, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// The word of a level or kind, as the list writes it.
fn word(of: impl Serialize) -> Result<String> {
    let value = serde_json::to_value(of).context("name a level")?;
    value.as_str().map(str::to_owned).context("name a level")
}
