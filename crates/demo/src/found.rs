//! Everything that stands before the first day: places, people, sites.

use jiff::Timestamp;
use jiff::civil::Date;
use xinqiao_kernel::IdSource;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::people::Person;
use xinqiao_store::{Db, Tx};

use crate::places::{City, SCHOOLS};
use crate::sites::sites;
use crate::staff::accounts;
use crate::{DemoError, people::Maker};

/// What the first day finds.
#[derive(Debug)]
pub(crate) struct Founded {
    pub city: City,
    pub residents: Vec<Person>,
    /// school by school, as [`SCHOOLS`] lists them
    pub pupils: Vec<Person>,
    /// login and person of each account that belongs to a resident
    pub holders: Vec<(&'static str, Person)>,
    pub sites: usize,
}

impl Founded {
    /// The person behind an account.
    pub fn holder(&self, login: &str) -> Option<PersonId> {
        self.holders.iter().find(|(of, _)| *of == login).map(|(_, person)| person.id)
    }
}

/// Writes places, people and sites in one transaction.
pub(crate) async fn found(
    db: &Db,
    ids: &IdSource,
    residents: usize,
    seed: u64,
    now: Timestamp,
    today: Date,
) -> Result<Founded, DemoError> {
    let places = db.place_count().await?;
    if 0 < places {
        return Err(DemoError::NotEmpty { places });
    }
    let city = City::new(ids, now)?;
    let mut maker = Maker::new(ids, now, today);
    let residents = maker.residents(&city, residents, seed)?;
    let pupils = maker.pupils(&city, seed)?;
    let mut holders = Vec::new();
    for account in accounts() {
        if let Some(person) = account.person {
            let home: PlacePath = person.home.parse().map_err(|fault| DemoError::table("ACCOUNTS", fault))?;
            holders.push((account.login, maker.named(account.name, home, person.sex, person.age)?));
        }
    }
    let sites = sites(&city, ids, now)?;
    let mut tx = db.begin().await?;
    city.save(&mut tx, now).await?;
    for site in &sites {
        tx.add_site(site, now).await?;
    }
    tx.add_people(&residents, now).await?;
    tx.add_people(&pupils, now).await?;
    for (_, person) in &holders {
        tx.add_person(person, now).await?;
    }
    add_student_numbers(&mut tx, ids, &pupils, now).await?;
    tx.commit().await?;
    Ok(Founded { city, residents, pupils, holders, sites: sites.len() })
}

/// Student numbers of each school: what its lists call the pupils.
async fn add_student_numbers(tx: &mut Tx, ids: &IdSource, pupils: &[Person], now: Timestamp) -> Result<(), DemoError> {
    let mut left = pupils;
    for school in SCHOOLS {
        let (own, others) = left.split_at(school.pupils.min(left.len()));
        for (at, pupil) in own.iter().enumerate() {
            let number = format!("D{:04}", at + 1);
            tx.add_identifier(ids.uuid(now), &format!("campaign-place:{}", pupil.place.as_str()), &number, pupil.id, now).await?;
        }
        left = others;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use xinqiao_kernel::PlacePath;
    use xinqiao_store::{DbOptions, KeySource};
    use xinqiao_testkit::{Engine, MASTER_KEY};

    use super::*;

    #[tokio::test]
    async fn a_city_is_founded_once_and_can_be_read_back_on_both_engines() {
        for engine in Engine::both() {
            let database = engine.database();
            let db = Db::open(&DbOptions::new(&database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
            let now: Timestamp = "2026-11-08T00:00:00Z".parse().unwrap();
            db.migrate(now).await.unwrap();
            let ids = IdSource::seeded(1);
            let founded = found(&db, &ids, 300, 1, now, date(2026, 11, 22)).await.unwrap();
            assert_eq!((founded.residents.len(), founded.pupils.len(), founded.holders.len()), (300, 320, 3));
            assert_eq!(db.sites(&PlacePath::root().range(), 100).await.unwrap().len(), 14);
            let somebody = &founded.residents[42];
            let found_again = db.whereabouts(somebody.id).await.unwrap().unwrap();
            assert_eq!((found_again.place, found_again.birth_on), (somebody.place.clone(), somebody.birth_on));
            assert!(founded.holder("resident").is_some());
            let school = founded.pupils[0].place.as_str();
            let mut tx = db.begin().await.unwrap();
            let pupil = tx.person_by_identifier(&format!("campaign-place:{school}"), "D0001").await.unwrap().unwrap();
            tx.rollback().await.unwrap();
            assert_eq!(pupil.id, founded.pupils[0].id);
            let again = found(&db, &ids, 300, 1, now, date(2026, 11, 22)).await;
            assert!(matches!(again, Err(DemoError::NotEmpty { places: 1_024 })), "{again:?}");
            db.close().await;
        }
    }
}
