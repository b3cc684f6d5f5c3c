use xinqiao_kernel::PlacePath;
use xinqiao_kernel::id::SiteId;

use super::world::{NEIGHBOURS, SCHOOL, World, is_duplicate, is_refused, on_both, path};
use crate::places::Site;

/// A province, a city, a school and its two neighbours of the same beginning.
async fn town(world: &World) {
    world
        .write(async |tx| {
            let province = world.place_row("620000/", None);
            let city = world.place_row("620000/620700/", Some(province.id));
            tx.add_place(&province, world.now()).await?;
            tx.add_place(&city, world.now()).await?;
            tx.add_place_code("nbs2023", "620700000000", city.id, world.now()).await?;
            tx.add_place_code("mca2026", "620700", city.id, world.now()).await?;
            for at in [SCHOOL, NEIGHBOURS[0], NEIGHBOURS[1], "620000/620700/s1/c3/"] {
                tx.add_place(&world.place_row(at, Some(city.id)), world.now()).await?;
            }
            Ok(())
        })
        .await;
}

fn texts(paths: impl IntoIterator<Item = PlacePath>) -> Vec<String> {
    paths.into_iter().map(String::from).collect()
}

#[tokio::test]
async fn a_place_is_found_by_path_by_code_and_under_its_parent() {
    on_both(async |world| {
        town(world).await;
        assert_eq!(world.db.place_count().await.unwrap(), 6);
        let city = world.db.place(&path("620000/620700/")).await.unwrap().unwrap();
        for (system, code) in [("nbs2023", "620700000000"), ("mca2026", "620700")] {
            let found = world.db.place_by_code(system, code).await.unwrap();
            assert_eq!(found.as_ref(), Some(&city));
        }
        // a code of one system says nothing in another
        let other = world.db.place_by_code("nbs2023", "620700").await.unwrap();
        assert_eq!(other, None);
        let under = world.db.places_under(city.id, 10).await.unwrap();
        let under = texts(under.into_iter().map(|place| place.path));
        assert_eq!(under, [NEIGHBOURS[1], SCHOOL, "620000/620700/s1/c3/", NEIGHBOURS[0]]);
        assert_eq!(world.db.places_under(city.id, 2).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn below_a_place_are_its_parts_and_not_its_neighbours_of_the_same_beginning() {
    on_both(async |world| {
        town(world).await;
        let range = path(SCHOOL).range();
        let all = world.db.places(&range, "", 10).await.unwrap();
        let all = texts(all.into_iter().map(|place| place.path));
        assert_eq!(all, [SCHOOL, "620000/620700/s1/c3/"]);
        let rest = world.db.places(&range, SCHOOL, 10).await.unwrap();
        assert_eq!(texts(rest.into_iter().map(|place| place.path)), all[1..]);
        let everything = PlacePath::root().range();
        assert_eq!(world.db.places(&everything, "", 10).await.unwrap().len(), 6);
    })
    .await;
}

#[tokio::test]
async fn a_taken_path_or_code_is_refused_as_a_duplicate() {
    on_both(async |world| {
        town(world).await;
        let again = world.place_row(SCHOOL, None);
        let fault = world.refused(async |tx| tx.add_place(&again, world.now()).await).await;
        assert!(is_duplicate(&fault), "{fault:?}");
        let city = world.db.place(&path("620000/620700/")).await.unwrap().unwrap();
        let fault = world.refused(async |tx| tx.add_place_code("mca2026", "620700", city.id, world.now()).await).await;
        assert!(is_duplicate(&fault), "{fault:?}");
        assert_eq!(world.db.place_count().await.unwrap(), 6);
    })
    .await;
}

#[tokio::test]
async fn a_place_of_an_unknown_level_or_parent_is_refused_by_the_database() {
    on_both(async |world| {
        let mut place = world.place_row("620000/", None);
        place.level = "planet".to_owned();
        let fault = world.refused(async |tx| tx.add_place(&place, world.now()).await).await;
        assert!(is_refused(&fault), "{fault:?}");
        let stranger = world.place_row("630000/", None).id;
        let orphan = world.place_row("620000/620700/", Some(stranger));
        let fault = world.refused(async |tx| tx.add_place(&orphan, world.now()).await).await;
        assert!(is_refused(&fault), "{fault:?}");
    })
    .await;
}

#[tokio::test]
async fn service_sites_are_listed_at_and_below_a_place() {
    on_both(async |world| {
        for at in [SCHOOL, NEIGHBOURS[0], "620000/620700/s1/c3/"] {
            let site = Site {
                id: SiteId::new(&world.ids, world.now()),
                place: path(at),
                name: "心理辅导室".to_owned(),
                kind: "school_room".to_owned(),
                address: "教学楼 '2' 层".to_owned(),
                phone: None,
                hours: "周一至周五 8:00–17:00".to_owned(),
            };
            world.write(async |tx| tx.add_site(&site, world.now()).await).await;
        }
        let found = world.db.sites(&path(SCHOOL).range(), 10).await.unwrap();
        assert_eq!(found[0].address, "教学楼 '2' 层");
        let places = texts(found.into_iter().map(|site| site.place));
        assert_eq!(places, [SCHOOL, "620000/620700/s1/c3/"]);
    })
    .await;
}
