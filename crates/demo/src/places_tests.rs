use xinqiao_store::{Db, DbOptions, KeySource};
use xinqiao_testkit::{Engine, MASTER_KEY};

use super::*;

fn city() -> City {
    City::new(&IdSource::seeded(1), Timestamp::UNIX_EPOCH).unwrap()
}

#[test]
fn the_city_has_its_published_divisions_and_four_schools() {
    let city = city();
    let of = |level: &str| city.places.iter().filter(|place| place.level == level).count();
    assert_eq!([of("province"), of("city"), of("county"), of("township"), of("village"), of("unit")], [1, 1, 6, 78, 934, 4]);
    assert_eq!(city.codes.len(), 1_020);
}

#[test]
fn the_mistake_of_the_source_is_mended() {
    assert_eq!(city().division("620721205").unwrap().name, "祁丰藏族乡");
    assert!(city().places.iter().all(|place| !place.name.contains('蔵')));
}

#[test]
fn every_place_but_the_province_lies_below_one_that_stands_before_it() {
    let city = city();
    let mut before: HashMap<PlaceId, &PlacePath> = HashMap::new();
    for place in &city.places {
        match place.parent {
            Some(parent) => assert_eq!(before.get(&parent).copied(), place.path.parent().as_ref(), "{}", place.name),
            None => assert_eq!(place.level, "province"),
        }
        before.insert(place.id, &place.path);
    }
}

#[test]
fn a_school_lies_below_its_township_and_says_that_it_is_invented() {
    let city = city();
    for school in SCHOOLS {
        let place = city.places.iter().find(|place| place.name == school.name).unwrap();
        assert_eq!(place.parent, Some(city.division(school.township).unwrap().id));
        assert_eq!(place.kind.as_deref(), Some("school"));
        assert!(place.name.contains("演示"));
    }
}

#[tokio::test]
async fn the_saved_tree_is_found_by_code_and_by_path_on_both_engines() {
    for engine in Engine::both() {
        let database = engine.database();
        let db = Db::open(&DbOptions::new(&database.url, KeySource::local(MASTER_KEY, [1; 32]))).await.unwrap();
        db.migrate(Timestamp::UNIX_EPOCH).await.unwrap();
        let city = city();
        let mut tx = db.begin().await.unwrap();
        city.save(&mut tx, Timestamp::UNIX_EPOCH).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(db.place_count().await.unwrap(), 1_024);
        let township = db.place_by_code("nbs2023", "620702001").await.unwrap().unwrap();
        assert_eq!((township.name.as_str(), township.kind.as_deref()), ("东街街道", Some("street")));
        let below = db.places_under(township.id, 100).await.unwrap();
        assert!(below.iter().any(|place| place.name == SCHOOLS[0].name));
        db.close().await;
    }
}
