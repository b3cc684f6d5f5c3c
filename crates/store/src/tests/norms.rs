//! Norms of the own sheets.

use jiff::civil::date;
use xinqiao_kernel::id::{LocalNormId, ResponseId};

use super::world::{NEIGHBOURS, SCHOOL, World, is_duplicate, on_both, path};
use crate::norms::LocalNormRow;

const OF: (&str, &str, &str) = ("phq-9", "1", "total");

fn norm(world: &World, place: &str, version: i64) -> LocalNormRow {
    LocalNormRow {
        id: LocalNormId::new(&world.ids, world.now()),
        place: path(place),
        instrument: "phq-9".to_owned(),
        instrument_version: "1".to_owned(),
        score: "total".to_owned(),
        version,
        persons: 120,
        from: date(2026, 9, 1),
        until: date(2026, 9, 30),
        body: "{}".to_owned(),
        created_at: world.now(),
    }
}

/// A frozen norm.
pub(super) async fn fill(world: &World) {
    let row = norm(world, SCHOOL, 1);
    world.write(async |tx| tx.add_local_norm(&row, world.now()).await).await;
}

#[tokio::test]
async fn a_norm_is_frozen_as_a_version_and_found_from_below_the_nearest_place_first() {
    on_both(async |world| {
        let above = path(SCHOOL).parent().unwrap();
        let rows = [norm(world, above.as_str(), 1), norm(world, SCHOOL, 1), norm(world, SCHOOL, 2)];
        for row in &rows {
            assert_eq!(world.write(async |tx| tx.latest_norm(&row.place, OF).await).await, row.version - 1);
            world.write(async |tx| tx.add_local_norm(row, world.now()).await).await;
        }
        let found = world.db.local_norms(&path(SCHOOL), OF).await.unwrap();
        let told: Vec<(i64, bool)> = found.iter().map(|row| (row.version, row.place == above)).collect();
        assert_eq!(told, [(2, false), (1, false), (1, true)]);
        assert_eq!(
            world.db.local_norms(&path(NEIGHBOURS[0]), OF).await.unwrap().iter().filter(|row| row.place != above).count(),
            0
        );
        assert!(world.db.local_norms(&path(SCHOOL), ("phq-9", "2", "total")).await.unwrap().is_empty());
        let again = LocalNormRow { id: LocalNormId::new(&world.ids, world.now()), ..rows[2].clone() };
        assert!(is_duplicate(&world.refused(async |tx| tx.add_local_norm(&again, world.now()).await).await));
    })
    .await;
}

#[tokio::test]
async fn sheets_of_campaigns_below_a_place_are_read_in_pieces() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let campaign = world.campaign(SCHOOL, account).await;
        let person = world.person(SCHOOL).await;
        let mut ids = Vec::new();
        for key in ["a", "b", "c"] {
            let mut one = world.submission(person, key);
            one.response.campaign = Some(campaign);
            one.response.sharing = "campaign";
            ids.push(one.response.id);
            world.db.write_submissions(&[one]).await.unwrap();
        }
        let found = world.db.norm_campaigns(&path(SCHOOL), "phq-9", "1").await.unwrap();
        assert_eq!(found, [campaign]);
        assert!(world.db.norm_campaigns(&path(NEIGHBOURS[0]), "phq-9", "1").await.unwrap().is_empty());
        let nil = ResponseId::from_uuid(uuid::Uuid::nil());
        let first = world.db.norm_sheets(campaign, nil, 2).await.unwrap();
        let rest = world.db.norm_sheets(campaign, first[1].id, 2).await.unwrap();
        ids.sort();
        assert_eq!(first.iter().chain(&rest).map(|sheet| sheet.id).collect::<Vec<_>>(), ids);
        assert_eq!(first[0].answers, "[1,0,null]");
    })
    .await;
}
