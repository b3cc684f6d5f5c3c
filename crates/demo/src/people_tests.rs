use std::collections::HashSet;

use jiff::civil::date;
use xinqiao_kernel::person::age_on;

use super::*;

const TODAY: Date = date(2026, 11, 22);

fn everybody(seed: u64) -> (City, Vec<Person>, Vec<Person>) {
    let ids = IdSource::seeded(seed);
    let city = City::new(&ids, Timestamp::UNIX_EPOCH).unwrap();
    let mut maker = Maker::new(&ids, Timestamp::UNIX_EPOCH, TODAY);
    let residents = maker.residents(&city, 3_000, seed).unwrap();
    let pupils = maker.pupils(&city, seed).unwrap();
    (city, residents, pupils)
}

fn age(person: &Person) -> u8 {
    age_on(person.birth_on.unwrap(), TODAY).unwrap()
}

#[test]
fn residents_are_parted_among_the_counties_as_the_census_counts_them() {
    let (city, residents, _) = everybody(1);
    let of = |code: &str| {
        let county = &city.division(code).unwrap().path;
        residents.iter().filter(|person| county.covers(&person.place)).count()
    };
    // 519,096, 27,820, 192,500, 115,900, 125,700 and 150,000 of 1,131,016
    assert_eq!(COUNTIES.map(of), [1_377, 74, 511, 307, 333, 398]);
}

#[test]
fn residents_live_in_villages_and_communities_all_over_the_city() {
    let (city, residents, _) = everybody(1);
    let homes: HashSet<&PlacePath> = residents.iter().map(|person| &person.place).collect();
    assert!(homes.iter().all(|home| city.at(home.as_str()).unwrap().level == "village"));
    assert!(700 < homes.len(), "{} of 934 have somebody", homes.len());
}

#[test]
fn sex_and_age_have_the_shares_of_the_census() {
    let (_, residents, _) = everybody(1);
    let share = |held: &dyn Fn(&Person) -> bool| residents.iter().filter(|person| held(person)).count() as f64 / 30.0;
    let close = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.05, "{found} for {wanted}");
    close(share(&|person| person.sex == Some(Sex::Male)), 50.44);
    close(share(&|person| age(person) <= 14), 19.40);
    close(share(&|person| 60 <= age(person)), 17.93);
    close(share(&|person| 65 <= age(person)), 17.93 * 12.58 / 17.03);
}

#[test]
fn pupils_are_12_to_17_and_belong_to_a_school() {
    let (city, _, pupils) = everybody(1);
    assert_eq!(pupils.len(), 320);
    for pupil in &pupils {
        assert!((12..=17).contains(&age(pupil)));
        assert_eq!(city.at(pupil.place.as_str()).unwrap().kind.as_deref(), Some("school"));
    }
}

#[test]
fn phones_differ_and_have_a_prefix_that_no_operator_has() {
    let (_, residents, pupils) = everybody(1);
    let phones: Vec<&str> = residents.iter().chain(&pupils).filter_map(|person| person.phone.as_deref()).collect();
    assert!(phones.iter().all(|phone| phone.len() == 11 && phone.starts_with("1540000")));
    assert_eq!(phones.iter().collect::<HashSet<_>>().len(), phones.len());
}

#[test]
fn the_same_seed_makes_the_same_people_and_another_seed_others() {
    assert_eq!(everybody(5).1, everybody(5).1);
    assert_eq!(everybody(5).2, everybody(5).2);
    assert_ne!(
        everybody(5).1[0].name.clone() + &everybody(5).1[1].name,
        everybody(6).1[0].name.clone() + &everybody(6).1[1].name
    );
}

#[test]
fn a_named_person_keeps_the_age_asked_for() {
    let ids = IdSource::seeded(1);
    let person = Maker::new(&ids, Timestamp::UNIX_EPOCH, TODAY).named("田晓禾", PlacePath::root(), Sex::Female, 34).unwrap();
    assert_eq!((age(&person), person.name.as_str()), (34, "田晓禾"));
}
