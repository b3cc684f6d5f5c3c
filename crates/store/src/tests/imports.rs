use xinqiao_access::{Permit, Resource, act};
use xinqiao_kernel::id::ImportId;

use super::world::{Desk, SCHOOL, World, is_refused, on_both, path};
use crate::assessment::{ImportRow, NewImport};

const FILE: &[u8] = "学号,第1题\n2026001,3\n\u{0}".as_bytes();

fn row(import: ImportId, at: i64, outcome: &str) -> ImportRow {
    ImportRow {
        import,
        row: at,
        external_id: (at != 3).then(|| format!("20260{at:02}")),
        outcome: outcome.to_owned(),
        reason: "ok".to_owned(),
        detail: String::new(),
        response: None,
    }
}

/// A checked file of five rows, to be forgotten in a day.
async fn checked(world: &World) -> (NewImport, Permit<act::ImportResponses>) {
    let by = world.account("zhou").await;
    let new = NewImport {
        id: ImportId::new(&world.ids, world.now()),
        campaign: world.campaign(SCHOOL, by).await,
        file_name: "三年级.csv".to_owned(),
        file_sha256: "00".repeat(32),
        options: "{}".to_owned(),
        created: 0,
        updated: 0,
        skipped: 4,
        failed: 1,
        by,
    };
    let rows: Vec<ImportRow> = (1..=5).map(|at| row(new.id, at, if at == 3 { "failed" } else { "skipped" })).collect();
    world.write(async |tx| tx.add_import(&new, FILE.to_vec(), world.within(1440), &rows, world.now()).await).await;
    let permit = Desk::counsellor(by, SCHOOL).permit(&Resource::at(path(SCHOOL)));
    (new, permit)
}

#[tokio::test]
async fn a_checked_file_keeps_its_bytes_and_its_rows_in_order() {
    on_both(async |world| {
        let (new, permit) = checked(world).await;
        let batch = world.db.import(new.id).await.unwrap().unwrap();
        assert_eq!((batch.state.as_str(), batch.imported_at), ("checked", None));
        assert_eq!((batch.new.skipped, batch.new.failed), (4, 1));
        let bytes = world.db.import_file(&permit, new.id).await.unwrap();
        assert_eq!(bytes.as_deref(), Some(FILE));
        let numbers = async |after, limit| {
            let found = world.db.import_rows(&permit, new.id, after, limit).await.unwrap();
            found.into_iter().map(|row| row.row).collect::<Vec<_>>()
        };
        assert_eq!(numbers(0, 10).await, [1, 2, 3, 4, 5]);
        assert_eq!(numbers(2, 2).await, [3, 4]);
        let third = world.db.import_rows(&permit, new.id, 2, 1).await.unwrap();
        assert_eq!(third, [row(new.id, 3, "failed")]);
    })
    .await;
}

#[tokio::test]
async fn an_import_is_finished_once() {
    on_both(async |world| {
        let (mut new, permit) = checked(world).await;
        world.pass(5);
        (new.created, new.skipped) = (4, 0);
        let mut rows: Vec<ImportRow> = (1..=4).map(|at| row(new.id, at, "created")).collect();
        let person = world.person(SCHOOL).await;
        let sheet = world.sheet(person, SCHOOL, "import:1");
        rows[0].response = Some(sheet.id);
        world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        let finish = async |rows: &[ImportRow]| world.write(async |tx| tx.finish_import(&new, rows, world.now()).await).await;
        assert!(finish(&rows).await);
        let batch = world.db.import(new.id).await.unwrap().unwrap();
        assert_eq!((batch.state.as_str(), batch.imported_at), ("imported", Some(world.now())));
        assert_eq!((batch.new.created, batch.new.failed), (4, 1));
        assert_eq!(world.db.import_rows(&permit, new.id, 0, 10).await.unwrap(), rows);
        assert!(!finish(&[]).await);
        assert_eq!(world.db.import_rows(&permit, new.id, 0, 10).await.unwrap(), rows);
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_one_finishes_an_import() {
    on_both(async |world| {
        let (new, _) = checked(world).await;
        let mut works = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, new, now) = (world.db.clone(), new.clone(), world.now());
            works.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let done = tx.finish_import(&new, &[], now).await.unwrap();
                tx.commit().await.unwrap();
                done
            });
        }
        let done = works.join_all().await;
        assert_eq!(done.into_iter().filter(|done| *done).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_uploaded_bytes_are_forgotten_and_the_ledger_stays() {
    on_both(async |world| {
        let (new, permit) = checked(world).await;
        let forget = async || world.write(async |tx| tx.forget_uploads(world.now()).await).await;
        assert_eq!(forget().await, 0);
        world.pass(1441);
        assert_eq!(forget().await, 1);
        assert_eq!(world.db.import_file(&permit, new.id).await.unwrap(), None);
        assert_eq!(world.db.import_rows(&permit, new.id, 0, 10).await.unwrap().len(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_row_with_an_unknown_outcome_leaves_nothing_of_the_import() {
    on_both(async |world| {
        let (mut new, _) = checked(world).await;
        new.id = ImportId::new(&world.ids, world.now());
        let rows = [row(new.id, 1, "created"), row(new.id, 2, "perhaps")];
        let fault = world.refused(async |tx| tx.add_import(&new, FILE.to_vec(), world.within(1), &rows, world.now()).await).await;
        assert!(is_refused(&fault), "{fault:?}");
        assert!(world.db.import(new.id).await.unwrap().is_none());
        assert_eq!(world.count("import_row").await, 5);
    })
    .await;
}

#[tokio::test]
async fn the_imports_of_a_campaign_come_newest_first() {
    on_both(async |world| {
        let (mut new, _) = checked(world).await;
        let first = new.id;
        world.pass(1);
        new.id = ImportId::new(&world.ids, world.now());
        world.write(async |tx| tx.add_import(&new, Vec::new(), world.within(1), &[], world.now()).await).await;
        let permit = Desk::counsellor(new.by, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let found = world.db.imports(&permit, new.campaign, 10).await.unwrap();
        let found: Vec<_> = found.into_iter().map(|one| one.new.id).collect();
        assert_eq!(found, [new.id, first]);
    })
    .await;
}
