//! A city's pupils: schools of classes, everybody signed in, one screening of two instruments that asks all of them.

use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use xinqiao_access::Role;
use xinqiao_app::accounts::NewAccount;
use xinqiao_app::campaigns::{Enrolled, Enrolment, LifeStep, NewCampaign, NewPart};
use xinqiao_app::{App, Caller};
use xinqiao_consent::Purpose;
use xinqiao_kernel::id::{AccountId, CampaignId, ConsentId, PersonId, PlaceId};
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource, Sex};
use xinqiao_store::Db;
use xinqiao_store::consent::{NewConsent, ShownText};
use xinqiao_store::people::Person;
use xinqiao_store::places::Place;

use crate::town::{CITY, Resident, WallClock, add_accounts, add_places, app, ids, open_sessions};

/// Pupils of a class and classes of a school.
pub const CLASS: usize = 50;
const CLASSES: usize = 40;
/// People written in one commit.
const IN_A_COMMIT: usize = 20_000;

/// The instruments, in their order.
pub const FIRST: &str = "mssmhs";
pub const SECOND: &str = "phq-9";

/// Whoever runs the screening, by login.
pub const RUNNER: &str = "bench-runner";

/// A city whose pupils are asked.
pub struct Pupils {
    pub campaign: CampaignId,
    /// the cookie of everybody's session, class by class
    pub tokens: Vec<String>,
    /// the cookie of whoever runs the screening
    pub runner: String,
    /// how long asking everybody took, in seconds
    pub enrolling_s: f64,
    /// how many hands of guardians were needed: pupils under 14
    pub children: usize,
}

/// Settles so many pupils in an empty database.
pub async fn settle(db: &Db, pupils: usize) -> Result<Pupils> {
    db.migrate(WallClock.now()).await.context("migrate")?;
    let (app, ids) = (app(db.clone())?, ids());
    let classes = schools(db, &ids, pupils.div_ceil(CLASS)).await.context("add the schools")?;
    let people = people(&ids, &classes, pupils);
    for some in people.chunks(IN_A_COMMIT) {
        let mut tx = db.begin().await?;
        tx.add_people(some, app.now()).await?;
        tx.commit().await?;
    }
    let (runner, token) = staff(&app, RUNNER, Role::SchoolCounsellor).await?;
    let (signer, _) = staff(&app, "bench-signer", Role::DepartmentHead).await?;
    let hash = db.account(runner.account()).await?.context("find the first account")?.password_hash;
    let from = app.day(app.now()).saturating_sub(30.days());
    let accounts = add_accounts(db, &ids, &people, &hash, from).await.context("make the accounts")?;
    let residents = open_sessions(&app, &people, &accounts).await.context("open the sessions")?;
    let campaign = plan(&app, &runner).await.context("plan the screening")?;
    let (asked, enrolling_s) = enrol(&app, &runner, campaign).await.context("ask the pupils")?;
    anyhow::ensure!(asked.added == pupils as u64, "{} of {pupils} pupils are asked", asked.added);
    let children = agree((db, &app, &ids), runner.account(), campaign, &people).await.context("let the guardians agree")?;
    start(&app, &runner, &signer, campaign).await.context("start the screening")?;
    let tokens = residents.into_iter().map(|Resident { token, .. }| token).collect();
    Ok(Pupils { campaign, tokens, runner: token, enrolling_s, children })
}

/// A caller of a role for the whole city, with the text of a session's cookie.
async fn staff(app: &App, login: &str, role: Role) -> Result<(Caller, String)> {
    let roles = [(role, CITY.parse::<PlacePath>()?, app.day(app.now()), None)];
    let new = NewAccount { login, name: "筛查", password: "bench-password", person: None, roles: &roles };
    let account = app.create_account(&new).await.with_context(|| format!("make the account {login}"))?;
    let token = app.open_session(account).await?.as_str().to_owned();
    Ok((app.caller_of_login(login).await?.context("find the account")?, token))
}

/// Schools in the towns of the city, in turn; the paths of their classes.
async fn schools(db: &Db, ids: &IdSource, classes: usize) -> Result<Vec<PlacePath>> {
    let mut towns: Vec<PlacePath> = add_places(db, ids).await?.iter().filter_map(PlacePath::parent).collect();
    towns.dedup();
    let (mut paths, mut tx) = (Vec::with_capacity(classes), db.begin().await?);
    for school in 0..classes.div_ceil(CLASSES) {
        let town = &towns[school % towns.len()];
        let path = town.child(&format!("bench-school-{school}"))?;
        let id = add_unit(&mut tx, ids, (path.clone(), None), format!("第{school}中学（测速）"), "school").await?;
        for class in 0..CLASSES.min(classes - school * CLASSES) {
            let path = path.child(&format!("c{class}"))?;
            add_unit(&mut tx, ids, (path.clone(), Some(id)), format!("{class}班"), "class").await?;
            paths.push(path);
        }
    }
    tx.commit().await?;
    Ok(paths)
}

async fn add_unit(
    tx: &mut xinqiao_store::Tx,
    ids: &IdSource,
    (path, parent): (PlacePath, Option<PlaceId>),
    name: String,
    kind: &str,
) -> Result<PlaceId> {
    let now = WallClock.now();
    let id = PlaceId::new(ids, now);
    let place = Place { id, path, parent, name, level: "unit".to_owned(), kind: Some(kind.to_owned()) };
    tx.add_place(&place, now).await?;
    Ok(id)
}

/// Pupils of 12 to 17 years, class by class: the classes of a school are of six grades.
fn people(ids: &IdSource, classes: &[PlacePath], count: usize) -> Vec<Person> {
    let now = WallClock.now();
    let year = now.strftime("%Y").to_string().parse::<i16>().unwrap_or(2026);
    let pupil = |number: usize| {
        let class = number / CLASS;
        let grade = i16::try_from(class % 6).unwrap_or(0);
        Person {
            id: PersonId::new(ids, now),
            place: classes[class].clone(),
            name: format!("学生{number}"),
            sex: Some(if number.is_multiple_of(2) { Sex::Female } else { Sex::Male }),
            birth_on: Date::new(year - 12 - grade, 1, 15).ok().or(Some(date(2012, 1, 15))),
            phone: None,
        }
    };
    (0..count).map(pupil).collect()
}

async fn plan(app: &App, runner: &Caller) -> Result<CampaignId> {
    let today = app.day(app.now());
    let new = NewCampaign {
        place: CITY.parse()?,
        title: "全市中学生筛查（测速）".to_owned(),
        parts: vec![NewPart::always(FIRST), NewPart::always(SECOND)],
        consent_text: "自愿参加".to_owned(),
        opens_on: today,
        closes_on: today.saturating_add(14.days()),
    };
    Ok(app.create_campaign(runner, &new).await?)
}

async fn enrol(app: &App, runner: &Caller, campaign: CampaignId) -> Result<(Enrolled, f64)> {
    let started = std::time::Instant::now();
    let asked = app.enrol(runner, campaign, &Enrolment::default()).await?;
    Ok((asked, started.elapsed().as_secs_f64()))
}

/// The guardians of pupils under 14 agree: below that age the child's own word is not enough.
async fn agree((db, app, ids): (&Db, &App, &IdSource), by: AccountId, campaign: CampaignId, people: &[Person]) -> Result<usize> {
    let now = app.now();
    let notice = app.notice(Purpose::Screening)?;
    let limit = app.day(now).saturating_sub(14.years());
    let word = |person: &Person| NewConsent {
        id: ConsentId::new(ids, now),
        person: person.id,
        purpose: Purpose::Screening.code(),
        subject: Some(campaign.uuid()),
        party: "guardian",
        kind: "given",
        version: notice.version().to_owned(),
        digest: notice.digest().to_owned(),
        shown: notice.shown().to_owned(),
        how: "paper",
        account: by,
        at: now,
    };
    let children: Vec<NewConsent> =
        people.iter().filter(|person| person.birth_on.is_some_and(|birth| limit < birth)).map(word).collect();
    let text = ShownText {
        shown: notice.shown().to_owned(),
        purpose: Purpose::Screening.code().to_owned(),
        version: notice.version().to_owned(),
        body: serde_json::to_string(notice.texts())?,
        at: now,
    };
    for some in children.chunks(IN_A_COMMIT) {
        let mut tx = db.begin().await?;
        tx.keep_shown(&text).await?;
        tx.add_consents(some, now).await?;
        tx.commit().await?;
    }
    Ok(children.len())
}

/// A second person signs. Whoever runs the screening has looked at the expected talks and lets it go on: the program does not pause it today.
async fn start(app: &App, runner: &Caller, signer: &Caller, campaign: CampaignId) -> Result<()> {
    for (caller, step) in [(signer, LifeStep::SignOff), (runner, LifeStep::Pause), (runner, LifeStep::Resume)] {
        let life = app.campaign_life(runner, campaign).await?;
        app.campaign_step(caller, campaign, life.steps, step, "测速").await.with_context(|| format!("{step:?}"))?;
    }
    Ok(())
}
