use tokio::sync::mpsc;
use xinqiao_indicators::Cell;

use super::world::{World, counts, on_both, phq9_file};
use crate::campaigns::CampaignDetail;

/// Six hundred pupils, each hundredth of them with a positive item 9 and nothing else.
fn file() -> Vec<u8> {
    let names: Vec<String> = (1..=600).map(|number| number.to_string()).collect();
    let sheet = |index: usize| [0, 0, 0, 0, 0, 0, 0, 0, u8::from(index.is_multiple_of(100))];
    let rows: Vec<(&str, [u8; 9])> = names.iter().enumerate().map(|(index, name)| (name.as_str(), sheet(index))).collect();
    phq9_file(&rows)
}

async fn detail(world: &World, id: xinqiao_kernel::id::CampaignId) -> CampaignDetail {
    world.app.campaign(&world.desk, id).await.unwrap()
}

#[tokio::test]
async fn an_import_that_breaks_off_leaves_whole_pieces_and_goes_on_later() {
    on_both(async |world| {
        let id = world.campaign().await;
        let checked = world.check(id, file()).await;
        let (sender, mut told) = mpsc::unbounded_channel();
        let tell = |done, _| sender.send(done).unwrap();
        tokio::select! {
            biased;
            _ = told.recv() => {}
            done = world.app.apply_import(&world.desk, checked.import, Some(&tell)) => panic!("it ended: {done:?}"),
        }
        let broken = detail(world, id).await;
        let pieces = [Cell::Count(256), Cell::Count(512)];
        assert!(pieces.contains(&broken.counts.responses), "{:?}", broken.counts);
        assert_eq!(broken.counts.members, broken.counts.responses);
        assert_eq!(broken.imports[0].imported_at, None);

        let rest = world.app.apply_import(&world.desk, checked.import, None).await.unwrap();
        assert_eq!(rest.counts, counts(600, 0, 0, 0));
        let whole = detail(world, id).await;
        assert_eq!((whole.counts.members, whole.counts.responses), (Cell::Count(600), Cell::Count(600)));
        let mut ledger = world.app.import_report(&world.desk, checked.import, 0, 1_000).await.unwrap().rows;
        assert!(ledger.iter().all(|row| row.outcome == "created" && row.reason == "new" && row.response.is_some()));
        ledger.dedup_by_key(|row| row.response);
        assert_eq!(ledger.len(), 600);
        assert_eq!(world.signals().await, 6);
        // and once more as a whole
        let again = world.import(id, file()).await;
        assert_eq!(again.counts, counts(0, 0, 600, 0));
        assert_eq!(world.signals().await, 6);
    })
    .await;
}
