//! Synthetic people in the shape of the census.
//!
//! Held exactly, up to rounding to whole people: residents by county (2020), sex by the city's totals, age groups by the city's own share of people
//! from 60 on (17.93 %) and the province's share up to 14 (19.4 %), 15–59 being the rest, and within 60+ the province's share from 65 on.
//! Assumed, because nobody publishes it: ages are even within a group up to 64 and thin out evenly towards 95; a community 社区 has three times
//! the people of a village. Pupils come on top of the residents, because a sample of some thousand holds too few of them to fill a school.
//! Phones begin with 154, which no operator has; nobody has an identity number.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha12Rng;
use xinqiao_kernel::id::PersonId;
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{IdSource, Sex};
use xinqiao_store::people::Person;

use crate::DemoError;
use crate::census::Census;
use crate::names::invent;
use crate::places::{CITY_CODE, COUNTIES, City, PROVINCE_CODE, SCHOOLS};
use crate::seeded::{Part, apportion, stream, weighted};

/// People of a community for each one of a village.
const COMMUNITY: f64 = 3.0;
/// Age at which the demonstration ends.
const OLDEST: i16 = 95;
/// First number of the phones: no operator has the prefix 154.
const FIRST_PHONE: u64 = 15_400_000_000;
/// Children have no phone of their own in the demonstration.
const FIRST_AGE_WITH_PHONE: i16 = 12;

/// Makes people one after another.
pub(crate) struct Maker<'a> {
    ids: &'a IdSource,
    now: Timestamp,
    today: Date,
    phones: u64,
}

impl<'a> Maker<'a> {
    /// People of the day `today`, with ids of the instant `now`.
    pub const fn new(ids: &'a IdSource, now: Timestamp, today: Date) -> Self {
        Self { ids, now, today, phones: 0 }
    }

    /// `count` residents in their villages and communities.
    pub fn residents(&mut self, city: &City, count: usize, seed: u64) -> Result<Vec<Person>, DemoError> {
        let census = Census::read()?;
        let mut rng = stream(seed, Part::Residents);
        let homes = homes(city, &census, count, &mut rng)?;
        let mut sexes = sexes(&census, count)?;
        let mut ages = ages(&census, count, &mut rng)?;
        sexes.shuffle(&mut rng);
        ages.shuffle(&mut rng);
        let whole = homes.into_iter().zip(sexes).zip(ages);
        whole.map(|((home, sex), age)| self.person(home, sex, age, &mut rng)).collect()
    }

    /// The pupils of every school, school by school: 15–17 years old, who agree for themselves; for those under 14 a guardian has to.
    pub fn pupils(&mut self, city: &City, seed: u64) -> Result<Vec<Person>, DemoError> {
        let mut rng = stream(seed, Part::Pupils);
        let mut pupils = Vec::new();
        for school in SCHOOLS {
            let township = city.division(school.township)?;
            let path = township.path.child(school.segment).map_err(|fault| DemoError::table("SCHOOLS", fault))?;
            for at in 0..school.pupils {
                let sex = if rng.random::<bool>() { Sex::Female } else { Sex::Male };
                let age = 15 + i16::try_from(at % 3).unwrap_or(0);
                pupils.push(self.person(path.clone(), sex, age, &mut rng)?);
            }
        }
        Ok(pupils)
    }

    /// A person with a chosen name: the holder of a demonstration account.
    pub fn named(&mut self, name: &str, place: PlacePath, sex: Sex, age: i16) -> Result<Person, DemoError> {
        // a hundred days after the birthday, so that the age holds for a while
        let birth = self.today.checked_sub(age.years().days(100)).map_err(|_| self.beyond())?;
        let phone = Some(self.phone());
        Ok(Person {
            id: PersonId::new(self.ids, self.now),
            place,
            name: name.to_owned(),
            sex: Some(sex),
            birth_on: Some(birth),
            phone,
        })
    }

    fn person(&mut self, place: PlacePath, sex: Sex, age: i16, rng: &mut ChaCha12Rng) -> Result<Person, DemoError> {
        // the last birthday was today at the latest, and the next one comes within a year
        let since: i32 = rng.random_range(0..365);
        let birth =
            self.today.checked_sub(age.years()).and_then(|day| day.checked_sub(since.days())).map_err(|_| self.beyond())?;
        let phone = (FIRST_AGE_WITH_PHONE <= age).then(|| self.phone());
        let name = invent(rng, sex, birth.year());
        Ok(Person { id: PersonId::new(self.ids, self.now), place, name, sex: Some(sex), birth_on: Some(birth), phone })
    }

    fn phone(&mut self) -> String {
        self.phones += 1;
        (FIRST_PHONE + self.phones).to_string()
    }

    const fn beyond(&self) -> DemoError {
        DemoError::BadInstant { until: self.now }
    }
}

/// Where each of `count` people lives: counties by the census, within a county a village or community by chance.
fn homes(city: &City, census: &Census, count: usize, rng: &mut ChaCha12Rng) -> Result<Vec<PlacePath>, DemoError> {
    let totals = COUNTIES.iter().map(|code| census.figure(code, "resident_total")).collect::<Result<Vec<_>, _>>()?;
    let mut homes = Vec::with_capacity(count);
    for (code, people) in COUNTIES.iter().zip(apportion(count, &totals)) {
        let county = city.division(code)?;
        let weight = |kind: Option<&str>| if kind.is_some_and(|kind| kind.starts_with("residents")) { COMMUNITY } else { 1.0 };
        let villages: Vec<(&PlacePath, f64)> =
            city.villages(&county.path).map(|place| (&place.path, weight(place.kind.as_deref()))).collect();
        for _ in 0..people {
            let home =
                weighted(rng, &villages).ok_or_else(|| DemoError::table("zhangye_620700.csv", "a county without villages"))?;
            homes.push((*home).clone());
        }
    }
    Ok(homes)
}

fn sexes(census: &Census, count: usize) -> Result<Vec<Sex>, DemoError> {
    let totals = [census.figure(CITY_CODE, "resident_female")?, census.figure(CITY_CODE, "resident_male")?];
    let shares = apportion(count, &totals);
    Ok([Sex::Female, Sex::Male].into_iter().zip(shares).flat_map(|(sex, people)| std::iter::repeat_n(sex, people)).collect())
}

/// Ages in completed years.
fn ages(census: &Census, count: usize, rng: &mut ChaCha12Rng) -> Result<Vec<i16>, DemoError> {
    let children = census.figure(PROVINCE_CODE, "age_0_14_share")?;
    let old = census.figure(CITY_CODE, "age_60_plus_share")?;
    let from_65 = old * census.figure(PROVINCE_CODE, "age_65_plus_share")? / census.figure(PROVINCE_CODE, "age_60_plus_share")?;
    let groups = apportion(count, &[children, 100.0 - children - old, old - from_65, from_65]);
    let mut ages = Vec::with_capacity(count);
    for (people, (from, to)) in groups.into_iter().zip([(0, 14), (15, 59), (60, 64), (65, OLDEST)]) {
        for _ in 0..people {
            let mut age = rng.random_range(from..=to);
            if to == OLDEST {
                // the younger of two: the share falls evenly with age
                age = age.min(rng.random_range(from..=to));
            }
            ages.push(age);
        }
    }
    Ok(ages)
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
