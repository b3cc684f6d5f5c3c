//! Importing a file piece by piece.

use xinqiao_access::{Resource, act};
use xinqiao_kernel::id::ImportId;

use super::world::{Desk, SCHOOL, World, on_both, path};
use crate::assessment::{ImportRow, NewImport};

/// A checked file without rows.
async fn checked(world: &World) -> NewImport {
    let by = world.account("zhou").await;
    let new = NewImport {
        id: ImportId::new(&world.ids, world.now()),
        campaign: world.campaign(SCHOOL, by).await,
        file_name: "三年级.csv".to_owned(),
        file_sha256: String::new(),
        options: "{}".to_owned(),
        created: 0,
        updated: 0,
        skipped: 0,
        failed: 0,
        by,
    };
    world.write(async |tx| tx.add_import(&new, Vec::new(), world.within(60), &[], world.now()).await).await;
    new
}

#[tokio::test]
async fn of_each_number_in_a_file_it_is_known_who_is_meant_and_what_the_campaign_has() {
    on_both(async |world| {
        let new = checked(world).await;
        let permit = Desk::counsellor(new.by, SCHOOL).permit::<act::ImportResponses>(&Resource::at(path(SCHOOL)));
        let (asked, declined, stranger) = (world.person(SCHOOL).await, world.person(SCHOOL).await, world.person(SCHOOL).await);
        let sheet = |key: &str| {
            let mut sheet = world.sheet(asked, SCHOOL, key);
            sheet.campaign = Some(new.campaign);
            sheet
        };
        // a sheet's key names the row of the identifier, never the number itself
        let of_seven = world.ids.uuid(world.now());
        let (known, other) = (sheet(&format!("import:s:{of_seven}")), sheet("typed in"));
        let mut elsewhere = sheet("no campaign");
        elsewhere.campaign = None;
        world
            .write(async |tx| {
                tx.add_identifier(of_seven, "s", "7", asked, world.now()).await?;
                for (value, person) in [("8", declined), ("9", stranger)] {
                    tx.add_identifier(world.ids.uuid(world.now()), "s", value, person, world.now()).await?;
                }
                tx.add_identifier(world.ids.uuid(world.now()), "other", "10", asked, world.now()).await?;
                tx.add_members(new.campaign, &[(asked, path(SCHOOL)), (declined, path(SCHOOL))], world.now()).await?;
                tx.decline(new.campaign, declined, world.now()).await?;
                for sheet in [&known, &other, &elsewhere] {
                    tx.add_response(sheet, world.now()).await?;
                }
                Ok(())
            })
            .await;
        // more numbers than one look-up takes
        let numbers: Vec<String> = (1..=40).map(|number| number.to_string()).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let campaign = world.db.campaign(new.campaign).await.unwrap().unwrap();
        let found = world.write(async |tx| tx.import_matches(&permit, &campaign, "import:s:", "s", &numbers).await).await;
        let short: Vec<_> = found
            .iter()
            .map(|one| (one.value.as_str(), one.who.id, one.member, one.declined, one.sheet.is_some(), one.others))
            .collect();
        let expected =
            [("7", asked, true, false, true, 1), ("8", declined, true, true, false, 0), ("9", stranger, false, false, false, 0)];
        assert_eq!(short, expected);
        assert_eq!(found[0].sheet, Some((known.id, known.answers, known.answered_at)));
        assert_eq!(found[0].who, world.db.whereabouts(asked).await.unwrap().unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_step_replaces_its_part_of_the_ledger_and_settled_rows_are_known_again() {
    on_both(async |world| {
        let new = checked(world).await;
        let person = world.person(SCHOOL).await;
        let sheet = world.sheet(person, SCHOOL, "k");
        world.write(async |tx| tx.add_response(&sheet, world.now()).await).await;
        let row = |at: i64, outcome: &str| ImportRow {
            import: new.id,
            row: at,
            external_id: None,
            outcome: outcome.to_owned(),
            reason: "ok".to_owned(),
            detail: String::new(),
            response: (outcome == "created").then_some(sheet.id),
        };
        let replace = async |rows: &[ImportRow]| {
            world.write(async |tx| tx.replace_import_rows(rows, world.now()).await).await;
        };
        replace(&[row(1, "skipped"), row(2, "skipped"), row(3, "skipped"), row(4, "skipped")]).await;
        replace(&[row(2, "created"), row(3, "failed")]).await;
        replace(&[]).await;
        let permit = Desk::counsellor(new.by, SCHOOL).permit(&Resource::at(path(SCHOOL)));
        let ledger = world.db.import_rows(&permit, new.id, 0, 10).await.unwrap();
        assert_eq!(ledger, [row(1, "skipped"), row(2, "created"), row(3, "failed"), row(4, "skipped")]);
        let settled = async |first, last| world.write(async |tx| tx.settled_import_rows(new.id, first, last).await).await;
        assert_eq!(settled(1, 4).await, [row(2, "created")]);
        assert_eq!(settled(2, 2).await.len(), 1);
        assert!(settled(3, 4).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_is_held_by_one_at_a_time_and_closed_once() {
    on_both(async |world| {
        let mut new = checked(world).await;
        new.created = 5;
        let mut works = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (db, new, now) = (world.db.clone(), new.clone(), world.now());
            works.spawn(async move {
                let mut tx = db.begin().await.unwrap();
                let held = tx.hold_import(new.id).await.unwrap();
                // whoever holds it is the only one who can close it
                assert_eq!(tx.close_import(&new, now).await.unwrap(), held);
                tx.commit().await.unwrap();
                held
            });
        }
        assert_eq!(works.join_all().await.into_iter().filter(|held| *held).count(), 1);
        let batch = world.db.import(new.id).await.unwrap().unwrap();
        assert_eq!((batch.state.as_str(), batch.new.created), ("imported", 5));
        assert!(!world.write(async |tx| tx.hold_import(new.id).await).await);
    })
    .await;
}
