use jiff::Timestamp;
use jiff::civil::date;
use xinqiao_access::Refusal;
use xinqiao_indicators::Cell;

use super::world::{OTHER_SCHOOL, SCHOOL, faults, is_conflict, on_both, path, phq9_file, refused};
use crate::AppError;
use crate::campaigns::{NewCampaign, NewPart};

#[tokio::test]
async fn a_campaign_with_faults_is_not_opened_and_every_fault_is_named() {
    on_both(async |world| {
        let new = NewCampaign {
            title: " ".to_owned(),
            parts: vec![NewPart::always("phq-99")],
            consent_text: "\n".to_owned(),
            closes_on: date(2026, 10, 31),
            ..world.new_campaign()
        };
        let found = faults(world.app.create_campaign(&world.desk, &new).await);
        let fields: Vec<&str> = found.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["title", "consent_text", "closes_on", "instrument"]);
        assert!(world.app.campaigns(&world.desk).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_campaign_is_seen_at_its_place_and_nowhere_else() {
    on_both(async |world| {
        let id = world.campaign().await;
        let detail = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!((detail.campaign.version.as_str(), detail.may_import), ("1", true));
        assert_eq!(world.app.campaigns(&world.desk).await.unwrap().len(), 1);
        assert!(world.app.campaigns(&world.other_desk).await.unwrap().is_empty());
        assert!(matches!(refused(world.app.campaign(&world.other_desk, id).await), AppError::NotFound));
        let elsewhere = NewCampaign { place: path(OTHER_SCHOOL), ..world.new_campaign() };
        assert!(matches!(refused(world.app.create_campaign(&world.desk, &elsewhere).await), AppError::NotFound));
        let denied = refused(world.app.create_campaign(&world.pupil, &world.new_campaign()).await);
        assert!(matches!(denied, AppError::Denied(Refusal::RoleLacksAction)));
    })
    .await;
}

#[tokio::test]
async fn only_people_of_the_place_are_asked() {
    on_both(async |world| {
        let id = world.campaign().await;
        let (here, there) = (world.person(SCHOOL, "宁远").await, world.person(OTHER_SCHOOL, "方舟").await);
        assert!(matches!(refused(world.app.add_members(&world.desk, id, &[here, there]).await), AppError::NotFound));
        assert_eq!(world.app.add_members(&world.desk, id, &[here]).await.unwrap(), 1);
        assert_eq!(world.app.add_members(&world.desk, id, &[here]).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_pupil_is_asked_until_they_decline_and_no_file_screens_them_then() {
    on_both(async |world| {
        let id = world.campaign().await;
        let pupil = world.pupil.person().unwrap();
        assert!(world.app.open_campaigns(&world.pupil).await.unwrap().is_empty());
        world.app.add_members(&world.desk, id, &[pupil]).await.unwrap();
        let asking = world.app.open_campaigns(&world.pupil).await.unwrap();
        assert_eq!(asking.iter().map(|campaign| campaign.id).collect::<Vec<_>>(), [id]);
        world.app.decline_campaign(&world.pupil, id).await.unwrap();
        assert!(world.app.open_campaigns(&world.pupil).await.unwrap().is_empty());
        assert!(matches!(refused(world.app.decline_campaign(&world.pupil, id).await), AppError::NotFound));

        let mut tx = world.db.begin().await.unwrap();
        tx.add_identifier(
            world.app.ids().uuid(world.app.now()),
            &format!("campaign-place:{SCHOOL}"),
            "7",
            pupil,
            world.app.now(),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let report = world.import(id, phq9_file(&[("7", [3; 9])])).await;
        assert_eq!(world.ledger(&report).await, ["1 failed declined"]);
        assert_eq!(world.signals().await, 0);
    })
    .await;
}

#[tokio::test]
async fn small_counts_of_a_campaign_are_hidden() {
    on_both(async |world| {
        let id = world.campaign().await;
        let names: Vec<String> = (1..=13).map(|number| number.to_string()).collect();
        // ten sheets without any symptom, two of 9 points, one of 18
        let sheet = |index| {
            if index < 10 {
                [0; 9]
            } else if index < 12 {
                [1; 9]
            } else {
                [2; 9]
            }
        };
        let rows: Vec<(&str, [u8; 9])> = names.iter().enumerate().map(|(index, name)| (name.as_str(), sheet(index))).collect();
        world.import(id, phq9_file(&rows)).await;
        let detail = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!(
            (detail.counts.members, detail.counts.declined, detail.counts.responses),
            (Cell::Count(13), Cell::Count(0), Cell::Count(13))
        );
        // two and one are small, and so is their sum: the ten go with them
        let shown: Vec<(&str, Cell)> = detail.bands.iter().map(|band| (band.code.as_str(), band.count)).collect();
        assert_eq!(shown, ["mild", "moderately_severe", "none"].map(|band| (band, Cell::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn a_campaign_that_has_not_begun_takes_no_file() {
    on_both(async |world| {
        let later = NewCampaign { opens_on: date(2026, 11, 23), ..world.new_campaign() };
        let id = world.signed(&later).await;
        let options = crate::campaigns::ImportOptions::new("id");
        let checked = world.app.check_import(&world.desk, id, "a.csv", phq9_file(&[("1", [0; 9])]), &options).await;
        is_conflict(checked, "campaign_not_open");
    })
    .await;
}

#[tokio::test]
async fn every_reading_and_writing_leaves_its_audit_row() {
    on_both(async |world| {
        let id = world.campaign().await;
        world.app.campaigns(&world.desk).await.unwrap();
        world.app.campaign(&world.desk, id).await.unwrap();
        world.app.open_campaigns(&world.pupil).await.unwrap();
        let report = world.import(id, phq9_file(&[("1", [0; 9]), ("2", [0; 9])])).await;
        world.app.import_report(&world.desk, report.import, 0, 10).await.unwrap();
        world.app.corrected_copy(&world.desk, report.import, &str::to_owned).await.unwrap();
        let auditor = world.auditor().await;
        let mut rows = world.app.audit_rows(&auditor, Timestamp::MAX, 100).await.unwrap();
        rows.sort_by_key(|row| (row.action.clone(), row.detail.clone()));
        let found: Vec<String> = rows.iter().map(|row| format!("{} {} {}", row.action, row.record_kind, row.detail)).collect();
        let import = "import_responses";
        let expected = [
            "create_campaign campaign instrument=phq-9".to_owned(),
            format!("{import} import checked created=2 updated=0 skipped=0 failed=0"),
            format!("{import} import copied"),
            format!("{import} response imported"),
            format!("{import} response imported"),
            format!("{import} import imported created=2 updated=0 skipped=0 failed=0 signals=0"),
            format!("{import} import rows=2"),
            "list_campaigns campaigns rows=1".to_owned(),
            format!("publish_counts publication campaign/{id}/answered number=1 cells=1 hidden=0"),
            format!("publish_counts publication campaign/{id}/declined number=1 cells=1 hidden=0"),
            "read_campaign campaign read".to_owned(),
            "sign_campaign campaign signed_off".to_owned(),
        ];
        assert_eq!(found, expected);
        let of_people = rows.iter().filter(|row| row.person.is_some() && row.record_kind == "response").count();
        assert_eq!(of_people, 2);
    })
    .await;
}

#[tokio::test]
async fn the_numbers_of_a_campaign_do_not_move_with_each_answer_sheet() {
    on_both(async |world| {
        let id = world.campaign().await;
        let sheets = |from: usize, until: usize| -> Vec<(String, [u8; 9])> {
            (from..until).map(|number| (number.to_string(), if number % 3 == 0 { [2; 9] } else { [0; 9] })).collect()
        };
        let file = |rows: &[(String, [u8; 9])]| {
            phq9_file(&rows.iter().map(|(name, answers)| (name.as_str(), *answers)).collect::<Vec<_>>())
        };
        world.import(id, file(&sheets(0, 60))).await;
        let before = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!(before.counts.responses, Cell::Count(60));
        // one more, and everybody who looked before would know its band
        world.import(id, file(&sheets(60, 61))).await;
        let after = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!((after.counts.responses, &after.bands), (Cell::Count(60), &before.bands));
        assert_eq!(after.counted_at, before.counted_at);
        // three in a band and many in the other: the small step is hidden, the sum moves
        world.import(id, file(&sheets(61, 72))).await;
        let later = world.app.campaign(&world.desk, id).await.unwrap();
        assert_eq!(later.counts.responses, Cell::Count(72));
        assert!(later.bands.iter().any(|band| band.count == Cell::Hidden), "{:?}", later.bands);
    })
    .await;
}
