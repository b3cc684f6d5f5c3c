//! Finding people among a million, and opening a file, with everything sealed.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde::Serialize;
use xinqiao_access::{Purpose, Role, act, scope};
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::{App, Caller};
use xinqiao_kernel::id::{AuditId, CampaignId, PersonId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource};
use xinqiao_names::Query;
use xinqiao_store::Db;
use xinqiao_store::audit::NewAudit;
use xinqiao_store::lane::Submission;
use xinqiao_store::people::Person;
use xinqiao_testkit::Engine;
use xinqiao_vault::{Class, Field, PersonKey, Spot, Vault};

use crate::crowd::{Crowd, citizen_number, phone};
use crate::databases::{empty, word};
use crate::histogram::Histogram;
use crate::rows::Prepared;
use crate::sheets::Sharing;
use crate::town::{CITY, INSTRUMENT, Resident, Town, WallClock, add_places, app, ids};

/// How often each kind of search is asked for, each time for somebody else.
const SEARCHES: u64 = 400;
/// How often the file is opened.
const OPENINGS: usize = 300;
/// Sheets of the person whose file is opened; each raised a signal, and each twelfth two.
const SHEETS: u64 = 24;
/// Lines about who looked, on the page.
const LOOKS: usize = 10;
/// Most people that a search shows.
const MOST: u32 = 100;
const LOGIN: &str = "bench-staff";
const STAFF: &str = "咨询员";

/// What was found on one engine.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleFigures {
    pub engine: &'static str,
    pub people: u64,
    /// seconds that writing all of them took
    pub settling_s: f64,
    pub searches: Vec<SearchFigures>,
    pub file: FileFigures,
}

/// One kind of search.
#[derive(Debug, Clone, Serialize)]
pub struct SearchFigures {
    pub by: &'static str,
    /// mean people shown
    pub shown: f64,
    /// searches that showed nobody, though somebody fits
    pub missed: usize,
    /// the search alone
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// with the decision and the commit of its audit row
    pub whole_p50_ms: f64,
    pub whole_p99_ms: f64,
}

/// The file of one person; medians.
#[derive(Debug, Clone, Serialize)]
pub struct FileFigures {
    /// sealed values and wrapped keys that it opens
    pub openings: usize,
    pub page_ms: f64,
    /// the commit of one audit row, which the page holds
    pub commit_ms: f64,
    /// opening what the page opens, alone
    pub opening_ms: f64,
}

impl FileFigures {
    /// The page to the same page without opening anything.
    pub fn to_plain(&self) -> f64 {
        self.page_ms / (self.page_ms - self.opening_ms)
    }

    /// The same without the commit, which has nothing to do with sealing.
    pub fn reading_to_plain(&self) -> f64 {
        let reading = self.page_ms - self.commit_ms;
        reading / (reading - self.opening_ms)
    }
}

/// Settles so many people in a fresh database of the engine, and measures.
pub fn measure(engine: Engine, count: u64, under: Option<&Path>) -> Result<PeopleFigures> {
    let database = empty(engine, under)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("start the runtime")?;
    let started = Instant::now();
    let (db, app, crowd) = runtime.block_on(async {
        let db = database.open().await?;
        db.migrate(WallClock.now()).await.context("migrate")?;
        let app = app(db.clone())?;
        let villages = add_places(&db, &ids()).await.context("add the places")?;
        let crowd = Crowd::of(villages, count);
        crowd.settle(&db, &ids()).await.context("settle the people")?;
        anyhow::Ok((db, app, crowd))
    })?;
    database.analyse()?;
    let settling_s = started.elapsed().as_secs_f64();
    runtime.block_on(async {
        let caller = staff(&app).await?;
        let desk = Desk { db: &db, app: &app, crowd: &crowd, caller: &caller };
        let mut searches = Vec::new();
        for by in By::ALL {
            searches.push(desk.search(by).await.with_context(|| format!("search by {}", by.word()))?);
        }
        let file = desk.file().await.context("open a file")?;
        db.close().await;
        Ok(PeopleFigures { engine: word(engine), people: count, settling_s, searches, file })
    })
}

/// A counsellor of the whole city.
async fn staff(app: &App) -> Result<Caller> {
    let roles = [(Role::Counsellor, CITY.parse::<PlacePath>()?, app.day(app.now()), None)];
    let account = NewAccount { login: LOGIN, name: STAFF, password: "bench-password", person: None, roles: &roles };
    app.create_account(&account).await.context("make the account")?;
    app.caller_of_login(LOGIN).await?.context("find the account")
}

/// What is typed.
#[derive(Debug, Clone, Copy)]
enum By {
    Number,
    Name,
    Pinyin,
    Initials,
    Phone,
}

impl By {
    const ALL: [Self; 5] = [Self::Number, Self::Name, Self::Pinyin, Self::Initials, Self::Phone];

    const fn word(self) -> &'static str {
        match self {
            Self::Number => "id number",
            Self::Name => "name",
            Self::Pinyin => "pinyin",
            Self::Initials => "initials",
            Self::Phone => "phone",
        }
    }

    /// What somebody types who looks for a person.
    fn typed(self, crowd: &Crowd, number: u64) -> String {
        let piece = |kind: &str| {
            let pieces = xinqiao_names::pieces(&crowd.name(number));
            let of_kind = pieces.iter().filter_map(|piece| piece.strip_prefix(kind));
            of_kind.max_by_key(|piece| piece.len()).unwrap_or_default().to_owned()
        };
        match self {
            Self::Number => citizen_number(number),
            Self::Name => crowd.name(number),
            Self::Pinyin => piece("p:"),
            Self::Initials => piece("i:"),
            Self::Phone => phone(number),
        }
    }
}

struct Desk<'a> {
    db: &'a Db,
    app: &'a App,
    crowd: &'a Crowd,
    caller: &'a Caller,
}

impl Desk<'_> {
    async fn search(&self, by: By) -> Result<SearchFigures> {
        let today = self.app.day(self.app.now());
        let scope = scope::<act::SearchPeople>(self.caller.actor(), Purpose::Service, today)?;
        let (mut alone, mut whole, mut shown, mut missed) = (Histogram::default(), Histogram::default(), 0, 0);
        for turn in 0..SEARCHES {
            // each time somebody else, from one end of the crowd to the other
            let number = turn * (self.crowd.count / SEARCHES).max(1) % self.crowd.count;
            let typed = by.typed(self.crowd, number);
            let query = Query::parse(&typed).with_context(|| format!("read {typed}"))?;
            let started = Instant::now();
            let found = self.db.search_people(&scope, &query, "gb11643", MOST).await?;
            alone.push(started.elapsed());
            missed += usize::from(found.people.is_empty());
            shown += found.people.len();
            let started = Instant::now();
            self.app.search_people(self.caller, &typed, Purpose::Service).await?;
            whole.push(started.elapsed());
        }
        Ok(SearchFigures {
            by: by.word(),
            shown: shown as f64 / SEARCHES as f64,
            missed,
            p50_ms: alone.quantile_ms(0.5),
            p99_ms: alone.quantile_ms(0.99),
            whole_p50_ms: whole.quantile_ms(0.5),
            whole_p99_ms: whole.quantile_ms(0.99),
        })
    }

    async fn file(&self) -> Result<FileFigures> {
        let ids = ids();
        let today = self.app.day(self.app.now());
        let scope = scope::<act::SearchPeople>(self.caller.actor(), Purpose::Service, today)?;
        let query = Query::parse(&citizen_number(0)).context("read a number")?;
        let found = self.db.search_people(&scope, &query, "gb11643", MOST).await?;
        let (person, _) = found.people.first().context("find the first person")?;
        let sheets = self.answer(person, &ids).await?;
        let signals: Vec<&str> = sheets.iter().flat_map(|sheet| &sheet.signals).map(|signal| signal.evidence.as_str()).collect();
        let (mut pages, mut commits) = (Histogram::default(), Histogram::default());
        for _ in 0..OPENINGS {
            let started = Instant::now();
            let file = self.app.person_file(self.caller, person.id, Purpose::Service).await?;
            pages.push(started.elapsed());
            let shown = (file.sheets.map_or(0, |all| all.len()), file.signals.map_or(0, |all| all.len()));
            ensure!(shown == (sheets.len(), signals.len()), "the page shows {shown:?}");
            let row = look(&ids, self.caller, person);
            let started = Instant::now();
            let mut tx = self.db.begin().await?;
            tx.audit(&row, self.app.now()).await?;
            tx.commit().await?;
            commits.push(started.elapsed());
        }
        let vault = self.db.vault();
        let sealed = Sealed::of(&vault, &ids, (&self.crowd.name(0), &phone(0)), &sheets, &signals)?;
        let mut openings = Vec::with_capacity(OPENINGS);
        for _ in 0..OPENINGS {
            let started = Instant::now();
            sealed.open(&vault)?;
            openings.push(started.elapsed());
        }
        openings.sort_unstable();
        let opening_ms = openings[OPENINGS / 2].as_secs_f64() * 1e3;
        let (page_ms, commit_ms) = (pages.quantile_ms(0.5), commits.quantile_ms(0.5));
        Ok(FileFigures { openings: sealed.count(), page_ms, commit_ms, opening_ms })
    }

    /// Hands in the sheets of one person.
    async fn answer(&self, person: &Person, ids: &IdSource) -> Result<Vec<Submission>> {
        let instrument = self.app.library().instrument(INSTRUMENT).context("find the instrument")?;
        let town = Town {
            campaigns: vec![CampaignId::new(ids, self.app.now())],
            version: instrument.instrument().version().to_owned(),
            residents: vec![Resident {
                person: person.id,
                account: self.caller.account(),
                place: person.place.to_string(),
                token: String::new(),
            }],
        };
        let prepared = Prepared::of(self.app, &town, Sharing::Contact)?;
        let sheets: Vec<_> = (0..SHEETS).map(|number| prepared.submission(number, ids, WallClock.now())).collect();
        self.db.write_submissions(&sheets).await?;
        Ok(sheets)
    }
}

/// The audit row of a page.
fn look(ids: &IdSource, caller: &Caller, person: &Person) -> NewAudit {
    NewAudit {
        id: AuditId::new(ids, WallClock.now()),
        account: Some(caller.account()),
        role: Role::Counsellor.code().to_owned(),
        action: "read_person".to_owned(),
        purpose: Purpose::Service.code().to_owned(),
        place: person.place.clone(),
        person: Some(person.id),
        record_kind: "person",
        record: Some(person.id.uuid()),
        refused: false,
        detail: "file".to_owned(),
    }
}

/// The same values as the page opens, row by row: each row of a person brings the wrapped key.
struct Sealed {
    person: PersonId,
    wrapped: Vec<u8>,
    rows: Vec<Vec<(Spot, Vec<u8>)>>,
    names: Vec<(Spot, Vec<u8>)>,
}

impl Sealed {
    fn of(vault: &Vault, ids: &IdSource, (name, phone): (&str, &str), sheets: &[Submission], signals: &[&str]) -> Result<Self> {
        let person = PersonId::new(ids, WallClock.now());
        let (key, wrapped) = vault.new_person_key(person.uuid())?;
        let own = |table, column, text: &str| seal(&key, Field::new(table, column).of(person.uuid()), text);
        let mut rows = vec![vec![own("person", "name_sealed", name)?, own("person", "phone_sealed", phone)?]];
        for sheet in sheets {
            let sheet = &sheet.response;
            rows.push(vec![
                own("response", "answers_sealed", &sheet.answers)?,
                own("response", "outcome_sealed", &sheet.outcome)?,
            ]);
        }
        for evidence in signals {
            rows.push(vec![own("signal", "evidence_sealed", evidence)?, own("person", "name_sealed", name)?]);
        }
        let spot = Field::new("account", "name_sealed").of(person.uuid());
        let of_account = vault.seal(Class::Account, &spot, STAFF.as_bytes())?;
        Ok(Self { person, wrapped, rows, names: vec![(spot, of_account); LOOKS] })
    }

    /// Keys and values.
    fn count(&self) -> usize {
        self.rows.iter().map(|row| row.len() + 1).sum::<usize>() + self.names.len()
    }

    fn open(&self, vault: &Vault) -> Result<()> {
        for row in &self.rows {
            let key = vault.person_key(self.person.uuid(), Some(&self.wrapped))?;
            for (spot, sealed) in row {
                std::hint::black_box(key.open_text(spot, sealed)?);
            }
        }
        for (spot, sealed) in &self.names {
            std::hint::black_box(vault.open_text(Class::Account, spot, sealed)?);
        }
        Ok(())
    }
}

fn seal(key: &PersonKey, spot: Spot, text: &str) -> Result<(Spot, Vec<u8>)> {
    let sealed = key.seal(&spot, text.as_bytes())?;
    Ok((spot, sealed))
}
