//! After a change of the risk model everybody with a level is looked at again.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use serde::Serialize;
use xinqiao_app::App;
use xinqiao_kernel::id::{PersonId, SignalId};
use xinqiao_kernel::{Clock, IdSource};
use xinqiao_store::Db;
use xinqiao_store::attention::{Pass, StandingRow};
use xinqiao_store::people::Person;
use xinqiao_store::warnings::NewSignal;
use xinqiao_testkit::Engine;

use crate::databases::{empty, word};
use crate::town::{WallClock, add_places, app, ids};

/// People who go in together.
const IN_A_COMMIT: usize = 5_000;
/// Evidence of each person.
const PIECES: usize = 2;
/// One in so many stands otherwise after the change of the model.
const OTHERWISE: usize = 10;
/// A version of the model that nobody has.
const BEFORE: &str = "default@0";

/// What was found on one engine.
#[derive(Debug, Clone, Serialize)]
pub struct LevelFigures {
    pub engine: &'static str,
    /// people with a standing
    pub people: usize,
    /// seconds to look at all of them again
    pub all_s: f64,
    /// seconds to write where everybody stands, and nothing else
    pub writing_s: f64,
}

impl LevelFigures {
    /// Looking at everybody again, to writing everybody alone.
    pub fn to_writing(&self) -> f64 {
        self.all_s / self.writing_s
    }
}

/// Settles so many people with evidence in a fresh database of the engine, works out their levels, and has a change of the model happen.
pub fn measure(engine: Engine, count: usize, under: Option<&Path>) -> Result<LevelFigures> {
    let database = empty(engine, under)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().context("start the runtime")?;
    let (db, app) = runtime.block_on(async {
        let db = database.open().await?;
        db.migrate(WallClock.now()).await.context("migrate")?;
        let app = app(db.clone())?;
        settle(&db, &ids(), count).await.context("settle the people")?;
        anyhow::Ok((db, app))
    })?;
    database.analyse()?;
    runtime.block_on(async {
        // each of them because evidence came, and everybody once more because nobody has looked by this model
        ensure!(look(&app).await? == 2 * count, "the first look missed somebody");
        let started = Instant::now();
        back(&db, count).await?;
        let writing_s = started.elapsed().as_secs_f64();
        let started = Instant::now();
        ensure!(look(&app).await? == count, "after the change of the model somebody was missed");
        let all_s = started.elapsed().as_secs_f64();
        db.close().await;
        Ok(LevelFigures { engine: word(engine), people: count, all_s, writing_s })
    })
}

/// Looks at everybody who is to be looked at; how many.
async fn look(app: &App) -> Result<usize> {
    let mut people = 0;
    loop {
        let looked = app.work_out_attention().await.context("work out levels")?;
        people += looked.people;
        if !looked.is_more {
            return Ok(people);
        }
    }
}

/// Everybody was worked out by another model, by which one in [`OTHERWISE`] stood elsewhere.
async fn back(db: &Db, count: usize) -> Result<()> {
    let (mut seen, mut cursor) = (0, None);
    loop {
        let rows = db.standings_after(cursor, 1_024).await?;
        let Some(last) = rows.last() else { break };
        cursor = Some(last.person);
        let mut before = Vec::with_capacity(rows.len());
        for row in rows {
            seen += 1;
            let level = if seen % OTHERWISE == 0 { "none".to_owned() } else { row.level.clone() };
            let look_at = row.look_at;
            before.push((StandingRow { level, ..row }, look_at));
        }
        let mut tx = db.begin().await?;
        tx.save_standings(&before).await?;
        tx.commit().await?;
    }
    ensure!(seen == count, "fewer standings than people");
    let mut tx = db.begin().await?;
    tx.save_risk_pass(&Pass { model: BEFORE.to_owned(), cursor: None, ended_at: Some(WallClock.now()) }, WallClock.now()).await?;
    tx.commit().await?;
    Ok(())
}

async fn settle(db: &Db, ids: &IdSource, count: usize) -> Result<()> {
    let places = add_places(db, ids).await.context("add the places")?;
    let now = WallClock.now();
    let numbers: Vec<usize> = (0..count).collect();
    for some in numbers.chunks(IN_A_COMMIT) {
        let people: Vec<Person> = some
            .iter()
            .map(|number| Person {
                id: PersonId::new(ids, now),
                place: places[number % places.len()].clone(),
                name: format!("测{number}"),
                sex: None,
                birth_on: None,
                phone: None,
            })
            .collect();
        let mut tx = db.begin().await?;
        tx.add_people(&people, now).await.context("add people")?;
        for person in &people {
            for piece in 0..PIECES {
                tx.add_signal(&signal(ids, person, piece), now).await.context("add a signal")?;
            }
            tx.look_again(person.id, &person.place, false, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

fn signal(ids: &IdSource, person: &Person, piece: usize) -> NewSignal {
    let now = WallClock.now();
    let raised_at = now - SignedDuration::from_hours(24 * (1 + 5 * piece as i64));
    NewSignal {
        id: SignalId::new(ids, now),
        dedupe_key: format!("{}-{piece}", person.id),
        person: person.id,
        place: person.place.clone(),
        response: None,
        rule_id: "assessment-default".to_owned(),
        rule_version: "1".to_owned(),
        code: "phq9-severe".to_owned(),
        level: "red".to_owned(),
        evidence: "{}".to_owned(),
        reporter: None,
        source: "assessment".to_owned(),
        risk_kinds: "mood-score passive-ideation:500".to_owned(),
        raised_at,
        due_at: now,
        expires_at: now,
    }
}
